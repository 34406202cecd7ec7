//! Envoy's messages as canonical protobuf JSON with the field names of Envoy's `/config_dump`.
//!
//! The descriptors come from the `.proto` files of `envoy-types`, the crate that generated the Rust
//! types, so both always have the same version.

use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use prost::{Message, Name};
use prost_reflect::{DescriptorPool, DynamicMessage, SerializeOptions};
use serde_json::Value;

/// Line width up to which a value is on one line.
const WIDTH: usize = 92;

/// Directories of `envoy-types` with `.proto` files, as include paths.
const INCLUDES: [&str; 7] = [
    "data-plane-api",
    "xds",
    "protoc-gen-validate",
    "googleapis",
    "opentelemetry-proto",
    "cel-spec/proto",
    "client_model",
];

/// Files that define the resources and the messages that are packed into them; what these import is
/// found by itself.
const FILES: [&str; 14] = [
    "envoy/config/cluster/v3/cluster.proto",
    "envoy/config/endpoint/v3/endpoint.proto",
    "envoy/config/listener/v3/listener.proto",
    "envoy/config/route/v3/route.proto",
    "envoy/extensions/access_loggers/file/v3/file.proto",
    "envoy/extensions/access_loggers/stream/v3/stream.proto",
    "envoy/extensions/filters/http/router/v3/router.proto",
    "envoy/extensions/filters/listener/original_dst/v3/original_dst.proto",
    "envoy/extensions/filters/listener/tls_inspector/v3/tls_inspector.proto",
    "envoy/extensions/filters/network/http_connection_manager/v3/http_connection_manager.proto",
    "envoy/extensions/filters/network/tcp_proxy/v3/tcp_proxy.proto",
    "envoy/extensions/retry/host/previous_hosts/v3/previous_hosts.proto",
    "envoy/extensions/transport_sockets/tls/v3/tls.proto",
    "envoy/extensions/upstreams/http/v3/http_protocol_options.proto",
];

static POOL: LazyLock<DescriptorPool> = LazyLock::new(|| {
    let root = proto_root();
    let includes = INCLUDES.map(|directory| root.join(directory));
    let files = protox::compile(FILES, includes).expect("the files of envoy-types compile");
    DescriptorPool::from_file_descriptor_set(files).expect("compiled files are complete")
});

/// Returns the directory of the `.proto` files of `envoy-types`, wherever Cargo keeps the crate.
fn proto_root() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--offline", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "envoy-types").unwrap();
    PathBuf::from(package["manifest_path"].as_str().unwrap()).with_file_name("proto")
}

/// Returns `message` in canonical JSON, without fields that have their default value.
pub(super) fn json<T: Message + Name>(message: &T) -> Value {
    let descriptor = POOL.get_message_by_name(&T::full_name());
    let descriptor = descriptor.unwrap_or_else(|| panic!("{} is not in FILES", T::full_name()));
    let message = DynamicMessage::decode(descriptor, message.encode_to_vec().as_slice()).unwrap();
    assert_eq!(message.unknown_fields().count(), 0, "the descriptors know every field");
    let options = SerializeOptions::new().use_proto_field_name(true);
    message
        .serialize_with_options(serde_json::value::Serializer, &options)
        .unwrap_or_else(|error| panic!("{error}: add the file of a packed message to FILES"))
}

/// Lays `value` out: on one line where it fits, else with a line for each element.
pub(super) fn pretty(value: &Value) -> String {
    let mut out = String::new();
    write(value, 0, &mut out);
    out
}

fn write(value: &Value, indent: usize, out: &mut String) {
    let line = one_line(value);
    let last_line = out.len() - out.rfind('\n').map_or(0, |at| at + 1);
    let (open, close, items): (_, _, Vec<(Option<&String>, &Value)>) = match value {
        Value::Object(fields) => {
            ('{', '}', fields.iter().map(|(name, value)| (Some(name), value)).collect())
        }
        Value::Array(items) => ('[', ']', items.iter().map(|item| (None, item)).collect()),
        _ => return out.push_str(&line),
    };
    if last_line + line.len() <= WIDTH {
        return out.push_str(&line);
    }
    out.push(open);
    let last = items.len() - 1;
    for (at, (name, item)) in items.into_iter().enumerate() {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent + 2));
        if let Some(name) = name {
            out.push_str(&format!("{}: ", Value::from(name.as_str())));
        }
        write(item, indent + 2, out);
        if at < last {
            out.push(',');
        }
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
    out.push(close);
}

fn one_line(value: &Value) -> String {
    match value {
        Value::Object(fields) if fields.is_empty() => "{}".to_owned(),
        Value::Object(fields) => {
            let field = |(name, value): (&String, &Value)| {
                format!("{}: {}", Value::from(name.as_str()), one_line(value))
            };
            format!("{{ {} }}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(one_line).collect::<Vec<_>>().join(", "))
        }
        scalar => scalar.to_string(),
    }
}
