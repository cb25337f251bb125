//! Rotations as they are kept for the next visit.

use pilothouse_wire::Members;
use serde_json::{Value, json};

use super::{LastUse, Rotation, Seen, State};

/// Rotations that are kept at most.
const KEPT: usize = 100;

/// All rotations of this browser, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rotations {
    all: Vec<Rotation>,
}

impl Rotations {
    /// Those of somebody on a server.
    pub fn of(&self, server: &str, login: &str) -> impl Iterator<Item = &Rotation> {
        self.all.iter().filter(move |one| one.server == server && one.login == login)
    }

    /// Keeps one, in place of an earlier one of the same old key.
    pub fn put(&mut self, rotation: Rotation) {
        self.forget(&rotation.server, &rotation.old);
        self.all.push(rotation);
        if self.all.len() > KEPT {
            self.all.remove(0);
        }
    }

    /// Forgets one.
    pub fn forget(&mut self, server: &str, old: &str) {
        self.all.retain(|one| one.server != server || one.old != old);
    }

    /// As it is kept.
    pub fn to_text(&self) -> String {
        Value::Array(self.all.iter().map(write).collect()).to_string()
    }

    /// As it was kept; what makes no sense is left out.
    pub fn from_text(text: &str) -> Self {
        let all: Vec<Value> = serde_json::from_str(text).unwrap_or_default();
        Self { all: all.into_iter().filter_map(|one| Members::of(one).ok().and_then(read)).take(KEPT).collect() }
    }
}

fn write(one: &Rotation) -> Value {
    let mut value = json!({
        "server": one.server, "login": one.login, "old": one.old, "successor": one.successor,
        "made": one.made, "quiet": one.quiet,
    });
    match one.state {
        State::Made => {}
        State::Lost => value["lost"] = true.into(),
        State::Revoked(at) => value["revoked"] = at.into(),
        State::Watching { since, seen, word } => {
            value["since"] = since.into();
            value["word"] = word.into();
            if let Some(seen) = seen {
                value["seen"] = seen.at.into();
                value["last"] = match seen.last {
                    LastUse::NotGiven => Value::Null,
                    LastUse::Never => 0.into(),
                    LastUse::At(at) => at.into(),
                };
            }
        }
    }
    value
}

fn read(mut members: Members) -> Option<Rotation> {
    let mut number = |name: &str| members.number(name).ok();
    let (made, quiet) = (number("made")??, number("quiet")??.max(0.0));
    let (revoked, since, seen, last) = (number("revoked")?, number("since")?, number("seen")?, number("last")?);
    let last = match last {
        None => LastUse::NotGiven,
        Some(at) if at > 0.0 => LastUse::At(at),
        Some(_) => LastUse::Never,
    };
    let lost = members.flag("lost").ok()? == Some(true);
    let word = members.flag("word").ok()? == Some(true);
    let state = match (revoked, lost, since) {
        (Some(at), ..) => State::Revoked(at),
        (None, true, _) => State::Lost,
        (None, false, Some(since)) => State::Watching { since, seen: seen.map(|at| Seen { at, last }), word },
        (None, false, None) => State::Made,
    };
    let mut text = |name: &str| members.needed(name).ok();
    let (server, login, old, successor) = (text("server")?, text("login")?, text("old")?, text("successor")?);
    Some(Rotation { server, login, old, successor, made, quiet, state })
}
