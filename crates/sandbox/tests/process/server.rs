//! Starts the program on a free port and speaks HTTP to it over a plain socket.

use std::{
    fs::OpenOptions,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

/// The admin key of every server.
pub(crate) const KEY: &str = "process-tests";

/// `Basic` with [`KEY`] and a blank password.
pub(crate) const AUTHORIZATION: &str = "Authorization: Basic cHJvY2Vzcy10ZXN0czo=\r\n";

/// Where a server's log goes: into its folder.
const LOG: &str = "server.log";

/// The program.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pilothouse-sandbox"));
    command.env_remove("PILOTHOUSE_ADMIN_PASSWORD").env_remove("PILOTHOUSE_ADMIN_KEY");
    command
}

/// A running server; killed when dropped.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) address: SocketAddr,
    /// What it printed before it listened.
    pub(crate) printed: Vec<String>,
    _out: BufReader<ChildStdout>,
}

impl Server {
    /// Starts on this folder, with more arguments, and waits until it listens.
    pub(crate) fn start(data: &Path, more: &[&str]) -> Self {
        let mut command = program();
        command.args(["serve", "--listen", "127.0.0.1:0", "--load-ms", "0", "--admin-key", KEY, "--data"]).arg(data);
        std::fs::create_dir_all(data).unwrap();
        let log = OpenOptions::new().create(true).append(true).open(data.join(LOG)).unwrap();
        let mut child = command.args(more).stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut printed = Vec::new();
        loop {
            let mut line = String::new();
            assert_ne!(out.read_line(&mut line).unwrap(), 0, "it ended before it listened");
            match line.trim_end().strip_prefix("listening on http://") {
                Some(address) => {
                    let address = address.parse().unwrap();
                    return Self { child, address, printed, _out: out };
                }
                None => printed.push(line.trim_end().to_owned()),
            }
        }
    }

    /// A new connection.
    pub(crate) fn connect(&self) -> Connection {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.set_nodelay(true).unwrap();
        Connection(BufReader::new(stream))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A connection that is kept open.
pub(crate) struct Connection(BufReader<TcpStream>);

impl Connection {
    /// Sends bytes as they are.
    pub(crate) fn send(&mut self, text: &str) -> std::io::Result<()> {
        self.0.get_mut().write_all(text.as_bytes())
    }

    /// Sends a request with the admin key and reads the answer; `None` when the connection broke.
    pub(crate) fn try_ask(&mut self, method: &str, path: &str, body: &str) -> Option<(u16, String)> {
        self.send(&request(method, path, AUTHORIZATION, body)).ok()?;
        self.try_read()
    }

    /// [`Connection::try_ask`] that must succeed.
    pub(crate) fn ask(&mut self, method: &str, path: &str, body: &str) -> (u16, String) {
        self.try_ask(method, path, body).expect("the connection broke")
    }

    /// Reads one answer.
    pub(crate) fn try_read(&mut self) -> Option<(u16, String)> {
        let (mut status, mut length) = (None, 0);
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let line = line.trim_end();
            if status.is_none() {
                status = Some(line.split(' ').nth(1)?.parse().ok()?);
            } else if line.is_empty() {
                break;
            } else if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().ok()?;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).ok()?;
        Some((status?, String::from_utf8(body).ok()?))
    }
}

/// The bytes of a request.
pub(crate) fn request(method: &str, path: &str, headers: &str, body: &str) -> String {
    format!("{method} {path} HTTP/1.1\r\nHost: sandbox\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len())
}
