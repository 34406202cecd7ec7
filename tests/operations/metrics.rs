//! Metrics and the log.

use std::collections::BTreeMap;

use regex::Regex;
use serde_json::{Value, json};

use crate::support::http::Http;
use crate::support::{Sandbox, Server};

/// The samples of a page by name and labels. Checks on the way that it is well formed: every
/// family is introduced once and its lines stand together, buckets add up.
fn samples(page: &str) -> BTreeMap<String, f64> {
    let line = Regex::new(
        r#"^([a-z_]+)(\{[a-z]+="(?:[^"\\]|\\.)*"(?:,[a-z]+="(?:[^"\\]|\\.)*")*\})? ([0-9.]+)$"#,
    );
    let line = line.unwrap();
    let (mut samples, mut family, mut seen) = (BTreeMap::new(), String::new(), Vec::new());
    let mut below = 0.0;
    for text in page.lines() {
        if let Some(rest) = text.strip_prefix("# HELP ") {
            family = rest.split(' ').next().unwrap().to_owned();
            assert!(!seen.contains(&family), "{family} is defined twice");
            seen.push(family.clone());
            continue;
        }
        if let Some(rest) = text.strip_prefix("# TYPE ") {
            assert_eq!(rest.split(' ').next().unwrap(), family);
            continue;
        }
        let parts = line.captures(text).unwrap_or_else(|| panic!("no sample: {text}"));
        let (name, value): (&str, f64) = (&parts[1], parts[3].parse().unwrap());
        assert!(name.starts_with(&family), "{text} stands under {family}");
        if name.ends_with("_bucket") {
            below = if text.contains("le=\"0.0001\"") || text.contains("le=\"1\"") {
                0.0
            } else {
                below
            };
            assert!(value >= below, "{text}");
            below = value;
        } else if name.ends_with("_count") {
            assert_eq!(value, below, "{text}: all values are below infinity");
        }
        let labels = parts.get(2).map_or("", |labels| labels.as_str());
        samples.insert(format!("{name}{labels}"), value);
    }
    samples
}

fn metrics(server: &Server) -> BTreeMap<String, f64> {
    let answer = Http::new().get(&format!("{}/metrics", server.ready.admin)).unwrap();
    assert_eq!(answer.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    samples(&answer.body)
}

#[test]
fn metrics_count_requests_by_operation_and_code_and_time_commits() {
    let home = Sandbox::new();
    let server = Server::start(&home, &[]);
    let http = Http::new();
    let meshes = format!("{}/v20190125/meshes", server.ready.api);
    assert_eq!(http.put(&meshes, &json!({"meshName": "m"})).unwrap().status, 200);
    assert_eq!(http.put(&meshes, &json!({"meshName": "m"})).unwrap().status, 409);
    assert_eq!(http.put(&meshes, &json!({"meshName": 7})).unwrap().status, 400);
    assert_eq!(http.get(&format!("{meshes}/none")).unwrap().status, 404);
    assert_eq!(http.get(&format!("{}/nowhere", server.ready.api)).unwrap().status, 404);
    let samples = metrics(&server);
    let count = |operation: &str, code: &str| {
        let labels = format!("{{operation=\"{operation}\",code=\"{code}\"}}");
        samples.get(&format!("meshctl_requests_total{labels}")).copied()
    };
    assert_eq!(count("CreateMesh", "OK"), Some(1.0));
    assert_eq!(count("CreateMesh", "ConflictException"), Some(1.0));
    assert_eq!(count("CreateMesh", "SerializationException"), Some(1.0));
    assert_eq!(count("DescribeMesh", "NotFoundException"), Some(1.0));
    assert_eq!(count("Other", "UnknownOperationException"), Some(1.0));
    assert_eq!(count("ListMeshes", "OK"), None, "it was not called");
    let exact = [
        ("meshctl_request_duration_seconds_count{operation=\"CreateMesh\"}", 3.0),
        ("meshctl_requests_in_flight", 0.0),
        ("meshctl_store_commit_duration_seconds_count", 1.0),
        ("meshctl_store_commit_batch_size_bucket{le=\"1\"}", 1.0),
        ("meshctl_store_failures_total", 0.0),
        ("meshctl_store_writable", 1.0),
        ("meshctl_proxies", 0.0),
        ("meshctl_xds_pushes_total{type=\"CDS\"}", 0.0),
    ];
    for (name, want) in exact {
        assert_eq!(samples.get(name), Some(&want), "{name}");
    }
    assert!(samples["meshctl_store_size_bytes"] > 1000.0);
    assert!(samples["meshctl_store_commit_duration_seconds_sum"] > 0.0);
    let version = format!("meshctl_build_info{{version=\"{}\"}}", env!("CARGO_PKG_VERSION"));
    assert_eq!(samples.get(&version), Some(&1.0));
}

#[test]
fn json_log_has_a_line_per_request_and_no_secret() {
    let home = Sandbox::new();
    let server = Server::start(&home, &["--log-format", "json"]);
    let http = Http::new();
    let node = format!("{}/v20190125/meshes/m/virtualNodes", server.ready.api);
    let body =
        json!({"virtualNodeName": "n", "spec": {}, "tags": [{"key": "k", "value": "SECRET"}]});
    assert_eq!(http.put(&node, &body).unwrap().status, 404);
    let log = server.log_path();
    assert_eq!(server.terminate().code(), Some(0));
    let text = std::fs::read_to_string(log).unwrap();
    assert!(!text.contains("SECRET"), "{text}");
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let logged = |what: &str| lines.iter().find(|line| line["message"] == what).unwrap().clone();
    assert_eq!(logged("serving")["level"], "INFO");
    let request = logged("request");
    let want = [
        ("target", json!("meshctl::access")),
        ("caller", json!("arn:aws:iam::000000000000:root")),
        ("method", json!("PUT")),
        ("path", json!("/v20190125/meshes/m/virtualNodes")),
        ("operation", json!("CreateVirtualNode")),
        ("resource", json!("mesh/m/virtualNode/n")),
        ("status", json!(404)),
        ("code", json!("NotFoundException")),
        ("received_bytes", json!(body.to_string().len())),
    ];
    for (name, want) in want {
        assert_eq!(request[name], want, "{name}");
    }
    assert!(request["sent_bytes"].as_u64().unwrap() > 50, "{request}");
    assert!(request["duration_ms"].as_f64().unwrap() > 0.0, "{request}");
    assert!(request["client"].as_str().unwrap().starts_with("127.0.0.1:"), "{request}");
    assert_eq!(request["request_id"].as_str().unwrap().len(), 36, "{request}");
}

#[test]
fn text_log_has_no_requests() {
    let home = Sandbox::new();
    let server = Server::start(&home, &[]);
    home.line("create-mesh --mesh-name m").ok();
    let log = server.log_path();
    assert_eq!(server.terminate().code(), Some(0));
    let text = std::fs::read_to_string(log).unwrap();
    assert!(text.contains("serving") && !text.contains("/v20190125"), "{text}");
}
