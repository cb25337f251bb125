//! `POST login`: a form with user name and password; the answer is the raw token.

use axum::{
    extract::{Request, State},
    http::header,
    response::{IntoResponse, Response},
};
use pilothouse_wire::automation::{PASSWORD, USERNAME};

use crate::{
    auth,
    error::{Failure, SessionFailure},
    extract::bytes,
    state::App,
};

pub(crate) async fn handle(State(app): State<App>, request: Request) -> Result<Response, SessionFailure> {
    let (username, password) = credentials(request).await?;
    let token = auth::login::login(&app.people, &username, password).await?;
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    Ok((headers, token.expose().to_owned()).into_response())
}

/// The two fields, each exactly once.
async fn credentials(request: Request) -> Result<(String, String), Failure> {
    let (parts, body) = request.into_parts();
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.trim_start().starts_with("application/x-www-form-urlencoded") {
        return Err(Failure::media_type("Sign-in takes application/x-www-form-urlencoded"));
    }
    let bytes = bytes(&parts.headers, body).await?;
    let fields: Vec<(String, String)> = form_urlencoded::parse(&bytes).into_owned().collect();
    Ok((field(&fields, USERNAME)?, field(&fields, PASSWORD)?))
}

fn field(fields: &[(String, String)], name: &str) -> Result<String, Failure> {
    let mut values = fields.iter().filter(|(key, _)| key == name);
    match (values.next(), values.next()) {
        (Some((_, value)), None) => Ok(value.clone()),
        (Some(_) | None, _) => Err(Failure::wrong(format!("The form must have the field {name} once"))),
    }
}
