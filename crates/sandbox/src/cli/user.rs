//! `user`: the people who may sign in. Works on the database beside a running server, which asks it on every call: a
//! disabled user is out at once.

use std::{io, path::PathBuf};

use clap::{Args, Subcommand};
use rusqlite::Connection;

use crate::{
    auth::passwords::{Effort, Passwords},
    error::Failure,
    random::Random,
    store::{
        self,
        accounts::{self, Account, Login, Role},
    },
};

use super::{Problem, plain};

#[derive(Debug, Args)]
pub(super) struct User {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Adds a user; the password is read from standard input.
    Add {
        /// Who.
        name: String,
        /// ADMIN and IT may change the node, all other roles may read it.
        #[arg(long, default_value = "ADMIN")]
        role: String,
        #[command(flatten)]
        place: Place,
    },
    /// Gives a user another password, read from standard input, and ends their sessions.
    Password {
        /// Who.
        name: String,
        #[command(flatten)]
        place: Place,
    },
    /// Locks a user out and ends their sessions.
    Disable {
        /// Who.
        name: String,
        #[command(flatten)]
        place: Place,
    },
    /// Lets a user in again.
    Enable {
        /// Who.
        name: String,
        #[command(flatten)]
        place: Place,
    },
    /// Lists all users.
    List {
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Args)]
struct Place {
    /// Folder where the server keeps everything.
    #[arg(long)]
    data: PathBuf,
}

impl Place {
    fn open(&self) -> Result<Connection, Problem> {
        Ok(store::connect(&self.data)?)
    }
}

impl User {
    pub(super) fn run(self) -> Result<(), Problem> {
        match self.action {
            Action::Add { name, role, place } => add(&place.open()?, &name, &role),
            Action::Password { name, place } => {
                let (db, hash) = (place.open()?, read_password()?);
                changed(accounts::set_password(&db, &Login::new(&name), &hash), &name)
            }
            Action::Disable { name, place } => {
                changed(accounts::set_enabled(&place.open()?, &Login::new(&name), false), &name)
            }
            Action::Enable { name, place } => {
                changed(accounts::set_enabled(&place.open()?, &Login::new(&name), true), &name)
            }
            Action::List { place } => {
                accounts::list(&place.open()?).map_err(plain)?.iter().for_each(show);
                Ok(())
            }
        }
    }
}

fn add(db: &Connection, name: &str, role: &str) -> Result<(), Problem> {
    let login = Login::new(name);
    if login.as_str().is_empty() {
        return Err(Problem("a user needs a name".into()));
    }
    let hash = read_password()?;
    match accounts::add(db, &login, name.trim(), &Role::new(role), &hash).map_err(plain)? {
        true => Ok(()),
        false => Err(Problem(format!("the user {name} exists already"))),
    }
}

fn changed(done: Result<bool, Failure>, name: &str) -> Result<(), Problem> {
    match done.map_err(plain)? {
        true => Ok(()),
        false => Err(Problem(format!("there is no user {name}"))),
    }
}

/// The hash of the first line of standard input.
fn read_password() -> Result<String, Problem> {
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Err(Problem("write the password to standard input".into()));
    }
    let passwords = Passwords::new(Effort::Full, Random::system()).map_err(plain)?;
    passwords.hash(password).map_err(plain)
}

fn show(account: &Account) {
    let state = if account.enabled { "enabled" } else { "disabled" };
    println!("{}\t{}\t{state}", account.login.as_str().escape_debug(), account.role.as_str().escape_debug());
}
