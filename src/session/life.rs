//! The session's life by the clock: renewed while its user is active, closed when its time is over and the server
//! agrees.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use pilothouse_wire::{Error, automation};

use super::{Session, State};
use crate::api::Credentials;
use crate::browser::{clock, document};
use crate::domain::clock::{Moment, Phase, SessionClock};

impl Session {
    /// Looks at the clock every second, and at once when the page is returned to.
    pub(super) fn live(&self) {
        let session = *self;
        let look = move || session.look();
        // The session lives as long as the page: nobody clears the timer.
        let _ = set_interval_with_handle(look, Duration::from_secs(1));
        document::on_return(look);
    }

    fn look(&self) {
        let now = clock::now();
        self.now.set(now);
        let Some(clock) = self.held.with_untracked(|held| held.as_ref().map(|held| held.clock)) else { return };
        if !matches!(self.state.get_untracked(), State::SignedIn(_)) {
            return;
        }
        let tried = self.tried.get_value();
        let over = clock.phase(now) == Phase::Over && tried.is_none_or(|tried| now.since(tried) >= 5.0);
        if over || clock.should_renew(now, self.active.get_untracked(), tried) {
            self.tried.set_value(Some(now));
            let session = *self;
            spawn_local(async move { session.ask_server(over).await });
        }
    }

    async fn ask_server(self, over: bool) {
        let asked = self.held.with_untracked(|held| held.as_ref().map(|held| held.token.clone()));
        let result = self.renew().await;
        // A newer session may have come from another tab meanwhile.
        if over && result.is_err() && asked.is_some_and(|token| self.is_current(&token)) {
            self.end();
        }
    }

    /// Asks for a longer session. The server may answer with the same token: then nothing changes, but a clock that
    /// thought it was over takes a new breath.
    pub async fn renew(&self) -> Result<(), Error> {
        let held = self.held.get_untracked();
        let Some((target, held)) = self.automation_target().zip(held) else { return Ok(()) };
        let bearer = Credentials::bearer(&held.token);
        let call = automation::validate();
        let answer = call.read(&self.call(&target, call.request(), Some(&bearer)).await?)?;
        // Signed out meanwhile, here or in another tab: a late answer must not open the session again.
        if !self.is_current(&held.token) {
            return Ok(());
        }
        let now = clock::now();
        match answer.filter(|token| token.secret != *held.token) {
            Some(token) => self.adopt(token, &held.who.typed, now),
            None if held.clock.left(now) <= 0.0 => self.breathe(now),
            None => {}
        }
        Ok(())
    }

    /// The clock here was wrong: the server still takes the token. It is asked again in a minute.
    fn breathe(&self, now: Moment) {
        self.held.update(|held| {
            if let Some(held) = held {
                held.clock = SessionClock { start: now, lifetime: 60.0 };
            }
        });
    }

    /// The session is over: the sign-in comes over the page, and everything on it stays.
    pub(super) fn end(&self) {
        if let State::SignedIn(Some(who)) = self.state.get_untracked() {
            self.held.set(None);
            super::keep::clear();
            self.state.set(State::Ended(who));
        }
    }
}
