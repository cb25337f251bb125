//! Packages of the distribution: only those that are really missing, in one call, never at the cost of removing others.

use super::compiler::Way;
use super::{Job, Need, Screen, browser, debian, javascript, python, tools, webserver};
use crate::failure::Failure;
use crate::place::Place;
use crate::proc::Cmd;

/// One step for all packages that the needs ask for, or none.
pub(super) fn missing(place: &Place, way: Way, needs: &[Need]) -> Option<Job> {
    let mut packages = Vec::new();
    if way == Way::Debian {
        packages.extend(debian::PACKAGES.into_iter().filter(|name| !is_installed(place, name)));
        if place.which("rust-lld").is_none() {
            packages.push(LINKER);
        }
    }
    let wants_npm =
        (needs.contains(&Need::WasmOpt) && !tools::has_wasm_opt(place)) || needs.contains(&Need::JavaScript);
    if wants_npm {
        packages.extend(javascript::packages_of_debian(place));
    }
    if needs.contains(&Need::Browser) {
        packages.extend(browser::packages_of_debian(place));
    }
    if needs.contains(&Need::Python) {
        packages.extend(python::packages_of_debian(place));
    }
    if needs.contains(&Need::WebServer) {
        packages.extend(webserver::packages_of_debian(place));
    }
    let reason = format!("not installed: {}", packages.join(", "));
    (!packages.is_empty()).then(|| Job::new("packages", reason, move |place, screen| install(place, screen, &packages)))
}

/// Stands for `lld-N`, whose number is known only once the package lists are there.
const LINKER: &str = "lld";

fn install(place: &Place, screen: &Screen, packages: &[&str]) -> Result<(), Failure> {
    if place.which("apt-get").is_none() {
        return Err(Failure::new("Packages are missing, and there is no apt-get.", packages.join(", ")).by_hand(
            "Install them with the package manager of this machine. Where rustup may install:\n\
                      rustup target add wasm32-unknown-unknown",
        ));
    }
    screen.run(apt_get(place, &["update", "--quiet"]))?;
    let linker = linker(place);
    let named = packages.iter().map(|name| if *name == LINKER { linker.as_str() } else { name });
    let args: Vec<&str> =
        ["install", "--yes", "--quiet", "--no-install-recommends", "--no-remove"].into_iter().chain(named).collect();
    screen.run(apt_get(place, &args))?;
    webserver::keep_quiet(place, screen, packages)
}

/// `rust-lld` comes with LLVM's linker, which must be of the compiler's LLVM.
fn linker(place: &Place) -> String {
    let list = place.cmd("apt-cache", &["depends", "rust-web-llvm"]).answer().unwrap_or_default();
    let llvm = list.lines().find_map(|line| line.trim().strip_prefix("Depends: llvm-").map(str::to_owned));
    llvm.map_or_else(|| LINKER.to_owned(), |number| format!("lld-{number}"))
}

fn apt_get(place: &Place, args: &[&str]) -> Cmd {
    let words = [&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], args].concat();
    as_root(place, &words)
}

/// The command with the right to change the system: by sudo where the caller is not root.
pub(super) fn as_root(place: &Place, words: &[&str]) -> Cmd {
    let root = place.cmd("id", &["-u"]).answer().is_some_and(|id| id == "0");
    match words {
        [program, args @ ..] if root => place.cmd(program, args),
        _ => place.cmd("sudo", words),
    }
}

fn is_installed(place: &Place, package: &str) -> bool {
    let state = place.cmd("dpkg-query", &["--show", "--showformat=${db:Status-Status}", package]).answer();
    state.is_some_and(|state| state == "installed")
}
