//! HTTP requests, one at a time, for tests that are not async.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;
use std::time::Duration;

/// A client with its own connection pool.
pub(crate) struct Http {
    runtime: tokio::runtime::Runtime,
    client: Client<HttpConnector, Full<Bytes>>,
}

/// A response.
#[derive(Debug, PartialEq)]
pub(crate) struct HttpResponse {
    pub(crate) status: u16,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: String,
}

impl HttpResponse {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

impl Http {
    pub(crate) fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { runtime, client: Client::builder(TokioExecutor::new()).build_http() }
    }

    /// Sends a request. An error means that there was no response.
    pub(crate) fn send(
        &self,
        method: &str,
        url: &str,
        host: Option<&str>,
        body: &str,
    ) -> Result<HttpResponse, String> {
        let mut request = http::Request::builder().method(method).uri(url);
        if let Some(host) = host {
            request = request.header("host", host);
        }
        let request = request.body(Full::new(Bytes::from(body.to_owned()))).unwrap();
        self.response(request)
    }

    /// Sends `request` to the server at `url`.
    pub(crate) fn request(
        &self,
        url: &str,
        mut request: http::Request<String>,
    ) -> Result<HttpResponse, String> {
        *request.uri_mut() = format!("{url}{}", request.uri()).parse().unwrap();
        self.response(request.map(|body| Full::new(Bytes::from(body))))
    }

    fn response(&self, request: http::Request<Full<Bytes>>) -> Result<HttpResponse, String> {
        self.runtime.block_on(async {
            let work = async {
                let response = self.client.request(request).await.map_err(|e| format!("{e:?}"))?;
                let (head, body) = response.into_parts();
                let body = body.collect().await.map_err(|e| e.to_string())?.to_bytes();
                let body = String::from_utf8_lossy(&body).into_owned();
                Ok(HttpResponse { status: head.status.as_u16(), headers: head.headers, body })
            };
            let timeout = Duration::from_secs(10);
            tokio::time::timeout(timeout, work).await.unwrap_or(Err("no response".to_owned()))
        })
    }

    pub(crate) fn get(&self, url: &str) -> Result<HttpResponse, String> {
        self.send("GET", url, None, "")
    }

    pub(crate) fn put(&self, url: &str, body: &Value) -> Result<HttpResponse, String> {
        self.send("PUT", url, None, &body.to_string())
    }
}
