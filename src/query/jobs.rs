//! Jobs that go on after their call has answered: followed whatever page is open, and after a reload or another sign-in
//! of the same user.

mod drive;

use std::future::Future;

use crate::reactive::{Callback, RwSignal, Signal, StoredValue};
use futures_channel::oneshot;
use leptos::prelude::*;
use pilothouse_wire::control::Id;

use crate::browser::{clock, document, storage};
use crate::domain::control::waiting::{End, Followed, Kept, Note, shorten};
use crate::session::Session;

/// The handle that pages hold. What [`Jobs::provide`] makes is signals; the rest stands in the later part of the console.
#[derive(Clone, Copy)]
pub struct Jobs {
    /// Those of whoever is signed in, the oldest first.
    pub all: RwSignal<Vec<Followed>>,
    tell: Callback<Followed>,
    visible: Signal<bool>,
    session: StoredValue<Session>,
    driven: StoredValue<bool>,
    whose: StoredValue<Whose>,
    waiting: StoredValue<Vec<(Id, oneshot::Sender<End>)>>,
    done: StoredValue<Vec<(Id, Callback<End>)>>,
    ends: RwSignal<usize>,
}

/// Who is signed in to a control plane that has a session of its own: only the server can tell.
#[derive(Clone, Default)]
struct Whose {
    login: Option<String>,
    /// Who it was before somebody was asked for a password, and when that was, in ms since the epoch.
    before: Option<(String, f64)>,
    /// Ticks till the server is asked again.
    patience: u32,
}

/// The jobs of the console.
pub fn use_jobs() -> Jobs {
    expect_context()
}

impl Jobs {
    /// Puts the handle into the context. `tell` is called once for each end that nobody waits for.
    pub fn provide(session: Session, tell: Callback<Followed>) -> Self {
        let jobs = Self {
            all: RwSignal::new(Vec::new()),
            tell,
            visible: document::visible().into(),
            session: StoredValue::new(session),
            driven: StoredValue::new(false),
            whose: StoredValue::default(),
            waiting: StoredValue::new(Vec::new()),
            done: StoredValue::new(Vec::new()),
            ends: RwSignal::new(0),
        };
        provide_context(jobs);
        jobs
    }

    /// Whether an earlier visit has left some, as far as one can see without reading it.
    pub fn are_kept() -> bool {
        storage::jobs().is_some_and(|text| text.len() > "[]".len())
    }

    /// How many are under way, tracked.
    pub fn under_way(self) -> usize {
        self.all.with(|all| all.iter().filter(|job| job.is_under_way()).count())
    }

    /// Whether one has ended otherwise than it should, tracked.
    pub fn any_bad(self) -> bool {
        self.all.with(|all| all.iter().any(Followed::is_bad))
    }

    /// Calls `read` whenever a followed job has ended, as long as the view that asks is there: what it changed is not as it
    /// was read.
    pub fn at_ends(self, read: impl Fn() + 'static) {
        Effect::new(move |before: Option<usize>| {
            let now = self.ends.get();
            if before.is_some_and(|before| before != now) {
                read();
            }
            now
        });
    }

    /// Follows a job; `words` say what it is for: "Create user ana". `done` is called at its end, where whoever gave it is
    /// still there.
    pub fn follow(self, id: Id, words: String, done: Option<Callback<End>>) {
        if let Some(done) = done {
            self.heed(&id, done);
        }
        let job = Followed::new(id, words, clock::now());
        self.keep(&job);
        self.all.update(|all| {
            all.retain(|known| known.id != job.id);
            all.push(job);
            shorten(all);
        });
        self.forget_waiting();
        self.drive();
    }

    /// Calls `done` at the end of a job that is followed.
    pub fn heed(self, id: &Id, done: Callback<End>) {
        self.done.update_value(|all| all.push((id.clone(), done)));
    }

    /// The end of a job that is followed; `None` where it is not followed any more: it took too long, was dismissed, or
    /// somebody has signed out. Who waits tells of the end: it is not told elsewhere.
    pub fn wait(self, id: &Id) -> impl Future<Output = Option<End>> + use<> {
        let known = self.all.with_untracked(|all| all.iter().find(|job| job.id == *id).map(|job| job.end.clone()));
        let (tell, told) = oneshot::channel();
        match known {
            Some(Some(end)) => drop(tell.send(end)),
            Some(None) => self.waiting.update_value(|all| all.push((id.clone(), tell))),
            None => {}
        }
        async move { told.await.ok() }
    }

    /// One of them, tracked.
    pub fn one(self, id: &Id) -> Option<Followed> {
        self.all.with(|all| all.iter().find(|job| job.id == *id).cloned())
    }

    /// Follows a job no more. On the server it goes on.
    pub fn dismiss(self, id: &Id) {
        self.all.update(|all| all.retain(|job| job.id != *id));
        self.forget_waiting();
        self.keeping(|kept, server, login| kept.forget(server, login, id));
    }

    /// Dismisses all that have ended.
    pub fn dismiss_ended(self) {
        let ended = |job: &&Followed| job.end.is_some();
        let ids: Vec<Id> = self.all.with_untracked(|all| all.iter().filter(ended).map(|job| job.id.clone()).collect());
        for id in &ids {
            self.dismiss(id);
        }
    }

    /// Asks for a job at once, also where that was given up.
    pub fn ask_again(self, id: &Id) {
        self.change(id, |job| job.ask_again(clock::now()));
        self.drive();
    }

    fn change<T>(self, id: &Id, change: impl FnOnce(&mut Followed) -> T) -> Option<T> {
        self.all.try_update(|all| all.iter_mut().find(|job| job.id == *id).map(change)).flatten()
    }

    /// Nobody waits for what is not asked for any more.
    fn forget_waiting(self) {
        let job = |id: &Id| self.all.with_untracked(|all| all.iter().find(|job| job.id == *id).map(Followed::is_asked));
        self.waiting.update_value(|all| all.retain(|(id, _)| job(id) == Some(true)));
        self.done.update_value(|all| all.retain(|(id, _)| job(id).is_some()));
    }

    /// Writes down that a job is followed, and whether its end was told.
    fn keep(self, job: &Followed) {
        self.keeping(|kept, server, login| kept.put(Note::of(job, server, login)));
    }

    /// Changes what is kept. Another tab may have written meanwhile, so it is read before each change.
    fn keeping(self, change: impl FnOnce(&mut Kept, &str, &str)) {
        let (Some(server), Some(login)) = (self.server(), self.login()) else { return };
        let mut all = kept();
        change(&mut all, &server, &login);
        storage::set_jobs(&all.to_text());
    }

    fn server(self) -> Option<String> {
        self.session.get_value().control_plane().map(|target| target.base)
    }
}

fn kept() -> Kept {
    storage::jobs().map(|text| Kept::from_text(&text)).unwrap_or_default()
}
