//! Envoy's messages in a readable form: without unset fields and type names, and with packed
//! messages decoded.

use std::fmt::Debug;

use envoy_types::pb::envoy::extensions as ext;
use prost::Message;
use regex::{Captures, Regex};

const WIDTH: usize = 92;

/// Returns `message`, broken into lines where it does not fit on one.
pub(super) fn brief(message: &impl Debug) -> String {
    layout(&line(message), 0)
}

/// Returns `message` on one line.
pub(super) fn line(message: &impl Debug) -> String {
    // Last, because an empty message and no message must remain distinct until then.
    flat(&format!("{message:?}")).replace("{ }", "{}")
}

fn flat(debug: &str) -> String {
    let swap = |text: &str, pattern: &str, by: &str| {
        Regex::new(pattern).unwrap().replace_all(text, by).into_owned()
    };
    let any = Regex::new(r#"Any \{ type_url: "[^"]*?([^".]*)", value: \[([0-9, ]*)\] \}"#).unwrap();
    let text = any.replace_all(debug, |found: &Captures<'_>| unpack(&found[1], &found[2]));
    let text = swap(&text, r"Some\((?:UInt32|Bool)Value \{ value: (\w+) \}\)", "#$1");
    let text = swap(&text, r"Some\(Duration \{ seconds: (\d+), nanos: 0 \}\)", "${1}s");
    let text = swap(&text, r"Duration \{ seconds: (\d+), nanos: (\d+)000000 \}", "$1.${2}s");
    let text = swap(&text, r"\b[A-Z]\w* \{", "{");
    let text = swap(&text, &unset(), "");
    let text = swap(&text, choice(), "$1");
    let text = swap(&text, r", \}", " }").replace("rmatch: ", "match: ");
    unwrapped(&swap(&text, "#", ""))
}

/// Matches a field with its default value.
fn unset() -> String {
    let names = [
        "AddIfAbsent",
        "Any",
        "Auto",
        "Default",
        "Http1",
        "Immediate",
        "MethodUnspecified",
        "LenientStapling",
        "PassThroughInternalRedirect",
        "RoundRobin",
        "Sanitize",
        "ServiceUnavailable",
        "Tcp",
        "TlsAuto",
        "Unknown",
        "UseConfiguredProtocol",
        "VerifyTrustChain",
    ];
    let names = names.join("|");
    format!(r#"\b[a-z_0-9#]+: (?:None|\[\]|""|\{{\}}|false|0|{names})(?:, | )"#)
}

/// Matches the name of a oneof; the name of its field is enough.
fn choice() -> &'static str {
    r"\b(?:\w+_specifier|specifier|match_pattern|config_type|validation_context_type|cluster_discovery_type|host_identifier|health_checker|access_log_format|format|address|rule|action): ([A-Z]|Some\([A-Z])"
}

/// Decodes a packed message of type `name` from its bytes in decimal.
fn unpack(name: &str, bytes: &str) -> String {
    fn read<T: Message + Default + Debug>(bytes: &[u8]) -> String {
        flat(&format!("{:?}", T::decode(bytes).unwrap()))
    }
    let bytes: Vec<u8> = bytes
        .split(", ")
        .filter(|byte| !byte.is_empty())
        .map(|byte| byte.parse().unwrap())
        .collect();
    use ext::access_loggers::{
        file::v3::FileAccessLog,
        stream::v3::{StderrAccessLog, StdoutAccessLog},
    };
    use ext::filters::network::http_connection_manager::v3::HttpConnectionManager;
    use ext::filters::network::tcp_proxy::v3::TcpProxy;
    use ext::transport_sockets::tls::v3::{DownstreamTlsContext, UpstreamTlsContext};
    use ext::upstreams::http::v3::HttpProtocolOptions;
    let content = match name {
        "HttpConnectionManager" => read::<HttpConnectionManager>(&bytes),
        "TcpProxy" => read::<TcpProxy>(&bytes),
        "DownstreamTlsContext" => read::<DownstreamTlsContext>(&bytes),
        "UpstreamTlsContext" => read::<UpstreamTlsContext>(&bytes),
        "FileAccessLog" => read::<FileAccessLog>(&bytes),
        "StdoutAccessLog" => read::<StdoutAccessLog>(&bytes),
        "TlsInspector" | "OriginalDst" | "Router" | "PreviousHostsPredicate" => String::new(),
        "StderrAccessLog" => read::<StderrAccessLog>(&bytes),
        "HttpProtocolOptions" => read::<HttpProtocolOptions>(&bytes),
        other => panic!("add {other} to the packed messages that can be decoded"),
    };
    format!("{name}({content})")
}

/// Replaces every `Some(X)` with `X`.
fn unwrapped(text: &str) -> String {
    let mut out = String::new();
    let mut closing: Vec<bool> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("Some(") {
            closing.push(false);
            rest = after;
            continue;
        }
        match c {
            '(' => closing.push(true),
            ')' if closing.pop() == Some(false) => {
                rest = &rest[1..];
                continue;
            }
            _ => {}
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// Breaks a string that does not fit on a line at its outermost commas.
fn layout(text: &str, indent: usize) -> String {
    let open = text.find(['{', '[']).filter(|_| indent + text.len() > WIDTH);
    let Some(open) = open else { return text.to_owned() };
    let close = text.rfind(['}', ']']).unwrap();
    let (mut depth, mut items, mut item) = (0, Vec::new(), String::new());
    let mut quoted = false;
    for c in text[open + 1..close].chars() {
        match c {
            '"' => quoted = !quoted,
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => depth -= 1,
            ',' if depth == 0 && !quoted => {
                items.push(std::mem::take(&mut item));
                continue;
            }
            _ => {}
        }
        item.push(c);
    }
    items.push(item);
    let pad = "  ".repeat(indent / 2 + 1);
    let lines: Vec<String> =
        items.iter().map(|item| format!("{pad}{}", layout(item.trim(), indent + 2))).collect();
    let end = "  ".repeat(indent / 2);
    format!("{}\n{}\n{end}{}", &text[..=open], lines.join("\n"), &text[close..])
}
