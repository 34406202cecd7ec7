//! A connection, encrypted or not.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tonic::transport::server::{Connected, TcpConnectInfo};

use super::line::Line;

/// A connection, encrypted or not.
pub(super) enum Wire {
    Plain(Line<TcpStream>),
    Encrypted(Box<TlsStream<Line<TcpStream>>>),
}

/// How long a client may take to agree on encryption.
const PATIENCE: Duration = Duration::from_secs(10);

impl Wire {
    /// Agrees with the client on encryption, if there is an `acceptor`. Nothing if it does not.
    pub(super) async fn open(
        line: Line<TcpStream>,
        acceptor: Option<&TlsAcceptor>,
    ) -> Option<Self> {
        let Some(acceptor) = acceptor else { return Some(Self::Plain(line)) };
        let address = line.address();
        match tokio::time::timeout(PATIENCE, acceptor.accept(line)).await {
            Ok(Ok(stream)) => Some(Self::Encrypted(Box::new(stream))),
            Ok(Err(error)) => {
                tracing::debug!(%address, %error, "no encryption was agreed on");
                None
            }
            Err(_) => {
                tracing::debug!(%address, "no encryption was agreed on in time");
                None
            }
        }
    }

    /// Returns the connection below.
    pub(super) fn line(&self) -> &Line<TcpStream> {
        match self {
            Self::Plain(line) => line,
            Self::Encrypted(stream) => stream.get_ref().0,
        }
    }

    /// Tells whether nobody on the way can read it.
    pub(super) fn is_encrypted(&self) -> bool {
        matches!(self, Self::Encrypted(_))
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(line) => Pin::new(line).poll_read(cx, buffer),
            Self::Encrypted(stream) => Pin::new(stream).poll_read(cx, buffer),
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(line) => Pin::new(line).poll_write(cx, bytes),
            Self::Encrypted(stream) => Pin::new(stream).poll_write(cx, bytes),
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(line) => Pin::new(line).poll_write_vectored(cx, pieces),
            Self::Encrypted(stream) => Pin::new(stream).poll_write_vectored(cx, pieces),
        }
    }

    fn is_write_vectored(&self) -> bool {
        match self {
            Self::Plain(line) => line.is_write_vectored(),
            Self::Encrypted(stream) => stream.is_write_vectored(),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(line) => Pin::new(line).poll_flush(cx),
            Self::Encrypted(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(line) => Pin::new(line).poll_shutdown(cx),
            Self::Encrypted(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}

impl Connected for Wire {
    type ConnectInfo = TcpConnectInfo;

    fn connect_info(&self) -> TcpConnectInfo {
        self.line().connect_info()
    }
}
