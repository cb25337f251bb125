//! The control plane

mod access_keys;
mod authorization;
mod envelope;
mod events;
mod groups;
mod policies;
mod sessions;
mod system;
mod users;

use pilothouse_wire::{
    Endpoint,
    control::{self, projects, services},
};

/// Calls that need a login.
fn closed() -> impl Iterator<Item = &'static Endpoint> {
    let others = [
        &projects::LIST,
        &projects::GET,
        &projects::CREATE,
        &projects::UPDATE,
        &projects::DELETE,
        &projects::BY_NAME,
        &projects::UPDATE_BY_NAME,
        &projects::MAY,
        &projects::SET_MEMBERS,
        &services::LIST,
        &services::SAVE,
        &control::system::RELOAD,
    ];
    control::CLOSED.into_iter().filter(move |one| !others.contains(one))
}
