//! Translates access logs (`docs/behaviour/envoy.md#access-logs`).

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

use crate::model::types::{self as model, Logging, LoggingFormat};
use crate::xds::proto;

/// Returns where and how a node logs its calls; nothing if it does not.
pub(super) fn of(logging: Option<&Logging>) -> Vec<AccessLog> {
    let Some(model::AccessLog::File(file)) = logging.and_then(|all| all.access_log.as_ref()) else {
        return Vec::new();
    };
    // Opening `/dev/stdout` fails when it is a file of another user; writing to it does not.
    let (name, sink): (_, Sink) = match file.path.as_str() {
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
    let any = formatted(&file.path, file.format.as_ref(), sink);
    let config_type = Some(ConfigType::TypedConfig(any));
    vec![AccessLog { name, config_type, ..Default::default() }]
}

type Sink = fn(&str, Option<SubstitutionFormatString>) -> Any;

fn formatted(path: &str, format: Option<&LoggingFormat>, sink: Sink) -> Any {
    let with = |format| {
        let format = SubstitutionFormatString { format: Some(format), ..Default::default() };
        sink(path, Some(format))
    };
    match format {
        None => sink(path, None),
        Some(LoggingFormat::Text(text)) => {
            // Envoy adds no newline of its own.
            let newline = if text.ends_with('\n') { "" } else { "\n" };
            with(Format::TextFormatSource(proto::text(format!("{text}{newline}"))))
        }
        // The fields are in a hash map, whose order changes from run to run, and the version of
        // the listener with it. So each is encoded alone: joined encodings of one message are,
        // by the rules of protobuf, the encoding of the merged message.
        Some(LoggingFormat::Json(fields)) => {
            let mut whole = sink(path, None);
            for field in fields {
                let kind = Some(value::Kind::StringValue(field.value.clone()));
                let one = [(field.key.clone(), Value { kind })];
                let alone = with(Format::JsonFormat(Struct { fields: one.into() }));
                whole.value.extend(alone.value);
            }
            whole
        }
    }
}
