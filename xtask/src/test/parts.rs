//! The parts of the tests: what each needs, and the runner it calls.

use super::counts::{self, Counts};
use crate::console;
use crate::failure::Failure;
use crate::place::Place;
use crate::proc::Cmd;
use crate::serve::build_sandbox;
use crate::setup::{self, Need};
use crate::size;
use std::path::PathBuf;

/// A part of the tests.
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    pub(super) needs: &'static [Need],
    pub(super) run: fn(&Place) -> Result<Counts, Failure>,
}

/// All parts, the quick ones first.
pub(super) const PARTS: [Part; 9] = [
    Part { name: "fmt", what: "the format of the Rust code", needs: &[Need::Compiler], run: fmt },
    Part { name: "clippy", what: "lints on host and wasm", needs: &[Need::Compiler], run: clippy },
    Part {
        name: "host",
        what: "tests of all crates but the sandbox, on the host",
        needs: &[Need::Compiler],
        run: host,
    },
    Part { name: "sandbox", what: "tests of the sandbox", needs: &[Need::Compiler], run: sandbox },
    Part {
        name: "clients",
        what: "the vendors' own clients, and scripts, against the sandbox",
        needs: &[Need::Compiler, Need::Python],
        run: clients,
    },
    Part {
        name: "deploy",
        what: "the manifest, the Dockerfile and the settings of deploy/",
        needs: &[Need::Python, Need::WebServer],
        run: deploy,
    },
    Part {
        name: "browser",
        what: "components in headless Chromium",
        needs: &[Need::Compiler, Need::WasmBindgen, Need::Browser],
        run: browser,
    },
    Part {
        name: "e2e",
        what: "the whole console against the sandbox, in headless Chromium, also behind nginx",
        needs: &Need::TEST,
        run: e2e,
    },
    Part { name: "size", what: "bytes of the first load", needs: &Need::SERVE, run: check_size },
];

fn fmt(place: &Place) -> Result<Counts, Failure> {
    check(place.cmd("cargo", &["fmt", "--all", "--check"]))
}

fn clippy(place: &Place) -> Result<Counts, Failure> {
    let deny = ["--", "--deny", "warnings"];
    let host = ["clippy", "--workspace", "--all-targets"];
    let wasm = ["clippy", "--package", "pilothouse", "--target", "wasm32-unknown-unknown", "--all-targets"];
    let host = check(place.cmd("cargo", &[&host[..], &deny].concat()))?;
    Ok(host + check(place.cmd("cargo", &[&wasm[..], &deny].concat()))?)
}

fn host(place: &Place) -> Result<Counts, Failure> {
    let args = ["test", "--workspace", "--exclude", "pilothouse-sandbox", "--no-fail-fast"];
    count(place.cmd("cargo", &args), counts::of_cargo)
}

/// For release, as its bars (latency, memory, seeding) are those of the program that is used.
fn sandbox(place: &Place) -> Result<Counts, Failure> {
    let args = ["test", "--release", "--package", "pilothouse-sandbox", "--no-fail-fast"];
    count(place.cmd("cargo", &args), counts::of_cargo)
}

fn clients(place: &Place) -> Result<Counts, Failure> {
    let program = build_sandbox(place)?.display().to_string();
    let script = build_script(place)?.display().to_string();
    let python = setup::interpreter(place).display().to_string();
    let args = ["-m", "pytest", "tests/clients", "-p", "no:cacheprovider"];
    let cmd = place.cmd(&python, &args).env("PILOTHOUSE_SANDBOX", &program).env("PILOTHOUSE_SCRIPT", &script);
    count(cmd, counts::of_pytest)
}

/// Builds the program that writes scripts, and gives it. For release, as the sandbox has compiled most of it so.
fn build_script(place: &Place) -> Result<PathBuf, Failure> {
    let cmd = place.cmd("cargo", &["build", "--release", "--package", "pilothouse-wire", "--example", "script"]);
    let text = cmd.text();
    if !cmd.through()?.success() {
        let why = "See the messages above.";
        return Err(Failure::new("The program that writes scripts could not be built.", why).by_hand(text));
    }
    Ok(place.target.join("release").join("examples").join("script"))
}

/// What tools can say of the files that no test runs.
fn deploy(place: &Place) -> Result<Counts, Failure> {
    let python = setup::interpreter(place).display().to_string();
    count(place.cmd(&python, &["-m", "pytest", "deploy/check", "-p", "no:cacheprovider"]), counts::of_pytest)
}

/// Only the one test program: the others hold nothing for the browser. (No `--quiet`: the runner refuses it.)
fn browser(place: &Place) -> Result<Counts, Failure> {
    let args = ["test", "--target", "wasm32-unknown-unknown", "--test", "browser"];
    count(place.cmd("cargo", &args), counts::of_cargo)
}

fn e2e(place: &Place) -> Result<Counts, Failure> {
    console::build(place)?;
    let program = build_sandbox(place)?.display().to_string();
    let dist = console::dist(place).display().to_string();
    let chromium = setup::chromium(place).map(|file| file.display().to_string()).unwrap_or_default();
    // A file of tests that hangs is a failure after ten minutes, not a run without an end.
    let args = ["--test", "--test-reporter=spec", "--test-concurrency=1", "--test-timeout=600000"];
    let cmd = place.cmd("node", &args).dir(&place.root.join("tests/e2e"));
    let cmd = cmd.env("CHROMIUM", &chromium).env("PILOTHOUSE_DIST", &dist).env("PILOTHOUSE_SANDBOX", &program);
    count(cmd, counts::of_node)
}

fn check_size(place: &Place) -> Result<Counts, Failure> {
    console::build(place)?;
    Ok(Counts::check(size::within_limit(place)?))
}

/// Runs a check that has no counts of its own.
fn check(cmd: Cmd) -> Result<Counts, Failure> {
    println!("$ {}", cmd.text());
    Ok(Counts::check(cmd.through()?.success()))
}

/// Runs a runner, prints what it prints, and reads its counts.
fn count(cmd: Cmd, read: fn(&[String]) -> Counts) -> Result<Counts, Failure> {
    println!("$ {}", cmd.text());
    let ended = cmd.watch(&mut |line| {
        if let Some(line) = line {
            println!("{line}");
        }
    })?;
    Ok(read(&ended.lines).with_end(ended.status))
}
