//! The interface through which ADS streams are authorized.
//!
//! This module does not know about access keys and policies: the caller of
//! [`AdsServer::new`](super::ads::AdsServer::new) supplies the [`StreamAuthorizer`].

use std::sync::Arc;

use futures_util::future::BoxFuture;
use http::request::Parts;
use tonic::Status;

use super::identity::ProxyIdentity;
use crate::model::arn::AccountId;

/// Authorizes a stream, given the head of the request that opened it and the identity that the
/// proxy presented.
///
/// # Errors
///
/// A gRPC status (`docs/behaviour/envoy.md#stream-status`): 16 for invalid credentials, 7 for a
/// caller without permission.
pub type StreamAuthorizer =
    Arc<dyn Fn(Arc<Parts>, ProxyIdentity) -> StreamAuthorization + Send + Sync>;

/// The pending decision of a [`StreamAuthorizer`].
pub type StreamAuthorization = BoxFuture<'static, Result<StreamPermit, Status>>;

/// The permission to hold a stream.
pub struct StreamPermit {
    /// Account that owns the proxy's mesh; none if it is the server's own.
    pub mesh_owner: Option<AccountId>,
    /// Completes when the permission is withdrawn, with the status that ends the stream.
    pub revoked: BoxFuture<'static, Status>,
}

/// The head of the request that opened a stream, as an extension of gRPC requests: tonic drops the
/// method and the URI, which are needed to verify a signature.
#[derive(Debug, Clone)]
pub struct StreamHead(pub Arc<Parts>);

impl StreamHead {
    /// Adds the head of `request` to its extensions.
    #[must_use]
    pub fn keep<B>(mut request: http::Request<B>) -> http::Request<B> {
        let (mut head, ()) = http::Request::new(()).into_parts();
        head.method = request.method().clone();
        head.uri = request.uri().clone();
        head.headers = request.headers().clone();
        head.extensions = request.extensions().clone();
        request.extensions_mut().insert(Self(Arc::new(head)));
        request
    }
}
