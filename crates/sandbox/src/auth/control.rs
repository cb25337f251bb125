//! Who calls the control plane: `contract/iguazio-control-plane.md` §2. Whatever was presented is looked up on every call,
//! so that a user who is disabled, a key that is deleted and a session that has ended are out within one request.

mod admit;
pub mod login;
pub mod policies;
mod presented;
mod resolve;

use pilothouse_wire::control::users;
use rusqlite::Connection;

use crate::{
    control::Deed,
    error::Failure,
    state::App,
    store::control::{self as store, Record},
};

pub(crate) use admit::{Gate, admit};

/// Who is calling, with the rights of this moment.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The user.
    pub user: Record,
    /// Its groups.
    pub groups: Vec<Record>,
    /// The trace id of the request.
    pub ctx: String,
    /// The call takes one of these policies; any user where there are none.
    pub needed: &'static [&'static str],
}

impl Caller {
    /// Whether the user has one of these policies, in person or through a group.
    #[must_use]
    pub fn has(&self, policies: &[&str]) -> bool {
        let held = |record: &Record| record.texts(users::POLICIES).any(|policy| policies.contains(&policy));
        held(&self.user) || self.groups.iter().any(held)
    }

    /// 403 unless the user has one of these policies.
    pub fn needs(&self, policies: &[&str]) -> Result<(), Failure> {
        if self.has(policies) {
            return Ok(());
        }
        let (name, list) = (self.user.label(), policies.join(", "));
        Err(Failure::forbidden(format!("{name} may not do this: it takes one of the policies {list}")))
    }

    /// 403 unless the user has what the call takes.
    pub(crate) fn may_call(&self) -> Result<(), Failure> {
        if self.needed.is_empty() { Ok(()) } else { self.needs(self.needed) }
    }

    /// The same caller as it is within a write, which every write begins with: it may have waited for its turn, and what the
    /// caller had when it was let in may have been taken away meanwhile.
    pub(crate) fn now(&self, db: &Connection) -> Result<Self, Failure> {
        let user = store::find(db, &users::USERS, &self.user.id)?.ok_or_else(Failure::no_control_login)?;
        let caller = Self { needed: self.needed, ..resolve::let_in(db, user, self.ctx.clone())? };
        caller.may_call().map(|()| caller)
    }

    /// A change that the caller asks for.
    #[must_use]
    pub fn deed(&self, app: &App) -> Deed {
        Deed::of(app, &self.ctx).by(&self.user)
    }
}
