//! A tiny application that answers every request in the same way.

use std::net::SocketAddr;

use axum::Router;
use axum::response::IntoResponse;

/// A running application.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) address: SocketAddr,
    // Dropping the runtime ends the server.
    _runtime: tokio::runtime::Runtime,
}

impl App {
    /// Starts one that answers with its own name.
    pub(crate) fn start(name: &'static str) -> Self {
        Self::answering(name)
    }

    /// Starts one that answers with `answer`, such as a status, headers and a body.
    pub(crate) fn answering<T>(answer: T) -> Self
    where
        T: IntoResponse + Clone + Send + Sync + 'static,
    {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.worker_threads(1).enable_all().build().unwrap();
        let bind = tokio::net::TcpListener::bind("127.0.0.1:0");
        let listener = runtime.block_on(bind).unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().fallback(move || async move { answer });
        runtime.spawn(async move { axum::serve(listener, router).await });
        Self { address, _runtime: runtime }
    }
}
