//! `POST sessions/verifications/planes/any/internal`: whose session it is.

use axum::{Extension, extract::State, http::StatusCode, response::Response};

use crate::{auth::control::Caller, control::session, error::Failure, routes::control::answer, state::App};

pub(crate) async fn handle(State(app): State<App>, Extension(caller): Extension<Caller>) -> Result<Response, Failure> {
    let ctx = caller.ctx.clone();
    let document = app.people.store.read(move |db| session::verified(db, &caller.user, &caller.groups)).await?;
    Ok(answer(StatusCode::OK, document, &ctx))
}
