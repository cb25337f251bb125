//! The Python environment of the vendors' clients and of the checks of `deploy/`, in the target folder.

use super::{Job, Screen};
use crate::failure::Failure;
use crate::place::Place;
use crate::stamp;
use std::path::{Path, PathBuf};

/// Who wants what.
const REQUIREMENTS: [&str; 2] = ["tests/clients/requirements.txt", "deploy/check/requirements.txt"];

/// The interpreter that has the clients.
pub(crate) fn interpreter(place: &Place) -> PathBuf {
    folder(place).join("bin/python")
}

fn folder(place: &Place) -> PathBuf {
    place.target.join("python")
}

pub(super) fn packages_of_debian(place: &Place) -> Vec<&'static str> {
    let can_make_environments = place.cmd("python3", &["-c", "import ensurepip, venv"]).answer().is_some();
    if can_make_environments || interpreter(place).is_file() { Vec::new() } else { vec!["python3", "python3-venv"] }
}

/// The clients, installed again only when their list has changed.
pub(super) fn packages(place: &Place) -> Result<Option<Job>, Failure> {
    let wanted = stamp::of(&place.root, &REQUIREMENTS)
        .map_err(|why| Failure::new("The lists of Python packages cannot be read.", why))?;
    let file = folder(place).join("requirements.stamp");
    if interpreter(place).exists() && stamp::fits(&file, &wanted) {
        return Ok(None);
    }
    let reason = format!("{} are new or have changed", REQUIREMENTS.join(" and "));
    Ok(Some(Job::new("python packages of the tests", reason, move |place, screen| {
        install(place, screen)?;
        stamp::set(&file, &wanted).map_err(|why| Failure::new("The stamp was not written.", why))
    })))
}

fn install(place: &Place, screen: &Screen) -> Result<(), Failure> {
    let folder = folder(place).display().to_string();
    screen.run(place.cmd("python3", &["-m", "venv", "--clear", &folder]))?;
    let python = interpreter(place);
    let lists = REQUIREMENTS.iter().flat_map(|list| ["--requirement", list]);
    let args: Vec<_> =
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"].into_iter().chain(lists).collect();
    screen.run(place.cmd(&text(&python), &args))
}

fn text(path: &Path) -> String {
    path.display().to_string()
}
