//! The rules of the control plane that are neither a route's nor the database's: what may be asked of lists, how records
//! are shown, what may be set of them, and what a change brings about. Names of fields are the contract's, from
//! `pilothouse-wire`. What changes something is a function of a connection, so that a request or a job can do it in a
//! transaction of its own.

pub(crate) mod ask;
pub mod audit;
pub(crate) mod document;
pub(crate) mod ends;
pub(crate) mod events;
pub(crate) mod fields;
pub mod groups;
pub(crate) mod jobs;
pub mod keys;
pub(crate) mod manifest;
pub mod moment;
pub mod projects;
pub mod runner;
pub(crate) mod secure;
pub(crate) mod sent;
pub(crate) mod session;
pub(crate) mod sight;
pub mod start;
pub(crate) mod system;
pub mod users;
pub(crate) mod work;

use serde_json::Value;

use crate::{
    random::Random,
    state::App,
    store::{control::Record, dss::Object},
};

/// What stands in place of a secret. Sent back it means "as it was".
pub const MASK: &str = "******";

/// What a change takes: ids, the time, who asks, and under which trace id.
#[derive(Clone, Debug)]
pub struct Deed {
    /// Makes ids.
    pub random: Random,
    /// Milliseconds since 1970.
    pub now: i64,
    /// Who asks; nobody where the server does it by itself.
    pub user: Option<Record>,
    /// The trace id of the request.
    pub ctx: String,
}

impl Deed {
    /// One of the server itself.
    #[must_use]
    pub fn own(random: &Random, now: i64) -> Self {
        Self { random: random.clone(), now, user: None, ctx: String::new() }
    }

    /// One that a request asks for, before it is known who asks.
    #[must_use]
    pub fn of(app: &App, ctx: &str) -> Self {
        Self { random: app.random.clone(), now: app.clock.now_ms(), user: None, ctx: ctx.to_owned() }
    }

    /// Somebody asks for it.
    #[must_use]
    pub fn by(self, user: &Record) -> Self {
        Self { user: Some(user.clone()), ..self }
    }

    /// The time as records have it.
    #[must_use]
    pub fn moment(&self) -> Value {
        moment::iso(self.now).into()
    }
}

/// Attributes of these names and values.
#[must_use]
pub fn attributes<const N: usize>(members: [(&str, Value); N]) -> Object {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
