//! Retry policies (`docs/behaviour/envoy.md#retries`).

use envoy_types::pb::envoy::config::route::v3::RetryPolicy;
use envoy_types::pb::envoy::config::route::v3::retry_policy::RetryHostPredicate;
use envoy_types::pb::envoy::config::route::v3::retry_policy::retry_host_predicate::ConfigType;
use envoy_types::pb::envoy::extensions::retry::host::previous_hosts::v3::PreviousHostsPredicate;

use crate::mesh::topology::{self, RetryCondition};
use crate::xds::proto;

/// Returns the retry policy of a route.
pub(super) fn policy(of: &topology::RetryPolicy) -> RetryPolicy {
    let mut conditions: Vec<&str> = of.conditions.iter().map(condition).collect();
    if !of.statuses.is_empty() {
        conditions.push("retriable-status-codes");
    }
    let previous_hosts = RetryHostPredicate {
        name: "envoy.retry_host_predicates.previous_hosts".to_owned(),
        config_type: Some(ConfigType::TypedConfig(proto::any(&PreviousHostsPredicate {}))),
    };
    RetryPolicy {
        retry_on: conditions.join(","),
        num_retries: proto::clamp(of.max_retries),
        per_try_timeout: of.per_try_timeout.and_then(proto::duration),
        retry_host_predicate: vec![previous_hosts],
        host_selection_retry_max_attempts: 5,
        retriable_status_codes: of.statuses.iter().copied().map(u32::from).collect(),
        ..Default::default()
    }
}

/// Returns Envoy's name of a condition.
fn condition(of: &RetryCondition) -> &'static str {
    match of {
        RetryCondition::Reset => "reset",
        RetryCondition::ConnectFailure => "connect-failure",
        RetryCondition::RefusedStream => "refused-stream",
        RetryCondition::Cancelled => "cancelled",
        RetryCondition::DeadlineExceeded => "deadline-exceeded",
        RetryCondition::Internal => "internal",
        RetryCondition::ResourceExhausted => "resource-exhausted",
        RetryCondition::Unavailable => "unavailable",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mesh::topology::tests::retry_policy;
    use serde_json::json;

    type Brief = (String, u32, Option<i64>, Vec<u32>);

    fn brief(policy: &topology::RetryPolicy) -> Brief {
        let policy = super::policy(policy);
        let per_try = policy.per_try_timeout.map(|time| time.seconds);
        let retries = policy.num_retries.map_or(0, |number| number.value);
        (policy.retry_on, retries, per_try, policy.retriable_status_codes)
    }

    #[test]
    fn events_become_conditions_and_statuses_of_envoy() {
        let server = vec![500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511];
        let cases = [
            ("server", json!(["server-error"]), "reset,retriable-status-codes", server),
            (
                "as in a dump of App Mesh",
                json!(["gateway-error", "stream-error", "client-error"]),
                "reset,refused-stream,retriable-status-codes",
                vec![409, 502, 503, 504],
            ),
            ("no statuses", json!(["stream-error"]), "refused-stream", vec![]),
        ];
        for (case, events, conditions, statuses) in cases {
            let policy = retry_policy(&json!({"httpRoute": {"retryPolicy": {"maxRetries": 3,
                "perRetryTimeout": {"unit": "s", "value": 5}, "httpRetryEvents": events}}}));
            let want: Brief = (conditions.into(), 3, Some(5), statuses);
            assert_eq!(policy.as_ref().map(brief), Some(want), "{case}");
        }
    }

    #[test]
    fn grpc_routes_have_events_of_three_kinds() {
        let policy = retry_policy(&json!({"grpcRoute": {"retryPolicy": {
            "maxRetries": 1, "perRetryTimeout": {"unit": "s", "value": 1},
            "grpcRetryEvents": ["cancelled", "deadline-exceeded", "internal",
                                "resource-exhausted", "unavailable"],
            "httpRetryEvents": ["server-errror"], "tcpRetryEvents": ["connection-error"],
        }}}));
        let conditions = "connect-failure,cancelled,deadline-exceeded,internal,resource-exhausted,\
                          unavailable";
        assert_eq!(policy.as_ref().map(brief), Some((conditions.into(), 1, Some(1), vec![])));
    }

    #[test]
    fn retries_are_off_with_0_and_app_meshs_default_without_a_policy() {
        let off =
            json!({"maxRetries": 0, "perRetryTimeout": {}, "httpRetryEvents": ["server-error"]});
        assert_eq!(retry_policy(&json!({"httpRoute": {"retryPolicy": off}})), None);
        let default = retry_policy(&json!({"httpRoute": {}}));
        let conditions = "reset,connect-failure,refused-stream,unavailable,retriable-status-codes";
        let want: Brief = (conditions.into(), 2, None, vec![503]);
        assert_eq!(default.as_ref().map(brief), Some(want));
    }
}
