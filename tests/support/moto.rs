//! A local `moto_server`, which imitates AWS services.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use super::tools;

/// A server that ends with the test.
pub(crate) struct Moto {
    server: Child,
    /// `127.0.0.1:5000`.
    pub(crate) address: String,
}

impl Moto {
    /// Starts a server on a free port.
    pub(crate) fn start() -> Self {
        let mut command = Command::new(tools::moto_server());
        command.env_clear().env("PYTHONUNBUFFERED", "1");
        command.args(["-p", "0"]).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut server = command.spawn().unwrap();
        let log = BufReader::new(server.stderr.take().unwrap());
        let (sender, receiver) = mpsc::channel();
        // Reads to the end: the server blocks when the pipe is full.
        std::thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                if let Some((_, address)) = line.split_once("Running on http://") {
                    sender.send(address.trim().to_owned()).unwrap();
                }
            }
        });
        let address = receiver.recv_timeout(Duration::from_secs(120)).expect("moto_server starts");
        Self { server, address }
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
    }
}
