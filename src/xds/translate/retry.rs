//! Translates retry policies (`docs/behaviour/envoy.md#retries`).

use std::time::Duration as Time;

use envoy_types::pb::envoy::config::route::v3::RetryPolicy;
use envoy_types::pb::envoy::config::route::v3::retry_policy::RetryHostPredicate;
use envoy_types::pb::envoy::config::route::v3::retry_policy::retry_host_predicate::ConfigType;
use envoy_types::pb::envoy::extensions::retry::host::previous_hosts::v3::PreviousHostsPredicate;

use crate::model::types::{GrpcRetryPolicy, HttpRetryPolicy};
use crate::xds::proto;

/// What App Mesh's words for failed HTTP calls mean to Envoy: a word of its own, and statuses.
const HTTP_EVENTS: [(&str, &str, &[u32]); 4] = [
    ("server-error", "reset", &[500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511]),
    ("gateway-error", "reset", &[502, 503, 504]),
    ("client-error", "", &[409]),
    ("stream-error", "refused-stream", &[]),
];

/// Returns what App Mesh retries where nobody has said anything about it.
pub(super) fn default() -> Option<RetryPolicy> {
    let words = ["reset", "connect-failure", "refused-stream", "unavailable"];
    let mut events = Events { words: words.into(), statuses: vec![503], unknown: Vec::new() };
    Some(events.policy(2, None))
}

/// Returns the retries of an HTTP or HTTP/2 route, and the events that have no meaning.
pub(super) fn http(policy: &HttpRetryPolicy) -> (Option<RetryPolicy>, Vec<&str>) {
    let mut events = Events::default();
    events.http(&policy.http_retry_events);
    events.tcp(policy.tcp_retry_events.len());
    events.finish(policy.max_retries, policy.per_retry_timeout.time())
}

/// Returns the retries of a gRPC route, and the events that have no meaning.
pub(super) fn grpc(policy: &GrpcRetryPolicy) -> (Option<RetryPolicy>, Vec<&str>) {
    let mut events = Events::default();
    events.http(&policy.http_retry_events);
    events.tcp(policy.tcp_retry_events.len());
    events.words.extend(policy.grpc_retry_events.iter().map(|event| event.as_str()));
    events.finish(policy.max_retries, policy.per_retry_timeout.time())
}

#[derive(Default)]
struct Events<'a> {
    words: Vec<&'a str>,
    statuses: Vec<u32>,
    unknown: Vec<&'a str>,
}

impl<'a> Events<'a> {
    fn http(&mut self, names: &'a [String]) {
        for name in names {
            match HTTP_EVENTS.iter().find(|(event, ..)| event == name) {
                Some((_, "", statuses)) => self.statuses.extend(*statuses),
                Some((_, word, statuses)) => {
                    self.words.push(word);
                    self.statuses.extend(*statuses);
                }
                None => self.unknown.push(name),
            }
        }
    }

    /// There is one TCP event only, `connection-error`.
    fn tcp(&mut self, count: usize) {
        self.words.extend((count > 0).then_some("connect-failure"));
    }

    fn finish(mut self, retries: u64, per_try: Time) -> (Option<RetryPolicy>, Vec<&'a str>) {
        // No retries at all is said by no policy: Envoy takes 0 for "not given".
        let policy = (retries > 0).then(|| self.policy(retries, Some(per_try)));
        (policy, self.unknown)
    }

    fn policy(&mut self, retries: u64, per_try: Option<Time>) -> RetryPolicy {
        self.statuses.sort_unstable();
        self.statuses.dedup();
        if !self.statuses.is_empty() {
            self.words.push("retriable-status-codes");
        }
        let mut words: Vec<&str> = Vec::new();
        for word in &self.words {
            if !words.contains(word) {
                words.push(word);
            }
        }
        let previous_hosts = RetryHostPredicate {
            name: "envoy.retry_host_predicates.previous_hosts".to_owned(),
            config_type: Some(ConfigType::TypedConfig(proto::any(&PreviousHostsPredicate {}))),
        };
        RetryPolicy {
            retry_on: words.join(","),
            num_retries: proto::clamp(retries),
            per_try_timeout: per_try.and_then(proto::duration),
            retry_host_predicate: vec![previous_hosts],
            host_selection_retry_max_attempts: 5,
            retriable_status_codes: self.statuses.clone(),
            ..Default::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    type Brief = (String, u32, Option<i64>, Vec<u32>);

    fn brief(policy: RetryPolicy) -> Brief {
        let per_try = policy.per_try_timeout.map(|time| time.seconds);
        let retries = policy.num_retries.map_or(0, |number| number.value);
        (policy.retry_on, retries, per_try, policy.retriable_status_codes)
    }

    #[test]
    fn events_become_envoys_words_and_statuses() {
        let base = json!({"maxRetries": 3, "perRetryTimeout": {"unit": "s", "value": 5}});
        let server = vec![500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511];
        let cases = [
            ("server", json!(["server-error"]), "reset,retriable-status-codes", server),
            (
                "as dumped",
                json!(["gateway-error", "stream-error", "client-error"]),
                "reset,refused-stream,retriable-status-codes",
                vec![409, 502, 503, 504],
            ),
            ("no statuses", json!(["stream-error"]), "refused-stream", vec![]),
        ];
        for (case, events, words, statuses) in cases {
            let mut policy = base.clone();
            policy["httpRetryEvents"] = events;
            let policy = serde_json::from_value(policy).unwrap();
            let (policy, unknown) = http(&policy);
            let want: Brief = (words.into(), 3, Some(5), statuses);
            assert_eq!((policy.map(brief), unknown), (Some(want), vec![]), "{case}");
        }
    }

    #[test]
    fn grpc_routes_know_events_of_all_three_kinds() {
        let policy = serde_json::from_value(json!({
            "maxRetries": 1, "perRetryTimeout": {"unit": "s", "value": 1},
            "grpcRetryEvents": ["cancelled", "deadline-exceeded", "internal",
                                "resource-exhausted", "unavailable"],
            "httpRetryEvents": ["server-errror"], "tcpRetryEvents": ["connection-error"],
        }))
        .unwrap();
        let (policy, unknown) = grpc(&policy);
        let words = "connect-failure,cancelled,deadline-exceeded,internal,resource-exhausted,\
                     unavailable";
        assert_eq!(policy.map(brief), Some((words.into(), 1, Some(1), vec![])));
        assert_eq!(unknown, ["server-errror"], "what has no meaning is told");
    }

    #[test]
    fn no_retries_is_no_policy_and_silence_is_app_meshs_default() {
        let none =
            json!({"maxRetries": 0, "perRetryTimeout": {}, "httpRetryEvents": ["server-error"]});
        assert_eq!(http(&serde_json::from_value(none).unwrap()), (None, vec![]));
        let words = "reset,connect-failure,refused-stream,unavailable,retriable-status-codes";
        assert_eq!(default().map(brief), Some((words.into(), 2, None, vec![503])));
    }
}
