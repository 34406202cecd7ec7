//! Effects, actions, resources, variables in resources, and several policies.

use super::*;

fn allow(action: &str, resource: &str) -> Value {
    json!({"Effect": "Allow", "Action": action, "Resource": resource})
}

fn deny(action: &str, resource: &str) -> Value {
    json!({"Effect": "Deny", "Action": action, "Resource": resource})
}

fn decide(statements: Value, action: &str, resource: &str) -> Decision {
    let context = RequestContext::default().with("aws:username", "dj").without("aws:PrincipalTag/");
    evaluate(&[policy(statements)], &request(action, resource, context))
}

#[test]
fn actions_and_effects_decide() {
    let cases = [
        ("no statement", json!([]), Implicit),
        ("exact", allow("appmesh:UpdateRoute", "*"), Allow(1)),
        ("another action", allow("appmesh:DeleteRoute", "*"), Implicit),
        ("another service", allow("s3:UpdateRoute", "*"), Implicit),
        ("case-insensitive", allow("AppMesh:updateROUTE", "*"), Allow(1)),
        ("star", allow("*", "*"), Allow(1)),
        ("star for the name", allow("appmesh:*", "*"), Allow(1)),
        ("star within the name", allow("appmesh:Update*", "*"), Allow(1)),
        ("question marks", allow("appmesh:Update?oute", "*"), Allow(1)),
        ("a question mark is one character", allow("appmesh:Update?Route", "*"), Implicit),
        ("no prefix match without star", allow("appmesh:Update", "*"), Implicit),
        (
            "a list",
            json!({"Effect": "Allow", "Action": ["a:B", "appmesh:UpdateRoute"], "Resource": ["*"]}),
            Allow(1),
        ),
        (
            "not action, another one named",
            json!({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}),
            Allow(1),
        ),
        (
            "not action, this one named",
            json!({"Effect": "Allow", "NotAction": ["iam:*", "appmesh:Upd*"], "Resource": "*"}),
            Implicit,
        ),
        ("deny wins", json!([allow("*", "*"), deny("appmesh:*", "*")]), Deny(2)),
        ("deny wins, first", json!([deny("*", "*"), allow("*", "*")]), Deny(1)),
        ("deny of another", json!([deny("appmesh:Delete*", "*"), allow("*", "*")]), Allow(2)),
        (
            "deny with not action",
            json!([allow("*", "*"), {"Effect": "Deny", "NotAction": "iam:*", "Resource": "*"}]),
            Deny(2),
        ),
        ("deny alone", deny("*", "*"), Deny(1)),
    ];
    for (case, statements, want) in cases {
        assert_eq!(decide(statements, "appmesh:UpdateRoute", ROUTE), want.decision(), "{case}");
    }
}

#[test]
fn resources_are_matched_by_arn() {
    let unresolved =
        "the request does not have the condition key `aws:PrincipalTag/team` (p, statement 1)";
    let cases = [
        ("exact", allow("*", ROUTE), Allow(1)),
        ("another", allow("*", NODE), Implicit),
        ("case matters", allow("*", &ROUTE.replace("shop", "Shop")), Implicit),
        ("star at the end", allow("*", "arn:aws:appmesh:us-west-2:111122223333:mesh/*"), Allow(1)),
        ("star in a segment", allow("*", "arn:aws:appmesh:us-*-2:*:mesh/shop/*"), Allow(1)),
        ("a whole segment", allow("*", "arn:aws:appmesh:*:*:mesh/*/route/all"), Allow(1)),
        ("question mark", allow("*", "arn:aws:appmesh:us-west-?:*:mesh/sho?/*"), Allow(1)),
        ("star within a segment stays in it", allow("*", "arn:a*2:111122223333:mesh/*"), Implicit),
        ("star at a segment's end may leave it", allow("*", "arn:aws:*:mesh/*"), Allow(1)),
        (
            "a mesh does not cover its resources",
            allow("*", "arn:aws:appmesh:*:*:mesh/shop"),
            Implicit,
        ),
        (
            "not resource, another",
            json!({"Effect": "Allow", "Action": "*", "NotResource": NODE}),
            Allow(1),
        ),
        (
            "not resource, this",
            json!({"Effect": "Allow", "Action": "*", "NotResource": [NODE, ROUTE]}),
            Implicit,
        ),
        (
            "deny with not resource",
            json!([allow("*", "*"), {"Effect": "Deny", "Action": "*", "NotResource": NODE}]),
            Deny(2),
        ),
        ("variable", allow("*", "arn:aws:appmesh:*:*:mesh/${aws:username}/*"), Implicit),
        (
            "variable with a default",
            allow("*", "arn:aws:appmesh:*:*:mesh/${aws:PrincipalTag/team, 'shop'}/*"),
            Allow(1),
        ),
        (
            "variable with an absent key",
            allow("*", "arn:aws:appmesh:*:*:mesh/${aws:PrincipalTag/team}/*"),
            Implicit,
        ),
        (
            "negated variable with an absent key",
            json!({"Effect": "Allow", "Action": "*", "NotResource": "${aws:PrincipalTag/team}"}),
            Unknown(unresolved),
        ),
        (
            "variable with an unknown key",
            allow("*", "arn:aws:appmesh:*:*:mesh/${aws:userid}/*"),
            Unknown("the value of `aws:userid` is not known (p, statement 1)"),
        ),
        (
            "an escaped star is a literal star",
            allow("*", "arn:aws:appmesh:*:*:mesh/${*}"),
            Implicit,
        ),
    ];
    for (case, statements, want) in cases {
        assert_eq!(decide(statements, "appmesh:UpdateRoute", ROUTE), want.decision(), "{case}");
    }
}

#[test]
fn wildcards_in_variable_values_are_literal() {
    let statements = allow("*", "arn:aws:appmesh:*:*:mesh/${aws:username}");
    let mesh = "arn:aws:appmesh:us-west-2:111122223333:mesh/";
    for (user, resource, want) in
        [("dj", "dj", Allow(1)), ("*", "dj", Implicit), ("*", "*", Allow(1))]
    {
        let context = RequestContext::default().with("aws:username", user);
        let request = request("appmesh:DescribeMesh", &format!("{mesh}{resource}"), context);
        let decision = evaluate(&[policy(statements.clone())], &request);
        assert_eq!(decision, want.decision(), "{user} on {resource}");
    }
}

#[test]
fn variables_are_literal_in_version_2008_10_17() {
    let document = json!({"Statement": allow("*", "arn:aws:appmesh:*:*:mesh/${aws:username}/*")});
    let policies = [Policy::from_value("p", &document).unwrap()];
    let context = RequestContext::default().with("aws:username", "shop");
    assert_eq!(
        evaluate(&policies, &request("a:B", ROUTE, context.clone())),
        Decision::ImplicitDeny
    );
    let literal = ROUTE.replace("shop", "${aws:username}");
    assert_eq!(evaluate(&policies, &request("a:B", &literal, context)), Allow(1).decision());
}

#[test]
fn all_resources_of_a_pattern_must_be_covered() {
    let nodes = "arn:aws:appmesh:us-west-2:111122223333:mesh/*/virtualNode/*";
    let shop = "arn:aws:appmesh:us-west-2:111122223333:mesh/shop/*";
    let partly = "it depends on the resource: \
        `arn:aws:appmesh:us-west-2:111122223333:mesh/shop/*` covers only some of them (p, statement 1)";
    let cases = [
        ("all", allow("*", "*"), Allow(1)),
        ("the same pattern", allow("*", nodes), Allow(1)),
        ("a wider pattern", allow("*", "arn:aws:appmesh:*:*:mesh/*"), Allow(1)),
        ("some", allow("*", shop), Unknown(partly)),
        ("none", allow("*", "arn:aws:s3:::*"), Implicit),
        ("other region", allow("*", "arn:aws:appmesh:eu-west-1:*:*"), Implicit),
        ("deny for all", json!([deny("*", nodes), allow("*", "*")]), Deny(1)),
        ("deny for some", json!([deny("*", shop), allow("*", "*")]), Unknown(partly)),
        ("deny for none", json!([deny("*", "arn:aws:s3:::*"), allow("*", "*")]), Allow(2)),
        ("deny for some, allowed for none", deny("*", shop), Implicit),
        (
            "a question mark is not a star",
            allow("*", &nodes.replace("mesh/*", "mesh/?")),
            Unknown(
                "it depends on the resource: `arn:aws:appmesh:us-west-2:111122223333:mesh/?\
                /virtualNode/*` covers only some of them (p, statement 1)",
            ),
        ),
    ];
    for (case, statements, want) in cases {
        let request = AccessRequest {
            action: "appmesh:DescribeVirtualNode".to_owned(),
            resource: RequestResource::AllMatching(nodes.to_owned()),
            context: RequestContext::default(),
        };
        assert_eq!(evaluate(&[policy(statements)], &request), want.decision(), "{case}");
    }
}

#[test]
fn a_denial_in_any_policy_takes_precedence_and_names_the_statement() {
    let read = |name: &str, statement: Value| {
        Policy::from_value(name, &json!({"Version": "2012-10-17", "Statement": statement})).unwrap()
    };
    let guard =
        json!({"Sid": "NoDeletes", "Effect": "Deny", "Action": "*:Delete*", "Resource": "*"});
    let policies = [read("admin", allow("*", "*")), read("guard", guard)];
    let request = request("appmesh:DeleteRoute", ROUTE, RequestContext::default());
    let statement = StatementId { policy: "guard".to_owned(), statement: "NoDeletes".to_owned() };
    assert_eq!(evaluate(&policies, &request), Decision::ExplicitDeny { statement });
}

#[test]
fn a_boundary_only_restricts() {
    let mine = [Allow(1), Deny(1), Implicit, Unknown("mine")];
    let boundary = [Allow(2), Deny(2), Implicit, Unknown("its")];
    let want = [
        [Allow(1), Deny(2), Implicit, Unknown("its")],
        [Deny(1), Deny(1), Deny(1), Deny(1)],
        [Implicit, Deny(2), Implicit, Implicit],
        [Unknown("mine"), Deny(2), Implicit, Unknown("mine")],
    ];
    for (mine, want) in mine.iter().zip(want) {
        for (boundary, want) in boundary.iter().zip(want) {
            let decision = mine.decision().within(boundary.decision());
            assert_eq!(decision, want.decision(), "{mine:?} within {boundary:?}");
        }
    }
}
