//! The STS and IAM actions with which callers check their identity and permissions.
//!
//! | action | result |
//! |---|---|
//! | `sts:GetCallerIdentity` | the caller; needs no permission |
//! | `iam:SimulatePrincipalPolicy` | what a user or role is allowed to do; for oneself it needs no permission |
//!
//! They are served at `/` of the API's address, in AWS's query protocol: a form in the request, XML
//! in the response. So a client with one endpoint for all services finds them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::body::Body;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderValue, Response, StatusCode};
use uuid::Uuid;

use super::auth_context::AuthContext;
use super::error::ApiError;
use super::{App, RenderedResponse, authz, respond};
use crate::auth::signature::{SignatureError, parameters};
use crate::auth::{Caller, PolicyDecision, Principal};
use crate::iam::{AccessRequest, RequestContext, RequestResource};

/// The services; the first is the default for a request that does not name one.
pub(super) const SERVICES: [&str; 2] = ["sts", "iam"];

/// Returns whether a request is for these services.
pub(super) fn is_query_request(head: &Parts) -> bool {
    let named = || head.uri.query().is_some_and(|query| query.contains("Action="));
    head.uri.path() == "/" && (head.method == http::Method::POST || named())
}

/// An error in the form that these services return.
struct QueryError {
    code: &'static str,
    message: String,
    status: StatusCode,
}

impl QueryError {
    fn new(code: &'static str, message: impl Into<String>, status: StatusCode) -> Self {
        Self { code, message: message.into(), status }
    }
}

/// The parameters of the query and of the form.
type Form = BTreeMap<String, String>;

/// Answers a request for which [`is_query_request`] is true.
pub(super) async fn answer(
    app: &App,
    head: &Parts,
    auth: Result<AuthContext, SignatureError>,
    body: &[u8],
    id: &Uuid,
) -> RenderedResponse {
    let read = std::str::from_utf8(body);
    let fields = parameters(read.unwrap_or_default());
    let form: Form = parameters(head.uri.query().unwrap_or("")).chain(fields).collect();
    let text = |name: &str| form.get(name).map(String::as_str);
    let space = match text("Version") {
        Some("2010-05-08") => "https://iam.amazonaws.com/doc/2010-05-08/",
        _ => "https://sts.amazonaws.com/doc/2011-06-15/",
    };
    let result = async {
        let auth = auth.map_err(|refused| {
            QueryError::new(refused.query_code(), refused.to_string(), StatusCode::FORBIDDEN)
        })?;
        read.map_err(|_| {
            let text = "The form is not UTF-8";
            QueryError::new("MalformedQueryString", text, StatusCode::BAD_REQUEST)
        })?;
        app.admit(&auth.caller, false).map_err(|refused| {
            QueryError::new("Throttling", refused.message, StatusCode::BAD_REQUEST)
        })?;
        match text("Action") {
            Some("GetCallerIdentity") => Ok(("GetCallerIdentity", identity(&auth.caller))),
            Some("SimulatePrincipalPolicy") => {
                simulate(app, &auth, &form).await.map(|xml| ("SimulatePrincipalPolicy", xml))
            }
            other => {
                let text = format!("Could not find operation {}", other.unwrap_or_default());
                Err(QueryError::new("InvalidAction", text, StatusCode::BAD_REQUEST))
            }
        }
    };
    let (status, code, xml) = match result.await {
        Ok((action, result)) => (
            StatusCode::OK,
            None,
            format!(
                "<{action}Response xmlns=\"{space}\"><{action}Result>{result}</{action}Result>\
                 <ResponseMetadata><RequestId>{id}</RequestId></ResponseMetadata>\
                 </{action}Response>\n"
            ),
        ),
        Err(fault) => (
            fault.status,
            Some(fault.code),
            format!(
                "<ErrorResponse xmlns=\"{space}\"><Error><Type>Sender</Type><Code>{}</Code>\
                 <Message>{}</Message></Error><RequestId>{id}</RequestId></ErrorResponse>\n",
                fault.code,
                escaped(&fault.message)
            ),
        ),
    };
    let mut response = Response::new(Body::from(xml));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/xml"));
    respond::add_identification(&mut response, id);
    (response, code)
}

fn identity(caller: &Caller) -> String {
    let Caller { arn, id, account, .. } = caller;
    format!(
        "<Arn>{}</Arn><UserId>{}</UserId><Account>{account}</Account>",
        escaped(arn),
        escaped(id)
    )
}

/// Maximum number of results of one simulation, so that a request does not occupy a thread for
/// long.
const MAX_RESULTS: usize = 2000;

/// Evaluates each action on each resource as if the principal made the request from where the
/// caller is. Context entries in the request override the real values.
async fn simulate(app: &App, auth: &AuthContext, form: &Form) -> Result<String, QueryError> {
    let AuthContext { caller, accounts } = auth;
    let source = form.get("PolicySourceArn").map_or("", String::as_str);
    let own = caller.principal.as_ref().is_some_and(|own| own.arn == source);
    if !own {
        let action = "iam:SimulatePrincipalPolicy";
        authz::authorize_action(caller, &app.identity, action, source, RequestContext::default())
            .map_err(|ApiError { message, .. }| {
            QueryError::new("AccessDenied", message, StatusCode::FORBIDDEN)
        })?;
    }
    let found = accounts.as_ref().and_then(|all| all.principal(source));
    let principal = found.filter(|one| one.account == caller.account).ok_or_else(|| {
        let text = format!("The entity {source} cannot be found.");
        QueryError::new("NoSuchEntity", text, StatusCode::NOT_FOUND)
    })?;
    for name in ["PolicyInputList.member.1", "PermissionsBoundaryPolicyInputList.member.1"] {
        if form.contains_key(name) {
            let text = "Policies that are not attached to a principal cannot be simulated";
            return Err(QueryError::new("InvalidInput", text, StatusCode::BAD_REQUEST));
        }
    }
    let (actions, mut resources) = (list(form, "ActionNames"), list(form, "ResourceArns"));
    if actions.is_empty() {
        let text = "ActionNames must have a member";
        return Err(QueryError::new("ValidationError", text, StatusCode::BAD_REQUEST));
    }
    if resources.is_empty() {
        resources.push("*");
    }
    check_result_count(actions.len(), resources.len())?;
    let given = given(form);
    // The principal is simulated with the caller's address, but not with the caller's session.
    let mut from = Caller::clone(caller);
    if !own {
        from.id = principal.id();
    }
    let all = actions.iter().flat_map(|action| resources.iter().map(move |on| (*action, *on)));
    let page = ResultPage::of(form)?;
    let mut results = String::new();
    for (action, resource) in all.skip(page.start).take(page.max_items) {
        let known = principal.describe(RequestContext::default());
        let known = authz::request_context(known, &from, &app.identity, resource);
        results.push_str(&result(principal, action, resource, known.overridden_by(&given)));
    }
    let next = page.start + page.max_items;
    let more = next < actions.len() * resources.len();
    let marker = if more { format!("<Marker>{next}</Marker>") } else { String::new() };
    Ok(format!(
        "<IsTruncated>{more}</IsTruncated>{marker}<EvaluationResults>{results}</EvaluationResults>"
    ))
}

/// The requested page of the results.
struct ResultPage {
    start: usize,
    max_items: usize,
}

impl ResultPage {
    /// Reads the marker and the page size. By default, one page has all results.
    fn of(form: &Form) -> Result<Self, QueryError> {
        let number = |name: &str, otherwise: usize, fits: fn(&usize) -> bool| {
            let Some(text) = form.get(name) else { return Ok(otherwise) };
            let number = text.parse().ok().filter(fits);
            let wrong = || format!("Invalid value '{text}' for {name}");
            number
                .ok_or_else(|| QueryError::new("ValidationError", wrong(), StatusCode::BAD_REQUEST))
        };
        let start = number("Marker", 0, |start| *start < MAX_RESULTS)?;
        let max_items = number("MaxItems", MAX_RESULTS, |items| (1..=1000).contains(items))?;
        Ok(Self { start, max_items })
    }
}

fn check_result_count(actions: usize, resources: usize) -> Result<(), QueryError> {
    if actions.saturating_mul(resources) <= MAX_RESULTS {
        return Ok(());
    }
    let text = format!("ActionNames times ResourceArns must be at most {MAX_RESULTS}");
    Err(QueryError::new("ValidationError", text, StatusCode::BAD_REQUEST))
}

/// Formats one result. meshctl evaluates a resource pattern for everything that it matches and says
/// so in the result; IAM treats it as a name.
fn result(principal: &Principal, action: &str, resource: &str, context: RequestContext) -> String {
    let pattern = resource != "*" && resource.contains(['*', '?']);
    let on = if pattern {
        RequestResource::AllMatching(resource.to_owned())
    } else {
        RequestResource::Exact(resource.to_owned())
    };
    let ruling =
        principal.evaluate(&AccessRequest { action: action.to_owned(), resource: on, context });
    let decision = match ruling {
        PolicyDecision::Allowed => "allowed",
        PolicyDecision::ExplicitDeny | PolicyDecision::DeniedByBoundary => "explicitDeny",
        PolicyDecision::ImplicitDeny
        | PolicyDecision::OutsideBoundary
        | PolicyDecision::Undecidable(_) => "implicitDeny",
    };
    let mut xml = format!(
        "<member><EvalActionName>{}</EvalActionName><EvalResourceName>{}</EvalResourceName>\
         <EvalDecision>{decision}</EvalDecision><MatchedStatements/>",
        escaped(action),
        escaped(resource)
    );
    let missing = match &ruling {
        PolicyDecision::Undecidable(why) => format!("<member>{}</member>", escaped(missing(why))),
        _ => String::new(),
    };
    // Writing to a string cannot fail.
    let _ = write!(xml, "<MissingContextValues>{missing}</MissingContextValues>");
    if matches!(ruling, PolicyDecision::OutsideBoundary | PolicyDecision::DeniedByBoundary) {
        xml.push_str(
            "<PermissionsBoundaryDecisionDetail><AllowedByPermissionsBoundary>false\
             </AllowedByPermissionsBoundary></PermissionsBoundaryDecisionDetail>",
        );
    }
    if pattern && !matches!(ruling, PolicyDecision::Undecidable(_)) {
        let _ = write!(
            xml,
            "<EvalDecisionDetails><entry><key>{}</key><value>{decision}</value></entry>\
             </EvalDecisionDetails>",
            crate::model::extension::WHOLE_PATTERN
        );
    }
    xml + "</member>"
}

/// Returns the condition key that the decision depends on, or a description of the dependency.
fn missing(why: &str) -> &str {
    match why.strip_prefix("the value of `").and_then(|rest| rest.split_once('`')) {
        Some((key, _)) => key,
        None => why.strip_prefix("it depends on ").unwrap_or(why),
    }
}

/// Returns the members of a list, in order.
fn list<'a>(form: &'a Form, name: &str) -> Vec<&'a str> {
    (1..).map_while(|at| form.get(&format!("{name}.member.{at}")).map(String::as_str)).collect()
}

/// Returns the context entries of the request.
fn given(form: &Form) -> RequestContext {
    let mut context = RequestContext::default();
    for at in 1.. {
        let entry = format!("ContextEntries.member.{at}");
        let Some(key) = form.get(&format!("{entry}.ContextKeyName")) else { break };
        context = context.with_all(key, list(form, &format!("{entry}.ContextKeyValues")));
    }
    context
}

/// Escapes `text` for XML and replaces control characters that XML does not allow.
fn escaped(text: &str) -> String {
    let plain = |c: char| match c {
        '\t' | '\n' | '\r' => c,
        c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    let text: String = text.chars().map(plain).collect();
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\r', "&#13;")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::api::Identity;
    use crate::model::arn::AccountId;
    use crate::store::Memory;

    #[tokio::test]
    async fn answer_rejects_a_form_that_is_not_utf_8() {
        let account = AccountId::local();
        let identity = Identity { account, region: "us-west-2".to_owned() };
        let caller = Arc::new(Caller::root(&identity.account, &identity.region));
        let auth = AuthContext { caller, accounts: None };
        let app = App::new(Arc::new(Memory::default()), identity);
        let (head, ()) = http::Request::post("/").body(()).unwrap().into_parts();
        for (body, want) in [
            (&b"Action=GetCallerIdentity"[..], None),
            (b"Action=GetCallerIdentity&x=\xff", Some("MalformedQueryString")),
        ] {
            let auth = Ok(auth.clone());
            let (_, code) = answer(&app, &head, auth, body, &Uuid::nil()).await;
            assert_eq!(code, want);
        }
    }

    #[test]
    fn simulation_has_a_maximum_number_of_results() {
        let cases = [
            (1, 1, true),
            (MAX_RESULTS, 1, true),
            (MAX_RESULTS, 2, false),
            (usize::MAX, usize::MAX, false),
        ];
        for (actions, resources, want) in cases {
            assert_eq!(
                check_result_count(actions, resources).is_ok(),
                want,
                "case: {actions} {resources}"
            );
        }
    }
}
