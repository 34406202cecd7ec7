//! The tables of the reference, byte for byte.

use super::*;
use serde_json::json;

fn drawn(title: &str, value: &Value) -> String {
    table(title, value, &TableStyle::default()).unwrap()
}

#[test]
fn a_list_of_objects_is_a_section_with_a_header() {
    let meshes = json!({"meshes": [
        {"meshName": "one", "version": 1}, {"meshName": "two", "version": 7},
    ]});
    insta::assert_snapshot!(drawn("ListMeshes", &meshes), @r"
    ---------------------------
    |       ListMeshes        |
    +-------------------------+
    ||        meshes         ||
    |+-----------+-----------+|
    || meshName  |  version  ||
    |+-----------+-----------+|
    ||  one      |  1        ||
    ||  two      |  7        ||
    |+-----------+-----------+|
    ");
}

#[test]
fn a_wide_table_with_one_row_is_transposed() {
    let route = json!({"route": {
        "meshName": "apps",
        "metadata": {
            "arn": "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualRouter/vr/route/r1",
            "version": 2,
        },
        "spec": {
            "httpRoute": {"action": {"weightedTargets": [
                {"virtualNode": "blue", "weight": 90},
                {"port": 8080, "virtualNode": "green", "weight": 10},
            ]}},
            "priority": 3,
        },
        "virtualRouterName": "vr",
    }});
    insta::assert_snapshot!(drawn("DescribeRoute", &route));
}

#[test]
fn query_results_need_not_be_objects() {
    let rows = json!([["one", 1], ["two", 7]]);
    insta::assert_snapshot!(drawn("ListMeshes", &rows), @r"
    --------------
    | ListMeshes |
    +------+-----+
    |  one |  1  |
    |  two |  7  |
    +------+-----+
    ");
}

#[test]
fn empty_values_print_at_most_a_title() {
    let title = "------------\n|ListMeshes|\n+----------+\n";
    let cases = [
        (json!({"meshes": []}), title),
        (json!(2), title),
        (json!([[], []]), "------------\n|ListMeshes|\n"),
        (json!(null), ""),
        (json!(0), ""),
        (json!({}), ""),
    ];
    for (value, want) in cases {
        assert_eq!(drawn("ListMeshes", &value), want, "value: {value}");
    }
}

#[test]
fn colors_are_reset_after_each_piece() {
    let style = TableStyle { color: true, ..TableStyle::default() };
    let colored = table("ListMeshes", &json!([{"a": 1}]), &style).unwrap();
    assert_eq!(
        colored,
        "------------\n\u{1b}[0m\
         \u{1b}[0m|ListMeshes|\u{1b}[0m\u{1b}[0m\n\u{1b}[0m\
         \u{1b}[0m+----------+\u{1b}[0m\u{1b}[0m\n\u{1b}[0m\
         \u{1b}[0m|     a    |\u{1b}[0m\u{1b}[0m\n\u{1b}[0m\
         \u{1b}[0m+----------+\u{1b}[0m\u{1b}[0m\n\u{1b}[0m\
         \u{1b}[0m|  \u{1b}[1m\u{1b}[34m1\u{1b}[0m       |\u{1b}[0m\u{1b}[0m\n\u{1b}[0m\
         \u{1b}[0m+----------+\u{1b}[0m\u{1b}[0m\n\u{1b}[0m"
    );
}

#[test]
fn rows_must_have_the_same_length() {
    let ragged = table("X", &json!([["a", "b"], ["c"]]), &TableStyle::default());
    assert_eq!(ragged.unwrap_err().to_string(), "Row should have 2 elements, instead it has 1");
    assert_eq!(table("X", &json!([{"a": 1}, 2]), &TableStyle::default()), Err(FormatError::Mixed));
}
