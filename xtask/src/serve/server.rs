//! A program that runs till it is stopped, in a process group of its own, so that its children end with it.

use crate::clock::Stopwatch;
use crate::failure::Failure;
use crate::proc::{Cmd, read_lines};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use std::os::unix::process::CommandExt;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How often it is looked whether somebody wants to stop.
const TICK: Duration = Duration::from_millis(100);
/// How long a server may take to end when it is told to.
const END: Duration = Duration::from_secs(15);

/// By which words a server says that it is ready, and how long it may take to say them.
pub(super) struct Ready {
    pub(super) line: &'static str,
    pub(super) within: Duration,
}

/// A running server. It is killed when this value goes.
pub(super) struct Server {
    name: &'static str,
    child: Child,
    lines: Option<Receiver<String>>,
}

impl Server {
    pub(super) fn start(name: &'static str, cmd: Cmd) -> Result<Self, Failure> {
        let text = cmd.text();
        let mut command = cmd.into_inner();
        let child = command.stdout(Stdio::piped()).process_group(0).spawn();
        let mut child = child.map_err(|why| Failure::new(format!("'{text}' could not be started."), why))?;
        let (send, lines) = channel();
        read_lines(child.stdout.take(), send);
        Ok(Self { name, child, lines: Some(lines) })
    }

    /// Waits for the line by which the server says that it is ready, and prints all others.
    pub(super) fn wait_for_line(self, ready: &Ready, stop: &Receiver<()>) -> Result<Self, Failure> {
        let watch = Stopwatch::start();
        while let Some(lines) = &self.lines {
            match lines.recv_timeout(TICK) {
                Ok(line) if line.contains(ready.line) => break,
                Ok(line) => println!("{}: {line}", self.name),
                Err(RecvTimeoutError::Timeout) if watch.elapsed() < ready.within && stop.try_recv().is_err() => {}
                Err(RecvTimeoutError::Timeout) => return Err(self.not_ready("it was stopped, or took too long")),
                Err(RecvTimeoutError::Disconnected) => return Err(self.not_ready("it ended; see the messages above")),
            }
        }
        Ok(self.print_lines())
    }

    /// Prints all that the server says from now on.
    fn print_lines(mut self) -> Self {
        let name = self.name;
        if let Some(lines) = self.lines.take() {
            thread::spawn(move || lines.iter().for_each(|line| println!("{name}: {line}")));
        }
        self
    }

    fn not_ready(&self, why: &str) -> Failure {
        Failure::new(format!("The server '{}' did not start.", self.name), why)
    }

    /// The failure of a server that has ended by itself.
    pub(super) fn ended(&mut self) -> Option<Failure> {
        let status = self.child.try_wait().ok().flatten()?;
        Some(Failure::new(format!("The server '{}' has ended by itself.", self.name), status))
    }

    /// Tells the server and its children to end, and makes them after a while.
    pub(super) fn stop(&mut self) {
        let watch = Stopwatch::start();
        self.signal(Signal::SIGTERM);
        while matches!(self.child.try_wait(), Ok(None)) && watch.elapsed() < END {
            thread::sleep(Duration::from_millis(20));
        }
        self.signal(Signal::SIGKILL);
        // Whatever it says now, it is gone.
        let _ = self.child.wait();
    }

    /// To the whole group; that nobody is left to hear it is no fault.
    fn signal(&self, signal: Signal) {
        if let Ok(id) = i32::try_from(self.child.id()) {
            let _ = killpg(Pid::from_raw(id), signal);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.stop();
        }
    }
}
