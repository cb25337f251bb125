//! What a call needs of its caller, read from the table of policies and from the contract's lists: a call that stands in
//! none of them is not served.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use pilothouse_wire::Endpoint;

use crate::{error::Failure, log::RequestId, state::App};

use super::{Caller, policies, resolve::caller};

/// Stands before one call.
#[derive(Clone)]
pub(crate) struct Gate {
    pub(crate) app: App,
    /// One of these policies; any user where there are none.
    policies: &'static [&'static str],
}

impl Gate {
    pub(crate) fn of(app: &App, endpoint: &Endpoint) -> Self {
        Self { app: app.clone(), policies: policies::needed(endpoint) }
    }
}

/// Lets a request pass whose caller may make this call, and tells the handler who that is.
pub(crate) async fn admit(State(gate): State<Gate>, mut request: Request, next: Next) -> Result<Response, Failure> {
    let ctx = RequestId::ctx_of(request.extensions());
    let caller = Caller { needed: gate.policies, ..caller(&gate.app, request.headers(), &ctx).await? };
    caller.may_call()?;
    request.extensions_mut().insert(caller);
    Ok(next.run(request).await)
}
