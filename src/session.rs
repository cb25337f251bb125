//! Who is signed in, until when, and what happens when that ends in the middle of work. Every call of a page goes
//! through [`Session::send`], which adds the credentials and survives their end: reads wait for the next sign-in and
//! resume by themselves, a refused write asks before it is sent again. Nothing that was typed is touched.
//!
//! The token lives in memory, in this tab's `sessionStorage`, and with the other tabs of this browser; API keys live
//! in memory alone.

mod acting;
mod cookie;
mod journal;
mod keep;
mod keys;
mod life;
mod send;
mod tabs;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::reactive::{RwSignal, StoredValue};
use futures_channel::oneshot;
use leptos::prelude::*;
use pilothouse_wire::automation::Token;
use pilothouse_wire::{Error, Secret, automation};

use crate::api::Credentials;
use crate::browser::channel::Channel;
use crate::browser::{clock, document};
use crate::domain::clock::{Moment, SessionClock};
use crate::domain::config::{Config, SignIn};
use crate::domain::journal::Journal;

pub use send::Refused;

/// Who is signed in, as the token says; every member may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Who {
    /// What the session is known by: e-mail, or the name that was typed.
    pub login: String,
    /// Account role, where the token names one.
    pub role: Option<String>,
    /// What was typed to sign in: not always what the token calls its user. Empty where nobody knows.
    pub typed: String,
}

impl Who {
    /// The name to sign in with again.
    pub fn name(&self) -> &str {
        if self.typed.is_empty() { &self.login } else { &self.typed }
    }

    /// Whether both are the same user by what their tokens say.
    fn is(&self, other: &Self) -> bool {
        self.login == other.login && self.role == other.role
    }
}

/// Where the session stands.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Asking the other tabs.
    Starting,
    /// Nobody is signed in; the text says why, where there is something to say.
    SignedOut(Option<&'static str>),
    /// At work. Without an automation API nobody is named: every node takes a key.
    SignedIn(Option<Who>),
    /// The session ended in the middle of work: the sign-in lies over the page.
    Ended(Who),
}

/// A node that wants an API key.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyWanted {
    /// The node's id.
    pub node: String,
    /// Its name for people.
    pub name: String,
    /// Whether a key was given before and refused.
    pub refused: bool,
}

/// A token in use.
#[derive(Clone)]
struct Held {
    token: Arc<Secret>,
    clock: SessionClock,
    who: Who,
}

/// What a call is sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Base address on this origin, without a closing slash.
    pub base: String,
    /// How to sign in.
    pub sign_in: SignIn,
    /// The node's id, or [`DSS`], for its key.
    pub node: String,
    /// In whose name, where an administrator acts as somebody else.
    pub actor: Option<String>,
}

/// What stands for DSS where a node's id would: no node can be called so.
pub const DSS: &str = ":dss";

/// What stands for the control plane there.
pub const CONTROL: &str = ":control";

/// The handle that pages hold.
#[derive(Clone, Copy)]
pub struct Session {
    /// The configuration in force.
    pub config: StoredValue<Arc<Config>>,
    /// Path below which the console is hosted.
    pub base: StoredValue<String>,
    /// Where the session stands.
    pub state: RwSignal<State>,
    /// Runs every second while the page is open.
    pub now: RwSignal<Moment>,
    /// Nodes that wait for a key, the first one asked for.
    pub key_wanted: RwSignal<Option<KeyWanted>>,
    /// Writes that wait for "send it now".
    pub refused: RwSignal<Vec<Refused>>,
    /// The calls that were made, without their secrets; forgotten at the sign-out.
    pub journal: RwSignal<Journal>,
    held: RwSignal<Option<Held>>,
    keys: StoredValue<BTreeMap<String, Arc<Secret>>>,
    waiting: StoredValue<Vec<oneshot::Sender<bool>>>,
    answers: StoredValue<Vec<(u32, oneshot::Sender<bool>)>>,
    channel: StoredValue<Option<Channel>>,
    active: RwSignal<Moment>,
    tried: StoredValue<Option<Moment>>,
    /// Logins as whom the server was seen to let this session act.
    acted_as: StoredValue<BTreeSet<String>>,
    /// When the last sign-out was, in ms since the epoch: a session from before it is not taken up again.
    left_at: StoredValue<f64>,
    /// The name that was typed to sign in to the control plane, where it has a session of its own.
    control_login: StoredValue<String>,
}

/// The session of this page.
pub fn use_session() -> Session {
    expect_context()
}

impl Session {
    /// Starts with a configuration: takes up this tab's session, else asks the other tabs for theirs.
    pub fn start(config: Config, base: String) -> Self {
        let session = Self {
            config: StoredValue::new(Arc::new(config)),
            base: StoredValue::new(base),
            state: RwSignal::new(State::Starting),
            now: RwSignal::new(clock::now()),
            key_wanted: RwSignal::new(None),
            refused: RwSignal::new(Vec::new()),
            journal: RwSignal::new(Journal::default()),
            held: RwSignal::new(None),
            keys: StoredValue::default(),
            waiting: StoredValue::new(Vec::new()),
            answers: StoredValue::new(Vec::new()),
            channel: StoredValue::new(None),
            active: document::activity(),
            tried: StoredValue::new(None),
            acted_as: StoredValue::default(),
            left_at: StoredValue::new(0.0),
            control_login: StoredValue::default(),
        };
        if session.automation().is_none() {
            session.state.set(State::SignedIn(None));
        } else {
            session.open_channel();
            session.take_up();
        }
        session.take_up_cookie();
        session.live();
        session
    }

    /// Base address of the automation API, where there is one.
    fn automation(&self) -> Option<String> {
        let base = self.config.with_value(|config| config.automation.as_ref().map(|a| a.base.clone()))?;
        Some(self.address(&base))
    }

    /// A configured path as an address below the console's own folder, or from the root where it starts with `/`.
    pub fn address(&self, path: &str) -> String {
        let path = path.trim_end_matches('/');
        if path.starts_with('/') { path.to_owned() } else { [&self.base.get_value(), "/", path].concat() }
    }

    /// Signs in. On success everything that waited goes on.
    pub async fn sign_in(&self, login: &str, password: &Secret) -> Result<(), Error> {
        let target = self.automation_target().ok_or_else(|| Error::NotSent("There is no automation API.".into()))?;
        let call = automation::login(login, password);
        let before = self.left_at.get_value();
        let token = call.read(&self.call(&target, call.request(), None).await?)?;
        if self.left_at.get_value() > before {
            return Err(Error::NotSent("You have signed out meanwhile.".into()));
        }
        if self.is_signed_out() {
            self.drop_cookie();
        }
        self.adopt(token, login, clock::now());
        Ok(())
    }

    /// Signs out here and in every other tab. The contract knows no call for it: the token is dropped.
    pub fn sign_out(&self) {
        self.tell_signed_out();
        self.forget(Some("You have signed out."));
    }

    /// Drops token and keys, and closes the page's content.
    fn forget(&self, why: Option<&'static str>) {
        self.left_at.set_value(clock::now().wall);
        self.held.set(None);
        keep::clear();
        self.leave_cookie();
        self.keys.update_value(BTreeMap::clear);
        self.acted_as.update_value(BTreeSet::clear);
        self.waiting.update_value(Vec::clear);
        self.answers.update_value(Vec::clear);
        self.refused.update(Vec::clear);
        self.key_wanted.set(None);
        self.journal.update(Journal::clear);
        self.state.set(State::SignedOut(why));
    }

    /// Takes a token in use and lets everything that waited go on. Another user's token over this user's work would
    /// mix the two: then the page starts anew.
    fn adopt(&self, token: Token, typed: &str, start: Moment) {
        let who = Who {
            login: token.claims.email.clone().or_else(|| token.claims.name.clone()).unwrap_or_else(|| typed.to_owned()),
            role: token.claims.role.clone(),
            typed: typed.to_owned(),
        };
        let clock = SessionClock { start, lifetime: token.claims.lifetime() };
        let held = Held { token: Arc::new(token.secret), clock, who: who.clone() };
        keep::write(&held.token, &held.clock, typed);
        let other = match self.state.get_untracked() {
            State::Ended(before) => !before.is(&who),
            // A renewal may bring another role, but no other user.
            State::SignedIn(Some(before)) => before.login != who.login,
            State::SignedIn(None) | State::Starting | State::SignedOut(_) => false,
        };
        self.held.set(Some(held));
        self.tell_session();
        if other {
            self.leave_cookie();
            crate::browser::address::reload();
            return;
        }
        self.state.set(State::SignedIn(Some(who)));
        self.go_on(true);
    }

    /// Wakes every call that waited for a sign-in or a key.
    fn go_on(&self, with: bool) {
        let mut waiting = Vec::new();
        self.waiting.update_value(|all| std::mem::swap(all, &mut waiting));
        for call in waiting {
            // Its view may be gone.
            let _ = call.send(with);
        }
    }

    /// Seconds left, where there is a session.
    pub fn left(&self) -> Option<f64> {
        let now = self.now.get();
        self.held.with(|held| held.as_ref().map(|held| held.clock.left(now)))
    }

    /// When it began, in ms since the epoch: tells one session from another.
    pub fn began(&self) -> Option<f64> {
        self.held.with(|held| held.as_ref().map(|held| held.clock.start.wall))
    }

    /// How near the end is, where there is a session.
    pub fn phase(&self) -> Option<crate::domain::clock::Phase> {
        let now = self.now.get();
        self.held.with(|held| held.as_ref().map(|held| held.clock.phase(now)))
    }

    /// Credentials for a target, waiting for a sign-in or a key where there are none.
    async fn credentials(&self, target: &Target) -> Result<(Credentials, Arc<Secret>), Error> {
        loop {
            if self.is_signed_out() {
                // Whoever signs in next must not send what this user had begun.
                return Err(Error::NoCredentials("You have signed out. Nothing was changed."));
            }
            if let Some(held) = self.at_hand(target) {
                return Ok(held);
            }
            if target.sign_in != SignIn::Session {
                self.want_key(&target.node, false);
            }
            if !self.wait().await {
                let why = "No credentials were given for this server. Try again to be asked for them once more.";
                return Err(Error::NoCredentials(why));
            }
        }
    }

    /// Credentials for a target, where there are some.
    fn at_hand(&self, target: &Target) -> Option<(Credentials, Arc<Secret>)> {
        let (credentials, secret) = self.held_for(target)?;
        Some((credentials.acting_as(target.actor.clone()), secret))
    }

    fn held_for(&self, target: &Target) -> Option<(Credentials, Arc<Secret>)> {
        match target.sign_in {
            SignIn::Session => {
                let working = matches!(self.state.get_untracked(), State::SignedIn(_));
                let token = self.held.with_untracked(|held| held.as_ref().map(|held| held.token.clone()));
                token.filter(|_| working).map(|token| (Credentials::bearer(&token), token))
            }
            SignIn::ApiKey => {
                let key = self.keys.with_value(|keys| keys.get(&target.node).cloned())?;
                Some((Credentials::basic(&key), key))
            }
            SignIn::Password => {
                let mark = self.keys.with_value(|keys| keys.get(&target.node).cloned())?;
                Some((Credentials::cookie(), mark))
            }
        }
    }

    /// Whether somebody has signed out since a moment (ms since the epoch): what was begun before is not for whoever
    /// signs in next.
    pub fn left_since(&self, moment: f64) -> bool {
        self.is_signed_out() || self.left_at.get_value() >= moment
    }

    fn is_signed_out(&self) -> bool {
        matches!(self.state.get_untracked(), State::SignedOut(_))
    }

    /// Waits for the next sign-in or key; `false` where the user would not give one.
    async fn wait(&self) -> bool {
        let (tell, told) = oneshot::channel();
        self.waiting.update_value(|all| all.push(tell));
        told.await.unwrap_or(false)
    }
}
