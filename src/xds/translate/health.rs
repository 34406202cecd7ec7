//! Health checks and outlier detection (`docs/behaviour/envoy.md#health-checks`). Both are
//! configured on a listener and run in the clusters of its callers.

use std::time::Duration as Time;

use envoy_types::pb::envoy::config::cluster::v3::OutlierDetection;
use envoy_types::pb::envoy::config::core::v3::HealthCheck;
use envoy_types::pb::envoy::config::core::v3::health_check::{
    GrpcHealthCheck, HealthChecker, HttpHealthCheck, TcpHealthCheck,
};
use envoy_types::pb::envoy::r#type::v3::CodecClientType;

use crate::mesh::topology::{self, HealthProbe, PortProtocol, Upstream};
use crate::xds::proto;

/// Envoy's default for the longest ejection. Envoy rejects one that is shorter than the first.
const LONGEST_EJECTION: Time = Time::from_secs(300);

/// Returns the health check of a listener; none if it has none.
///
/// # Errors
///
/// The text of a problem if Envoy would reject it.
pub(super) fn check(upstream: &Upstream) -> Result<Option<HealthCheck>, &'static str> {
    let Some(check) = &upstream.listener.health_check else { return Ok(None) };
    let is_http2 = matches!(upstream.listener.protocol, PortProtocol::Http2 | PortProtocol::Grpc);
    if check.probe == HealthProbe::Grpc && !is_http2 {
        return Err("its grpc health check requires an http2 or grpc listener: it is left out");
    }
    let http = |path: &str, codec: CodecClientType| {
        HealthChecker::HttpHealthCheck(HttpHealthCheck {
            host: format!("{}:{}", upstream.host, check.port),
            path: path.to_owned(),
            codec_client_type: codec.into(),
            ..Default::default()
        })
    };
    let checker = match &check.probe {
        HealthProbe::Http { path } => http(path, CodecClientType::Http1),
        HealthProbe::Http2 { path } => http(path, CodecClientType::Http2),
        HealthProbe::Grpc => HealthChecker::GrpcHealthCheck(GrpcHealthCheck::default()),
        HealthProbe::Tcp => HealthChecker::TcpHealthCheck(TcpHealthCheck::default()),
    };
    Ok(Some(HealthCheck {
        interval: proto::duration(check.interval),
        timeout: proto::duration(check.timeout),
        healthy_threshold: proto::uint(check.healthy_threshold),
        unhealthy_threshold: proto::uint(check.unhealthy_threshold),
        health_checker: Some(checker),
        ..Default::default()
    }))
}

/// Returns the outlier detection of a listener (`docs/behaviour/envoy.md#outlier-detection`). Of Envoy's detectors, only the one that App Mesh
/// configures ejects hosts.
///
/// # Errors
///
/// The text of a problem if Envoy would reject it.
pub(super) fn outliers(of: &topology::OutlierDetection) -> Result<OutlierDetection, &'static str> {
    let (interval, base) = (of.interval, of.base_ejection_duration);
    if interval.is_zero() || base.is_zero() {
        return Err("its outlier detection has a duration of 0: it is left out");
    }
    Ok(OutlierDetection {
        consecutive_5xx: proto::clamp(of.max_server_errors),
        interval: proto::duration(interval),
        base_ejection_time: proto::duration(base),
        max_ejection_time: proto::duration(base.max(LONGEST_EJECTION)),
        max_ejection_percent: proto::uint(of.max_ejection_percent),
        enforcing_consecutive_gateway_failure: proto::uint(0u32),
        enforcing_success_rate: proto::uint(0u32),
        ..Default::default()
    })
}
