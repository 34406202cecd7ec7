//! Constructors of small protobuf messages that the translation uses often.

use std::net::SocketAddr;
use std::time::Duration as Time;

use envoy_types::pb::envoy::config::core::v3::address::Address as Specifier;
use envoy_types::pb::envoy::config::core::v3::config_source::ConfigSourceSpecifier;
use envoy_types::pb::envoy::config::core::v3::data_source::Specifier as Source;
use envoy_types::pb::envoy::config::core::v3::socket_address::PortSpecifier;
use envoy_types::pb::envoy::config::core::v3::{
    Address, AggregatedConfigSource, ApiVersion, ConfigSource, DataSource, SocketAddress,
};
use envoy_types::pb::envoy::r#type::matcher::v3::string_matcher::MatchPattern;
use envoy_types::pb::envoy::r#type::matcher::v3::{RegexMatcher, StringMatcher};
use envoy_types::pb::google::protobuf::{Any, BoolValue, Duration, UInt32Value};

/// Packs a message with its type.
pub(super) fn any<T: prost::Message + prost::Name>(message: &T) -> Any {
    Any { type_url: T::type_url(), value: message.encode_to_vec() }
}

pub(super) fn uint(value: impl Into<u32>) -> Option<UInt32Value> {
    Some(UInt32Value { value: value.into() })
}

/// Returns `value` in 32 bits: App Mesh has 64 bits where Envoy has 32.
pub(super) fn clamp(value: u64) -> Option<UInt32Value> {
    uint(u32::try_from(value).unwrap_or(u32::MAX))
}

pub(super) fn flag(value: bool) -> Option<BoolValue> {
    Some(BoolValue { value })
}

pub(super) fn duration(time: Time) -> Option<Duration> {
    // Envoy's longest duration; App Mesh has no limit.
    const LONGEST: u64 = 315_576_000_000;
    let seconds = time.as_secs().min(LONGEST);
    Some(Duration {
        seconds: i64::try_from(seconds).expect("LONGEST fits"),
        nanos: i32::try_from(time.subsec_nanos()).expect("a second has 10^9 nanoseconds"),
    })
}

/// Returns the address of an IP address or host name.
pub(super) fn address(host: impl Into<String>, port: u16) -> Address {
    Address {
        address: Some(Specifier::SocketAddress(SocketAddress {
            address: host.into(),
            port_specifier: Some(PortSpecifier::PortValue(port.into())),
            ..Default::default()
        })),
    }
}

pub(super) fn socket(at: SocketAddr) -> Address {
    address(at.ip().to_string(), at.port())
}

/// Returns the address of all interfaces of both IP versions.
pub(super) fn every_interface(port: u16) -> Address {
    let mut address = address("::", port);
    if let Some(Specifier::SocketAddress(socket)) = &mut address.address {
        socket.ipv4_compat = true;
    }
    address
}

/// Returns the source of resources that are served on the same stream.
pub(super) fn ads() -> Option<ConfigSource> {
    Some(ConfigSource {
        resource_api_version: ApiVersion::V3.into(),
        config_source_specifier: Some(ConfigSourceSpecifier::Ads(AggregatedConfigSource {})),
        ..Default::default()
    })
}

pub(super) fn file(path: &str) -> Option<DataSource> {
    Some(DataSource { specifier: Some(Source::Filename(path.to_owned())), ..Default::default() })
}

pub(super) fn inline_string(value: String) -> DataSource {
    DataSource { specifier: Some(Source::InlineString(value)), ..Default::default() }
}

pub(super) fn string(pattern: MatchPattern) -> StringMatcher {
    StringMatcher { match_pattern: Some(pattern), ..Default::default() }
}

pub(super) fn exact(text: &str) -> StringMatcher {
    string(MatchPattern::Exact(text.to_owned()))
}

pub(super) fn regex(pattern: &str) -> RegexMatcher {
    RegexMatcher { regex: pattern.to_owned(), ..Default::default() }
}
