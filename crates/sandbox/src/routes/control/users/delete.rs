//! `DELETE users/{id}`: deletes a user.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::users::USERS;

use crate::{
    auth::control::Caller, control::users, error::Failure, extract::Segments, routes::control::gone, state::App,
    store::control as store,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
) -> Result<Response, Failure> {
    let deed = caller.deed(&app);
    app.people.store.write(move |db| users::remove(db, &deed, &store::get(db, &USERS, &id)?)).await.map(gone)
}
