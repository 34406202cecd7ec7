//! The proxies of a meshctl server, and waiting for them.

use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::time::Instant;

use super::{Api, ClientError};
use crate::model::Name;
use crate::model::extension::{self, Proxy, ProxyList, ProxyQuery, Revision, is_rollout_over};

/// Duration of one request of [`Api::wait_for_proxies`].
const LONG_POLL: Duration = Duration::from_secs(5);

/// Shortest time between two requests of [`Api::wait_for_proxies`]. It matters for servers that do
/// not wait: those before `wait` was introduced, and those that shut down.
const POLL_INTERVAL: Duration = Duration::from_millis(100);

impl Api {
    /// Returns the proxies that match `query`; none if the server is not a meshctl server.
    ///
    /// # Errors
    ///
    /// As [`Api::call`].
    pub async fn proxies(&self, query: &ProxyQuery) -> Result<Option<Vec<Proxy>>, ClientError> {
        let reply = self.own("Proxies", "GET", &target(query), None).await;
        let Some(reply) = self.if_meshctl(reply)? else { return Ok(None) };
        let list: ProxyList = serde_json::from_value(reply.read()?.body).map_err(|error| {
            ClientError::InvalidResponse { operation: "Proxies".to_owned(), why: error.to_string() }
        })?;
        let mut proxies = list.proxies;
        // Older servers ignore the query.
        proxies.retain(|proxy| query.matches(proxy));
        Ok(Some(proxies))
    }

    /// Waits until the rollout of `revision` is over for the proxies of `mesh`
    /// ([`is_rollout_over`]), or until `timeout` has passed, and returns the proxies as they are
    /// then; no proxies if the server is not a meshctl server.
    ///
    /// # Errors
    ///
    /// As [`Api::call`].
    pub async fn wait_for_proxies(
        &self,
        mesh: &Name,
        revision: Revision,
        timeout: Duration,
    ) -> Result<Vec<Proxy>, ClientError> {
        let deadline = Instant::now() + timeout;
        let long_poll = match self.sender.read_timeout() {
            Some(read_timeout) => LONG_POLL.min(read_timeout / 2),
            None => LONG_POLL,
        };
        loop {
            let begun = Instant::now();
            let query = ProxyQuery {
                mesh: Some(mesh.clone()),
                revision: Some(revision),
                wait: Some(deadline.duration_since(begun).min(long_poll)),
                ..ProxyQuery::default()
            };
            let proxies = self.proxies(&query).await?.unwrap_or_default();
            if is_rollout_over(&proxies, revision) || Instant::now() >= deadline {
                return Ok(proxies);
            }
            tokio::time::sleep_until(deadline.min(begun + POLL_INTERVAL)).await;
        }
    }
}

/// Returns the path below [`extension::ROOT`] with its query.
fn target(query: &ProxyQuery) -> String {
    let encode = |(name, value): (&str, String)| {
        format!("{name}={}", utf8_percent_encode(&value, NON_ALPHANUMERIC))
    };
    let parameters: Vec<String> = query.parameters().into_iter().map(encode).collect();
    match parameters.as_slice() {
        [] => extension::PROXIES.to_owned(),
        _ => format!("{}?{}", extension::PROXIES, parameters.join("&")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Key;

    #[test]
    fn the_query_is_encoded() {
        assert_eq!(target(&ProxyQuery::default()), "proxies");
        let query = ProxyQuery {
            mesh: Some(Name::from("m&n")),
            mesh_owner: Some("111122223333".parse().unwrap()),
            resource: Key::from_path("mesh/m/virtualNode/n"),
            revision: Some(Revision(7)),
            wait: Some(Duration::from_secs(5)),
        };
        let want = "proxies?mesh=m%26n&meshOwner=111122223333\
                    &resource=mesh%2Fm%2FvirtualNode%2Fn&revision=7&wait=5000ms";
        assert_eq!(target(&query), want);
    }
}
