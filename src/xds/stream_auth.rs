//! Who may have a stream.
//!
//! This room knows nothing of keys and policies: whoever makes the service says who is let in.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use http::request::Parts;
use tonic::Status;

use super::identity::Identity;
use crate::model::arn::AccountId;

/// Decides what a proxy gets, given the request that opened its stream and the identity that it
/// presented.
///
/// # Errors
///
/// A gRPC status (`docs/behaviour/envoy.md#stream-status`): 16 for invalid credentials, 7 for a
/// caller without permission.
pub type StreamAuthorizer = Arc<dyn Fn(Arc<Parts>, Identity) -> StreamAuthorization + Send + Sync>;

/// What becomes of whoever asks for a stream.
pub type StreamAuthorization = BoxFuture<'static, Result<StreamPermit, Status>>;

/// What a proxy may have.
pub struct StreamPermit {
    /// Account whose mesh it follows, where that is not the server's own.
    pub owner: Option<AccountId>,
    /// Comes when the proxy may have it no longer, and says why.
    pub revoked: BoxFuture<'static, Status>,
}

/// The request that opened a stream, but for its messages: an extension of gRPC requests, whose
/// method and address are needed to check a signature.
#[derive(Debug, Clone)]
pub struct StreamHead(pub Arc<Parts>);

impl StreamHead {
    /// Keeps what `request` begins with, for [`StreamAuthorizer`].
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
