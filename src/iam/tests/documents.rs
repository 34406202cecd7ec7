//! Invalid documents and their error messages.

use super::*;

#[test]
fn invalid_documents_are_rejected_with_the_path() {
    let good = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
    let with = |member: &str, value: Value| {
        let mut statement = good.clone();
        statement[member] = value;
        json!({"Statement": [good, statement]})
    };
    let cases = [
        (json!([]), "`document` is not a JSON object"),
        (json!({}), "`Statement` is missing"),
        (json!({"Version": "2012", "Statement": []}), "`Version` must be 2012-10-17 or 2008-10-17"),
        (json!({"Statements": []}), "`Statements` is not an element of an identity-based policy"),
        (json!({"Statement": "x"}), "`Statement[0]` is not a JSON object"),
        (with("Effect", json!("allow")), "`Statement[1].Effect` must be Allow or Deny"),
        (with("Action", json!({})), "`Statement[1].Action` must be a string or a list of strings"),
        (with("NotAction", json!("*")), "`Statement[1].Action` and its negation are both present"),
        (
            with("Principal", json!("*")),
            "`Statement[1].Principal` is not an element of an identity-based policy",
        ),
        (with("Condition", json!("x")), "`Statement[1].Condition` is not a JSON object"),
        (
            with("Condition", json!({"Bool": []})),
            "`Statement[1].Condition.Bool` is not a JSON object",
        ),
        (
            json!({"Statement": {"Effect": "Allow", "Action": "*"}}),
            "`Statement[0].Resource` is missing",
        ),
        (
            json!({"Statement": {"Effect": "Allow", "Resource": "*"}}),
            "`Statement[0].Action` is missing",
        ),
    ];
    for (document, want) in cases {
        let error = Policy::from_value("p", &document).unwrap_err();
        assert_eq!(error.to_string(), want, "{document}");
    }
    assert_eq!(Policy::parse("p", "{").unwrap_err().to_string(), "the policy document is not JSON");
    let duplicate = r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition":
        {"StringEquals": {"aws:username": "a"}, "StringEquals": {"aws:PrincipalAccount": "1"}}}}"#;
    let error = Policy::parse("p", duplicate).unwrap_err();
    assert_eq!(error.to_string(), "the policy document has a duplicate key");
}
