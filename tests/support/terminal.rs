//! A program in a terminal.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use super::sandbox::Sandbox;
use super::{tools, until};

/// A pseudo-terminal and the program that it controls.
pub(crate) struct Terminal {
    keys: File,
    screen: Arc<Mutex<String>>,
    child: Child,
    reader: Option<JoinHandle<()>>,
}

impl Terminal {
    /// Starts `program` in the sandbox, in a terminal of `columns` columns.
    pub(crate) fn start(home: &Sandbox, program: &Path, args: &[&str], columns: u16) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap();
        let slave = rustix::fs::open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
        let size = Winsize { ws_col: columns, ws_row: 50, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&slave, size).unwrap();
        // Ctrl-C and job control need a session with this controlling terminal.
        let mut command = home.command(&tools::system("setsid"));
        command.arg("--ctty").arg(program).args(args).env("TERM", "xterm");
        let end = |fd: &OwnedFd| Stdio::from(fd.try_clone().unwrap());
        let child = command.stdin(end(&slave)).stdout(end(&slave)).stderr(end(&slave)).spawn();
        let keys = File::from(master);
        let screen = Arc::<Mutex<String>>::default();
        let (mut output, shown) = (keys.try_clone().unwrap(), Arc::clone(&screen));
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // The terminal returns an error when the program exits.
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                shown.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
        });
        // The other end stays open as long as a process has it.
        drop(slave);
        Self { keys, screen, child: child.unwrap(), reader: Some(reader) }
    }

    /// Presses keys; `\t` is Tab, `\u{3}` Ctrl-C.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    /// The terminal, whose modes remain after the program exits.
    pub(crate) fn line(&self) -> File {
        self.keys.try_clone().unwrap()
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Waits until the program has written `text` since the last wait; discards the output up to it.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) {
        until("output on the terminal", || {
            let mut screen = self.screen.lock().unwrap();
            match screen.find(text) {
                Some(at) => {
                    screen.drain(..at + text.len());
                    Ok(())
                }
                None => Err(format!("{text:?} is not in {screen:?}")),
            }
        });
    }

    /// Waits until the program exits; returns its output since the last wait, with plain line ends,
    /// and its exit code.
    pub(crate) fn end(mut self) -> (String, Option<i32>) {
        let status = until("exit of the program", || {
            self.child.try_wait().unwrap().ok_or_else(|| self.screen.lock().unwrap().clone())
        });
        self.reader.take().unwrap().join().unwrap();
        let text = self.screen.lock().unwrap().replace("\r\n", "\n");
        (text, status.code())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // An error means that it has exited already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
