//! `GET smtp_connections/{id}`: one connection to a mail server, its password masked.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::system::SMTP_CONNECTIONS;

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
    control::get(&app, &caller, &SMTP_CONNECTIONS, id, asked).await
}
