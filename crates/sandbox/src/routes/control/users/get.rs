//! `GET users/{id}`: one user.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::users::USERS;

use crate::{
    auth::control::Caller,
    error::Failure,
    extract::{Asked, Segments},
    routes::control,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
    asked: Asked,
) -> Result<Response, Failure> {
    control::get(&app, &caller, &USERS, id, asked).await
}
