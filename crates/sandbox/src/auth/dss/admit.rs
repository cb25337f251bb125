//! What a call needs of its caller. It is read from the contract's lists: a call that stands in none of them is not
//! served, and one that stands in [`ADMIN`] is closed to all others whatever its handler does.

use axum::{
    extract::{RawPathParams, Request, State},
    middleware::Next,
    response::Response,
};
use pilothouse_wire::{
    Endpoint,
    dss::{ADMIN, OPEN, OWN, projects},
};

use crate::{error::Failure, state::App};

use super::{Caller, caller, project::administers};

/// Calls that need an administrator of the project that they name.
const OF_PROJECT: [&Endpoint; 2] = [&projects::PERMISSIONS, &projects::SAVE_PERMISSIONS];

/// The part of their paths that names it.
const PROJECT: &str = "project";

/// What a call needs of its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// A valid login.
    Open,
    /// A user.
    Own,
    /// An administrator.
    Admin,
    /// An administrator, or one of the project in the path.
    Project,
}

impl Access {
    /// What this call needs.
    pub(crate) fn of(endpoint: &Endpoint) -> Option<Self> {
        let stands_in = |list: &[&Endpoint]| list.contains(&endpoint);
        match endpoint {
            _ if stands_in(&OF_PROJECT) => Some(Self::Project),
            _ if stands_in(&ADMIN) => Some(Self::Admin),
            _ if stands_in(&OWN) => Some(Self::Own),
            _ if stands_in(&OPEN) => Some(Self::Open),
            _ => None,
        }
    }
}

/// Stands before one call.
#[derive(Clone)]
pub(crate) struct Gate {
    pub(crate) app: App,
    pub(crate) access: Access,
}

/// Lets a request pass whose caller may make this call, and tells the handler who that is.
pub(crate) async fn admit(
    State(gate): State<Gate>,
    params: RawPathParams,
    mut request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let caller = caller(&gate.app, request.headers()).await?;
    let named = params.iter().find(|(name, _)| *name == PROJECT).map(|(_, value)| value.to_owned());
    let caller = gate.check(caller, named).await?;
    request.extensions_mut().insert(caller);
    Ok(next.run(request).await)
}

impl Gate {
    async fn check(&self, caller: Caller, project: Option<String>) -> Result<Caller, Failure> {
        match (self.access, project) {
            (Access::Open, _) => Ok(caller),
            (Access::Own, _) => caller.user().map(drop).map(|()| caller),
            (Access::Project, Some(key)) => {
                let check = move |db: &rusqlite::Connection| Ok((administers(db, &caller, &key)?, caller, key));
                let (may, caller, key) = self.app.people.store.read(check).await?;
                let refused = || Failure::forbidden(format!("Only an administrator of the project {key} may do this"));
                if may { Ok(caller) } else { Err(refused()) }
            }
            (Access::Project, None) | (Access::Admin, _) if caller.is_admin() => Ok(caller),
            (Access::Project, None) | (Access::Admin, _) => {
                Err(Failure::forbidden(format!("{} is no administrator", caller.actor.identifier())))
            }
        }
    }
}
