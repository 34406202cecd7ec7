//! The documents of the reference, and libyaml's rules one by one.

use super::*;
use serde_json::json;

#[test]
fn pages_are_in_block_style_with_lists_below_their_names() {
    let meshes = json!({"meshes": [
        {"meshName": "one", "meshOwner": "123456789012", "version": 1, "spec": {}, "tags": []},
        {"createdAt": "2019-07-22T15:38:29+00:00", "arn": "arn:aws:appmesh:x"},
    ]});
    insta::assert_snapshot!(yaml(&meshes), @r"
    meshes:
    - meshName: one
      meshOwner: '123456789012'
      spec: {}
      tags: []
      version: 1
    - arn: arn:aws:appmesh:x
      createdAt: '2019-07-22T15:38:29+00:00'
    ");
}

#[test]
fn strings_are_plain_if_possible() {
    let words = ["word"; 20].join(" ");
    let cases = [
        ("true", "'true'"),
        ("yes", "yes"),
        ("12:30", "12:30"),
        ("a: b", "'a: b'"),
        ("a:b", "a:b"),
        ("a #b", "'a #b'"),
        ("a#b", "a#b"),
        ("", "''"),
        ("it's", "it's"),
        ("it's: x", "'it''s: x'"),
        ("2020-01-01", "'2020-01-01'"),
        ("1.5", "'1.5'"),
        ("1_000", "'1_000'"),
        ("_1", "_1"),
        ("0x1F", "'0x1F'"),
        ("=", "'='"),
        ("<<", "'<<'"),
        ("-", "'-'"),
        ("-a", "-a"),
        ("~", "'~'"),
        (" a", "' a'"),
        ("x\ny", "'x\n\n  y'"),
        ("x\n y", r#""x\n y""#),
        ("tab\there", r#""tab\there""#),
        ("\u{1}\u{1b}\r", r#""\x01\e\r""#),
        ("é 日本", "é 日本"),
        ("😀", r#""\U0001F600""#),
        (
            &words,
            "word word word word word word word word word word word word word word word word\n  word word word word",
        ),
    ];
    for (text, want) in cases {
        assert_eq!(yaml(&json!([text])), format!("- {want}\n"), "text: {text:?}");
    }
}

#[test]
fn names_are_sorted_quoted_and_not_folded() {
    let value = json!({"z": "one", "a: b": 1, "": 2, "a\nb": 3, "n".repeat(129): [4]});
    assert_eq!(
        yaml(&value),
        format!("'': 2\n? 'a\n\n  b'\n: 3\n'a: b': 1\n? {}\n: - 4\nz: one\n", "n".repeat(129))
    );
}

#[test]
fn other_scalars_are_plain() {
    let value = json!([null, true, 1, 1.5, 1e16, [[], [1, {}]]]);
    assert_eq!(yaml(&value), "- null\n- true\n- 1\n- 1.5\n- 1e+16\n- - []\n  - - 1\n    - {}\n");
}

#[test]
fn scalar_documents_are_json() {
    assert_eq!(yaml(&json!("é\n")), "\"é\\n\"\n");
    assert_eq!(yaml(&json!(null)), "null\n");
}

#[test]
fn a_stream_is_a_list_of_pages() {
    let pages = [json!({"meshes": [{"meshName": "a"}], "nextToken": "t1"}), json!({"meshes": []})];
    let stream: String = pages.iter().map(page).collect();
    insta::assert_snapshot!(stream, @r"
    - meshes:
      - meshName: a
      nextToken: t1
    - meshes: []
    ");
}
