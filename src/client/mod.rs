//! Speaking to an App Mesh API: ours in this process, ours on this machine, or any other.
//!
//! [`Settings`] are the options of the caller, [`Target`] is where its commands are sent,
//! [`transport`] carries the caller's own JSON through aws-sdk-appmesh, so that endpoint
//! rules, retries, time-outs and signatures are the SDK's. [`Api`] is what everyone else uses.

pub mod contexts;
mod credentials;
pub mod error;
mod extension;
mod history_query;
pub mod local;
pub mod mesh;
mod proxies;
mod resolve;
mod response;
pub mod settings;
pub mod target;
mod transport;

use std::borrow::Cow;

use serde_json::{Map, Value};

pub use error::ClientError;
pub use history_query::HistoryQuery;
pub use mesh::MeshReader;
pub use response::{EncodedResponse, Response};
pub use settings::Settings;
pub use target::Target;

use crate::model::arn::AccountId;
use crate::model::{Key, Kind, Name, Operation, Verb, model};

/// An App Mesh API that can be called.
#[derive(Debug, Clone)]
pub struct Api {
    sender: transport::Sender,
    /// Whose meshes are meant, if not the caller's own.
    mesh_owner: Option<AccountId>,
    /// Where it is.
    pub target: Target,
}

/// Opens the API on the store in a folder, for a region: what a target in process needs.
pub type OpenInProcess = fn(&std::path::Path, &str) -> axum::Router;

/// Member of an input that says whose mesh is meant.
const OWNER: &str = "meshOwner";

/// A resource as describe shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct DescribedResource {
    /// Which it is.
    pub key: Key,
    /// Its spec.
    pub spec: Value,
    /// How often it was written.
    pub version: u64,
}

impl Api {
    /// Creates a client for the API that `settings` select; `open` opens a local store in this
    /// process if that is the target. Sends nothing.
    ///
    /// # Errors
    ///
    /// [`ClientError`] if region, credentials, configuration or context are missing or wrong.
    pub fn connect(settings: &Settings, open: OpenInProcess) -> Result<Self, ClientError> {
        let target = Self::target(settings)?;
        Self::connect_to(target, settings, open)
    }

    /// Creates a client for a target that [`Api::target`] returned. Sends nothing.
    ///
    /// # Errors
    ///
    /// As [`Api::connect`].
    pub fn connect_to(
        target: Target,
        settings: &Settings,
        open: OpenInProcess,
    ) -> Result<Self, ClientError> {
        let sender = transport::Sender::new(settings, &target, open)?;
        Ok(Self { sender, target, mesh_owner: None })
    }

    /// Returns it for the meshes of `owner`, which are the caller's own or shared with it. What can
    /// be done to one's own meshes only is done to those.
    #[must_use]
    pub fn for_mesh_owner(&self, owner: Option<AccountId>) -> Self {
        Self { mesh_owner: owner, ..self.clone() }
    }

    /// Returns whether the server is a meshctl server, as its responses so far tell; none if no
    /// response has told yet.
    #[must_use]
    pub fn is_meshctl(&self) -> Option<bool> {
        self.sender.is_meshctl()
    }

    /// Determines which API `settings` select. Sends nothing.
    ///
    /// # Errors
    ///
    /// [`ClientError`] if the context or the configuration are wrong.
    pub fn target(settings: &Settings) -> Result<Target, ClientError> {
        resolve::resolve(settings)
    }

    /// Returns the region of `settings` and the AWS configuration, by default `us-west-2`.
    ///
    /// # Errors
    ///
    /// [`ClientError`] if the AWS configuration cannot be read.
    pub fn region(settings: &Settings) -> Result<String, ClientError> {
        transport::region_or_default(settings)
    }

    /// Checks the region that the command line or the environment says, if they say one.
    ///
    /// # Errors
    ///
    /// [`ClientError::BadRegion`].
    pub fn check_explicit_region(settings: &Settings) -> Result<(), ClientError> {
        transport::check_explicit_region(settings)
    }

    /// Checks what is needed everywhere but on this machine: the region, an address, how often to
    /// try again.
    ///
    /// # Errors
    ///
    /// [`ClientError::NoRegion`], [`ClientError::BadRegion`], [`ClientError::BadEndpoint`],
    /// [`ClientError::NoNumber`], [`ClientError::BadAttempts`], [`ClientError::BadRetryMode`].
    pub fn check(settings: &Settings, target: &Target) -> Result<(), ClientError> {
        transport::check(settings, target)
    }

    /// Loads the AWS configuration for other services than App Mesh: STS and IAM, which this
    /// machine's own server answers for where it is the `target`.
    ///
    /// # Errors
    ///
    /// [`ClientError`] if region or profile are missing.
    pub async fn aws_configuration(
        settings: &Settings,
        target: &Target,
    ) -> Result<aws_types::SdkConfig, ClientError> {
        transport::aws_configuration(settings, target).await
    }

    /// Sends `input` to `operation` and returns the body as it came.
    ///
    /// # Errors
    ///
    /// [`ClientError::Service`] if the service answers with an error, others if it cannot be
    /// asked.
    pub async fn call(
        &self,
        operation: &Operation,
        input: &Map<String, Value>,
    ) -> Result<Response, ClientError> {
        self.send(operation, input).await?.read()
    }

    /// Sends `input` to `operation` and leaves the body of the answer unread.
    ///
    /// # Errors
    ///
    /// As [`Api::call`].
    pub async fn send(
        &self,
        operation: &Operation,
        input: &Map<String, Value>,
    ) -> Result<EncodedResponse, ClientError> {
        let mut input = Cow::Borrowed(input);
        if let Some(owner) = &self.mesh_owner
            && operation.input_shape().members.contains_key(OWNER)
        {
            input.to_mut().insert(OWNER.to_owned(), owner.as_str().into());
        }
        self.sender.send(operation.name, operation.to_request(&input)).await
    }

    /// Returns the resource `key`, or nothing if it is not there.
    ///
    /// # Errors
    ///
    /// As [`Api::call`].
    pub async fn describe(&self, key: &Key) -> Result<Option<DescribedResource>, ClientError> {
        let operation = model().operation_for(Verb::Describe, key.kind);
        match self.call(operation, &key.members()).await {
            Ok(response) => Ok(Some(DescribedResource {
                key: key.clone(),
                spec: response.body["spec"].clone(),
                version: response.body["metadata"]["version"].as_u64().unwrap_or(0),
            })),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Makes the resource `key`; `tags` is a list of `{key, value}`.
    ///
    /// # Errors
    ///
    /// As [`Api::call`].
    pub async fn create(
        &self,
        key: &Key,
        spec: &Value,
        tags: Option<&Value>,
    ) -> Result<Response, ClientError> {
        let mut input = key.members();
        input.insert("spec".to_owned(), spec.clone());
        if let Some(tags) = tags {
            input.insert("tags".to_owned(), tags.clone());
        }
        input.insert("clientToken".to_owned(), token());
        self.call(model().operation_for(Verb::Create, key.kind), &input).await
    }

    /// Replaces the spec of `key`.
    ///
    /// # Errors
    ///
    /// As [`Api::call`].
    pub async fn update(&self, key: &Key, spec: &Value) -> Result<Response, ClientError> {
        let mut input = key.members();
        input.insert("spec".to_owned(), spec.clone());
        input.insert("clientToken".to_owned(), token());
        self.call(model().operation_for(Verb::Update, key.kind), &input).await
    }

    /// Removes `key`; tells whether it was there.
    ///
    /// # Errors
    ///
    /// As [`Api::call`].
    pub async fn delete(&self, key: &Key) -> Result<bool, ClientError> {
        match self.call(model().operation_for(Verb::Delete, key.kind), &key.members()).await {
            Ok(_) => Ok(true),
            Err(error) if error.is_not_found() => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Returns all meshes, in the order of the service; every page is read.
    ///
    /// # Errors
    ///
    /// As [`Api::call`].
    pub async fn meshes(&self) -> Result<Vec<Name>, ClientError> {
        let keys = self.list(Kind::Mesh, Map::new()).await?;
        Ok(keys.into_iter().map(|key| key.name).collect())
    }

    /// Returns all resources of `kind` in `mesh`, and under `parent` if the kind has one; every
    /// page is read.
    ///
    /// # Errors
    ///
    /// As [`Api::call`]; a mesh or parent that is not there is an error.
    pub async fn members(
        &self,
        kind: Kind,
        mesh: &Name,
        parent: Option<&Name>,
    ) -> Result<Vec<Key>, ClientError> {
        let mut input = Map::new();
        input.insert("meshName".to_owned(), mesh.as_str().into());
        if let (Some(above), Some(parent)) = (kind.parent(), parent) {
            input.insert(above.name_member().to_owned(), parent.as_str().into());
        }
        self.list(kind, input).await
    }

    async fn list(
        &self,
        kind: Kind,
        mut input: Map<String, Value>,
    ) -> Result<Vec<Key>, ClientError> {
        let operation = model().operation_for(Verb::List, kind);
        let mut keys = Vec::new();
        loop {
            let body = self.call(operation, &input).await?.body;
            for item in body[kind.plural()].as_array().into_iter().flatten() {
                let key = item.as_object().and_then(|item| Key::from_members(kind, item));
                keys.push(key.ok_or_else(|| {
                    ClientError::invalid_response(operation, "an item has no name")
                })?);
            }
            let Some(next) = body["nextToken"].as_str().filter(|token| !token.is_empty()) else {
                return Ok(keys);
            };
            if input.get("nextToken").and_then(Value::as_str) == Some(next) {
                return Err(ClientError::invalid_response(
                    operation,
                    "the same nextToken came twice",
                ));
            }
            input.insert("nextToken".to_owned(), next.into());
        }
    }
}

/// A fresh client token: each write of ours is one of its own.
fn token() -> Value {
    uuid::Uuid::new_v4().to_string().into()
}
