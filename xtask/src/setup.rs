//! The set-up: finds what is missing on this machine, says it, installs it, and says how long each step took.
//!
//! Safe to repeat, and quick where nothing is missing. What is installed and why stands in `docs/development.md`.
//! It never asks rustup for anything where `RUSTUP_AUTO_INSTALL` is `0`.

mod apt;
mod browser;
mod compiler;
mod debian;
mod javascript;
mod python;
mod screen;
mod tools;
mod webserver;

pub(crate) use browser::chromium;
pub(crate) use python::interpreter;

use crate::clock::Stopwatch;
use crate::failure::Failure;
use crate::place::Place;
use compiler::Way;
use screen::Screen;
use std::process::ExitCode;

/// Something that a chore cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// A compiler with the standard library for wasm32, clippy and rustfmt.
    Compiler,
    /// The command line of wasm-bindgen, which is its test runner too.
    WasmBindgen,
    Trunk,
    WasmOpt,
    /// Chromium and chromedriver.
    Browser,
    /// The npm packages of the end-to-end tests.
    JavaScript,
    /// The Python packages of the vendors' clients, and of the checks of `deploy/`.
    Python,
    /// nginx, to host the console as `deploy/` says.
    WebServer,
}

impl Need {
    /// What building and serving the console needs.
    pub(crate) const SERVE: [Self; 4] = [Self::Compiler, Self::WasmBindgen, Self::Trunk, Self::WasmOpt];
    /// What all tests together need.
    pub(crate) const TEST: [Self; 8] = [
        Self::Compiler,
        Self::WasmBindgen,
        Self::Trunk,
        Self::WasmOpt,
        Self::Browser,
        Self::JavaScript,
        Self::Python,
        Self::WebServer,
    ];
}

/// One step of the set-up.
struct Job {
    name: String,
    /// Why the step has to be done.
    reason: String,
    install: Box<Install>,
}

type Install = dyn Fn(&Place, &Screen) -> Result<(), Failure>;

impl Job {
    fn new(
        name: impl Into<String>,
        reason: impl Into<String>,
        install: impl Fn(&Place, &Screen) -> Result<(), Failure> + 'static,
    ) -> Self {
        Self { name: name.into(), reason: reason.into(), install: Box::new(install) }
    }
}

pub(crate) fn from_words(words: &[String]) -> Result<ExitCode, Failure> {
    let needs: &[Need] = match words {
        [] => &Need::TEST,
        [word] if word == "test" => &Need::TEST,
        [word] if word == "serve" => &Need::SERVE,
        _ => return Err(Failure::new("Set up for what?", "Say 'setup', 'setup serve' or 'setup test'.")),
    };
    let watch = Stopwatch::start();
    let place = ready(needs)?;
    println!("Everything needed is there ({:.1} s).", watch.seconds());
    hint_at_path(&place);
    Ok(ExitCode::SUCCESS)
}

/// Sees to it that the needs are met, and gives the environment in which they are.
pub(crate) fn ready(needs: &[Need]) -> Result<Place, Failure> {
    let mut place = Place::find()?;
    let way = compiler::choose(&mut place);
    javascript::prefer_own_node(&mut place);
    let jobs = missing(&place, way, needs)?;
    if !jobs.is_empty() {
        install(&place, &jobs)?;
        still_missing(&missing(&place, way, needs)?)?;
    }
    Ok(place)
}

/// The steps to do, in their order: a later one may use what an earlier one installs.
fn missing(place: &Place, way: Way, needs: &[Need]) -> Result<Vec<Job>, Failure> {
    let needed = |need, job: fn(&Place) -> Result<Option<Job>, Failure>| {
        if needs.contains(&need) { job(place) } else { Ok(None) }
    };
    let mut jobs = Vec::new();
    jobs.extend(apt::missing(place, way, needs));
    jobs.extend(compiler::missing(place, way));
    jobs.extend(needed(Need::WasmBindgen, tools::wasm_bindgen)?);
    jobs.extend(needed(Need::Trunk, tools::trunk)?);
    jobs.extend(needed(Need::WasmOpt, tools::wasm_opt)?);
    jobs.extend(needed(Need::JavaScript, javascript::node)?);
    jobs.extend(needed(Need::JavaScript, javascript::packages)?);
    jobs.extend(needed(Need::Python, python::packages)?);
    Ok(jobs)
}

fn install(place: &Place, jobs: &[Job]) -> Result<(), Failure> {
    println!("Missing on this machine:");
    for job in jobs {
        println!("  {}: {}", job.name, job.reason);
    }
    let mut times = Vec::new();
    for (index, job) in jobs.iter().enumerate() {
        println!("[{}/{}] {}", index + 1, jobs.len(), job.name);
        let watch = Stopwatch::start();
        (job.install)(place, &Screen::new())?;
        times.push((job.name.clone(), watch.seconds()));
    }
    screen::print_times(&times);
    Ok(())
}

fn still_missing(jobs: &[Job]) -> Result<(), Failure> {
    match jobs.first() {
        None => Ok(()),
        Some(job) => Err(Failure::new(format!("'{}' was installed, yet is still missing.", job.name), &job.reason)),
    }
}

fn hint_at_path(place: &Place) {
    let path = std::env::var_os("PATH").unwrap_or_default();
    if !std::env::split_paths(&path).any(|dir| dir == place.tools) {
        println!("For plain `trunk` commands put {} first on PATH.", place.tools.display());
    }
}
