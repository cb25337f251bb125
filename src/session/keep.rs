//! The session as text in this tab's store: what a reload takes up again. A text that is not ours is ignored.

use pilothouse_wire::Secret;
use pilothouse_wire::automation::Token;
use serde::Deserialize;
use serde_json::json;

use crate::browser::storage;
use crate::domain::clock::SessionClock;

/// A session as tabs keep it and hand it on.
#[derive(Deserialize)]
pub(super) struct Kept {
    token: Secret,
    /// When it began, in ms since the epoch by this browser's clock.
    pub(super) started: f64,
}

impl Kept {
    /// The token with its claims, where it is one.
    pub(super) fn token(&self) -> Option<Token> {
        Token::parse(self.token.expose()).ok()
    }
}

/// As text, for the store and for the other tabs.
pub(super) fn text(token: &Secret, clock: &SessionClock) -> serde_json::Value {
    json!({ "token": token.expose(), "started": clock.start.wall })
}

/// Writes the session of this tab.
pub(super) fn write(token: &Secret, clock: &SessionClock) {
    storage::set_session(Some(&text(token, clock).to_string()));
}

/// Removes it.
pub(super) fn clear() {
    storage::set_session(None);
}

/// What this tab's store holds.
pub(super) fn read() -> Option<Kept> {
    serde_json::from_str(&storage::session()?).ok()
}
