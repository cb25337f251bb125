//! `DELETE user_groups/{id}`: deletes a group.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::groups::GROUPS;

use crate::{
    auth::control::Caller, control::groups, error::Failure, extract::Segments, routes::control::gone, state::App,
    store::control as store,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
) -> Result<Response, Failure> {
    let deed = caller.deed(&app);
    app.people.store.write(move |db| groups::remove(db, &deed, &store::get(db, &GROUPS, &id)?)).await.map(gone)
}
