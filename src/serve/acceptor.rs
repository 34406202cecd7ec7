//! The server's connections: how they come in, what they may do, how they end.
//!
//! axum's own loop sets none of the limits that keep one client from taking the server down, so
//! this one speaks to hyper itself.

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

use super::connection_limiter::Gate;
use super::counted_stream::Line;
use super::maybe_tls_stream::Wire;
use crate::api::ConnectionInfo;

/// Headers that one request may have, and the bytes of its head in all. hyper answers 431 to more.
const HEADERS: usize = 64;
const HEAD_BYTES: usize = 32 << 10;

/// Bytes that HTTP/2 begins with, whoever speaks it.
const PREFACE_BYTES: usize = 24;

/// How long to leave new connections alone when the system has no room for one.
const NO_ROOM: Duration = Duration::from_millis(100);

/// A listening socket, who may come in, and what encrypts.
pub(super) struct Lines {
    listener: TcpListener,
    gate: Gate,
    idle: Duration,
    acceptor: Option<TlsAcceptor>,
}

impl Lines {
    /// Lets in whom `gate` does, each for as long as something goes on within `idle`.
    pub(super) fn new(listener: TcpListener, gate: Gate, idle: Duration) -> Self {
        Self { listener, gate, idle, acceptor: None }
    }

    /// Has all connections encrypted by `acceptor`, if there is one.
    pub(super) fn encrypted(self, acceptor: Option<TlsAcceptor>) -> Self {
        Self { acceptor, ..self }
    }

    /// Returns the connections for a server that takes a stream of them and speaks HTTP/2. All that
    /// have a place can agree on encryption at the same time, so that slow ones hold up nobody; one
    /// that does not begin to speak is given up.
    pub(super) fn wires(self) -> impl Stream<Item = std::io::Result<Wire>> {
        let (acceptor, idle, places) = (self.acceptor.clone(), self.idle, self.gate.places());
        let lines = stream::unfold(self, |lines| async {
            let line = lines.next().await;
            Some((line, lines))
        });
        lines
            .map(move |line| {
                let acceptor = acceptor.clone();
                async move {
                    let wire = Wire::open(line, acceptor.as_ref()).await?;
                    Some(wire.expecting(PREFACE_BYTES, idle))
                }
            })
            .buffer_unordered(places)
            .filter_map(|wire| async { wire.map(Ok) })
    }

    /// Waits for the next connection that may come in; the others are closed.
    pub(super) async fn next(&self) -> Line<TcpStream> {
        loop {
            let seat = self.gate.free().await;
            match self.listener.accept().await {
                Ok((stream, address)) => {
                    if let Some(place) = self.gate.admit(address.ip(), seat) {
                        // Answers are small and complete: waiting for more to send helps nobody.
                        drop(stream.set_nodelay(true));
                        return Line::new(stream, address, place, self.idle);
                    }
                    tracing::debug!(%address, "a client has too many connections");
                }
                // The client is gone already.
                Err(error) if is_the_clients(&error) => {}
                Err(error) => {
                    tracing::warn!(%error, "a connection cannot be taken");
                    tokio::time::sleep(NO_ROOM).await;
                }
            }
        }
    }
}

fn is_the_clients(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Answers the requests of all connections of `lines` with `router`. When `stop` is
/// cancelled, no more come in, and it returns when those that are there have got their answers.
pub(super) async fn serve(
    lines: Lines,
    router: axum::Router,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let conversations = TaskTracker::new();
    loop {
        let line = tokio::select! {
            line = lines.next() => line,
            () = stop.cancelled() => break,
        };
        let (router, stop, idle) = (router.clone(), stop.clone(), lines.idle);
        let acceptor = lines.acceptor.clone();
        conversations.spawn(async move {
            let wire = tokio::select! {
                wire = Wire::open(line, acceptor.as_ref()) => wire,
                () = stop.cancelled() => None,
            };
            if let Some(wire) = wire {
                converse(wire, router, idle, stop).await;
            }
        });
    }
    drop(lines);
    conversations.close();
    conversations.wait().await;
    Ok(())
}

/// Speaks HTTP/1.1 over one connection until it ends, or until it is done with the request that
/// it is at when `stop` is cancelled.
async fn converse(wire: Wire, router: axum::Router, idle: Duration, stop: CancellationToken) {
    let peer = ConnectionInfo { address: wire.line().address(), encrypted: wire.is_encrypted() };
    let service = service_fn(move |request: Request<Incoming>| {
        let mut router = router.clone();
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(peer);
        async move { router.call(request).await }
    });
    let mut http = http1::Builder::new();
    // The time for a head begins when the one before was answered: it ends idle connections too.
    http.timer(TokioTimer::new()).header_read_timeout(idle);
    http.max_headers(HEADERS).max_header_size(HEAD_BYTES);
    let mut connection = std::pin::pin!(http.serve_connection(TokioIo::new(wire), service));
    let ended = tokio::select! {
        ended = &mut connection => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(address = %peer.address, %error, "a connection ended");
    }
}
