//! Who calls the control plane: `contract/iguazio-control-plane.md` §2. Whatever was presented is looked up on every call,
//! so that a user who is disabled, a key that is deleted and a session that has ended are out within one request.

mod admit;
pub mod login;
pub mod policies;
mod presented;
mod resolve;

use pilothouse_wire::control::users;

use crate::{control::Deed, error::Failure, state::App, store::control::Record};

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

    /// A change that the caller asks for.
    #[must_use]
    pub fn deed(&self, app: &App) -> Deed {
        Deed::of(app, &self.ctx).by(&self.user)
    }
}
