//! `cargo xtask serve`: console and sandbox with demo data on this machine, till Ctrl-C.
//!
//! For development and for trying the console. How it is served in production is not decided here (see `deploy/`).

mod login;
mod server;

use crate::console;
use crate::failure::Failure;
use crate::place::Place;
use crate::setup::{self, Need};
use lexopt::prelude::*;
use login::Login;
use server::{Ready, Server};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// The sandbox's port where nothing else is said; the proxies in `Trunk.toml` name it too.
const PORT: u16 = 8080;
/// The port of `trunk serve`.
const DEV_PORT: u16 = 8081;

/// As many API nodes as the sandbox may be.
const MOST_NODES: u8 = 9;

/// The sandbox makes its demo data before it listens.
const SANDBOX_READY: Ready = Ready { line: "listening on ", within: Duration::from_secs(60) };
/// Trunk builds the console before it listens; a first build takes minutes.
const TRUNK_READY: Ready = Ready { line: "server listening", within: Duration::from_secs(1800) };

#[derive(Debug, Default)]
struct Wish {
    port: Option<u16>,
    nodes: Option<u8>,
    reset: bool,
    dev: bool,
}

pub(crate) fn from_words(mut words: lexopt::Parser) -> Result<ExitCode, Failure> {
    let mut wish = Wish::default();
    while let Some(word) = words.next()? {
        match word {
            Long("port") => wish.port = Some(words.value()?.parse()?),
            Long("nodes") => wish.nodes = Some(words.value()?.parse_with(nodes)?),
            Long("reset") => wish.reset = true,
            Long("dev") => wish.dev = true,
            other @ (Long(_) | Short(_) | Value(_)) => return Err(other.unexpected().into()),
        }
    }
    if wish.dev && wish.nodes.is_some_and(|nodes| nodes > 1) {
        let why = "With --dev the console is served by trunk, whose proxies in Trunk.toml know one node.";
        return Err(Failure::new("--nodes does not go with --dev.", why));
    }
    serve(&wish)
}

/// Said before anything is built, though the sandbox would say it too.
fn nodes(word: &str) -> Result<u8, String> {
    let number = word.parse().ok().filter(|number| (1..=MOST_NODES).contains(number));
    number.ok_or_else(|| format!("it must be 1 to {MOST_NODES}"))
}

fn serve(wish: &Wish) -> Result<ExitCode, Failure> {
    let place = setup::ready(&Need::SERVE)?;
    let port = wish.port.unwrap_or(if wish.dev { DEV_PORT } else { PORT });
    let sandbox_port = if wish.dev { PORT } else { port };
    must_be_free(port)?;
    must_be_free(sandbox_port)?;
    if !wish.dev {
        console::build(&place)?;
    }
    let program = build_sandbox(&place)?;
    let data = place.target.join("sandbox-data");
    let login = Login::of(&data, wish.reset)?;
    // From here on Ctrl-C is ours: the children are in groups of their own and hear of it through us.
    let stop = on_ctrl_c()?;
    let sandbox = sandbox(&place, &program, sandbox_port, &data, &login, wish)?;
    let mut servers = vec![sandbox.wait_for_line(&SANDBOX_READY, &stop)?];
    if wish.dev {
        servers.push(trunk_serve(&place, port)?.wait_for_line(&TRUNK_READY, &stop)?);
    }
    print_address(port, &login);
    wait(&mut servers, &stop)
}

fn must_be_free(port: u16) -> Result<(), Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map(drop).map_err(|why| {
        let other = port.checked_add(10).unwrap_or(PORT);
        Failure::new(format!("Port {port} of 127.0.0.1 cannot be used: another program listens there."), why)
            .by_hand(format!("ss --listening --tcp --processes 'sport = :{port}'\ncargo xtask serve --port {other}"))
    })
}

/// Builds the sandbox for release and gives its program.
pub(crate) fn build_sandbox(place: &Place) -> Result<PathBuf, Failure> {
    let cmd = place.cmd("cargo", &["build", "--release", "--package", "pilothouse-sandbox"]);
    let text = cmd.text();
    if !cmd.through()?.success() {
        return Err(Failure::new("The sandbox could not be built.", "See the messages above.").by_hand(text));
    }
    Ok(place.target.join("release").join("pilothouse-sandbox"))
}

fn sandbox(
    place: &Place,
    program: &Path,
    port: u16,
    data: &Path,
    login: &Login,
    wish: &Wish,
) -> Result<Server, Failure> {
    let (listen, data) = (format!("127.0.0.1:{port}"), data.display().to_string());
    let dist = console::dist(place).display().to_string();
    let mut args = vec!["serve", "--listen", &listen, "--data", &data, "--demo", "--admin-user", login.user()];
    if !wish.dev {
        args.extend(["--console", &dist]);
    }
    let nodes = wish.nodes.map(|nodes| nodes.to_string());
    if let Some(nodes) = &nodes {
        args.extend(["--nodes", nodes]);
    }
    let cmd = place.cmd(&program.display().to_string(), &args);
    Server::start("sandbox", login.hand_to(cmd))
}

/// Trunk's server in front of the sandbox. Its builds go beside `dist/`, which stays the release build.
fn trunk_serve(place: &Place, port: u16) -> Result<Server, Failure> {
    let dist = place.target.join("dist-dev");
    std::fs::create_dir_all(&dist).map_err(|why| Failure::new(format!("{} is not there.", dist.display()), why))?;
    let (port, dist) = (port.to_string(), dist.display().to_string());
    let cmd = place.cmd("trunk", &["serve", "--port", &port, "--dist", &dist]);
    Server::start("trunk", cmd)
}

fn print_address(port: u16, login: &Login) {
    println!("\n  Pilothouse   http://127.0.0.1:{port}");
    println!("  user         {}", login.user());
    println!("  password     {}", login.password());
    println!("\n  Ctrl-C stops everything.\n");
}

fn on_ctrl_c() -> Result<Receiver<()>, Failure> {
    let (send, stop) = channel();
    // The receiver is gone only when the program is on its way out already.
    let tell = move || {
        let _ = send.send(());
    };
    ctrlc::set_handler(tell).map_err(|why| Failure::new("Ctrl-C cannot be caught on this machine.", why))?;
    Ok(stop)
}

/// Waits for Ctrl-C, or for a server that ends by itself; then all are stopped.
fn wait(servers: &mut [Server], stop: &Receiver<()>) -> Result<ExitCode, Failure> {
    loop {
        match stop.recv_timeout(Duration::from_millis(200)) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some(server) = servers.iter_mut().find_map(Server::ended) {
            return Err(server);
        }
    }
    println!("\nStopping.");
    servers.iter_mut().rev().for_each(Server::stop);
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::nodes;

    #[test]
    fn a_number_of_nodes_is_one_to_nine() {
        assert_eq!(nodes("1"), Ok(1));
        assert_eq!(nodes("9"), Ok(9));
        for wrong in ["0", "10", "-1", "", "two", "257"] {
            assert!(nodes(wrong).is_err(), "{wrong}");
        }
    }
}
