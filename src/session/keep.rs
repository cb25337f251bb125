//! The session as text in this tab's store: what a reload takes up again. A text that is not ours is ignored.

use pilothouse_wire::automation::Token;
use pilothouse_wire::{Members, Secret};
use serde_json::json;

use crate::browser::storage;
use crate::domain::clock::SessionClock;

/// A session as tabs keep it and hand it on.
pub(super) struct Kept {
    token: Secret,
    /// When it began, in ms since the epoch by this browser's clock.
    pub(super) started: f64,
    /// The name that was typed to sign in.
    pub(super) typed: String,
}

impl Kept {
    /// Reads it out of a message's or a store's members.
    pub(super) fn read(mut members: Members) -> Option<Self> {
        let token = Secret::new(members.needed("token").ok()?);
        let typed = members.text("typed").ok()?.unwrap_or_default();
        Some(Self { token, started: members.number("started").ok()??, typed })
    }

    /// The token with its claims, where it is one.
    pub(super) fn token(&self) -> Option<Token> {
        Token::parse(self.token.expose()).ok()
    }
}

/// As text, for the store and for the other tabs.
pub(super) fn text(token: &Secret, clock: &SessionClock, typed: &str) -> serde_json::Value {
    json!({ "token": token.expose(), "started": clock.start.wall, "typed": typed })
}

/// Writes the session of this tab.
pub(super) fn write(token: &Secret, clock: &SessionClock, typed: &str) {
    storage::set_session(Some(&text(token, clock, typed).to_string()));
}

/// Removes it.
pub(super) fn clear() {
    storage::set_session(None);
}

/// What this tab's store holds.
pub(super) fn read() -> Option<Kept> {
    Kept::read(Members::parse(&storage::session()?).ok()?)
}
