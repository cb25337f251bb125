//! Reads the `Authorization` header and decides who is calling.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use subtle::ConstantTimeEq;

use crate::{
    error::Failure,
    state::App,
    store::{accounts::Account, keys},
};

use super::{digest, people::People, tokens::Claims};

/// Who is calling.
#[derive(Clone, Debug)]
pub enum Caller {
    /// An admin key, by its id. Every key may do everything (`contract/dataiku-apinode.md` §1).
    Key(String),
    /// A signed-in person.
    Person(Box<(Account, Claims)>),
}

/// What was presented; the text is a secret.
enum Presented {
    Key(String),
    Token(String),
}

/// Reads exactly one `Authorization` header.
fn presented(headers: &HeaderMap) -> Option<Presented> {
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (all.next(), all.next()) else { return None };
    let (scheme, credentials) = value.to_str().ok()?.split_once(' ')?;
    let credentials = credentials.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(Presented::Token(credentials.to_owned()));
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(credentials).ok()?).ok()?;
    // The key is the user, the password is blank: contract/dataiku-apinode.md §1, certain.
    let key = pair.strip_suffix(':')?;
    (!key.is_empty()).then(|| Presented::Key(key.to_owned()))
}

async fn key(app: &App, secret: &str) -> Result<Caller, Failure> {
    let digest = digest(secret.as_bytes());
    let proof = app.store.read(move |db| keys::by_digest(db, &digest)).await?;
    let now = app.clock.now_ms();
    let good = proof.filter(|proof| {
        bool::from(proof.digest.ct_eq(digest.as_slice())) && proof.expires_on.is_none_or(|end| now < end)
    });
    let id = good.ok_or_else(Failure::no_login)?.id;
    app.key_use.note(&id, now);
    Ok(Caller::Key(id))
}

/// Who is calling, by a key of this node or by a token.
async fn caller(app: &App, headers: &HeaderMap) -> Result<Caller, Failure> {
    match presented(headers) {
        Some(Presented::Key(secret)) => key(app, &secret).await,
        Some(Presented::Token(token)) => {
            app.people.of_token(&token).await.map(|person| Caller::Person(Box::new(person)))
        }
        None => Err(Failure::no_login()),
    }
}

/// Lets a request pass to the admin API or the drop folder: with a key, or as a person whose role allows it.
pub async fn admit(State(app): State<App>, mut request: Request, next: Next) -> Result<Response, Failure> {
    let caller = caller(&app, request.headers()).await?;
    if let Caller::Person(person) = &caller
        && request.method() != Method::GET
        && !person.0.role.may_change()
    {
        let role = person.0.role.as_str();
        return Err(Failure::forbidden(format!("The role {role} may read this node and not change it")));
    }
    request.extensions_mut().insert(caller);
    Ok(next.run(request).await)
}

/// The person behind a bearer token; a key is no person.
pub async fn signed_in(people: &People, headers: &HeaderMap) -> Result<(Account, Claims), Failure> {
    match presented(headers) {
        Some(Presented::Token(token)) => people.of_token(&token).await,
        Some(Presented::Key(_)) | None => Err(Failure::no_login()),
    }
}

/// The bearer token as it was presented.
pub(crate) fn token(headers: &HeaderMap) -> Option<String> {
    match presented(headers)? {
        Presented::Token(token) => Some(token),
        Presented::Key(_) => None,
    }
}
