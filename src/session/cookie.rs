//! The control plane's own session, where it is not the console's: a cookie that no script can read, so whether it is there
//! shows only when it is used. The API knows no sign-out (contract/iguazio-control-plane.md §2.1, unknown): at a sign-out the
//! cookie stays in the browser, and what is kept of it is that it is not to be used any more.

use std::sync::Arc;

use pilothouse_wire::control::sessions;
use pilothouse_wire::{Error, Secret};

use super::{CONTROL, Session, State, Target};
use crate::api::Credentials;
use crate::browser::storage;
use crate::domain::config::SignIn;

impl Session {
    /// Where the control plane lies, if it is managed here.
    pub fn control_plane(&self) -> Option<Target> {
        let found =
            self.config.with_value(|c| c.control_plane.as_ref().map(|plane| (plane.base.clone(), plane.sign_in)));
        let (base, sign_in) = found?;
        Some(Target { base: self.address(&base), sign_in, node: CONTROL.to_owned(), actor: None })
    }

    fn cookie_target(&self) -> Option<Target> {
        self.control_plane().filter(|target| target.sign_in == SignIn::Password)
    }

    /// Uses a cookie that may be there, unless its user has signed out: after a reload, in another tab, and where the
    /// console has no session of its own.
    pub(super) fn take_up_cookie(&self) {
        if self.cookie_target().is_some() && !storage::cookie_left() {
            self.mark_cookie();
        }
    }

    /// What stands for the cookie among the keys: it holds nothing, and tells one sign-in from another.
    fn mark_cookie(&self) {
        self.keys.update_value(|keys| drop(keys.insert(CONTROL.to_owned(), Arc::new(Secret::new("")))));
    }

    /// Nobody uses the cookie any more.
    pub(super) fn leave_cookie(&self) {
        self.control_login.update_value(String::clear);
        if self.cookie_target().is_some() {
            storage::set_cookie_left(true);
        }
    }

    /// Whoever signs in to the console does not work with the cookie of an earlier visit: whose it is cannot be seen.
    pub(super) fn drop_cookie(&self) {
        self.leave_cookie();
        self.keys.update_value(|keys| drop(keys.remove(CONTROL)));
    }

    /// Signs in to the control plane, and lets the calls go on that wait for it.
    pub async fn sign_in_control(&self, username: &str, password: &Secret) -> Result<(), Error> {
        let target = self.cookie_target().ok_or_else(|| Error::NotSent("There is no control plane.".into()))?;
        let before = self.left_at.get_value();
        let call = sessions::create(username, password);
        call.read(&self.call(&target, call.request(), Some(&Credentials::cookie())).await?)?;
        if self.left_at.get_value() > before {
            return Err(Error::NotSent("You have signed out meanwhile.".into()));
        }
        storage::set_cookie_left(false);
        self.control_login.set_value(username.to_owned());
        self.mark_cookie();
        self.key_wanted.set(None);
        self.go_on(true);
        Ok(())
    }

    /// The name to sign in to the control plane with: the last one that was, else that of the console's own session.
    pub fn control_name(&self) -> String {
        let last = self.control_login.get_value();
        if last.is_empty() { self.login_name() } else { last }
    }

    /// The name that was typed to sign in here, where somebody is signed in.
    fn login_name(&self) -> String {
        match self.state.get_untracked() {
            State::SignedIn(Some(who)) | State::Ended(who) => who.name().to_owned(),
            State::SignedIn(None) | State::Starting | State::SignedOut(_) => String::new(),
        }
    }
}
