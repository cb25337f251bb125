//! `GET user_groups/{id}`: one group.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::groups::GROUPS;

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
    control::get(&app, &caller, &GROUPS, id, asked).await
}
