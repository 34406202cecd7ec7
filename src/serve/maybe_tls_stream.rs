//! A connection with or without TLS.

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

use super::counted_stream::CountedStream;

/// A connection with or without TLS.
pub(super) struct MaybeTlsStream {
    transport: Transport,
    expected: Option<ExpectedBytes>,
}

enum Transport {
    Plain(CountedStream<TcpStream>),
    Tls(Box<TlsStream<CountedStream<TcpStream>>>),
}

/// How many bytes the client must still send, and until when.
struct ExpectedBytes {
    missing_bytes: usize,
    deadline: Pin<Box<Sleep>>,
}

/// How long a TLS handshake can take.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

impl MaybeTlsStream {
    /// Performs the TLS handshake if `acceptor` is set. Returns nothing if the handshake fails or
    /// times out.
    pub(super) async fn handshake(
        stream: CountedStream<TcpStream>,
        acceptor: Option<&TlsAcceptor>,
    ) -> Option<Self> {
        let Some(acceptor) = acceptor else { return Some(Self::new(Transport::Plain(stream))) };
        let address = stream.address();
        match tokio::time::timeout(HANDSHAKE_TIMEOUT, acceptor.accept(stream)).await {
            Ok(Ok(stream)) => Some(Self::new(Transport::Tls(Box::new(stream)))),
            Ok(Err(error)) => {
                tracing::debug!(%address, %error, "TLS handshake failed");
                None
            }
            Err(_) => {
                tracing::debug!(%address, "TLS handshake timed out");
                None
            }
        }
    }

    fn new(transport: Transport) -> Self {
        Self { transport, expected: None }
    }

    /// Makes reads fail with `TimedOut` if the client does not send its first `missing_bytes`
    /// within `timeout`: a silent client would otherwise hold its connection forever.
    pub(super) fn expect_first_bytes(self, missing_bytes: usize, timeout: Duration) -> Self {
        let deadline = Box::pin(tokio::time::sleep(timeout));
        Self { expected: Some(ExpectedBytes { missing_bytes, deadline }), ..self }
    }

    /// Returns the underlying connection.
    pub(super) fn counted(&self) -> &CountedStream<TcpStream> {
        match &self.transport {
            Transport::Plain(stream) => stream,
            Transport::Tls(stream) => stream.get_ref().0,
        }
    }

    /// Returns whether the connection uses TLS.
    pub(super) fn is_tls(&self) -> bool {
        matches!(self.transport, Transport::Tls(_))
    }
}

impl AsyncRead for MaybeTlsStream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let Self { transport, expected } = self.get_mut();
        let before = buffer.filled().len();
        let progress = match transport {
            Transport::Plain(stream) => Pin::new(stream).poll_read(cx, buffer),
            Transport::Tls(stream) => Pin::new(stream).poll_read(cx, buffer),
        };
        let Some(awaited) = expected else { return progress };
        awaited.missing_bytes =
            awaited.missing_bytes.saturating_sub(buffer.filled().len() - before);
        if awaited.missing_bytes == 0 {
            *expected = None;
        } else if progress.is_pending() {
            ready!(awaited.deadline.as_mut().poll(cx));
            let error = io::Error::new(io::ErrorKind::TimedOut, "the client sends nothing");
            return Poll::Ready(Err(error));
        }
        progress
    }
}

impl AsyncWrite for MaybeTlsStream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut self.get_mut().transport {
            Transport::Plain(stream) => Pin::new(stream).poll_write(cx, bytes),
            Transport::Tls(stream) => Pin::new(stream).poll_write(cx, bytes),
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match &mut self.get_mut().transport {
            Transport::Plain(stream) => Pin::new(stream).poll_write_vectored(cx, slices),
            Transport::Tls(stream) => Pin::new(stream).poll_write_vectored(cx, slices),
        }
    }

    fn is_write_vectored(&self) -> bool {
        match &self.transport {
            Transport::Plain(stream) => stream.is_write_vectored(),
            Transport::Tls(stream) => stream.is_write_vectored(),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().transport {
            Transport::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Transport::Tls(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().transport {
            Transport::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Transport::Tls(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}

impl Connected for MaybeTlsStream {
    type ConnectInfo = TcpConnectInfo;

    fn connect_info(&self) -> TcpConnectInfo {
        self.counted().connect_info()
    }
}
