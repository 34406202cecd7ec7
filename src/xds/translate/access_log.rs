//! Access loggers (`docs/behaviour/envoy.md#access-logs`).

use envoy_types::pb::envoy::config::accesslog::v3::AccessLog;
use envoy_types::pb::envoy::config::accesslog::v3::access_log::ConfigType;
use envoy_types::pb::envoy::config::core::v3::SubstitutionFormatString;
use envoy_types::pb::envoy::config::core::v3::substitution_format_string::Format;
use envoy_types::pb::envoy::extensions::access_loggers::file::v3::{
    FileAccessLog, file_access_log,
};
use envoy_types::pb::envoy::extensions::access_loggers::stream::v3::{
    StderrAccessLog, StdoutAccessLog, stderr_access_log, stdout_access_log,
};
use envoy_types::pb::google::protobuf::{Any, Struct, Value, value};

use crate::mesh::topology::{self, AccessLogFormat};
use crate::xds::proto;

/// Returns the logger of an access log.
pub(super) fn logger(log: &topology::AccessLog) -> AccessLog {
    // A file of another user behind `/dev/stdout` cannot be opened, but it can be written to.
    let (name, sink): (_, Sink) = match log.path.as_str() {
        "/dev/stdout" => ("stdout", |_, format| {
            let access_log_format = format.map(stdout_access_log::AccessLogFormat::LogFormat);
            proto::any(&StdoutAccessLog { access_log_format })
        }),
        "/dev/stderr" => ("stderr", |_, format| {
            let access_log_format = format.map(stderr_access_log::AccessLogFormat::LogFormat);
            proto::any(&StderrAccessLog { access_log_format })
        }),
        _ => ("file", |path, format| {
            let access_log_format = format.map(file_access_log::AccessLogFormat::LogFormat);
            proto::any(&FileAccessLog { path: path.to_owned(), access_log_format })
        }),
    };
    let name = format!("envoy.access_loggers.{name}");
    let config_type = Some(ConfigType::TypedConfig(formatted(log, sink)));
    AccessLog { name, config_type, ..Default::default() }
}

/// Packs a logger that writes to a path with a format.
type Sink = fn(&str, Option<SubstitutionFormatString>) -> Any;

fn formatted(log: &topology::AccessLog, sink: Sink) -> Any {
    let path = log.path.as_str();
    let with = |format| {
        let format = SubstitutionFormatString { format: Some(format), ..Default::default() };
        sink(path, Some(format))
    };
    match &log.format {
        AccessLogFormat::ProxyDefault => sink(path, None),
        AccessLogFormat::Text(text) => {
            // Envoy does not add a newline.
            let newline = if text.ends_with('\n') { "" } else { "\n" };
            with(Format::TextFormatSource(proto::inline_string(format!("{text}{newline}"))))
        }
        // The members would be encoded in the order of a hash map, which changes from run to run,
        // and the version of the listener with it. Therefore each is encoded by itself:
        // concatenated encodings of a protobuf message are the encoding of the merged message.
        AccessLogFormat::Json(members) => {
            let mut whole = sink(path, None);
            for (name, text) in members {
                let kind = Some(value::Kind::StringValue(text.clone()));
                let member = [(name.clone(), Value { kind })];
                let packed = with(Format::JsonFormat(Struct { fields: member.into() }));
                whole.value.extend(packed.value);
            }
            whole
        }
    }
}
