//! Where the chores work: the checkout, the folder of the tools, and the compiler that their children use.
//!
//! `cargo run` sets variables for its child that must not reach a second cargo; they are dropped here, once.

use crate::failure::Failure;
use crate::proc::Cmd;
use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The checkout and the environment of every program that the chores start.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The root of the checkout.
    pub(crate) root: PathBuf,
    /// Where `cargo install` puts programs (and the set-up its own).
    pub(crate) tools: PathBuf,
    /// What cargo builds into.
    pub(crate) target: PathBuf,
    /// The rustup toolchain of the children; without one, rustup's own choice or the first compiler on `PATH`.
    pub(crate) toolchain: Option<String>,
    /// Folders that come before the caller's `PATH`.
    first: Vec<PathBuf>,
}

impl Place {
    pub(crate) fn find() -> Result<Self, Failure> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned);
        let root = root.filter(|root| root.join("Cargo.lock").is_file()).ok_or_else(|| {
            Failure::new("The checkout is not where this program was built.", "Cargo.lock was not found.")
        })?;
        let tools = install_root()?.join("bin");
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        let toolchain = env::var("RUSTUP_TOOLCHAIN").ok().filter(|name| !name.is_empty());
        Ok(Self { first: vec![tools.clone()], root, tools, target, toolchain })
    }

    /// From now on children find programs in this folder before all others.
    pub(crate) fn prefer(&mut self, folder: PathBuf) {
        if !self.first.contains(&folder) {
            self.first.insert(0, folder);
        }
    }

    /// From now on children find programs in this folder before the caller's, but after the tools.
    pub(crate) fn prefer_after_tools(&mut self, folder: PathBuf) {
        if !self.first.contains(&folder) {
            self.first.push(folder);
        }
    }

    /// A program, started in the root of the checkout.
    pub(crate) fn cmd<S: AsRef<OsStr>>(&self, program: &str, args: &[S]) -> Cmd {
        let mut cmd = Cmd::new(program, args).dir(&self.root).hidden_env("PATH", self.path());
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(of_cargo_run) {
                cmd = cmd.without(&name);
            }
        }
        match &self.toolchain {
            Some(name) => cmd.hidden_env("RUSTUP_TOOLCHAIN", name),
            None => cmd,
        }
    }

    /// The full name of a program, as a child would find it.
    pub(crate) fn which(&self, program: &str) -> Option<PathBuf> {
        env::split_paths(&self.path()).map(|dir| dir.join(program)).find(|file| file.is_file())
    }

    fn path(&self) -> OsString {
        let caller = env::var_os("PATH").unwrap_or_default();
        let all = self.first.iter().cloned().chain(env::split_paths(&caller));
        env::join_paths(all).unwrap_or(caller)
    }
}

fn install_root() -> Result<PathBuf, Failure> {
    let home = || env::var_os("HOME").map(|home| Path::new(&home).join(".cargo"));
    let named = env::var_os("CARGO_INSTALL_ROOT").or_else(|| env::var_os("CARGO_HOME"));
    named
        .map(PathBuf::from)
        .or_else(home)
        .ok_or_else(|| Failure::new("No folder for tools.", "Neither CARGO_HOME nor HOME is set."))
}

/// Variables that cargo and rustup set for the program they run, and that would mislead a cargo started by it.
fn of_cargo_run(name: &str) -> bool {
    const EXACT: [&str; 9] = [
        "CARGO",
        "CARGO_MANIFEST_DIR",
        "CARGO_MANIFEST_PATH",
        "CARGO_PRIMARY_PACKAGE",
        "CARGO_CRATE_NAME",
        "OUT_DIR",
        "LD_LIBRARY_PATH",
        "RUSTUP_TOOLCHAIN",
        "RUST_RECURSION_COUNT",
    ];
    EXACT.contains(&name) || name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_BIN_")
}

#[cfg(test)]
mod tests {
    use super::of_cargo_run;

    #[test]
    fn settings_of_the_user_stay_and_those_of_cargo_run_go() {
        assert!(of_cargo_run("CARGO_PKG_NAME") && of_cargo_run("RUSTUP_TOOLCHAIN") && of_cargo_run("CARGO"));
        assert!(!of_cargo_run("CARGO_HOME") && !of_cargo_run("CARGO_HTTP_CAINFO") && !of_cargo_run("RUSTUP_HOME"));
    }
}
