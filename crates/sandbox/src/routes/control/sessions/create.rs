//! `POST sessions`: opens a session, which travels as a cookie.

use axum::{
    Extension,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use pilothouse_wire::{
    Secret,
    control::sessions::{COOKIE, cookie},
};

use crate::{
    auth::control::login,
    control::session,
    error::Failure,
    log::RequestId,
    origin,
    routes::{control::answer, table::CONTROL},
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    let wish = session::wish(login::basic(&headers)?, &body)?;
    let (ttl, ctx) = (wish.ttl, id.ctx());
    let opened = login::open(&app, wish, &ctx).await?;
    let (id, now, session) = (app.random.uuid(), app.clock.now_ms(), opened.session);
    let document = app.people.store.read(move |db| session::shown(db, &id, &session, ttl, now)).await?;
    let mut response = answer(StatusCode::CREATED, document, &ctx);
    response.headers_mut().insert(header::SET_COOKIE, set_cookie(&opened.sid, ttl, origin::over_tls(&headers))?);
    Ok(response)
}

/// The contract's sample shows no flags (§11): they, and the path, are a sandbox choice.
fn set_cookie(sid: &Secret, ttl: u32, secure: bool) -> Result<HeaderValue, Failure> {
    let value = utf8_percent_encode(&cookie(sid.expose()), NON_ALPHANUMERIC).to_string();
    let path = CONTROL.trim_end_matches('/');
    let secure = if secure { "; Secure" } else { "" };
    let line = format!("{COOKIE}={value}; Max-Age={ttl}; Path={path}; HttpOnly; SameSite=Strict{secure}");
    // The error would quote the secret.
    HeaderValue::from_str(&line).map_err(|_| Failure::internal("writing a cookie", &"it does not fit a header"))
}
