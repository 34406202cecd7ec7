//! A bare connection, to say on it what no proper client would.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use crate::support::{Server, until};

/// How long one look at the connection waits for something to come.
const LOOK: Duration = Duration::from_millis(50);

/// A connection to the API.
pub(crate) struct Wire {
    stream: TcpStream,
    heard: Vec<u8>,
}

impl Wire {
    /// Connects to the API from the usual address.
    pub(crate) fn to(server: &Server) -> Self {
        Self::from(Ipv4Addr::LOCALHOST, server)
    }

    /// Connects to the API from another loopback address.
    pub(crate) fn from(address: Ipv4Addr, server: &Server) -> Self {
        Self::at(server.ready.api.trim_start_matches("http://").parse().unwrap(), address)
    }

    /// Connects to the xDS server from another loopback address.
    pub(crate) fn to_xds(address: Ipv4Addr, server: &Server) -> Self {
        Self::at(server.ready.xds.parse().unwrap(), address)
    }

    fn at(to: SocketAddr, address: Ipv4Addr) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let stream = runtime.block_on(async {
            let socket = tokio::net::TcpSocket::new_v4().unwrap();
            socket.bind((IpAddr::from(address), 0).into()).unwrap();
            socket.connect(to).await.unwrap().into_std().unwrap()
        });
        stream.set_nonblocking(false).unwrap();
        stream.set_read_timeout(Some(LOOK)).unwrap();
        stream.set_write_timeout(Some(LOOK)).unwrap();
        Self { stream, heard: Vec::new() }
    }

    /// Says `text`; an error if the other side has gone.
    pub(crate) fn say(&mut self, text: &str) -> std::io::Result<()> {
        self.stream.write_all(text.as_bytes())
    }

    /// Says as much of `text` as the other side takes; an error if it has gone.
    pub(crate) fn press(&mut self, text: &str) -> std::io::Result<()> {
        match self.stream.write(text.as_bytes()) {
            Err(error) if !is_slow(error.kind()) => Err(error),
            _ => Ok(()),
        }
    }

    /// Reads once. Returns whether the server closed the connection.
    pub(crate) fn look(&mut self) -> bool {
        let mut bytes = [0; 4096];
        match self.stream.read(&mut bytes) {
            Ok(0) => true,
            Ok(count) => {
                self.heard.extend(&bytes[..count]);
                false
            }
            Err(error) => !is_slow(error.kind()),
        }
    }

    /// What has been heard so far.
    pub(crate) fn heard(&self) -> String {
        String::from_utf8_lossy(&self.heard).into_owned()
    }

    /// Waits for the end of the connection and returns all that was heard.
    pub(crate) fn until_its_end(&mut self) -> String {
        until("the end of a connection", || {
            if self.look() { Ok(self.heard()) } else { Err(self.heard()) }
        })
    }

    /// Waits for the answer to a request, and forgets what was heard.
    pub(crate) fn answer(&mut self) -> String {
        let is_whole = |heard: &str| {
            let (head, body) = heard.split_once("\r\n\r\n")?;
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?;
            (body.len() >= length.parse().unwrap()).then_some(())
        };
        until("an answer", || {
            let ended = self.look();
            let heard = self.heard();
            assert!(!ended || is_whole(&heard).is_some(), "it hung up: {heard}");
            is_whole(&heard).ok_or(heard)
        });
        String::from_utf8(std::mem::take(&mut self.heard)).unwrap()
    }
}

fn is_slow(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}

/// A whole request that lists meshes.
pub(crate) const LIST: &str = "GET /v20190125/meshes HTTP/1.1\r\nhost: x\r\n\r\n";

/// The head of a request with a body of `length` bytes.
pub(crate) fn create_mesh(length: usize) -> String {
    format!("PUT /v20190125/meshes HTTP/1.1\r\nhost: x\r\ncontent-length: {length}\r\n\r\n")
}

/// The status of an answer.
pub(crate) fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}
