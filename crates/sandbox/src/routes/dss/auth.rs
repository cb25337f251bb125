//! Who the caller is: `contract/dataiku-dss.md` §6.

pub(super) mod info;

use pilothouse_wire::dss::auth as a;
use serde_json::json;

use crate::{
    auth::dss::{Actor, Caller},
    dss::{kept::Kept, object},
    error::Failure,
    state::App,
    store::dss::Object,
};

/// What there is to say of a caller. Secrets are in clear here, so they are for their owner alone, not for an
/// administrator who acts as the owner.
fn show(app: &App, caller: &Caller, with_secrets: bool) -> Result<Object, Failure> {
    let mut shown = object([(a::IDENTIFIER, caller.actor.identifier().into()), (a::SOURCE, caller.source().into())]);
    if let Actor::User(user) = &caller.actor {
        shown.insert(a::GROUPS.to_owned(), json!(user.groups));
        if with_secrets && caller.real.is_none() {
            shown.insert(a::SECRETS.to_owned(), Kept::open(&app.people.vault, user)?.clear_secrets());
        }
    }
    if let Some(real) = &caller.real {
        shown.insert(a::REAL_LOGIN.to_owned(), real.identifier().into());
    }
    Ok(shown)
}
