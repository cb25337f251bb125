//! One session in all tabs: a new tab takes it over from an open one, a sign-out ends it everywhere.

use std::time::Duration;

use leptos::prelude::*;
use pilothouse_wire::Members;
use serde_json::json;

use super::keep::{self, Kept};
use super::{Session, State};
use crate::browser::channel::Channel;
use crate::browser::clock;
use crate::domain::clock::SessionClock;

/// How long a new tab waits for an open one.
const PATIENCE: Duration = Duration::from_millis(250);

enum Message {
    /// A new tab asks for the session.
    Ask,
    /// Here it is.
    Session(Kept),
    /// Somebody signed out.
    SignedOut,
}

impl Message {
    /// What another tab said; `None` where it is not ours.
    fn read(text: &str) -> Option<Self> {
        let mut members = Members::parse(text).ok()?;
        match members.needed("kind").ok()?.as_str() {
            "ask" => Some(Self::Ask),
            "session" => Kept::read(members).map(Self::Session),
            "signed_out" => Some(Self::SignedOut),
            _ => None,
        }
    }
}

impl Session {
    pub(super) fn open_channel(&self) {
        let session = *self;
        // One name an installation: two consoles on one origin do not mix.
        let name = ["pilothouse:", &self.base.get_value()].concat();
        let channel = Channel::open(&name, move |text| {
            if let Some(message) = Message::read(&text) {
                session.hear(message);
            }
        });
        self.channel.set_value(Some(channel));
    }

    fn say(&self, message: &serde_json::Value) {
        self.channel.with_value(|channel| {
            if let Some(channel) = channel {
                channel.say(&message.to_string());
            }
        });
    }

    pub(super) fn tell_session(&self) {
        let message = self.held.with_untracked(|held| {
            let held = held.as_ref()?;
            let mut message = keep::text(&held.token, &held.clock, &held.who.typed);
            message["kind"] = "session".into();
            Some(message)
        });
        if let Some(message) = message {
            self.say(&message);
        }
    }

    pub(super) fn tell_signed_out(&self) {
        self.say(&json!({ "kind": "signed_out" }));
    }

    fn hear(&self, message: Message) {
        match message {
            Message::Ask => {
                if matches!(self.state.get_untracked(), State::SignedIn(Some(_))) {
                    self.tell_session();
                }
            }
            Message::Session(kept) => self.take(&kept),
            Message::SignedOut => self.forget(Some("You have signed out in another tab.")),
        }
    }

    /// Takes a session that another tab holds, where it is newer than ours.
    fn take(&self, kept: &Kept) {
        let Some(token) = kept.token() else { return };
        let ours = self.held.with_untracked(|held| held.as_ref().map(|held| held.clock.start.wall));
        let working = matches!(self.state.get_untracked(), State::SignedIn(_));
        let left = kept.started <= self.left_at.get_value();
        if left || working && ours.is_some_and(|ours| ours >= kept.started) {
            return;
        }
        let clock = SessionClock::resume(kept.started, token.claims.lifetime(), clock::now());
        if clock.left(clock::now()) > 0.0 {
            self.adopt(token, &kept.typed, clock.start);
        }
    }

    /// At start: this tab's own session, else another tab's, else the sign-in page.
    pub(super) fn take_up(&self) {
        if let Some(kept) = keep::read() {
            self.take(&kept);
        }
        if matches!(self.state.get_untracked(), State::SignedIn(_)) {
            return;
        }
        keep::clear();
        self.say(&json!({ "kind": "ask" }));
        let state = self.state;
        let nobody_answered = move || {
            if state.get_untracked() == State::Starting {
                state.set(State::SignedOut(None));
            }
        };
        set_timeout(nobody_answered, PATIENCE);
    }
}
