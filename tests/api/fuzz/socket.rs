//! Random requests as bytes on a connection, including invalid HTTP.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use super::request::Request;
use crate::support::random::Random;

/// The bytes to send on a connection.
pub(super) struct RawBytes {
    pub(super) bytes: Vec<u8>,
    /// Whether the server can determine the end of the request from the bytes.
    complete: bool,
}

/// Timeout for a response, and timeout before the connection is closed if the server may be waiting
/// for more bytes.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(20);
const SHORT_TIMEOUT: Duration = Duration::from_millis(60);

fn bytes(request: &Request, length: &str) -> Vec<u8> {
    let mut bytes = format!("{} {} HTTP/1.1\r\nhost: x\r\n", request.method, request.target);
    bytes += "connection: close\r\n";
    let mut bytes = bytes.into_bytes();
    for (name, value) in &request.headers {
        bytes.extend(format!("{name}: ").bytes().chain(value.iter().copied()).chain(*b"\r\n"));
    }
    bytes.extend(length.bytes().chain(*b"\r\n\r\n"));
    bytes.extend(&request.body);
    bytes
}

pub(super) fn any(random: &mut Random) -> RawBytes {
    let request = Request::any(random);
    let length = request.body.len();
    let honest = format!("content-length: {length}");
    let mut sent = RawBytes { bytes: bytes(&request, &honest), complete: true };
    let with = |length: String| RawBytes { bytes: bytes(&request, &length), complete: false };
    match random.below(14) {
        0 => with(format!("content-length: {}", length + 10)),
        1 => with("content-length: 18446744073709551616".to_owned()),
        2 => with("content-length: -1".to_owned()),
        3 => with("content-length: 3\r\ncontent-length: 4".to_owned()),
        4 => with("transfer-encoding: chunked".to_owned()),
        5 => with("transfer-encoding: chunked, identity\r\ncontent-length: 2".to_owned()),
        6 => with("expect: 100-continue\r\ncontent-length: 5".to_owned()),
        7 => {
            // Other bytes follow on the same connection.
            let text = String::from_utf8_lossy(&sent.bytes).replace("connection: close\r\n", "");
            let rest =
                random.of(&["\0\0\0", "GET", "PRI * HTTP/2.0\r\n\r\n", "PUT / HTTP/9.9\r\n\r\n"]);
            RawBytes { bytes: (text + rest).into_bytes(), complete: false }
        }
        8 => {
            let end = random.below(sent.bytes.len() + 1);
            sent.bytes.truncate(end);
            RawBytes { complete: false, ..sent }
        }
        9 => {
            for _ in 0..=random.below(6) {
                let at = random.below(sent.bytes.len().min(200));
                sent.bytes[at] = u8::try_from(random.below(256)).unwrap();
            }
            RawBytes { complete: false, ..sent }
        }
        _ => sent,
    }
}

/// Sends the bytes and reads until the server closes the connection.
pub(super) fn exchange(address: &str, sent: &RawBytes) -> Result<(), String> {
    let mut stream = TcpStream::connect(address).map_err(|error| error.to_string())?;
    // The server may close before it has read everything.
    let written = stream.write_all(&sent.bytes);
    let mut read = Vec::new();
    stream
        .set_read_timeout(Some(if sent.complete { RESPONSE_TIMEOUT } else { SHORT_TIMEOUT }))
        .unwrap();
    let mut ended = stream.read_to_end(&mut read);
    if !sent.complete && ended.as_ref().is_err_and(|error| is_timeout(error.kind())) {
        drop(stream.shutdown(Shutdown::Write));
        stream.set_read_timeout(Some(RESPONSE_TIMEOUT)).unwrap();
        ended = stream.read_to_end(&mut read);
    }
    if let Err(error) = &ended
        && is_timeout(error.kind())
    {
        return Err("the server neither responds nor closes the connection".to_owned());
    }
    let refused = String::from_utf8_lossy(&read);
    let statuses = statuses(&read)?;
    if let Some(status) = statuses.iter().find(|status| **status >= 500) {
        return Err(format!("status {status}: {refused}"));
    }
    // A connection that is closed during a write may lose the response.
    let closed = written.is_err() || ended.is_err();
    if sent.complete && statuses.is_empty() && !closed {
        return Err("a complete request got no response".to_owned());
    }
    Ok(())
}

fn is_timeout(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

/// Returns the statuses of the responses in `read`, in order.
fn statuses(mut read: &[u8]) -> Result<Vec<u16>, String> {
    let mut found = Vec::new();
    while !read.is_empty() {
        let text = String::from_utf8_lossy(read).into_owned();
        let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") else { break };
        let head = String::from_utf8_lossy(&read[..end]).to_lowercase();
        let status = head.strip_prefix("http/1.").and_then(|rest| rest.get(2..5)?.parse().ok());
        found.push(status.ok_or_else(|| format!("not an HTTP response: {text}"))?);
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.map_or(0, |length| length.parse().unwrap());
        read = read.get(end + 4 + length..).unwrap_or_default();
    }
    Ok(found)
}
