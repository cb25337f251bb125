//! Rotating a personal key: a successor is made, the old key is watched until its last use falls silent, then it is
//! revoked. A machine without I/O: it is handed the list of keys and the time. What is kept of it holds ids and times, no
//! secret; what is read back is not trusted.

mod kept;

use pilothouse_wire::Whole;
use pilothouse_wire::dss::personal_keys;

use super::allowed::Allowed;

pub use kept::Rotations;

/// When a key was last used, as far as the server says (a choice of the sandbox's: the contract does not know it).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LastUse {
    /// The server does not say.
    NotGiven,
    /// Never.
    Never,
    /// Ms since the epoch.
    At(f64),
}

impl LastUse {
    /// Of a key in a list. 0 is never; absence says nothing.
    pub fn of(key: &Whole) -> Self {
        match key.number(personal_keys::LAST_USED_ON) {
            None => Self::NotGiven,
            Some(at) if at > 0.0 => Self::At(at),
            Some(_) => Self::Never,
        }
    }
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    /// The successor is there.
    Made,
    /// The successor is in use, since then; the old key is watched.
    Watching { since: f64, seen: Option<Seen>, word: bool },
    /// The old key is gone.
    Revoked(f64),
    /// The successor is gone before its time.
    Lost,
}

/// A look at the old key.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Seen {
    at: f64,
    last: LastUse,
}

/// How far it is, and what it waits for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Phase {
    /// The successor is to be put where the old key is.
    Made,
    /// The old key is watched: it was last used then, as far as is known, and so many ms of silence are lacking.
    Watching(LastUse, f64),
    /// The server does not say when a key was last used: somebody has to say that the old one is not needed any more.
    Ask,
    /// The old key is not used any more; by the server's word, or by somebody's (`true`).
    Quiet(bool),
    /// The old key is gone, since then.
    Revoked(f64),
    /// The successor is gone: the old key must stay, or another successor be made.
    Lost,
}

/// One rotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Rotation {
    /// Which server, as the configuration names it.
    pub server: String,
    /// Whose keys they are.
    pub login: String,
    /// Id of the key that is to go.
    pub old: String,
    /// Id of the key that is to stay.
    pub successor: String,
    /// When the successor was made, in ms since the epoch.
    pub made: f64,
    /// Ms of silence that are wanted.
    pub quiet: f64,
    state: State,
}

impl Rotation {
    /// Begins, when the successor was made.
    pub fn new(server: &str, login: &str, old: &str, successor: &str, quiet: f64, now: f64) -> Self {
        let [server, login, old, successor] = [server, login, old, successor].map(str::to_owned);
        Self { server, login, old, successor, made: now, quiet, state: State::Made }
    }

    /// The successor was put in place everywhere, says its owner.
    pub fn in_place(&mut self, now: f64) {
        if matches!(self.state, State::Made) {
            self.state = State::Watching { since: now, seen: None, word: false };
        }
    }

    /// Not yet, after all.
    pub fn not_in_place(&mut self) {
        if matches!(self.state, State::Watching { .. }) {
            self.state = State::Made;
        }
    }

    /// The owner's keys were read, all of them.
    pub fn saw(&mut self, keys: &[Whole], now: f64) {
        let find = |id: &str| keys.iter().find(|key| key.text(personal_keys::ID) == Some(id));
        let (old, successor) = (find(&self.old), find(&self.successor));
        match (&mut self.state, old, successor) {
            (State::Revoked(_), ..) => {}
            (_, None, _) => self.state = State::Revoked(now),
            (_, Some(_), None) => self.state = State::Lost,
            (State::Watching { since, seen, word }, Some(old), Some(_)) => {
                let last = LastUse::of(old);
                // The server knows better than the person.
                *word &= !matches!(last, LastUse::At(at) if at > *since);
                *seen = Some(Seen { at: now, last });
            }
            (State::Lost, Some(_), Some(_)) => self.state = State::Made,
            (State::Made, Some(_), Some(_)) => {}
        }
    }

    /// Somebody says that the old key is not needed any more.
    pub fn vouch(&mut self) {
        if let State::Watching { word, .. } = &mut self.state {
            *word = true;
        }
    }

    /// The old key was deleted.
    pub fn revoked(&mut self, now: f64) {
        self.state = State::Revoked(now);
    }

    /// How far it is.
    pub fn phase(&self) -> Phase {
        match self.state {
            State::Made => Phase::Made,
            State::Revoked(at) => Phase::Revoked(at),
            State::Lost => Phase::Lost,
            State::Watching { word: true, .. } => Phase::Quiet(true),
            State::Watching { since, seen, word: false } => self.watching(since, seen),
        }
    }

    fn watching(&self, since: f64, seen: Option<Seen>) -> Phase {
        let Some(seen) = seen else { return Phase::Watching(LastUse::NotGiven, self.quiet) };
        let from = match seen.last {
            LastUse::NotGiven => return Phase::Ask,
            LastUse::Never => since,
            LastUse::At(last) => last.max(since),
        };
        // Silence is known up to the last look, not up to now.
        let left = self.quiet - (seen.at - from).max(0.0);
        if left > 0.0 { Phase::Watching(seen.last, left) } else { Phase::Quiet(false) }
    }

    /// Whether the old key may be revoked now.
    pub fn may_revoke(&self) -> Allowed {
        match self.phase() {
            Phase::Quiet(_) => Allowed::Yes,
            Phase::Made => Allowed::no("First put the new key in place wherever the old one is."),
            Phase::Watching(..) => Allowed::no("The old key has not been silent for long enough."),
            Phase::Ask => Allowed::no(
                "This server does not say when a key was last used: confirm that nothing needs the old one.",
            ),
            Phase::Revoked(_) => Allowed::no("The old key is gone already."),
            Phase::Lost => Allowed::no("The new key is gone: without the old one there would be none."),
        }
    }
}

#[cfg(test)]
mod tests;
