//! How services were to be before a maintenance: names and desired states and nothing else, kept for the way back. What is
//! read back is not trusted.

use std::collections::BTreeMap;

use pilothouse_wire::control::services as s;
use pilothouse_wire::{Members, Whole};
use serde_json::{Value, json};

use super::{Deed, Step, all, find};

/// Snapshots that are kept at most: one for each system and person.
const KEPT: usize = 20;
/// Services of one at most.
const SERVICES: usize = 1_000;

/// How the services of a system were to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// Where the control plane lies.
    pub server: String,
    /// Who has begun the maintenance.
    pub login: String,
    /// When, in ms since 1970.
    pub at: f64,
    /// Desired states by name.
    pub states: BTreeMap<String, String>,
}

/// The way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Back {
    /// What has to be done.
    pub steps: Vec<Step>,
    /// Services that are not there any more: nobody knows what they were.
    pub gone: Vec<String>,
}

impl Back {
    /// Whether there is nothing to put back. A service that has been taken out cannot be.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

impl Snapshot {
    /// Of the manifest as it is.
    pub fn take(manifest: &Whole, server: &str, login: &str, at: f64) -> Self {
        let state = |service: &super::Service| {
            let desired = service.desired().filter(|desired| s::DESIRED.contains(desired))?;
            Some((service.name().to_owned(), desired.to_owned()))
        };
        let states = all(manifest).iter().filter_map(state).take(SERVICES).collect();
        Self { server: server.to_owned(), login: login.to_owned(), at, states }
    }

    /// What puts the services back.
    pub fn back(&self, manifest: &Whole) -> Back {
        let mut back = Back::default();
        for (name, was) in &self.states {
            let Some(service) = find(manifest, name) else {
                back.gone.push(name.clone());
                continue;
            };
            if service.desired() == Some(was) {
                continue;
            }
            let deed = match (was.as_str(), service.desired()) {
                (s::DISABLED, _) => Deed::Disable,
                (s::SCALED_TO_ZERO, _) => Deed::ToZero,
                (_, Some(s::SCALED_TO_ZERO)) => Deed::FromZero,
                (_, _) => Deed::Enable,
            };
            back.steps.push(Step { name: name.clone(), deed });
        }
        back
    }

    fn write(&self) -> Value {
        json!({"server": self.server, "login": self.login, "at": self.at, "states": self.states})
    }

    fn read(value: Value) -> Option<Self> {
        let states = value["states"].as_object()?.iter().take(SERVICES);
        let known = |(name, state): (&String, &Value)| {
            let state = state.as_str().filter(|state| s::DESIRED.contains(state))?;
            Some((name.clone(), state.to_owned()))
        };
        let states = states.filter_map(known).collect();
        let mut members = Members::of(value).ok()?;
        let at = members.number("at").ok()??;
        let (server, login) = (members.needed("server").ok()?, members.needed("login").ok()?);
        Some(Self { server, login, at, states })
    }
}

/// All snapshots of this browser, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshots {
    all: Vec<Snapshot>,
}

impl Snapshots {
    /// That of somebody on a system.
    pub fn of(&self, server: &str, login: &str) -> Option<&Snapshot> {
        self.all.iter().find(|one| one.server == server && one.login == login)
    }

    /// Keeps one in place of an earlier one.
    pub fn put(&mut self, snapshot: Snapshot) {
        self.forget(&snapshot.server, &snapshot.login);
        self.all.push(snapshot);
        if self.all.len() > KEPT {
            self.all.remove(0);
        }
    }

    /// Forgets one.
    pub fn forget(&mut self, server: &str, login: &str) {
        self.all.retain(|one| one.server != server || one.login != login);
    }

    /// As it is kept.
    pub fn to_text(&self) -> String {
        Value::Array(self.all.iter().map(Snapshot::write).collect()).to_string()
    }

    /// As it was kept; what makes no sense is left out.
    pub fn from_text(text: &str) -> Self {
        let all: Vec<Value> = serde_json::from_str(text).unwrap_or_default();
        Self { all: all.into_iter().filter_map(Snapshot::read).take(KEPT).collect() }
    }
}
