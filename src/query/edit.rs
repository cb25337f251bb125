//! Editing an object that is put back whole. There is no version to save against (contract/dataiku-dss.md §12), so before
//! each save it is read again and compared with what the edit began with; after it, read once more and compared with what
//! was sent.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use pilothouse_wire::{Call, Error, Request, Whole};

use super::Remote;
use super::drafts::{Draft, Drafts, Left, Of, use_drafts};
use crate::browser::document;
use crate::domain::failure::Failure;
use crate::domain::merge::{self, Change, Identify, Merge, Pick};
use crate::reactive::{Memo, RwSignal, Signal, StoredValue};
use crate::session::{Session, Target};

/// Where a save is.
#[derive(Clone)]
pub enum Stage {
    /// None is under way.
    Still,
    /// It is on the way.
    Busy,
    /// Somebody has changed the object meanwhile: what shall be saved?
    Asking(Arc<Merge>),
    /// It is saved.
    Saved(Kept),
}

/// What came of a save.
#[derive(Clone, Debug)]
pub enum Kept {
    /// The server has what was sent.
    All,
    /// It has something else in these places.
    Otherwise(Vec<Change>),
    /// It was saved, and could not be read again.
    Unread(Error),
}

/// How the object is read.
type Read = Rc<dyn Fn() -> Call<Whole>>;
/// How it is put back.
type Write = Rc<dyn Fn(&Whole) -> Call<()>>;

/// An edit, from loading to saving.
#[derive(Clone, Copy)]
pub struct Edit {
    /// The object as the server last said.
    pub load: Remote<Whole>,
    /// What has been made of it here; nothing while it has not been loaded.
    pub draft: RwSignal<Option<Whole>>,
    /// Where the save is.
    pub stage: RwSignal<Stage>,
    /// How the last save failed.
    pub failed: RwSignal<Option<Failure>>,
    /// What the draft began with.
    base: RwSignal<Option<Whole>>,
    /// What was there when it was asked what shall be saved.
    theirs: RwSignal<Option<Whole>>,
    identify: Identify,
    session: Session,
    target: StoredValue<Target>,
    read: StoredValue<Read>,
    write: StoredValue<Write>,
    drafts: Drafts,
    /// Where the draft waits when its page is left, if it does.
    kept: StoredValue<Option<Of>>,
}

impl Edit {
    /// Starts to load. `identify` tells items of its lists apart (`wire::dss::identity`, or
    /// [`merge::no_identity`] where order counts).
    pub fn new(
        session: Session,
        target: Target,
        read: impl Fn() -> Call<Whole> + 'static,
        write: impl Fn(&Whole) -> Call<()> + 'static,
        identify: Identify,
    ) -> Self {
        let (read, write): (Read, Write) = (Rc::new(read), Rc::new(write));
        let (base, draft) = (RwSignal::new(None), RwSignal::new(None));
        let (asked, to) = (Rc::clone(&read), target.clone());
        let load = Remote::new(move || {
            let (call, to) = (asked(), to.clone());
            async move { session.send(&to, &call).await }
        });
        Effect::new(move |_| {
            if let Some(loaded) = load.value() {
                begin(base, draft, &loaded);
            }
        });
        Self {
            load,
            draft,
            base,
            theirs: RwSignal::new(None),
            identify,
            session,
            stage: RwSignal::new(Stage::Still),
            failed: RwSignal::new(None),
            target: StoredValue::new(target),
            read: StoredValue::new(read),
            write: StoredValue::new(write),
            drafts: use_drafts(),
            kept: StoredValue::new(None),
        }
    }

    /// Lets nobody lose the draft: who leaves the page before it is saved finds it there again. `whose` says of what
    /// the changes are: “your account”.
    pub fn keep(self, whose: String) {
        let drafts = self.drafts;
        let of = Of { target: self.target.get_value(), path: self.read.get_value()().path() };
        if let Some(Draft { base, draft, .. }) = drafts.take(&of) {
            self.base.set(Some(base));
            self.draft.set(Some(draft));
        }
        self.kept.set_value(Some(of.clone()));
        let dirty = self.dirty();
        document::guard_leaving(move || dirty.get_untracked());
        on_cleanup(move || {
            let both = self.base.try_get_untracked().flatten().zip(self.draft.try_get_untracked().flatten());
            let Some((base, draft)) = both.filter(|(base, draft)| base != draft) else { return };
            let saving = matches!(self.stage.try_get_untracked(), Some(Stage::Busy));
            // While a save is on its way its end has the word.
            if drafts.keep(of, Draft { base, draft, job: None }) && !saving {
                drafts.say(Left::Unsaved(whose));
            }
        });
    }

    /// Changes the draft. What was said of an earlier save is gone with it.
    pub fn change(&self, change: impl FnOnce(&mut Whole)) {
        self.draft.update(|draft| {
            if let Some(draft) = draft {
                change(draft);
            }
        });
        if matches!(self.stage.get_untracked(), Stage::Saved(_)) {
            self.stage.set(Stage::Still);
        }
    }

    /// What the draft began with, tracked.
    pub fn base(&self) -> Option<Whole> {
        self.base.get()
    }

    /// What the draft changes, tracked.
    pub fn changes(&self) -> Vec<Change> {
        let base = self.base.get().map(|base| base.value());
        let draft = self.draft.get().map(|draft| draft.value());
        base.zip(draft).map(|(base, draft)| merge::changes(&base, &draft, self.identify)).unwrap_or_default()
    }

    /// Whether there is something to save.
    pub fn dirty(&self) -> Signal<bool> {
        let edit = *self;
        Memo::new(move |_| edit.base.with(|base| edit.draft.with(|draft| base != draft))).into()
    }

    /// Whether a save is on the way.
    pub fn busy(&self) -> Signal<bool> {
        let stage = self.stage;
        Signal::derive(move || stage.with(|stage| matches!(stage, Stage::Busy)))
    }

    /// Gives the draft up; not while it is being saved.
    pub fn discard(&self) {
        if matches!(self.stage.get_untracked(), Stage::Busy) {
            return;
        }
        self.draft.set(self.base.get_untracked());
        self.failed.set(None);
        self.stage.set(Stage::Still);
    }

    /// The write as it would be sent now, for a script.
    pub fn request<T>(&self, show: impl FnOnce(&Target, &Request) -> T) -> Option<T> {
        let draft = self.draft.get()?;
        let call = self.write.get_value()(&draft);
        Some(self.target.with_value(|target| show(target, call.request())))
    }

    /// Saves the draft, unless somebody has changed the object meanwhile: then it asks. `title` says what failed, if it does.
    pub fn save(self, title: String) {
        let base_and_draft = self.base.get_untracked().zip(self.draft.get_untracked());
        let Some((base, draft)) = base_and_draft.filter(|_| !self.busy().get_untracked()) else { return };
        // Taken now: the page may be left before the answers are there, and the save goes on.
        let server = Server { session: self.session, target: self.target.get_value(), read: self.read.get_value() };
        let (write, kept) = (self.write.get_value()(&draft), self.kept.get_value());
        self.start(title, move || async move {
            let theirs = server.read().await?;
            let merge = merge::merge(&base.value(), &draft.value(), &theirs.value(), self.identify);
            if merge.is_current() {
                server.session.send(&server.target, &write).await?;
                if let Some(of) = kept {
                    self.drafts.forget(&of, &draft);
                }
                return Ok(self.compare(&draft, server.read().await));
            }
            // With what was typed since.
            let mine = self.draft.try_get_untracked().flatten().unwrap_or(draft);
            let merge = merge::merge(&base.value(), &mine.value(), &theirs.value(), self.identify);
            self.theirs.try_set(Some(theirs));
            Ok(Stage::Asking(Arc::new(merge)))
        });
    }

    /// Saves both edits as one, with a pick for each clash.
    pub fn resolve(self, title: String, picks: &[Pick]) {
        let Stage::Asking(merge) = self.stage.get_untracked() else { return };
        let Some(whole) = Whole::of(Merge::clone(&merge).resolve(picks)) else { return };
        // Their changes are in it now: what the next comparison begins with.
        self.base.set(self.theirs.get_untracked());
        self.draft.set(Some(whole));
        self.stage.set(Stage::Still);
        self.save(title);
    }

    fn start<F>(self, title: String, save: impl FnOnce() -> F + 'static)
    where
        F: Future<Output = Result<Stage, Error>> + 'static,
    {
        self.stage.set(Stage::Busy);
        self.failed.set(None);
        let drafts = self.drafts;
        spawn_local(async move {
            match save().await {
                Ok(stage) => {
                    let asks = matches!(stage, Stage::Asking(_));
                    if !self.stage.try_set(stage) && asks {
                        drafts.say(Left::Failed(title));
                    }
                }
                Err(error) => {
                    self.stage.try_set(Stage::Still);
                    if !self.failed.try_set(Some(Failure::of_write(title.clone(), &error))) {
                        drafts.say(Left::Failed(title));
                    }
                }
            }
        });
    }

    /// What came of a save, by what was read after it.
    fn compare(self, draft: &Whole, read: Result<Whole, Error>) -> Stage {
        let kept = match read {
            Ok(kept) => kept,
            Err(error) => {
                self.base.try_set(Some(draft.clone()));
                return Stage::Saved(Kept::Unread(error));
            }
        };
        // Secrets come back masked, or not at all: nothing can be said of them.
        let mut otherwise = merge::changes(&draft.value(), &kept.value(), self.identify);
        otherwise.retain(|change| !merge::is_secret(&change.path) && !is_written_out(change));
        // Whoever went on typing meanwhile keeps it.
        if self.draft.try_get_untracked().flatten().as_ref() == Some(draft) {
            self.draft.set(Some(kept.clone()));
        }
        self.base.try_set(Some(kept.clone()));
        self.load.put(kept);
        Stage::Saved(if otherwise.is_empty() { Kept::All } else { Kept::Otherwise(otherwise) })
    }
}

/// Where an object is read and put back.
struct Server {
    session: Session,
    target: Target,
    read: Read,
}

impl Server {
    async fn read(&self) -> Result<Whole, Error> {
        self.session.send(&self.target, &(self.read)()).await
    }
}

/// A flag that was left out and that the server has as false: it says the same.
fn is_written_out(change: &Change) -> bool {
    change.before.is_none() && change.after == Some(serde_json::Value::Bool(false))
}

/// What was loaded becomes the draft, unless somebody is at work on an earlier one. Where it is what they made of it,
/// nothing is left to be saved.
fn begin(base: RwSignal<Option<Whole>>, draft: RwSignal<Option<Whole>>, loaded: &Whole) {
    let Some(now) = draft.try_get_untracked() else { return };
    let untouched = base.with_untracked(|base| *base == now);
    if untouched || now.as_ref() == Some(loaded) {
        base.set(Some(loaded.clone()));
        draft.set(Some(loaded.clone()));
    }
}
