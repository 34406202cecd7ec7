//! What the compliance suite (`tests/output`) does not cover: error messages, order, Python's
//! behaviour.

use super::*;
use serde_json::json;

fn search(query: &str, value: &Value) -> Result<Value, EvalError> {
    Expression::parse(query).unwrap().search(value)
}

#[test]
fn parse_errors_are_those_of_jmespath_py() {
    let cases = [
        ("", "Invalid JMESPath expression: cannot be empty."),
        ("meshes[", "Invalid jmespath expression: Incomplete expression:\n\"meshes[\"\n        ^"),
        (
            "meshes)",
            "Unexpected token: ): Parse error at column 6, token \")\" (RPAREN), for expression:\n\
             \"meshes)\"\n       ^",
        ),
        ("meshes=", "Bad jmespath expression: Unknown token '=':\nmeshes=\n      ^"),
        ("`{\"a\"", "Bad jmespath expression: Unclosed ` delimiter:\n`{\"a\"\n^"),
        (
            "a.1",
            "Expecting: ['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'], got: \
             number: Parse error at column 2, token \"1\" (NUMBER), for expression:\n\"a.1\"\n   ^",
        ),
    ];
    for (query, want) in cases {
        assert_eq!(Expression::parse(query).unwrap_err().to_string(), want, "query: {query}");
    }
}

#[test]
fn evaluation_errors_are_those_of_jmespath_py() {
    let cases = [
        ("frob(meshes)", "Unknown function: frob()"),
        (
            "length(nope)",
            "In function length(), invalid type for value: None, expected one of: \
             ['string', 'array', 'object'], received: \"null\"",
        ),
        ("length(@, @)", "Expected 1 argument for function length(), received 2"),
        ("not_null()", "Expected at least 1 argument for function not_null(), received 0"),
        (
            "sum(`[1, \"a\"]`)",
            "In function sum(), invalid type for value: a, expected one of: ['array-number'], \
             received: \"str\"",
        ),
        ("`1` < 'a'", "'<' not supported between instances of 'int' and 'str'"),
        ("contains('a', `1`)", "'in <string>' requires string as left operand, not int"),
        ("@[::0]", "slice step cannot be zero"),
    ];
    for (query, want) in cases {
        assert_eq!(search(query, &json!([])).unwrap_err().to_string(), want, "query: {query}");
    }
}

#[test]
fn hashes_keep_their_order() {
    let value = json!({"meshes": [{"meshName": "one", "version": 1}]});
    let found = search("meshes[].{b:meshName,a:version}", &value).unwrap();
    assert_eq!(found.to_string(), r#"[{"b":"one","a":1}]"#);
}

#[test]
fn unspecified_behaviour_is_that_of_python() {
    let cases = [
        ("a bare word is a text", "@[?n==`two`].v | [0]", json!([{"n": "two", "v": 7}]), json!(7)),
        ("1 is not true", "`1` == `true`", json!(null), json!(false)),
        ("1 is 1.0", "`1` == `1.0`", json!(null), json!(true)),
        ("but true is in a list of 1", "contains(`[1]`, `true`)", json!(null), json!(true)),
        ("zero is true", "`0` && 'yes'", json!(null), json!("yes")),
        ("whole numbers stay whole", "sum(@)", json!([1, 2]), json!(3)),
        (
            "sums lose nothing",
            "sum(@)",
            json!([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]),
            json!(1.0),
        ),
        ("texts have an order", "'a' < 'b'", json!(null), json!(true)),
        ("numbers in texts", "to_number(' 1_000 ')", json!(null), json!(1000)),
        ("arguments need no comma", "join('-' @)", json!(["a", "b"]), json!("a-b")),
        (
            "the first of the greatest",
            "max_by(@, &k).n",
            json!([{"k": 1, "n": 1}, {"k": 1, "n": 2}]),
            json!(1),
        ),
    ];
    for (case, query, value, want) in cases {
        assert_eq!(search(query, &value), Ok(want), "case: {case}");
    }
}

#[test]
fn deeply_nested_queries_are_errors() {
    for query in ["(".repeat(100_000), "a".to_owned() + &"[]".repeat(100_000)] {
        assert_eq!(Expression::parse(&query), Err(ParseError::TooDeep { limit: 128 }));
    }
}

#[test]
fn long_queries_are_evaluated() {
    for operator in [" || a", " && a", " | a", ".a"] {
        let query = "a".to_owned() + &operator.repeat(10_000);
        assert_eq!(search(&query, &json!({"a": null})), Ok(Value::Null), "{operator}");
    }
    let nested = "(".repeat(120) + "a" + &")".repeat(120) + &"[]".repeat(120);
    assert_eq!(search(&nested, &json!({"a": [1]})), Ok(json!([1])));
}
