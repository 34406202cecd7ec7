//! An HTTP server that returns the same response to every request and records the requests.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::Request;
use axum::response::IntoResponse;
use http::request::Parts;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// A running server.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) address: SocketAddr,
    requests: Arc<Mutex<Vec<Parts>>>,
    // Dropping the runtime ends the server.
    runtime: tokio::runtime::Runtime,
}

impl App {
    /// Starts a server that responds with its name.
    pub(crate) fn start(name: &'static str) -> Self {
        Self::answering(name)
    }

    /// Starts a server that responds with `response`, such as a status, headers and a body.
    pub(crate) fn answering<T>(response: T) -> Self
    where
        T: IntoResponse + Clone + Send + Sync + 'static,
    {
        let (app, listener) = Self::bind();
        let router = app.router(response);
        app.runtime.spawn(async move { axum::serve(listener, router).await });
        app
    }

    /// Starts a server with the given router.
    pub(crate) fn serving(router: Router) -> Self {
        let (app, listener) = Self::bind();
        app.runtime.spawn(async move { axum::serve(listener, router).await });
        app
    }

    /// Starts a server with TLS, with a certificate and its key in PEM.
    pub(crate) fn secure<T>(response: T, certificate: &[u8], key: &[u8]) -> Self
    where
        T: IntoResponse + Clone + Send + Sync + 'static,
    {
        use rustls::pki_types::pem::PemObject as _;
        let certificate = rustls::pki_types::CertificateDer::from_pem_slice(certificate).unwrap();
        let key = rustls::pki_types::PrivateKeyDer::from_pem_slice(key).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ServerConfig::builder_with_provider(provider);
        let tls = tls.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let tls = tls.with_single_cert(vec![certificate], key).unwrap();
        let (app, listener) = Self::bind();
        let router = app.router(response);
        let listener = Tls { listener, acceptor: TlsAcceptor::from(Arc::new(tls)) };
        app.runtime.spawn(async move { axum::serve(listener, router).await });
        app
    }

    /// Returns the requests so far, without their bodies.
    pub(crate) fn requests(&self) -> Vec<Parts> {
        self.requests.lock().unwrap().clone()
    }

    fn bind() -> (Self, TcpListener) {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        (Self { address, requests: Arc::default(), runtime }, listener)
    }

    fn router<T>(&self, response: T) -> Router
    where
        T: IntoResponse + Clone + Send + Sync + 'static,
    {
        let requests = Arc::clone(&self.requests);
        Router::new().fallback(move |request: Request| async move {
            requests.lock().unwrap().push(request.into_parts().0);
            response
        })
    }
}

/// A TLS listener; connections whose handshake fails are ignored.
struct Tls {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl axum::serve::Listener for Tls {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = self.listener.accept().await.unwrap();
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}
