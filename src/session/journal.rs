//! What was sent, kept without its secrets: every call of the session goes through here.

use pilothouse_wire::script::{Login, Made, Step};
use pilothouse_wire::{Answer, Error, Request, Shown, System};

use super::{Session, Target};
use crate::api::{self, Credentials};
use crate::browser::{address, clock};
use crate::domain::clock::Moment;
use crate::domain::config::SignIn;

impl Session {
    /// Sends a request and writes it down.
    pub(super) async fn call(
        &self,
        target: &Target,
        request: &Request,
        credentials: Option<&Credentials>,
    ) -> Result<Answer, Error> {
        let begun = clock::now();
        let result = api::send(&target.base, request, credentials).await;
        self.note(target, request, begun, &result);
        result
    }

    /// Writes down a request that has ended.
    pub(super) fn note(&self, target: &Target, request: &Request, begun: Moment, result: &Result<Answer, Error>) {
        // The journal is for whoever is signed in now.
        if self.left_at.get_value() >= begun.wall {
            return;
        }
        let (status, trace) = match result {
            Ok(answer) => (Some(answer.status), answer.request_id()),
            Err(error) => (error.status(), error.request_id()),
        };
        let made = Made {
            at: clock::iso(begun.wall),
            status,
            took_ms: (clock::now().since(begun) * 1000.0) as u32,
            trace: trace.map(str::to_owned),
        };
        let step = Step { made: Some(made), ..self.step(target, request.shown()) };
        self.journal.try_update(|journal| journal.push(step));
    }

    /// A call as a step of a script, made or not.
    pub fn step(&self, target: &Target, call: Shown) -> Step {
        let login = match (call.endpoint.system, target.sign_in) {
            (System::Prediction, SignIn::ApiKey) => Login::Nothing,
            (
                System::Admin
                | System::Probe
                | System::Automation
                | System::Packages
                | System::Dss
                | System::ControlPlane,
                SignIn::ApiKey,
            ) => Login::Key,
            (_, SignIn::Password) => Login::Cookie,
            (_, SignIn::Session) => Login::Session,
        };
        Step {
            call,
            base: [&address::origin(), target.base.as_str()].concat(),
            login,
            acting_as: target.actor.clone(),
            made: None,
        }
    }
}
