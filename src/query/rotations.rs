//! The rotations of the caller's personal keys: kept in the browser, moved on by each reading of the keys.

use pilothouse_wire::{List, Whole};

use super::{Dss, Remote};
use crate::browser::{clock, storage};
use crate::domain::rotation::{Phase, Rotation, Rotations};
use crate::reactive::{RwSignal, Signal, StoredValue};
use leptos::prelude::*;

/// The handle of the page.
#[derive(Clone, Copy)]
pub struct Rotating {
    all: RwSignal<Rotations>,
    server: StoredValue<String>,
    dss: Dss,
}

impl Rotating {
    /// Takes up what was kept, and looks at the keys whenever they are read.
    pub fn begin(dss: Dss, keys: Remote<List<Whole>>) -> Self {
        let server = dss.target.with_value(|target| target.base.clone());
        let rotating = Self { all: RwSignal::new(kept()), server: StoredValue::new(server), dss };
        Effect::new(move |_| {
            let login = rotating.dss.login();
            let list = keys.load.with(|load| load.value().cloned().filter(|_| load.error().is_none()));
            // A row that cannot be read may be one of ours: then nothing can be said of what is missing.
            if let Some((login, list)) = login.zip(list).filter(|(_, list)| list.unreadable.is_empty()) {
                rotating.saw(&login, &list.rows);
            }
        });
        rotating
    }

    fn saw(self, login: &str, keys: &[Whole]) {
        let (mut all, now, server) = (kept(), clock::now().wall, self.server.get_value());
        let mine: Vec<Rotation> = all.of(&server, login).cloned().collect();
        for mut one in mine {
            one.saw(keys, now);
            all.put(one);
        }
        self.keep(all);
    }

    /// A successor was made.
    pub fn made(self, old: &str, successor: &str, quiet: f64) {
        let Some(login) = untrack(|| self.dss.login()) else { return };
        let server = self.server.get_value();
        let mut all = kept();
        all.put(Rotation::new(&server, &login, old, successor, quiet, clock::now().wall));
        self.keep(all);
    }

    /// Ids of the old keys, tracked.
    pub fn old_keys(self) -> Vec<String> {
        let Some(login) = self.dss.login() else { return Vec::new() };
        let server = self.server.get_value();
        self.all.with(|all| all.of(&server, &login).map(|one| one.old.clone()).collect())
    }

    /// The rotation of an old key, followed.
    pub fn of(self, old: String) -> Signal<Option<Rotation>> {
        Signal::derive(move || {
            let login = self.dss.login()?;
            let server = self.server.get_value();
            self.all.with(|all| all.of(&server, &login).find(|one| one.old == old).cloned())
        })
    }

    /// Whether a key is watched, so that it is worth asking again; tracked.
    pub fn watches(self) -> bool {
        let Some(login) = self.dss.login() else { return false };
        let server = self.server.get_value();
        self.all.with(|all| {
            all.of(&server, &login).any(|one| match one.phase() {
                Phase::Watching(..) | Phase::Quiet(_) => true,
                Phase::Made | Phase::Ask | Phase::Revoked(_) | Phase::Lost => false,
            })
        })
    }

    /// Changes one.
    pub fn change(self, old: &str, change: impl FnOnce(&mut Rotation)) {
        let mut all = kept();
        let Some(login) = untrack(|| self.dss.login()) else { return };
        let found = all.of(&self.server.get_value(), &login).find(|one| one.old == old).cloned();
        if let Some(mut one) = found {
            change(&mut one);
            all.put(one);
            self.keep(all);
        }
    }

    /// Forgets one.
    pub fn forget(self, old: &str) {
        let mut all = kept();
        all.forget(&self.server.get_value(), old);
        self.keep(all);
    }

    fn keep(self, all: Rotations) {
        storage::set_rotations(&all.to_text());
        self.all.set(all);
    }
}

/// Another tab may have written meanwhile, so it is read before each change.
fn kept() -> Rotations {
    storage::rotations().map(|text| Rotations::from_text(&text)).unwrap_or_default()
}
