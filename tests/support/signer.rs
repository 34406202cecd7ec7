//! Request signatures, made by AWS's crate.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    SignableBody, SignableRequest, SignatureLocation, SigningSettings, sign,
};
use aws_sigv4::sign::v4::SigningParams;

/// A principal with an access key.
#[derive(Debug, Clone)]
pub(crate) struct Signer {
    pub(crate) key: Credentials,
    pub(crate) region: &'static str,
    pub(crate) service: &'static str,
    pub(crate) time: SystemTime,
    /// Lifetime of a presigned request; `None` to sign in the headers.
    pub(crate) presigned: Option<Duration>,
    /// Whether the signature excludes the body.
    pub(crate) unsigned: bool,
}

impl Signer {
    /// Returns a signer with the secret that all keys in tests have: `secret of ID`.
    pub(crate) fn new(id: &str) -> Self {
        Self::with(Credentials::new(id, format!("secret of {id}"), None, None, "test"))
    }

    pub(crate) fn with(key: Credentials) -> Self {
        let time = SystemTime::now();
        let (region, service) = ("us-west-2", "appmesh");
        Self { key, region, service, time, presigned: None, unsigned: false }
    }

    /// Signs a request to `mesh.example`, or to the host that it has in its headers.
    pub(crate) fn signed(&self, mut request: http::Request<String>) -> http::Request<String> {
        let host = request.headers().get("host").cloned();
        let host = host.unwrap_or_else(|| http::HeaderValue::from_static("mesh.example"));
        let url = format!("http://{}{}", host.to_str().unwrap(), request.uri());
        request.headers_mut().insert("host", host);
        let mut settings = SigningSettings::default();
        if let Some(span) = self.presigned {
            settings.signature_location = SignatureLocation::QueryParams;
            settings.expires_in = Some(span);
        }
        let identity = self.key.clone().into();
        let params = SigningParams::builder().identity(&identity).region(self.region);
        let params = params.name(self.service).time(self.time).settings(settings);
        let headers =
            request.headers().iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
        let body = match self.unsigned {
            true => SignableBody::UnsignedPayload,
            false => SignableBody::Bytes(request.body().as_bytes()),
        };
        let signable = SignableRequest::new(request.method().as_str(), url, headers, body).unwrap();
        let (how, _) = sign(signable, &params.build().unwrap().into()).unwrap().into_parts();
        how.apply_to_request_http1x(&mut request);
        request
    }
}
