//! Formatting takes time in proportion to the length of a list.

use std::time::{Duration, Instant};

use meshctl::aws_cli::output::{Expression, TableStyle, json, table, text, yaml};
use serde_json::{Value, json};

fn meshes(count: usize) -> Value {
    let mesh = |n: usize| {
        json!({
            "arn": format!("arn:aws:appmesh:us-west-2:123456789012:mesh/mesh-{n}"),
            "createdAt": "2019-07-22T15:38:29.282000+00:00",
            "meshName": format!("mesh-{n}"),
            "version": n,
        })
    };
    json!({"meshes": (0..count).map(mesh).collect::<Vec<_>>()})
}

#[test]
fn ten_thousand_items_are_formatted_quickly() {
    let value = meshes(10_000);
    let query = Expression::parse("sort_by(meshes[?version > `10`], &meshName)[].[arn, version]");
    let start = Instant::now();
    let lengths = [
        json::pretty(&value).len(),
        yaml::yaml(&value).len(),
        text(&value).unwrap().len(),
        table::table("ListMeshes", &value, &TableStyle::default()).unwrap().len(),
        query.unwrap().search(&value).unwrap().as_array().unwrap().len(),
    ];
    let spent = start.elapsed();
    assert!(lengths.iter().all(|length| *length > 9_000), "incomplete output: {lengths:?}");
    // All five take a fraction of a second; a quadratic algorithm would take minutes.
    assert!(spent < Duration::from_secs(20), "took {spent:?}");
}
