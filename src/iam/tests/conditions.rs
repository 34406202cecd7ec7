//! Condition operators: matching, not matching and edge cases.

use super::*;

/// The request context of every case: present and absent keys; all other keys are unknown.
fn context() -> RequestContext {
    RequestContext::default()
        .with("aws:username", "dj")
        .with("aws:PrincipalArn", "arn:aws:iam::111122223333:user/ops/dj")
        .with("aws:RequestedRegion", "us-west-2")
        .with("aws:CurrentTime", "2026-11-23T10:00:00Z")
        .with("aws:EpochTime", "1795428000")
        .with("aws:SecureTransport", "true")
        .with("aws:SourceIp", "203.0.113.7")
        .with("aws:ResourceTag/team", "music")
        .with("test:v6", "2001:db8::7")
        .with("test:count", "10")
        .with_all("aws:TagKeys", ["team", "cost"])
        .without("aws:ResourceTag/")
        .without("aws:RequestTag/")
        .without("aws:MultiFactorAuthPresent")
        .with_all("test:none", Vec::<String>::new())
}

fn decide(condition: Value) -> Decision {
    let statement =
        json!({"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition});
    evaluate(&[policy(statement)], &request("appmesh:UpdateRoute", ROUTE, context()))
}

/// Runs cases of (operator, key, value, whether the condition holds).
fn check(cases: &[(&str, &str, Value, bool)]) {
    for (operator, key, value, holds) in cases {
        let want = if *holds { Allow(1) } else { Implicit };
        let decision = decide(json!({*operator: {*key: value}}));
        assert_eq!(decision, want.decision(), "{operator} {key} {value}");
    }
}

#[test]
fn strings_are_compared() {
    check(&[
        ("StringEquals", "aws:username", json!("dj"), true),
        ("StringEquals", "AWS:UserName", json!("dj"), true),
        ("StringEquals", "aws:username", json!("DJ"), false),
        ("StringEquals", "aws:username", json!("d*"), false),
        ("StringEquals", "aws:username", json!(["mc", "dj"]), true),
        ("StringEquals", "aws:username", json!("${aws:username}"), true),
        ("StringEquals", "aws:username", json!([]), false),
        ("StringNotEquals", "aws:username", json!("mc"), true),
        ("StringNotEquals", "aws:username", json!(["mc", "dj"]), false),
        ("StringEqualsIgnoreCase", "aws:username", json!("DJ"), true),
        ("StringNotEqualsIgnoreCase", "aws:username", json!("DJ"), false),
        ("StringLike", "aws:username", json!("d?"), true),
        ("StringLike", "aws:username", json!("D*"), false),
        ("StringLike", "aws:RequestedRegion", json!("us-*"), true),
        ("StringNotLike", "aws:RequestedRegion", json!("us-*"), false),
        ("StringNotLike", "aws:RequestedRegion", json!("eu-*"), true),
        ("StringEquals", "aws:ResourceTag/team", json!("music"), true),
        ("StringEquals", "aws:ResourceTag/team", json!("${aws:ResourceTag/Team}"), true),
        ("StringEquals", "aws:ResourceTag/cost", json!("music"), false),
        ("StringEquals", "aws:username", json!("${aws:RequestTag/x}"), false),
        ("StringEquals", "aws:username", json!("${aws:RequestTag/x, 'dj'}"), true),
        ("BinaryEquals", "aws:username", json!("dj"), true),
    ]);
}

#[test]
fn numbers_dates_booleans_and_addresses_are_compared() {
    check(&[
        ("NumericEquals", "test:count", json!(10), true),
        ("NumericEquals", "test:count", json!("10.0"), true),
        ("NumericNotEquals", "test:count", json!(10), false),
        ("NumericLessThan", "test:count", json!(10), false),
        ("NumericLessThan", "test:count", json!(11), true),
        ("NumericLessThanEquals", "test:count", json!(10), true),
        ("NumericGreaterThan", "test:count", json!(9), true),
        ("NumericGreaterThan", "test:count", json!(10), false),
        ("NumericGreaterThanEquals", "test:count", json!(10), true),
        ("DateEquals", "aws:CurrentTime", json!("2026-11-23T11:00:00+01:00"), true),
        ("DateNotEquals", "aws:CurrentTime", json!("2026-11-23T10:00:00Z"), false),
        ("DateLessThan", "aws:CurrentTime", json!("2026-11-24"), true),
        ("DateLessThan", "aws:CurrentTime", json!("2026-11-23"), false),
        ("DateLessThanEquals", "aws:CurrentTime", json!("2026-11-23T10:00:00Z"), true),
        ("DateGreaterThan", "aws:CurrentTime", json!("2020-01-01T00:00:00Z"), true),
        ("DateGreaterThanEquals", "aws:CurrentTime", json!("1577836800"), true),
        ("DateLessThan", "aws:EpochTime", json!("2020-01-01T00:00:00Z"), false),
        ("Bool", "aws:SecureTransport", json!(true), true),
        ("Bool", "aws:SecureTransport", json!("True"), true),
        ("Bool", "aws:SecureTransport", json!("false"), false),
        ("Bool", "aws:MultiFactorAuthPresent", json!("false"), false),
        ("IpAddress", "aws:SourceIp", json!("203.0.113.0/24"), true),
        ("IpAddress", "aws:SourceIp", json!("203.0.113.7"), true),
        ("IpAddress", "aws:SourceIp", json!(["10.0.0.0/8", "203.0.113.0/29"]), true),
        ("IpAddress", "aws:SourceIp", json!("203.0.113.8/29"), false),
        ("IpAddress", "aws:SourceIp", json!("0.0.0.0/0"), true),
        ("IpAddress", "aws:SourceIp", json!("::/0"), false),
        ("IpAddress", "test:v6", json!("2001:db8::/32"), true),
        ("IpAddress", "test:v6", json!("2001:db9::/32"), false),
        ("NotIpAddress", "aws:SourceIp", json!("203.0.113.0/24"), false),
        ("NotIpAddress", "aws:SourceIp", json!("10.0.0.0/8"), true),
    ]);
}

#[test]
fn arns_are_compared_part_by_part() {
    check(&[
        ("ArnEquals", "aws:PrincipalArn", json!("arn:aws:iam::111122223333:user/ops/dj"), true),
        ("ArnLike", "aws:PrincipalArn", json!("arn:aws:iam::*:user/*"), true),
        ("ArnEquals", "aws:PrincipalArn", json!("arn:*:iam::111122223333:*"), true),
        ("ArnLike", "aws:PrincipalArn", json!("arn:aws:iam::111122223333:role/*"), false),
        ("ArnLike", "aws:PrincipalArn", json!("arn:*:*:*:*:*"), true),
        ("ArnLike", "aws:PrincipalArn", json!("arn:aws:iam:*:*:*:user/ops/dj"), false),
        ("ArnNotLike", "aws:PrincipalArn", json!("arn:aws:iam::*:role/*"), true),
        ("ArnNotEquals", "aws:PrincipalArn", json!("arn:aws:iam::*:user/*"), false),
    ]);
}

#[test]
fn absent_keys_match_only_negated_and_if_exists_operators() {
    check(&[
        ("StringEquals", "aws:RequestTag/team", json!("music"), false),
        ("StringNotEquals", "aws:RequestTag/team", json!("music"), true),
        ("StringNotLike", "aws:RequestTag/team", json!("*"), true),
        ("StringEqualsIfExists", "aws:RequestTag/team", json!("music"), true),
        ("StringEqualsIfExists", "aws:username", json!("mc"), false),
        ("BoolIfExists", "aws:MultiFactorAuthPresent", json!("true"), true),
        ("NotIpAddressIfExists", "aws:SourceIp", json!("203.0.113.7"), false),
        ("Null", "aws:RequestTag/team", json!("true"), true),
        ("Null", "aws:RequestTag/team", json!(false), false),
        ("Null", "aws:username", json!("false"), true),
        ("Null", "aws:username", json!(true), false),
        ("Null", "test:none", json!(true), true),
    ]);
}

#[test]
fn set_operators_require_all_or_any_values() {
    check(&[
        ("ForAllValues:StringEquals", "aws:TagKeys", json!(["team", "cost", "env"]), true),
        ("ForAllValues:StringEquals", "aws:TagKeys", json!(["team"]), false),
        ("ForAllValues:StringLike", "aws:TagKeys", json!("*"), true),
        ("ForAllValues:StringNotEquals", "aws:TagKeys", json!(["env"]), true),
        ("ForAllValues:StringNotEquals", "aws:TagKeys", json!(["cost"]), false),
        ("ForAllValues:StringEquals", "test:none", json!(["team"]), true),
        ("ForAnyValue:StringEquals", "aws:TagKeys", json!(["team", "env"]), true),
        ("ForAnyValue:StringEquals", "aws:TagKeys", json!(["env"]), false),
        ("ForAnyValue:StringNotEquals", "aws:TagKeys", json!(["cost"]), true),
        ("ForAnyValue:StringNotEquals", "aws:TagKeys", json!(["cost", "team"]), false),
        ("ForAnyValue:StringEquals", "test:none", json!(["team"]), false),
        ("foranyvalue:stringlike", "aws:TagKeys", json!("te*"), true),
        ("ForAnyValue:StringEquals", "aws:username", json!("dj"), true),
    ]);
}

/// Runs cases of (operator, key, value, reason why the decision is unknown).
fn check_unknown(cases: &[(&str, &str, &str, &str)]) {
    for (operator, key, value, why) in cases {
        let want = Decision::Unknown { why: format!("{why} (p, statement 1)") };
        assert_eq!(decide(json!({*operator: {*key: value}})), want, "{operator} {key} {value}");
    }
}

#[test]
fn unknown_keys_and_variables_make_the_decision_unknown() {
    let userid = "the value of `aws:userid` is not known";
    check_unknown(&[
        ("StringEquals", "aws:userid", "x", userid),
        ("StringEqualsIfExists", "aws:userid", "x", userid),
        ("StringNotEquals", "aws:userid", "x", userid),
        ("ForAllValues:StringEquals", "aws:userid", "x", userid),
        ("Null", "aws:userid", "true", userid),
        ("StringEquals", "aws:username", "${aws:userid}", userid),
        ("StringEquals", "aws:username", "${aws", "`${aws` has an unclosed `${`"),
        (
            "StringNotEquals",
            "aws:username",
            "${aws:RequestTag/x}",
            "the request does not have the condition key `aws:RequestTag/x`",
        ),
        (
            "ForAnyValue:StringEqualsIfExists",
            "test:none",
            "a",
            "the result of `ForAnyValue` with `IfExists` without `test:none` is not documented",
        ),
    ]);
}

#[test]
fn unknown_operators_make_the_decision_unknown() {
    for operator in ["StringMatches", "NullIfExists", "ForSome:StringEquals", "ForAllValues:Null"] {
        let why = format!("unknown condition operator `{operator}`");
        check_unknown(&[(operator, "aws:username", "true", &why)]);
    }
}

#[test]
fn incomparable_values_make_the_decision_unknown() {
    let several = "`aws:TagKeys` has several values, but the operator is not a set operator";
    check_unknown(&[
        ("StringEquals", "aws:TagKeys", "team", several),
        ("Null", "aws:username", "maybe", "`Null` requires `true` or `false`, not `maybe`"),
        ("NumericEquals", "aws:username", "1", "`dj` cannot be compared with `1`"),
        ("DateLessThan", "aws:username", "2026-01-01", "`dj` cannot be compared with `2026-01-01`"),
        ("DateLessThan", "test:count", "soon", "`10` cannot be compared with `soon`"),
        ("Bool", "aws:SecureTransport", "yes", "`true` cannot be compared with `yes`"),
        ("IpAddress", "test:v6", "::/129", "`2001:db8::7` cannot be compared with `::/129`"),
        ("NotIpAddress", "test:count", "::/0", "`10` cannot be compared with `::/0`"),
        ("ArnLike", "aws:username", "*", "`dj` cannot be compared with `*`"),
    ]);
}

#[test]
fn all_conditions_of_a_statement_must_hold() {
    let region = |region: &str| json!({"aws:RequestedRegion": region});
    let user = |user: &str| json!({"aws:username": user});
    let cases = [
        ("both", json!({"StringEquals": user("dj"), "StringLike": region("us-*")}), Allow(1)),
        ("one fails", json!({"StringEquals": user("dj"), "StringLike": region("eu-*")}), Implicit),
        (
            "one fails, one unknown",
            json!({"StringEquals": user("mc"), "Bool": {"aws:ViaAWSService": "true"}}),
            Implicit,
        ),
        (
            "one holds, one unknown",
            json!({"StringEquals": user("dj"), "Bool": {"aws:ViaAWSService": "true"}}),
            Unknown("the value of `aws:ViaAWSService` is not known (p, statement 1)"),
        ),
    ];
    for (case, condition, want) in cases {
        assert_eq!(decide(condition), want.decision(), "{case}");
    }
}

#[test]
fn unknown_statements_count_only_if_they_would_change_the_decision() {
    let all = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
    let conditional = |effect: &str, action: &str| {
        json!({"Effect": effect, "Action": action, "Resource": "*",
            "Condition": {"StringEquals": {"aws:userid": "x"}}})
    };
    let why = |at: usize| match at {
        1 => Unknown("the value of `aws:userid` is not known (p, statement 1)"),
        _ => Unknown("the value of `aws:userid` is not known (p, statement 2)"),
    };
    let cases = [
        ("possibly allowed", json!([conditional("Allow", "*")]), why(1)),
        ("possibly allowed, certainly allowed", json!([conditional("Allow", "*"), all]), Allow(2)),
        ("possibly denied, certainly allowed", json!([all, conditional("Deny", "*")]), why(2)),
        ("possibly denied, not allowed", json!([conditional("Deny", "*")]), Implicit),
        ("possibly denied for another", json!([all, conditional("Deny", "iam:*")]), Allow(1)),
        ("possibly allowed for another", json!([conditional("Allow", "iam:*")]), Implicit),
    ];
    for (case, statements, want) in cases {
        let request = request("appmesh:UpdateRoute", ROUTE, context());
        assert_eq!(evaluate(&[policy(statements)], &request), want.decision(), "{case}");
    }
}
