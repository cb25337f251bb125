//! Starting programs: asking one a question, watching one work line by line, and the text a person can run by hand.
//!
//! Knows nothing of what the programs are for. Long-running servers are in `serve`.

use crate::clock::Stopwatch;
use crate::failure::Failure;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// How often a watcher hears that time has passed, though nothing was printed.
const TICK: Duration = Duration::from_millis(500);
/// How long lines are waited for after the program's end; a forgotten grandchild may hold the pipe open.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// A program to start, with its text for a person.
pub(crate) struct Cmd {
    inner: Command,
    shown: Vec<String>,
}

/// A program that has ended, with all it printed.
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) lines: Vec<String>,
}

impl Cmd {
    pub(crate) fn new<S: AsRef<OsStr>>(program: &str, args: &[S]) -> Self {
        let mut inner = Command::new(program);
        inner.args(args).stdin(Stdio::null());
        let words = args.iter().map(|arg| quoted(&arg.as_ref().to_string_lossy()));
        let shown = std::iter::once(program.to_owned()).chain(words).collect();
        Self { inner, shown }
    }

    pub(crate) fn dir(mut self, dir: &Path) -> Self {
        self.inner.current_dir(dir);
        self
    }

    /// Sets a variable that belongs to the command, and shows it to a person.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.shown.insert(0, format!("{name}={}", quoted(value)));
        self.hidden_env(name, value)
    }

    /// Sets a variable without showing it: what every child gets, or a secret.
    pub(crate) fn hidden_env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.inner.env(name, value);
        self
    }

    pub(crate) fn without(mut self, name: &OsStr) -> Self {
        self.inner.env_remove(name);
        self
    }

    /// The command as a person types it.
    pub(crate) fn text(&self) -> String {
        self.shown.join(" ")
    }

    /// What the program prints, or `None` where it is not there or fails: for questions such as `--version`.
    pub(crate) fn answer(mut self) -> Option<String> {
        let output = self.inner.stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Gives the terminal to the program, and waits for its end.
    pub(crate) fn through(mut self) -> Result<ExitStatus, Failure> {
        let text = self.text();
        self.inner.status().map_err(|why| Failure::new(format!("'{text}' could not be started."), why))
    }

    /// Runs the program and calls `see` with each line that it prints, and with `None` as time passes.
    pub(crate) fn watch(mut self, see: &mut dyn FnMut(Option<&str>)) -> Result<Ended, Failure> {
        let text = self.text();
        let failed = |why: std::io::Error| Failure::new(format!("'{text}' could not be started."), why);
        let mut child = self.inner.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(failed)?;
        let (send, lines) = channel();
        read_lines(child.stdout.take(), send.clone());
        read_lines(child.stderr.take(), send);
        let seen = follow(&mut child, &lines, see);
        let status = child.wait().map_err(failed)?;
        Ok(Ended { status, lines: seen })
    }

    /// The prepared command, for a caller that keeps the child.
    pub(crate) fn into_inner(self) -> Command {
        self.inner
    }
}

fn follow(child: &mut Child, lines: &Receiver<String>, see: &mut dyn FnMut(Option<&str>)) -> Vec<String> {
    let mut seen = Vec::new();
    let mut ended: Option<Stopwatch> = None;
    loop {
        match lines.recv_timeout(TICK) {
            Ok(line) => {
                see(Some(&line));
                seen.push(line);
            }
            Err(RecvTimeoutError::Disconnected) => return seen,
            Err(RecvTimeoutError::Timeout) => see(None),
        }
        if ended.is_none() && !matches!(child.try_wait(), Ok(None)) {
            ended = Some(Stopwatch::start());
        }
        if ended.is_some_and(|since| since.elapsed() > LAST_WORDS) {
            return seen;
        }
    }
}

/// Sends the lines of a pipe from a thread of its own, till the pipe ends or nobody listens.
pub(crate) fn read_lines(pipe: Option<impl Read + Send + 'static>, to: Sender<String>) {
    let Some(pipe) = pipe else { return };
    thread::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        let mut line = Vec::new();
        while matches!(pipe.read_until(b'\n', &mut line), Ok(length) if length > 0) {
            let text = String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_owned();
            line.clear();
            if to.send(text).is_err() {
                return;
            }
        }
    });
}

/// The word as a shell needs it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,@+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_can_be_typed_and_has_no_hidden_variable() {
        let cmd = Cmd::new("sh", &["-c", "it's me"]).env("LEVEL", "0").hidden_env("PASSWORD", "x1");
        assert_eq!(cmd.text(), r"LEVEL=0 sh -c 'it'\''s me'");
    }

    #[test]
    fn both_streams_are_read_to_the_end() {
        let mut seen = 0;
        let ended = Cmd::new("sh", &["-c", "echo one; echo two >&2; exit 3"])
            .watch(&mut |line| seen += usize::from(line.is_some()))
            .unwrap();
        let mut lines = ended.lines;
        lines.sort();
        assert_eq!((lines, seen, ended.status.code()), (vec!["one".to_owned(), "two".to_owned()], 2, Some(3)));
    }

    #[test]
    fn a_missing_program_gives_no_answer() {
        assert_eq!(Cmd::new("surely-not-here", &["--version"]).answer(), None);
    }
}
