//! What moves the followed jobs on: who they belong to, when they are asked for, what is told of an end.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use pilothouse_wire::Error;
use pilothouse_wire::control::{self, Id, Item, One, Which, jobs, users};

use super::{Jobs, Whose, kept};
use crate::browser::clock;
use crate::domain::config::SignIn;
use crate::domain::control::waiting::{End, Followed, shorten};
use crate::session::{CONTROL, State};

/// Between two looks at the clock.
const TICK: Duration = Duration::from_secs(1);
/// Ticks between two questions for who one is.
const UNKNOWN: u32 = 10;

impl Jobs {
    /// Follows the jobs for as long as the view that asks is there: it stands where somebody is signed in.
    pub fn attend(self) {
        Effect::new(move |_| {
            let session = self.session.get_value();
            // Another user may give another password.
            if session.key_wanted.with(|wanted| wanted.as_ref().is_some_and(|wanted| wanted.node == CONTROL)) {
                self.doubt();
            }
            session.state.track();
            session.began();
            if self.visible.get() {
                untrack(|| self.wake());
            }
        });
        on_cleanup(move || self.put_down());
    }

    /// It may be somebody else from now on.
    fn doubt(self) {
        self.whose.update_value(|whose| {
            whose.before = whose.login.take().map(|login| (login, clock::now().wall)).or(whose.before.take());
        });
    }

    /// Whoever signs in next has not begun them; what is kept waits for the next sign-in of the same user.
    fn put_down(self) {
        self.whose.set_value(Whose::default());
        self.waiting.update_value(Vec::clear);
        self.done.update_value(Vec::clear);
        self.all.set(Vec::new());
    }

    /// Goes on after a time without a session, or out of sight.
    fn wake(self) {
        if self.all.with_untracked(|all| all.iter().any(Followed::is_asked)) {
            self.all.update(|all| all.iter_mut().for_each(Followed::wake));
        }
        self.whose.update_value(|whose| whose.patience = 0);
        self.take_up();
        self.drive();
    }

    /// Whose jobs are kept here: by the session, or by what the control plane said where it has a session of its own.
    pub(super) fn login(self) -> Option<String> {
        let session = self.session.get_value();
        match session.control_plane()?.sign_in {
            SignIn::Session => match session.state.get_untracked() {
                State::SignedIn(Some(who)) | State::Ended(who) => Some(who.login),
                State::SignedIn(None) | State::Starting | State::SignedOut(_) => None,
            },
            SignIn::Password | SignIn::ApiKey => self.whose.get_value().login,
        }
    }

    /// Takes up what an earlier visit or another tab follows.
    fn take_up(self) {
        let (Some(server), Some(login)) = (self.server(), self.login()) else { return };
        let (kept, now) = (kept(), clock::now());
        let known = |id: &Id| self.all.with_untracked(|all| all.iter().any(|job| job.id == *id));
        let fresh = kept.of(&server, &login).filter(|note| !note.good && !known(&note.id));
        let fresh: Vec<Followed> = fresh.map(|note| Followed::resume(note, now)).collect();
        if !fresh.is_empty() {
            self.all.update(|all| {
                all.splice(0..0, fresh);
                shorten(all);
            });
        }
        // Those that were told well are of an earlier visit, unless they are still shown here.
        let told = kept.of(&server, &login).filter(|note| note.good && !known(&note.id));
        let told: Vec<Id> = told.map(|note| note.id.clone()).collect();
        if !told.is_empty() {
            self.keeping(|kept, server, login| told.iter().for_each(|id| kept.forget(server, login, id)));
        }
    }

    /// Asks, till nothing is left to ask for or nobody looks.
    pub(super) fn drive(self) {
        if self.driven.get_value() {
            return;
        }
        self.driven.set_value(true);
        spawn_local(async move {
            while self.may_ask() {
                if self.login().is_none() {
                    self.learn().await;
                }
                self.ask_due();
                if self.login().is_some() && !self.all.with_untracked(|all| all.iter().any(Followed::is_asked)) {
                    break;
                }
                clock::sleep(TICK).await;
            }
            self.driven.set_value(false);
        });
    }

    /// Whether anybody looks and may ask. A question for credentials is never opened from here.
    fn may_ask(self) -> bool {
        let session = self.session.get_value();
        let held = session.control_plane().is_some_and(|target| session.can_send(&target));
        held && self.visible.get_untracked()
    }

    /// Asks who is signed in to a control plane that has a session of its own, unless that was tried just now.
    async fn learn(self) {
        let patience = self.whose.get_value().patience;
        self.whose.update_value(|whose| whose.patience = patience.checked_sub(1).unwrap_or(UNKNOWN));
        let session = self.session.get_value();
        let Some(target) = session.control_plane().filter(|_| patience == 0) else { return };
        let Ok(One { item, .. }) = session.send_quietly(&target, &users::own()).await else { return };
        let Some(login) = item.text(users::USERNAME).map(str::to_owned) else { return };
        let before = self.whose.get_value().before;
        self.whose.set_value(Whose { login: Some(login.clone()), ..Whose::default() });
        if let Some((_, at)) = before.filter(|(before, _)| *before != login) {
            self.all.update(|all| all.retain(|job| job.begun > at));
            self.forget_waiting();
        }
        self.all.with_untracked(|all| all.iter().for_each(|job| self.keep(job)));
        self.take_up();
    }

    fn ask_due(self) {
        let now = clock::now();
        let due = |all: &Vec<Followed>| all.iter().filter(|job| job.is_due(now)).map(|job| job.id.clone()).collect();
        let due: Vec<Id> = self.all.with_untracked(due);
        for id in due {
            self.change(&id, Followed::ask);
            spawn_local(self.look(id));
        }
    }

    async fn look(self, id: Id) {
        let session = self.session.get_value();
        let call = control::get(&jobs::JOBS, &Which::Id(id.clone()), &[]);
        let Some((target, call)) = session.control_plane().zip(call) else { return };
        let answer = session.send_quietly(&target, &call).await.map(|one| one.item);
        self.heard(&id, answer.as_ref());
    }

    fn heard(self, id: &Id, answer: Result<&Item, &Error>) {
        let span = answer.ok().and_then(|job| {
            let at = |field: &str| clock::parse_iso(job.text(field)?);
            Some((at(jobs::UPDATED_AT)? - at(jobs::CREATED_AT)?).max(0.0) / 1000.0)
        });
        let ended = self.change(id, |job| job.heard(answer, span, clock::now()).then(|| job.clone()));
        match ended.flatten() {
            Some(job) => self.ended(job),
            None => self.forget_waiting(),
        }
    }

    fn ended(self, mut job: Followed) {
        let Some(end) = job.end.clone() else { return };
        let told = job.told || self.was_told(&job.id);
        let waited_for = self.say(&job.id, &end);
        self.change(&job.id, |job| job.told = true);
        job.told = true;
        self.keep(&job);
        self.ends.update(|ends| *ends += 1);
        if !told && !waited_for {
            self.tell.try_run(job);
        }
    }

    /// Whether another tab has told of the end.
    fn was_told(self, id: &Id) -> bool {
        let (Some(server), Some(login)) = (self.server(), self.login()) else { return false };
        kept().of(&server, &login).any(|note| note.id == *id && note.told)
    }

    /// Tells those who wait for it, and whether there was somebody.
    fn say(self, id: &Id, end: &End) -> bool {
        let (mut waiting, mut done) = (Vec::new(), Vec::new());
        self.waiting.update_value(|all| waiting = all.extract_if(.., |(known, _)| known == id).collect());
        self.done.update_value(|all| done = all.extract_if(.., |(known, _)| known == id).collect());
        let mut waited_for = false;
        for (_, tell) in waiting {
            // Its view may be gone.
            waited_for |= tell.send(end.clone()).is_ok();
        }
        for (_, done) in done {
            done.try_run(end.clone());
        }
        waited_for
    }
}
