//! `DELETE admin/users/actions/bulk`: deletes the users whose logins are in the body.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::dss::users::ALLOW_SELF_DELETION;
use serde_json::Value;

use crate::{
    auth::dss::Caller,
    dss::{bulk, removal},
    error::Failure,
    extract::{Asked, JsonBody},
    routes::dss,
    state::App,
    store::{self, accounts::Login},
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    asked: Asked,
    JsonBody(body): JsonBody<Value>,
) -> Result<Response, Failure> {
    let (rows, allow_self) = (bulk::rows(body)?, dss::flag(&asked, ALLOW_SELF_DELETION)?);
    let write = move |db: &rusqlite::Transaction<'_>| {
        let delete = |row: Value| {
            let Some(login) = row.as_str() else {
                return bulk::outcome::<()>(String::new(), Err(Failure::wrong("A login must be a text")));
            };
            let gone = store::attempt(db, |db| removal::user(db, &caller, &Login::new(login), allow_self));
            bulk::outcome(login.to_owned(), gone)
        };
        Ok(rows.into_iter().map(delete).collect::<Vec<_>>())
    };
    Ok(dss::objects(app.people.store.write(write).await?))
}
