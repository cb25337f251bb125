//! Sending a page's call: credentials added, and the end of a session survived.

use std::sync::Arc;

use futures_channel::oneshot;
use pilothouse_wire::dss::Login;
use pilothouse_wire::{Answer, Call, Error, Request, Secret};
use web_sys::File;

use super::{DSS, Session, State, Target};
use crate::api::{self, Credentials};
use crate::browser::clock;
use crate::browser::upload::Sent;
use crate::domain::config::SignIn;

/// A write that the server refused because the session had ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// Its place in the queue.
    pub number: u32,
    /// The contract's word for the call.
    pub name: &'static str,
    /// Method and path, secrets blanked.
    pub request: String,
    /// What it goes to, as [`Target::node`] names it.
    pub node: String,
}

impl Session {
    /// Where a node's admin and prediction API lie.
    pub fn node(&self, node: &str) -> Target {
        let found = self.config.with_value(|c| c.node(node).map(|n| (n.base.clone(), n.sign_in)));
        let (base, sign_in) = found.unwrap_or_else(|| (String::new(), SignIn::Session));
        Target { base: self.address(&base), sign_in, node: node.to_owned(), actor: None }
    }

    /// Where a node's drop folder lies, if it has one.
    pub fn packages(&self, node: &str) -> Option<Target> {
        let path = self.config.with_value(|c| c.node(node)?.packages.clone())?;
        Some(Target { base: self.address(&path), ..self.node(node) })
    }

    /// Where the session's own API lies, if there is one.
    pub fn automation_target(&self) -> Option<Target> {
        Some(Target { base: self.automation()?, sign_in: SignIn::Session, node: String::new(), actor: None })
    }

    /// Where DSS lies, if it is managed here, for oneself or in somebody else's name.
    pub fn dss(&self, actor: Option<&Login>) -> Option<Target> {
        let (base, sign_in) = self.config.with_value(|c| c.dss.as_ref().map(|dss| (dss.base.clone(), dss.sign_in)))?;
        let actor = actor.map(ToString::to_string);
        Some(Target { base: self.address(&base), sign_in, node: DSS.to_owned(), actor })
    }

    /// Sends a call. See the module's page for what happens when the session ends meanwhile.
    pub async fn send<T>(&self, target: &Target, call: &Call<T>) -> Result<T, Error> {
        let answer = self.exchange(target, call.request()).await?;
        call.read(&answer)
    }

    /// Whether there are credentials for a target: a call would not have to ask for them first.
    pub fn can_send(&self, target: &Target) -> bool {
        self.at_hand(target).is_some()
    }

    /// Sends a read that nobody has asked for by name: without credentials it is not sent, with bad ones it fails, and
    /// neither opens a question over the page.
    pub async fn send_quietly<T>(&self, target: &Target, call: &Call<T>) -> Result<T, Error> {
        let held = self.at_hand(target);
        let (credentials, _) = held.ok_or(Error::NoCredentials("There are no credentials for this server."))?;
        self.check_actor(target, &credentials).await?;
        call.read(&self.call(target, call.request(), Some(&credentials)).await?)
    }

    /// Asks a service's endpoint. A service has its own keys: a refusal says nothing of the session and opens no
    /// question. Without a key the session's token goes along, where the node takes one.
    pub async fn ask<T>(&self, target: &Target, call: &Call<T>, key: Option<&Secret>) -> Result<T, Error> {
        let credentials = match (key, target.sign_in) {
            (Some(key), _) => Some(Credentials::basic(key)),
            (None, SignIn::Session) => self.at_hand(target).map(|(credentials, _)| credentials),
            (None, SignIn::ApiKey | SignIn::Password) => None,
        };
        // The journal says how one is let in: with a key of the service, as for a node that takes keys.
        let sign_in = if key.is_some() { SignIn::ApiKey } else { target.sign_in };
        let target = Target { sign_in, ..target.clone() };
        call.read(&self.call(&target, call.request(), credentials.as_ref()).await?)
    }

    async fn exchange(&self, target: &Target, request: &Request) -> Result<Answer, Error> {
        let mut asked = false;
        loop {
            let ended = target.sign_in == SignIn::Session && self.has_ended();
            let (credentials, used) = self.credentials(target).await?;
            if ended && !asked && !request.endpoint().repeatable {
                // It waited for the sign-in: nothing is sent before the user says so.
                asked = self.ask_to_send(target, request).await?;
                continue;
            }
            let result = match self.check_actor(target, &credentials).await {
                Ok(()) => self.call(target, request, Some(&credentials)).await,
                Err(error) => Err(error),
            };
            if !self.again(target, request, &used, &result).await? {
                return result;
            }
        }
    }

    /// Sends a file. Dropping the future gives it up.
    pub async fn upload<T>(
        &self,
        target: &Target,
        call: &Call<T>,
        file: &File,
        progress: impl Fn(Sent) + Clone + 'static,
    ) -> Result<T, Error> {
        loop {
            let (credentials, used) = self.credentials(target).await?;
            let request = call.request();
            let begun = clock::now();
            let result = api::upload::send(&target.base, request, Some(&credentials), file, progress.clone()).await;
            self.note(target, request, begun, &result);
            if !self.again(target, request, &used, &result).await? {
                return call.read(&result?);
            }
        }
    }

    /// Whether a request that ended so is to be sent again, after the user has signed in.
    async fn again(
        &self,
        target: &Target,
        request: &Request,
        used: &Arc<Secret>,
        result: &Result<Answer, Error>,
    ) -> Result<bool, Error> {
        if !result.as_ref().is_err_and(Error::is_unauthorized) {
            return Ok(false);
        }
        match target.sign_in {
            SignIn::Session if self.is_current(used) => self.end(),
            // A newer token came while the call was under way.
            SignIn::Session => {}
            SignIn::ApiKey | SignIn::Password => self.refuse_key(&target.node, used),
        }
        if request.endpoint().repeatable {
            return Ok(true);
        }
        let declined = self.key_wanted.with_untracked(Option::is_none) && !self.can_send(target);
        if declined && target.sign_in != SignIn::Session {
            // The question came up for another write, and was left: this one waits for no other.
            return Err(Error::NoCredentials("No credentials were given. Nothing was changed."));
        }
        self.ask_to_send(target, request).await
    }

    fn has_ended(&self) -> bool {
        matches!(self.state.get_untracked(), State::Ended(_))
    }

    /// Whether this is the token in use.
    pub(super) fn is_current(&self, used: &Arc<Secret>) -> bool {
        self.held.with_untracked(|held| held.as_ref().is_some_and(|held| Arc::ptr_eq(&held.token, used)))
    }

    /// Puts a refused write before the user, once signed in.
    async fn ask_to_send(&self, target: &Target, call: &Request) -> Result<bool, Error> {
        if self.is_signed_out() {
            return Err(Error::NoCredentials("You have signed out. Nothing was changed."));
        }
        let (tell, told) = oneshot::channel();
        let number = self.refused.with_untracked(|all| all.last().map_or(0, |last| last.number + 1));
        let endpoint = call.endpoint();
        let acting = target.actor.as_deref().map(|actor| [" as ", actor].concat()).unwrap_or_default();
        let request = [endpoint.method.as_str(), " ", &*call.shown_path(), &*acting].concat();
        let node = target.node.clone();
        self.refused.update(|all| all.push(Refused { number, name: endpoint.name, request, node }));
        self.answers.update_value(|all| all.push((number, tell)));
        if told.await.unwrap_or(false) {
            return Ok(true);
        }
        let why = "The session had ended, and you chose not to send it again. Nothing was changed.";
        // Who gave no credentials did so for all that goes there.
        Err(if self.can_send(target) { Error::NotSent(why.into()) } else { Error::NoCredentials(why) })
    }

    /// The user's answer for a refused write.
    pub fn answer(&self, number: u32, send: bool) {
        self.refused.update(|all| all.retain(|refused| refused.number != number));
        let mut found = None;
        self.answers.update_value(|all| {
            found = all.iter().position(|(n, _)| *n == number).map(|place| all.swap_remove(place).1);
        });
        if let Some(tell) = found {
            // Its view may be gone.
            let _ = tell.send(send);
        }
    }
}
