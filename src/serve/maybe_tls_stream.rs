//! A connection, encrypted or not.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tonic::transport::server::{Connected, TcpConnectInfo};

use super::counted_stream::Line;

/// A connection, encrypted or not.
pub(super) struct Wire {
    way: Way,
    expected: Option<Expected>,
}

enum Way {
    Plain(Line<TcpStream>),
    Encrypted(Box<TlsStream<Line<TcpStream>>>),
}

/// What a client has still to say, and by when.
struct Expected {
    missing_bytes: usize,
    deadline: Pin<Box<Sleep>>,
}

/// How long a client may take to agree on encryption.
const PATIENCE: Duration = Duration::from_secs(10);

impl Wire {
    /// Agrees with the client on encryption, if there is an `acceptor`. Nothing if it does not.
    pub(super) async fn open(
        line: Line<TcpStream>,
        acceptor: Option<&TlsAcceptor>,
    ) -> Option<Self> {
        let Some(acceptor) = acceptor else { return Some(Self::over(Way::Plain(line))) };
        let address = line.address();
        match tokio::time::timeout(PATIENCE, acceptor.accept(line)).await {
            Ok(Ok(stream)) => Some(Self::over(Way::Encrypted(Box::new(stream)))),
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

    fn over(way: Way) -> Self {
        Self { way, expected: None }
    }

    /// Has it fail when its client does not say the first `missing_bytes` within `patience`: one
    /// who never speaks would hold it for ever.
    pub(super) fn expecting(self, missing_bytes: usize, patience: Duration) -> Self {
        let deadline = Box::pin(tokio::time::sleep(patience));
        Self { expected: Some(Expected { missing_bytes, deadline }), ..self }
    }

    /// Returns the connection below.
    pub(super) fn line(&self) -> &Line<TcpStream> {
        match &self.way {
            Way::Plain(line) => line,
            Way::Encrypted(stream) => stream.get_ref().0,
        }
    }

    /// Tells whether nobody on the way can read it.
    pub(super) fn is_encrypted(&self) -> bool {
        matches!(self.way, Way::Encrypted(_))
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let Self { way, expected } = self.get_mut();
        let before = buffer.filled().len();
        let progress = match way {
            Way::Plain(line) => Pin::new(line).poll_read(cx, buffer),
            Way::Encrypted(stream) => Pin::new(stream).poll_read(cx, buffer),
        };
        let Some(awaited) = expected else { return progress };
        awaited.missing_bytes =
            awaited.missing_bytes.saturating_sub(buffer.filled().len() - before);
        if awaited.missing_bytes == 0 {
            *expected = None;
        } else if progress.is_pending() {
            ready!(awaited.deadline.as_mut().poll(cx));
            let error = io::Error::new(io::ErrorKind::TimedOut, "the client says nothing");
            return Poll::Ready(Err(error));
        }
        progress
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut self.get_mut().way {
            Way::Plain(line) => Pin::new(line).poll_write(cx, bytes),
            Way::Encrypted(stream) => Pin::new(stream).poll_write(cx, bytes),
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match &mut self.get_mut().way {
            Way::Plain(line) => Pin::new(line).poll_write_vectored(cx, pieces),
            Way::Encrypted(stream) => Pin::new(stream).poll_write_vectored(cx, pieces),
        }
    }

    fn is_write_vectored(&self) -> bool {
        match &self.way {
            Way::Plain(line) => line.is_write_vectored(),
            Way::Encrypted(stream) => stream.is_write_vectored(),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().way {
            Way::Plain(line) => Pin::new(line).poll_flush(cx),
            Way::Encrypted(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().way {
            Way::Plain(line) => Pin::new(line).poll_shutdown(cx),
            Way::Encrypted(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}

impl Connected for Wire {
    type ConnectInfo = TcpConnectInfo;

    fn connect_info(&self) -> TcpConnectInfo {
        self.line().connect_info()
    }
}
