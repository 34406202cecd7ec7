//! Client of an App Mesh API: the local store in this process, a meshctl server, or AWS.
//!
//! [`Settings`] are the options of the caller and [`Target`] is where its commands are sent.
//! [`transport`] sends the caller's JSON with aws-sdk-appmesh, so that endpoint rules, retries,
//! timeouts and signatures are those of the SDK. Other modules use [`Api`].

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

/// A client of an App Mesh API.
#[derive(Debug, Clone)]
pub struct Api {
    sender: transport::Sender,
    /// Owner of the meshes to operate on; `None` for the caller.
    mesh_owner: Option<AccountId>,
    /// Where requests are sent.
    pub target: Target,
}

/// Opens the API of the store in a directory, for a region; called for [`Target::InProcess`].
pub type OpenInProcess = fn(&std::path::Path, &str) -> axum::Router;

/// Input member with the owner of the mesh.
const OWNER: &str = "meshOwner";

/// A resource as returned by a describe operation.
#[derive(Debug, Clone, PartialEq)]
pub struct DescribedResource {
    /// Key of the resource.
    pub key: Key,
    /// Spec of the resource.
    pub spec: Value,
    /// Version of the resource: the number of times it was written.
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

    /// Returns a client for the meshes of `owner`, which may be shared with the caller. Operations
    /// without a mesh owner, such as those on meshes, still apply to the caller's own meshes.
    #[must_use]
    pub fn for_mesh_owner(&self, owner: Option<AccountId>) -> Self {
        Self { mesh_owner: owner, ..self.clone() }
    }

    /// Returns whether the server is a meshctl server; `None` before a conclusive response.
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

    /// Checks the region given on the command line or in the environment, if any.
    ///
    /// # Errors
    ///
    /// [`ClientError::BadRegion`].
    pub fn check_explicit_region(settings: &Settings) -> Result<(), ClientError> {
        transport::check_explicit_region(settings)
    }

    /// Checks the settings for a target that is not local: region, endpoint URL and retries.
    ///
    /// # Errors
    ///
    /// [`ClientError::NoRegion`], [`ClientError::BadRegion`], [`ClientError::BadEndpoint`],
    /// [`ClientError::NoNumber`], [`ClientError::BadAttempts`], [`ClientError::BadRetryMode`].
    pub fn check(settings: &Settings, target: &Target) -> Result<(), ClientError> {
        transport::check(settings, target)
    }

    /// Loads the AWS configuration for services other than App Mesh: STS and IAM. A local server that
    /// is the `target` implements them itself.
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

    /// Calls `operation` with `input`.
    ///
    /// # Errors
    ///
    /// [`ClientError::Service`] if the service returns an error, others if the call fails.
    pub async fn call(
        &self,
        operation: &Operation,
        input: &Map<String, Value>,
    ) -> Result<Response, ClientError> {
        self.send(operation, input).await?.read()
    }

    /// Calls `operation` with `input` without parsing the body of the response.
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

    /// Returns the resource `key`, or `None` if it does not exist.
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

    /// Creates the resource `key`; `tags` is a list of `{key, value}`.
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
        input.insert("clientToken".to_owned(), client_token());
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
        input.insert("clientToken".to_owned(), client_token());
        self.call(model().operation_for(Verb::Update, key.kind), &input).await
    }

    /// Deletes `key`; returns whether it existed.
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

    /// Returns all meshes, in the order of the service, from all pages.
    ///
    /// # Errors
    ///
    /// As [`Api::call`].
    pub async fn meshes(&self) -> Result<Vec<Name>, ClientError> {
        let keys = self.list(Kind::Mesh, Map::new()).await?;
        Ok(keys.into_iter().map(|key| key.name).collect())
    }

    /// Returns all resources of `kind` in `mesh`, and under `parent` if the kind has one, from all
    /// pages.
    ///
    /// # Errors
    ///
    /// As [`Api::call`]; a mesh or parent that does not exist is an error.
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
                    ClientError::invalid_response(operation, "an item does not have a name")
                })?);
            }
            let Some(next) = body["nextToken"].as_str().filter(|token| !token.is_empty()) else {
                return Ok(keys);
            };
            if input.get("nextToken").and_then(Value::as_str) == Some(next) {
                return Err(ClientError::invalid_response(
                    operation,
                    "the service returned the same nextToken twice",
                ));
            }
            input.insert("nextToken".to_owned(), next.into());
        }
    }
}

/// Returns a new client token, so that each write is a separate request.
fn client_token() -> Value {
    uuid::Uuid::new_v4().to_string().into()
}
