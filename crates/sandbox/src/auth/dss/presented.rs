//! Reads the headers that say who calls. All ways of a key are the same for every kind of it (§1, certain).

use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use pilothouse_wire::dss::{PROXY_USER, TICKET};

use crate::{
    auth::digest,
    error::Failure,
    state::App,
    store::{accounts, dss::keys},
};

use super::{Credential, Login};

/// What was presented; the text is a secret.
enum Presented {
    Key(String),
    /// A key or a session token.
    Bearer(String),
    Ticket(String),
}

fn one<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a HeaderValue>, Failure> {
    let mut all = headers.get_all(name).iter();
    match (all.next(), all.next()) {
        (value, None) => Ok(value),
        (_, Some(_)) => Err(Failure::no_dss_login()),
    }
}

/// Exactly one login; two are none.
fn presented(headers: &HeaderMap) -> Result<Presented, Failure> {
    let none = Failure::no_dss_login;
    match (one(headers, header::AUTHORIZATION.as_str())?, one(headers, TICKET)?) {
        (Some(value), None) => authorization(value).ok_or_else(none),
        (None, Some(ticket)) => ticket.to_str().map(|ticket| Presented::Ticket(ticket.to_owned())).map_err(|_| none()),
        (Some(_), Some(_)) | (None, None) => Err(none()),
    }
}

fn authorization(value: &HeaderValue) -> Option<Presented> {
    let (scheme, credentials) = value.to_str().ok()?.split_once(' ')?;
    let credentials = credentials.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(Presented::Bearer(credentials.to_owned()));
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(credentials).ok()?).ok()?;
    // The key in place of the user (the client) or of the password (the pages), the other blank: §1, certain.
    let key = pair.strip_suffix(':').or_else(|| pair.strip_prefix(':'))?;
    (!key.is_empty()).then(|| Presented::Key(key.to_owned()))
}

async fn key(app: &App, secret: &str) -> Result<Credential, Failure> {
    let digest = digest(secret.as_bytes());
    let found = app.people.store.read(move |db| {
        if let Some(id) = keys::personal_by_digest(db, &digest)? {
            return Ok(Some(Credential::PersonalKey(id)));
        }
        Ok(keys::global_by_digest(db, &digest)?.map(Credential::GlobalKey))
    });
    found.await?.ok_or_else(Failure::no_dss_login)
}

/// The login that a request rests on. It must still be looked at.
pub(crate) async fn login(app: &App, headers: &HeaderMap) -> Result<Login, Failure> {
    let login = match presented(headers)? {
        Presented::Key(secret) => Login { credential: key(app, &secret).await?, as_user: None },
        Presented::Bearer(text) => match app.people.tokens.check(&text) {
            Some(claims) => {
                let account = accounts::Login::new(&claims.sub);
                Login { credential: Credential::Session(account, claims.session), as_user: None }
            }
            None => Login { credential: key(app, &text).await?, as_user: None },
        },
        Presented::Ticket(ticket) => app.people.tickets.check(&ticket).ok_or_else(Failure::no_dss_login)?,
    };
    match (as_user(headers)?, &login.as_user) {
        (None, _) => Ok(login),
        (Some(as_user), None) => Ok(Login { as_user: Some(as_user), ..login }),
        (Some(_), Some(_)) => Err(Failure::forbidden("This ticket is for acting as somebody already")),
    }
}

/// In whose name the call is to be made. A header has no charset: UTF-8, or else one character for each byte.
fn as_user(headers: &HeaderMap) -> Result<Option<accounts::Login>, Failure> {
    let mut all = headers.get_all(PROXY_USER).iter();
    match (all.next(), all.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => {
            let bytes = value.as_bytes();
            let latin = || bytes.iter().copied().map(char::from).collect();
            let typed = std::str::from_utf8(bytes).map_or_else(|_| latin(), str::to_owned);
            Ok(Some(accounts::Login::new(&typed)))
        }
        (Some(_), Some(_)) => Err(Failure::forbidden("A call can be made in the name of one user only")),
    }
}
