//! `DELETE admin/users/{login}`: deletes a user.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::dss::users::ALLOW_SELF_DELETION;

use crate::{
    auth::dss::Caller,
    dss::removal,
    error::Failure,
    extract::{Asked, Segments},
    routes::dss,
    state::App,
    store::accounts::Login,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(login): Segments<String>,
    asked: Asked,
) -> Result<Response, Failure> {
    let (login, allow_self) = (Login::new(&login), dss::flag(&asked, ALLOW_SELF_DELETION)?);
    let name = app.people.store.write(move |db| removal::user(db, &caller, &login, allow_self)).await?;
    Ok(dss::message(["Deleted user ", &name].concat()))
}
