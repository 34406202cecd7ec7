//! Health checks and outlier detection (`docs/behaviour/envoy.md#health-checks`,
//! `docs/behaviour/envoy.md#outlier-detection`). Both are configured on a listener and applied to
//! the clusters of its callers.

use std::time::Duration as Time;

use envoy_types::pb::envoy::config::cluster::v3::OutlierDetection;
use envoy_types::pb::envoy::config::core::v3::HealthCheck;
use envoy_types::pb::envoy::config::core::v3::health_check::{
    GrpcHealthCheck, HealthChecker, HttpHealthCheck, TcpHealthCheck,
};
use envoy_types::pb::envoy::r#type::v3::CodecClientType;

use crate::model::types::{self as model, HealthCheckPolicy, Listener, PortProtocol};
use crate::xds::proto;

/// Envoy's own longest ejection, which it holds to be shorter than ours if that is longer.
const LONGEST_EJECTION: Time = Time::from_secs(300);

/// Returns the check of a listener at `host`; none if it has none.
///
/// # Errors
///
/// A sentence if Envoy would refuse it.
pub(super) fn check(listener: &Listener, host: &str) -> Result<Option<HealthCheck>, &'static str> {
    let Some(policy) = &listener.health_check else { return Ok(None) };
    let protocol = listener.port_mapping.protocol;
    let multiplexed = matches!(protocol, PortProtocol::Http2 | PortProtocol::Grpc);
    if policy.protocol == PortProtocol::Grpc && !multiplexed {
        return Err("its grpc health check needs an http2 or grpc listener: it is left out");
    }
    let millis = |value: u64| proto::duration(Time::from_millis(value));
    Ok(Some(HealthCheck {
        interval: millis(policy.interval_millis),
        timeout: millis(policy.timeout_millis.into()),
        healthy_threshold: proto::uint(policy.healthy_threshold),
        unhealthy_threshold: proto::uint(policy.unhealthy_threshold),
        health_checker: Some(checker(policy, host, port(listener))),
        ..Default::default()
    }))
}

/// Returns the port that is checked.
pub(super) fn port(listener: &Listener) -> u16 {
    let policy = listener.health_check.as_ref();
    policy.and_then(|policy| policy.port).unwrap_or(listener.port_mapping.port)
}

fn checker(policy: &HealthCheckPolicy, host: &str, port: u16) -> HealthChecker {
    let http = |codec: CodecClientType| {
        HealthChecker::HttpHealthCheck(HttpHealthCheck {
            host: format!("{host}:{port}"),
            path: policy.path.clone().unwrap_or_else(|| "/".to_owned()),
            codec_client_type: codec.into(),
            ..Default::default()
        })
    };
    match policy.protocol {
        PortProtocol::Http => http(CodecClientType::Http1),
        PortProtocol::Http2 => http(CodecClientType::Http2),
        PortProtocol::Grpc => HealthChecker::GrpcHealthCheck(GrpcHealthCheck::default()),
        PortProtocol::Tcp => HealthChecker::TcpHealthCheck(TcpHealthCheck::default()),
    }
}

/// Returns when a host that answers badly gets no calls for a while. Of Envoy's detectors only
/// the one that the model speaks of ejects.
///
/// # Errors
///
/// A sentence if Envoy would refuse it.
pub(super) fn outliers(of: &model::OutlierDetection) -> Result<OutlierDetection, &'static str> {
    let (interval, base) = (of.interval.time(), of.base_ejection_duration.time());
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
