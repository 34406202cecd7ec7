//! Accepts connections, limits them, and serves HTTP/1.1 on them.
//!
//! axum's own accept loop sets none of the limits that stop one client from exhausting the server,
//! so this module drives hyper directly.

use std::time::Duration;

use axum::body::Body;
use futures_util::{Stream, StreamExt as _, stream};
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::Service as _;

use super::connection_limiter::ConnectionLimiter;
use super::counted_stream::CountedStream;
use super::maybe_tls_stream::MaybeTlsStream;
use crate::api::ConnectionInfo;

/// Maximum number of headers of a request; hyper answers 431 to more.
const MAX_HEADERS: usize = 64;

/// Maximum size of the request line and headers, in bytes; hyper answers 431 to more.
const MAX_HEADER_BYTES: usize = 32 << 10;

/// Length of the HTTP/2 connection preface, in bytes.
const PREFACE_BYTES: usize = 24;

/// How long to pause after the system could not accept a connection.
const ACCEPT_BACKOFF: Duration = Duration::from_millis(100);

/// A listening socket with its connection limit, idle timeout and TLS configuration.
pub(super) struct Acceptor {
    listener: TcpListener,
    limiter: ConnectionLimiter,
    idle_timeout: Duration,
    tls: Option<TlsAcceptor>,
}

impl Acceptor {
    /// Accepts plain-text connections from `listener` within the limits of `limiter`.
    pub(super) fn new(
        listener: TcpListener,
        limiter: ConnectionLimiter,
        idle_timeout: Duration,
    ) -> Self {
        Self { listener, limiter, idle_timeout, tls: None }
    }

    /// Serves TLS with `tls`, if it is set.
    pub(super) fn with_tls(self, tls: Option<TlsAcceptor>) -> Self {
        Self { tls, ..self }
    }

    /// Returns the connections as a stream, for an HTTP/2 server.
    ///
    /// All permitted connections can be in their TLS handshake at the same time, so a slow client
    /// does not delay others. A client that does not send the HTTP/2 preface within the idle
    /// timeout is disconnected.
    pub(super) fn into_stream(self) -> impl Stream<Item = std::io::Result<MaybeTlsStream>> {
        let (tls, idle_timeout) = (self.tls.clone(), self.idle_timeout);
        let max_handshakes = self.limiter.max_connections();
        let connections = stream::unfold(self, |acceptor| async {
            let connection = acceptor.accept().await;
            Some((connection, acceptor))
        });
        connections
            .map(move |connection| {
                let tls = tls.clone();
                async move {
                    let stream = MaybeTlsStream::handshake(connection, tls.as_ref()).await?;
                    Some(stream.expect_first_bytes(PREFACE_BYTES, idle_timeout))
                }
            })
            .buffer_unordered(max_handshakes)
            .filter_map(|stream| async { stream.map(Ok) })
    }

    /// Waits for the next connection within the limits. Connections above the limit per client are
    /// closed.
    pub(super) async fn accept(&self) -> CountedStream<TcpStream> {
        loop {
            let permit = self.limiter.acquire().await;
            match self.listener.accept().await {
                Ok((stream, address)) => {
                    if let Some(permit) = self.limiter.admit(address.ip(), permit) {
                        // Responses are small and written at once: Nagle's algorithm only delays
                        // them.
                        drop(stream.set_nodelay(true));
                        return CountedStream::new(stream, address, permit, self.idle_timeout);
                    }
                    tracing::debug!(%address, "connection closed: too many from this client");
                }
                // The client has already disconnected.
                Err(error) if is_client_error(&error) => {}
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(ACCEPT_BACKOFF).await;
                }
            }
        }
    }
}

fn is_client_error(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Serves `router` on all connections of `acceptor`.
///
/// When `stop` is cancelled, it accepts no more connections and returns after the requests in
/// flight are answered.
pub(super) async fn serve(
    acceptor: Acceptor,
    router: axum::Router,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let connections = TaskTracker::new();
    loop {
        let connection = tokio::select! {
            connection = acceptor.accept() => connection,
            () = stop.cancelled() => break,
        };
        let (router, stop) = (router.clone(), stop.clone());
        let (tls, idle_timeout) = (acceptor.tls.clone(), acceptor.idle_timeout);
        connections.spawn(async move {
            let stream = tokio::select! {
                stream = MaybeTlsStream::handshake(connection, tls.as_ref()) => stream,
                () = stop.cancelled() => None,
            };
            if let Some(stream) = stream {
                serve_connection(stream, router, idle_timeout, stop).await;
            }
        });
    }
    drop(acceptor);
    connections.close();
    connections.wait().await;
    Ok(())
}

/// Serves HTTP/1.1 on one connection until it closes, or until the current request is answered
/// after `stop` is cancelled.
async fn serve_connection(
    stream: MaybeTlsStream,
    router: axum::Router,
    idle_timeout: Duration,
    stop: CancellationToken,
) {
    let connection_info =
        ConnectionInfo { address: stream.counted().address(), encrypted: stream.is_tls() };
    let service = service_fn(move |request: Request<Incoming>| {
        let mut router = router.clone();
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(connection_info);
        async move { router.call(request).await }
    });
    let mut http = http1::Builder::new();
    // The timer for the request headers starts when the previous request is answered, so it also
    // closes idle connections.
    http.timer(TokioTimer::new()).header_read_timeout(idle_timeout);
    http.max_headers(MAX_HEADERS).max_header_size(MAX_HEADER_BYTES);
    let mut connection = std::pin::pin!(http.serve_connection(TokioIo::new(stream), service));
    let result = tokio::select! {
        result = &mut connection => result,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = result {
        tracing::debug!(address = %connection_info.address, %error, "connection closed");
    }
}
