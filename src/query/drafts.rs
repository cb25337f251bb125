//! What was typed and not saved when its page was left: kept in memory till its page comes back, so that no link costs
//! anybody their work. A save compares with what the draft began with, however long ago that was ([`super::Edit`]).

use leptos::prelude::*;
use pilothouse_wire::Whole;
use pilothouse_wire::control::Id;

use super::use_jobs;
use crate::browser::document;
use crate::domain::control::waiting::{End, Followed};
use crate::reactive::{Callback, StoredValue};
use crate::session::{DSS, Session, State, Target};

/// Of what object a draft is: who was asked for it, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Of {
    pub(super) target: Target,
    pub(super) path: String,
}

/// A draft, and what it began with.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) base: Whole,
    pub(super) draft: Whole,
    /// The job that saves it.
    pub(super) job: Option<Id>,
}

/// What is to be told of a page that was left.
pub enum Left {
    /// Changes of that were not saved: “your account”.
    Unsaved(String),
    /// A save failed since; in these words.
    Failed(String),
}

/// The drafts of pages that were left.
#[derive(Clone, Copy)]
pub struct Drafts {
    tell: Callback<Left>,
    all: StoredValue<Vec<(Of, Draft)>>,
    session: StoredValue<Session>,
}

impl Drafts {
    /// Puts the handle into the context. They belong to whoever is signed in, and go when they sign out. `tell` is
    /// called when a page was left.
    pub fn provide(session: Session, tell: Callback<Left>) {
        let drafts = Self { tell, all: StoredValue::new(Vec::new()), session: StoredValue::new(session) };
        provide_context(drafts);
        let jobs = use_jobs();
        Effect::new(move |_| {
            let good = |job: &&Followed| job.end.as_ref().is_some_and(End::is_good);
            jobs.all.with(|all| all.iter().filter(good).for_each(|job| drafts.saved_by(&job.id)));
        });
        document::guard_leaving(move || drafts.all.with_value(|all| !all.is_empty()));
        Effect::new(move |_| {
            // Whoever gives DSS a key may be somebody else than who gave the last one.
            let another = session.key_wanted.with(|wanted| wanted.as_ref().is_some_and(|wanted| wanted.node == DSS));
            if another || !drafts.inside(session.state.get()) {
                drafts.all.set_value(Vec::new());
            }
        });
    }

    pub(super) fn say(self, left: Left) {
        self.tell.try_run(left);
    }

    fn inside(self, state: State) -> bool {
        matches!(state, State::SignedIn(_) | State::Ended(_))
    }

    /// Takes a draft up again.
    pub(super) fn take(self, of: &Of) -> Option<Draft> {
        let mut found = None;
        self.all.update_value(|all| {
            if let Some(place) = all.iter().position(|(known, _)| known == of) {
                found = Some(all.swap_remove(place).1);
            }
        });
        found
    }

    /// What was saved needs not wait.
    pub(super) fn forget(self, of: &Of, saved: &Whole) {
        self.all.update_value(|all| all.retain(|(known, kept)| known != of || kept.draft != *saved));
    }

    fn saved_by(self, job: &Id) {
        self.all.update_value(|all| all.retain(|(_, kept)| kept.job.as_ref() != Some(job)));
    }

    /// Keeps a draft, unless its writer has signed out. Says whether it is kept.
    pub(super) fn keep(self, of: Of, draft: Draft) -> bool {
        let state = self.session.with_value(|session| session.state.get_untracked());
        let inside = self.inside(state);
        if inside {
            self.all.update_value(|all| all.push((of, draft)));
        }
        inside
    }
}

/// What a page was left with.
pub struct LeftOver {
    /// What it held.
    pub draft: Whole,
    /// The job that saves it.
    pub job: Option<Id>,
}

/// Lets nobody lose what a page holds beside an [`super::Edit`]: answers what was left of it, and keeps what `now` says
/// when the page is left, nothing where all is saved. What a `job` saves waits no longer when it has done it. `whose` says
/// of what it is; nothing where leaving costs nothing, or is told otherwise.
pub fn keep_page(
    target: Target,
    path: String,
    job: impl Fn() -> Option<Id> + Send + Sync + 'static,
    whose: impl Fn() -> Option<String> + Clone + Send + Sync + 'static,
    now: impl Fn() -> Option<Whole> + Clone + Send + Sync + 'static,
) -> Option<LeftOver> {
    let (drafts, of) = (use_drafts(), Of { target, path });
    let left = drafts.take(&of).map(|Draft { draft, job, .. }| LeftOver { draft, job });
    let (unsaved, told) = (now.clone(), whose.clone());
    document::guard_leaving(move || told().is_some() && unsaved().is_some());
    on_cleanup(move || {
        let Some(draft) = now() else { return };
        if drafts.keep(of, Draft { base: Whole::default(), draft, job: job() })
            && let Some(whose) = whose()
        {
            drafts.say(Left::Unsaved(whose));
        }
    });
    left
}

/// The drafts of the console.
pub(super) fn use_drafts() -> Drafts {
    expect_context()
}
