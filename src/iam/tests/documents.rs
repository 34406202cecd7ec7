//! Documents that are refused, and what is said of them.

use super::*;

#[test]
fn documents_that_are_no_policies_are_refused_with_the_place() {
    let good = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
    let with = |member: &str, value: Value| {
        let mut statement = good.clone();
        statement[member] = value;
        json!({"Statement": [good, statement]})
    };
    let cases = [
        (json!([]), "`document` is no JSON object"),
        (json!({}), "`Statement` is missing"),
        (
            json!({"Version": "2012", "Statement": []}),
            "`Version` is neither 2012-10-17 nor 2008-10-17",
        ),
        (json!({"Statements": []}), "`Statements` is no element of an identity-based policy"),
        (json!({"Statement": "x"}), "`Statement[0]` is no JSON object"),
        (with("Effect", json!("allow")), "`Statement[1].Effect` is neither Allow nor Deny"),
        (with("Action", json!({})), "`Statement[1].Action` is neither a text nor a list of texts"),
        (with("NotAction", json!("*")), "`Statement[1].Action` and its opposite are both given"),
        (
            with("Principal", json!("*")),
            "`Statement[1].Principal` is no element of an identity-based policy",
        ),
        (with("Condition", json!("x")), "`Statement[1].Condition` is no JSON object"),
        (with("Condition", json!({"Bool": []})), "`Statement[1].Condition.Bool` is no JSON object"),
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
    let twice = r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition":
        {"StringEquals": {"aws:username": "a"}, "StringEquals": {"aws:PrincipalAccount": "1"}}}}"#;
    let error = Policy::parse("p", twice).unwrap_err();
    assert_eq!(error.to_string(), "the policy document says two things under one name");
}
