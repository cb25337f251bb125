//! The administrator of the demo data: a name, and a password that is made once for each data folder.
//!
//! The password is kept beside the data, readable by its owner only, and goes to the sandbox by the environment: the
//! arguments of a program are visible to everybody on the machine.

use crate::failure::Failure;
use crate::proc::Cmd;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

const USER: &str = "admin";
const PASSWORD_ENV: &str = "PILOTHOUSE_ADMIN_PASSWORD";
/// Letters and digits that are not taken for each other; 32 of them, so that each byte picks one evenly.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789A";

/// Name and password. Not `Debug`, so that the password gets into no message by accident.
pub(super) struct Login {
    password: String,
}

impl Login {
    /// The login of the data folder; with `reset` the data go, and the login is a new one.
    pub(super) fn of(data: &Path, reset: bool) -> Result<Self, Failure> {
        let file = file_beside(data);
        if reset {
            remove(data, &file)?;
        }
        if let Ok(password) = fs::read_to_string(&file) {
            return Ok(Self { password });
        }
        if data.exists() {
            return Err(Failure::new("The sandbox has data, but the password is lost.", file.display())
                .by_hand("cargo xtask serve --reset"));
        }
        let failed = |why| Failure::new("The password could not be made.", why);
        let password = random_password().map_err(failed)?;
        write_private(&file, &password).map_err(failed)?;
        Ok(Self { password })
    }

    pub(super) fn user(&self) -> &'static str {
        USER
    }

    pub(super) fn password(&self) -> &str {
        &self.password
    }

    pub(super) fn hand_to(&self, cmd: Cmd) -> Cmd {
        cmd.hidden_env(PASSWORD_ENV, &self.password)
    }
}

fn file_beside(data: &Path) -> PathBuf {
    data.with_extension("password")
}

fn remove(data: &Path, file: &Path) -> Result<(), Failure> {
    let gone = |result: io::Result<()>| match result {
        Err(why) if why.kind() != io::ErrorKind::NotFound => Err(why),
        _ => Ok(()),
    };
    gone(fs::remove_dir_all(data))
        .and_then(|()| gone(fs::remove_file(file)))
        .map_err(|why| Failure::new(format!("{} could not be removed.", data.display()), why))
}

fn random_password() -> io::Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.into_iter().map(|byte| char::from(LETTERS[usize::from(byte) % LETTERS.len()])).collect())
}

fn write_private(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(file)?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_lasts_till_it_is_reset() {
        let base = std::env::temp_dir().join(format!("xtask-login-{}", std::process::id()));
        let data = base.join("data");
        let first = Login::of(&data, false).unwrap();
        fs::create_dir_all(&data).unwrap();
        assert_eq!(Login::of(&data, false).unwrap().password(), first.password());
        let second = Login::of(&data, true).unwrap();
        assert_ne!(second.password(), first.password());
        assert!(!data.exists());
        fs::remove_dir_all(base).unwrap();
    }
}
