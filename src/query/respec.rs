//! The manifest, or one service of it, edited as JSON: what was loaded, the draft, and both edits in one when somebody else
//! was faster. What is edited holds no secret and nothing that the server alone says.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_wire::control::{Done, services as wire};
use pilothouse_wire::{Error, Whole};

use super::drafts::{Draft, Drafts, Left, Of, use_drafts};
use super::{Fresh, Manifest};
use crate::browser::document;
use crate::domain::control::services;
use crate::domain::merge::{self, Change, Merge, Pick};
use crate::reactive::{Memo, RwSignal, Signal, StoredValue};

/// What came of a try to send the draft.
pub enum Turn {
    /// It was sent.
    Sent(Done),
    /// This job changes the manifest: nothing was sent.
    Running(String),
    /// Somebody else has changed it: both edits are to be looked at.
    Asking(Box<Merge>),
    /// With what is there now it makes no manifest; why.
    Wrong(String),
}

/// An edit, from loading to sending.
#[derive(Clone, Copy)]
pub struct Respec {
    /// The manifest.
    pub manifest: Manifest,
    /// What has been made of it; nothing while it has not been loaded, and where there is no such service.
    pub draft: RwSignal<Option<Whole>>,
    /// The question that is open.
    pub asking: RwSignal<Option<Arc<Merge>>>,
    base: RwSignal<Option<Whole>>,
    /// What was there when it was asked what shall be sent.
    theirs: RwSignal<Option<Whole>>,
    name: StoredValue<Option<String>>,
    drafts: Drafts,
    of: StoredValue<Of>,
}

impl Respec {
    /// Of the service of that name, or of all.
    pub fn open(manifest: Manifest, name: Option<String>) -> Self {
        let drafts = use_drafts();
        let path = [wire::LIST.path, "#", name.as_deref().unwrap_or_default()].concat();
        let of = Of { target: manifest.control.target.get_value(), path };
        let kept = drafts.take(&of);
        let (base, draft) = kept.map(|Draft { base, draft, .. }| (base, draft)).unzip();
        let respec = Self {
            manifest,
            draft: RwSignal::new(draft),
            asking: RwSignal::new(None),
            base: RwSignal::new(base),
            theirs: RwSignal::new(None),
            name: StoredValue::new(name),
            drafts,
            of: StoredValue::new(of),
        };
        Effect::new(move |_| {
            if let Some(loaded) = manifest.load.value().and_then(|loaded| respec.part(&loaded)) {
                respec.begin(loaded);
            }
        });
        respec.keep();
        respec
    }

    /// What of a manifest is edited here.
    fn part(&self, manifest: &Whole) -> Option<Whole> {
        self.name.try_with_value(|name| match name {
            Some(name) => services::editable_one(manifest, name),
            None => Some(services::editable(manifest)),
        })?
    }

    /// What was loaded becomes the draft, unless somebody is at work on an earlier one.
    fn begin(&self, loaded: Whole) {
        let (base, draft) = (self.base.get_untracked(), self.draft.get_untracked());
        if base == draft || draft.as_ref() == Some(&loaded) {
            self.base.set(Some(loaded.clone()));
            self.draft.set(Some(loaded));
        }
    }

    /// Who leaves the page before it is sent finds the draft there again.
    fn keep(self) {
        let dirty = self.dirty();
        document::guard_leaving(move || dirty.get_untracked());
        on_cleanup(move || {
            let both = self.base.try_get_untracked().flatten().zip(self.draft.try_get_untracked().flatten());
            let Some((base, draft)) = both.filter(|(base, draft)| base != draft) else { return };
            let Some(of) = self.of.try_get_value() else { return };
            let whose = self.name.try_get_value().flatten().unwrap_or_else(|| "the app services".into());
            if self.drafts.keep(of, Draft { base, draft, job: None }) {
                self.drafts.say(Left::Unsaved(whose));
            }
        });
    }

    /// Whether there is something to send.
    pub fn dirty(self) -> Signal<bool> {
        Memo::new(move |_| self.base.with(|base| self.draft.with(|draft| base != draft))).into()
    }

    /// The same as of now, where the page is still there.
    pub fn dirty_now(self) -> Option<bool> {
        Some(self.base.try_get_untracked()? != self.draft.try_get_untracked()?)
    }

    /// What the draft changes, tracked.
    pub fn changes(&self) -> Vec<Change> {
        let both = self.base.get().zip(self.draft.get());
        both.map(|(base, draft)| merge::changes(&base.value(), &draft.value(), services::identify)).unwrap_or_default()
    }

    /// The manifest that would be sent now, tracked; or what is wrong with the draft.
    pub fn next(&self) -> Result<Whole, String> {
        let both = self.manifest.load.value().zip(self.draft.get());
        let (manifest, draft) = both.ok_or_else(|| "The app services are not known.".to_owned())?;
        self.complete(&manifest, &draft)
    }

    fn complete(&self, manifest: &Whole, draft: &Whole) -> Result<Whole, String> {
        self.name.with_value(|name| match name {
            Some(name) if services::find(manifest, name).is_none() => {
                Err(["There is no service ", name, " any more."].concat())
            }
            Some(name) => services::complete_one(manifest, name, draft),
            None => services::complete(manifest, draft),
        })
    }

    /// Gives the draft up.
    pub fn discard(&self) {
        self.draft.set(self.base.get_untracked());
    }

    /// Reads the manifest once more, and sends the draft unless somebody else was faster.
    pub async fn send(self, force: bool) -> Result<Turn, Error> {
        let place = self.manifest.place();
        let both = self.base.get_untracked().zip(self.draft.get_untracked());
        let Some((base, draft)) = both else { return Err(Error::Cancelled) };
        let name = self.name.get_value();
        let fresh = match self.manifest.fresh(&place).await? {
            Fresh::Running(job) => return Ok(Turn::Running(job)),
            Fresh::Free(fresh) => fresh,
        };
        let Some(theirs) = self.part(&fresh) else {
            return Ok(Turn::Wrong(["There is no service ", &name.unwrap_or_default(), " any more."].concat()));
        };
        let merge = merge::merge(&base.value(), &draft.value(), &theirs.value(), services::identify);
        if !merge.is_current() {
            self.theirs.try_set(Some(theirs));
            return Ok(Turn::Asking(Box::new(merge)));
        }
        let next = match self.complete(&fresh, &draft) {
            Ok(next) => next,
            Err(why) => return Ok(Turn::Wrong(why)),
        };
        let done = self.manifest.put(&place, &fresh, &next, force).await?;
        // What is read next is what the server has made of it.
        self.base.try_set(Some(draft));
        Ok(Turn::Sent(done))
    }

    /// Takes both edits as one, with a pick for each clash; it is sent by the next [`Self::send`].
    pub fn resolve(&self, picks: &[Pick]) {
        let Some(merge) = self.asking.get_untracked() else { return };
        let Some(whole) = Whole::of(Merge::clone(&merge).resolve(picks)) else { return };
        self.base.set(self.theirs.get_untracked());
        self.draft.set(Some(whole));
        self.asking.set(None);
    }
}
