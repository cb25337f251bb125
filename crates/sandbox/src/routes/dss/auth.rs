//! Who the caller is: `contract/dataiku-dss.md` §6.

pub(super) mod info;
pub(super) mod info_from_headers;
pub(super) mod ticket;
pub(super) mod ticket_from_headers;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use pilothouse_wire::dss::{PROXY_USER, TICKET, auth as a};
use serde_json::json;

use crate::{
    auth::dss::{self, Actor, Caller},
    dss::{kept::Kept, object, said::Said},
    error::{Failure, Kind},
    state::App,
    store::dss::Object,
};

/// What there is to say of a caller. Secrets are in clear here, so they are for their owner alone, not for an
/// administrator who acts as the owner.
fn show(app: &App, caller: &Caller, with_secrets: bool) -> Result<Object, Failure> {
    let mut shown = object([(a::IDENTIFIER, caller.actor.identifier().into()), (a::SOURCE, caller.source().into())]);
    if let Actor::User(user) = &caller.actor {
        shown.insert(a::GROUPS.to_owned(), json!(user.groups));
        if with_secrets && caller.real.is_none() {
            shown.insert(a::SECRETS.to_owned(), Kept::open(&app.people.vault, user)?.clear_secrets());
        }
    }
    if let Some(real) = &caller.real {
        shown.insert(a::REAL_LOGIN.to_owned(), real.identifier().into());
    }
    Ok(shown)
}

/// Who a browser's request with these headers is from. The sandbox's own console sends no cookie, so that nothing but
/// the headers counts that a request to this server is let in with.
async fn of_headers(app: &App, said: &Object) -> Result<Caller, Failure> {
    let mut headers = HeaderMap::new();
    for name in said.keys() {
        let counts = [header::AUTHORIZATION.as_str(), TICKET, PROXY_USER];
        let Some(known) = counts.into_iter().find(|known| known.eq_ignore_ascii_case(name)) else { continue };
        let unfit = || Failure::wrong(format!("{name} cannot be the text of a header"));
        let value = HeaderValue::from_bytes(Said(said).text(name)?.unwrap_or_default().as_bytes());
        headers.append(HeaderName::from_static(known), value.map_err(|_| unfit())?);
    }
    // Not 401: that would be about the one who asks.
    dss::caller(app, &headers).await.map_err(|failure| match failure.kind() {
        Kind::NoLogin => Failure::wrong("These headers are of nobody who is signed in"),
        Kind::Wrong
        | Kind::Forbidden
        | Kind::NotFound
        | Kind::Method
        | Kind::Clash
        | Kind::TooLarge
        | Kind::MediaType
        | Kind::Load
        | Kind::Internal
        | Kind::Precondition
        | Kind::Busy => failure,
    })
}
