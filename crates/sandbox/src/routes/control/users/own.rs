//! `GET self`: the caller's own user, with its groups.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use pilothouse_wire::control::users::{GROUPS, USERS};

use crate::{
    auth::control::Caller,
    control::{
        ask::{self, Include},
        document::Document,
    },
    error::Failure,
    extract::Asked,
    routes::control::answer,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    asked: Asked,
) -> Result<Response, Failure> {
    let asked = ask::of_one(&USERS, asked, &[])?;
    let include = if asked.0.is_empty() { Include::of(&USERS, &[GROUPS])? } else { asked };
    let ctx = caller.ctx.clone();
    let document = app.people.store.read(move |db| Document::one(db, &caller, &caller.user, &include)).await?;
    Ok(answer(StatusCode::OK, document, &ctx))
}
