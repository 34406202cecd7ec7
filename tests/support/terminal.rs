//! A terminal with a program in it, whose keys a test presses.

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

/// A pseudo-terminal and the program that has it as its own.
pub(crate) struct Terminal {
    keys: File,
    screen: Arc<Mutex<String>>,
    child: Child,
    reader: Option<JoinHandle<()>>,
}

impl Terminal {
    /// Starts `program` in the sandbox, in a terminal with so many columns.
    pub(crate) fn start(home: &Sandbox, program: &Path, args: &[&str], columns: u16) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap();
        let slave = rustix::fs::open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
        let size = Winsize { ws_col: columns, ws_row: 50, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&slave, size).unwrap();
        // A session of its own, whose terminal this is: what Ctrl-C and job control need.
        let mut command = home.command(&tools::system("setsid"));
        command.arg("--ctty").arg(program).args(args).env("TERM", "xterm");
        let end = |fd: &OwnedFd| Stdio::from(fd.try_clone().unwrap());
        let child = command.stdin(end(&slave)).stdout(end(&slave)).stderr(end(&slave)).spawn();
        let keys = File::from(master);
        let screen = Arc::<Mutex<String>>::default();
        let (mut output, shown) = (keys.try_clone().unwrap(), Arc::clone(&screen));
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // The end of the program is an error of the terminal.
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                shown.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
        });
        // The terminal's other end stays open while anyone has it.
        drop(slave);
        Self { keys, screen, child: child.unwrap(), reader: Some(reader) }
    }

    /// Presses keys; `\t` is Tab, `\u{3}` Ctrl-C.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    /// The terminal itself, whose modes outlive the program.
    pub(crate) fn line(&self) -> File {
        self.keys.try_clone().unwrap()
    }

    /// Sends a signal to the program, as somebody elsewhere would.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Waits until `text` has been written since the last wait, and forgets what came before.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) {
        until("a text on the terminal", || {
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

    /// Waits for the end of the program; returns what it wrote since the last wait, with plain
    /// line ends, and its exit code.
    pub(crate) fn end(mut self) -> (String, Option<i32>) {
        let status = until("the end of the program", || {
            self.child.try_wait().unwrap().ok_or_else(|| self.screen.lock().unwrap().clone())
        });
        self.reader.take().unwrap().join().unwrap();
        let text = self.screen.lock().unwrap().replace("\r\n", "\n");
        (text, status.code())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // An error means that it is gone already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
