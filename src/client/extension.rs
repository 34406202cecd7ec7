//! Requests that only our own server knows; `server/extension` answers them.

use serde_json::{Value, json};

use super::{Api, ClientError, EncodedResponse, HistoryQuery, OWNER, Response};
use crate::model::extension::{self, Update, Updates};
use crate::model::operation::OperationRequest;
use crate::model::{Key, Verb, model};
use crate::store::HistoryPage;

impl Api {
    /// Does several updates in one commit; only our own server can. Each is given with the
    /// version it was made on, and all fail with [`ClientError::Service`] and the code
    /// `ConflictException` if one of them has changed since.
    ///
    /// # Errors
    ///
    /// As [`Api::call`].
    pub async fn update_together(
        &self,
        updates: &[(Key, Value, u64)],
    ) -> Result<Response, ClientError> {
        let update = |(key, spec, version): &(Key, Value, u64)| {
            let mut input = key.members();
            if let Some(owner) = &self.mesh_owner {
                input.insert(OWNER.to_owned(), owner.as_str().into());
            }
            input.insert("spec".to_owned(), spec.clone());
            input.insert(extension::EXPECTED_VERSION.to_owned(), (*version).into());
            let operation = model().operation_for(Verb::Update, key.kind).name.to_owned();
            Update { operation, input }
        };
        let body = json!(Updates { updates: updates.iter().map(update).collect() });
        self.own("Updates", "PUT", extension::UPDATES, Some(body)).await?.read()
    }

    /// Returns the newest changes that are asked for, as many as one answer holds, the newest first;
    /// nothing if the server keeps no history: it is not ours.
    ///
    /// # Errors
    ///
    /// As [`Api::call`].
    pub async fn history(&self, of: &HistoryQuery<'_>) -> Result<Option<HistoryPage>, ClientError> {
        let reply = self.own("History", "GET", &of.target(), None).await;
        let Some(reply) = self.if_meshctl(reply)? else { return Ok(None) };
        serde_json::from_value(reply.read()?.body).map(Some).map_err(|error| {
            ClientError::InvalidResponse { operation: "History".to_owned(), why: error.to_string() }
        })
    }

    /// Returns everything that the server holds, as [`crate::store::backup::Backup`] reads it;
    /// nothing if it is not ours.
    ///
    /// # Errors
    ///
    /// As [`Api::call`].
    pub async fn backup(&self) -> Result<Option<String>, ClientError> {
        let target = format!("{}{}", extension::ROOT, extension::BACKUP);
        let reply = self.sender.send_lines("Backup", "GET", target, None).await;
        let Some(reply) = self.if_meshctl(reply)? else { return Ok(None) };
        String::from_utf8(reply.bytes).map(Some).map_err(|error| ClientError::InvalidResponse {
            operation: "Backup".to_owned(),
            why: error.to_string(),
        })
    }

    /// Stores what a backup holds, replacing everything if `replace`, else only if there is
    /// nothing: the code of the error is `ConflictException` then. Returns the account and the
    /// region of the server; nothing if it is not ours.
    ///
    /// # Errors
    ///
    /// As [`Api::call`].
    pub async fn restore(
        &self,
        lines: String,
        replace: bool,
    ) -> Result<Option<Value>, ClientError> {
        let target = format!("{}{}?replace={replace}", extension::ROOT, extension::RESTORE);
        let reply = self.sender.send_lines("Restore", "PUT", target, Some(lines)).await;
        self.if_meshctl(reply)?.map(|reply| Ok(reply.read()?.body)).transpose()
    }

    pub(super) async fn own(
        &self,
        name: &'static str,
        method: &'static str,
        what: &str,
        body: Option<Value>,
    ) -> Result<EncodedResponse, ClientError> {
        let target = format!("{}{what}", extension::ROOT);
        self.sender.send(name, OperationRequest { method, target, body }).await
    }

    /// Returns a response to a request of this extension API; none if the server is not a meshctl
    /// server, which does not know the path and reports that in its own way.
    pub(super) fn if_meshctl(
        &self,
        response: Result<EncodedResponse, ClientError>,
    ) -> Result<Option<EncodedResponse>, ClientError> {
        match response {
            Ok(response) => Ok(response.server.is_some().then_some(response)),
            Err(ClientError::Service { .. }) if self.is_meshctl() != Some(true) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
