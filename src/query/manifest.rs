//! The manifest of the app services: what it says, what changes it now, how the services were to be before a maintenance.
//! There is no version to save against (contract/iguazio-control-plane.md §7), so it is read once more just before each
//! change.

use leptos::prelude::*;
use pilothouse_wire::control::{Done, Page, services as wire, users};
use pilothouse_wire::{Error, Whole};

use super::{Control, Load, Poll, Remote};
use crate::browser::{clock, storage};
use crate::domain::allowed::Allowed;
use crate::domain::control::services::{self, Back, Snapshot, Snapshots};
use crate::reactive::{Memo, RwSignal, Signal, StoredValue};
use crate::session::{Session, Target};

/// The handle of the page.
#[derive(Clone, Copy)]
pub struct Manifest {
    /// The control plane.
    pub control: Control,
    /// The manifest as it was last read.
    pub load: Remote<Whole>,
    /// The job that changes it now, where there is one.
    pub running: Signal<Option<String>>,
    snapshots: RwSignal<Snapshots>,
    server: StoredValue<String>,
}

/// The manifest just before a change.
pub enum Fresh {
    /// This job changes it: nothing can be sent.
    Running(String),
    /// It can be changed.
    Free(Whole),
}

/// Where the manifest is read and put back. Taken before a change begins: it goes on when its page is left.
#[derive(Clone)]
pub struct Place {
    session: Session,
    target: Target,
    login: String,
}

impl Manifest {
    /// Starts to read it; again and again while a job changes it.
    pub fn open(control: Control) -> Self {
        let load = Remote::new(move || async move { first(control.send(&wire::list()).await?) });
        let running = Memo::new(move |_| {
            load.load.with(|load| load.value().and_then(|manifest| services::running(manifest).map(str::to_owned)))
        });
        let poll = Poll::begin(load);
        Effect::new(move |_| poll.held.set(running.with(Option::is_none)));
        Self {
            control,
            load,
            running: running.into(),
            snapshots: RwSignal::new(kept()),
            server: StoredValue::new(control.target.with_value(|target| target.base.clone())),
        }
    }

    /// Whether something can be changed now, tracked.
    pub fn free(&self) -> Allowed {
        if let Some(job) = self.running.get() {
            return Allowed::no(["Another modification is under way: wait for job ", &job, " to end."].concat());
        }
        self.load.load.with(|load| match load {
            Load::Ready(_) | Load::Stale(..) => Allowed::Yes,
            Load::Waiting | Load::Failed(_) => Allowed::no("The app services are not known."),
        })
    }

    /// Whether the system knows the mode of an owner's edit, tracked.
    pub fn owner_edit(&self) -> bool {
        self.control.is_since(wire::OWNER_EDIT_SINCE)
    }

    fn login(&self) -> String {
        self.control.own().and_then(|own| own.text(users::USERNAME).map(str::to_owned)).unwrap_or_default()
    }

    /// Where to read and put it back; before an await.
    pub fn place(&self) -> Place {
        let target = self.control.target.get_value();
        Place { session: self.control.session, target, login: untrack(|| self.login()) }
    }

    /// Reads it just before a change. What is read is what the page shows from then on.
    pub async fn fresh(self, place: &Place) -> Result<Fresh, Error> {
        let manifest = first(place.session.send(&place.target, &wire::list()).await?)?;
        self.load.put(manifest.clone());
        Ok(match services::running(&manifest) {
            Some(job) => Fresh::Running(job.to_owned()),
            None => Fresh::Free(manifest),
        })
    }

    /// Puts the next one back in the place of that which was just read.
    pub async fn put(self, place: &Place, before: &Whole, next: &Whole, force: bool) -> Result<Done, Error> {
        // Beforehand: it may be done although no answer comes. Where nothing was done, there is no way back to show.
        self.note(place, before);
        let done = place.session.send(&place.target, &wire::save(next, force)).await?;
        self.load.refresh();
        Ok(done)
    }

    /// Keeps how the services were to be, unless a maintenance is on.
    fn note(self, place: &Place, before: &Whole) {
        if place.login.is_empty() {
            return;
        }
        let (server, mut all) = (&place.target.base, kept());
        if all.of(server, &place.login).is_some_and(|snapshot| !snapshot.back(before).is_empty()) {
            return;
        }
        all.put(Snapshot::take(before, server, &place.login, clock::now().wall));
        self.keep(all);
    }

    /// How the services were to be before the maintenance that is on, and the way back; tracked. Nothing while they are
    /// as they were.
    pub fn before(&self) -> Option<(f64, Back)> {
        let (manifest, login) = (self.load.value()?, self.login());
        let (at, back) = self.snapshots.with(|all| {
            let snapshot = all.of(&self.server.get_value(), &login)?;
            Some((snapshot.at, snapshot.back(&manifest)))
        })?;
        (!back.is_empty()).then_some((at, back))
    }

    /// Forgets how they were.
    pub fn forget(&self) {
        let mut all = kept();
        all.forget(&self.server.get_value(), &untrack(|| self.login()));
        self.keep(all);
    }

    fn keep(self, all: Snapshots) {
        storage::set_services(&all.to_text());
        self.snapshots.set(all);
    }
}

/// There is one, and it comes as a list (§7, certain).
fn first(page: Page) -> Result<Whole, Error> {
    let first = page.items.into_iter().next().map(|item| item.attributes);
    first.ok_or_else(|| Error::Unreadable("the server lists no manifest".into()))
}

/// Another tab may have written meanwhile, so it is read before each change.
fn kept() -> Snapshots {
    storage::services().map(|text| Snapshots::from_text(&text)).unwrap_or_default()
}
