//! Who calls DSS, and in whose name: `contract/dataiku-dss.md` §1. Whatever was presented is looked up on every call, so
//! that a user who is disabled, a key that is deleted and a key that has ended are out within one request.

mod admit;
mod presented;
mod project;
mod resolve;

use crate::{
    error::Failure,
    state::App,
    store::{
        accounts,
        dss::{Object, users::User},
    },
};

pub(crate) use admit::{Access, Gate, admit};
pub(crate) use presented::login;
pub(crate) use project::reads;
pub(crate) use resolve::caller_of;

/// What a caller's login rests on; a ticket keeps one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// What was presented, or what the ticket was given for.
    pub credential: Credential,
    /// In whose name, if not in the caller's own.
    pub as_user: Option<accounts::Login>,
}

/// What opens the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A session token of this account, from when its session had this number.
    Session(accounts::Login, i64),
    /// A personal key, by its id.
    PersonalKey(String),
    /// A global key, by its id.
    GlobalKey(String),
}

impl Credential {
    /// What `authSource` says of it: the first is inferred (§6.1), the rest is a sandbox choice.
    const fn source(&self) -> &'static str {
        match self {
            Self::PersonalKey(_) => "PERSONAL_API_KEY",
            Self::GlobalKey(_) => "GLOBAL_API_KEY",
            Self::Session(..) => "SESSION",
        }
    }
}

/// A global key that calls.
#[derive(Clone, Debug)]
pub struct Key {
    /// Its public id.
    pub id: String,
    /// What its maker has set.
    pub definition: Object,
    /// Its groups, where it has any.
    pub groups: Vec<String>,
    /// Whether it may do everything.
    pub admin: bool,
}

/// A user, or a key that is nobody's.
#[derive(Clone, Debug)]
pub enum Actor {
    /// A user.
    User(Box<User>),
    /// A global key with rights of its own.
    Key(Box<Key>),
}

impl Actor {
    /// The login of a user, the id of a key.
    #[must_use]
    pub fn identifier(&self) -> &str {
        match self {
            Self::User(user) => &user.login,
            Self::Key(key) => &key.id,
        }
    }

    /// Whether it administers the whole instance.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        match self {
            Self::User(user) => user.admin,
            Self::Key(key) => key.admin,
        }
    }

    /// Names of its groups.
    #[must_use]
    pub fn groups(&self) -> &[String] {
        match self {
            Self::User(user) => &user.groups,
            Self::Key(key) => &key.groups,
        }
    }
}

/// Who is calling.
#[derive(Clone, Debug)]
pub struct Caller {
    /// In whose name, and with whose rights.
    pub actor: Actor,
    /// Who really calls, where it is somebody else.
    pub real: Option<Actor>,
    /// What was presented.
    pub login: Login,
}

impl Caller {
    /// The user in whose name; a key is none.
    pub fn user(&self) -> Result<&User, Failure> {
        match &self.actor {
            Actor::User(user) => Ok(user),
            Actor::Key(key) => {
                Err(Failure::forbidden(format!("The API key {} is no user: it has nothing of its own", key.id)))
            }
        }
    }

    /// Whether this is an administrator's call.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.actor.is_admin()
    }

    /// What stands behind the call, for `authSource`.
    #[must_use]
    pub fn source(&self) -> &'static str {
        self.login.credential.source()
    }

    /// Whether this account is the caller's, in name or in truth.
    #[must_use]
    pub fn is_self(&self, login: &accounts::Login) -> bool {
        let is = |actor: &Actor| match actor {
            Actor::User(user) => &user.account.login == login,
            Actor::Key(_) => false,
        };
        is(&self.actor) || self.real.as_ref().is_some_and(is)
    }
}

/// Who sent a request with these headers.
pub(crate) async fn caller(app: &App, headers: &axum::http::HeaderMap) -> Result<Caller, Failure> {
    let login = login(app, headers).await?;
    caller_of(app, login).await
}
