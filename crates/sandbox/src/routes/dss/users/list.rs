//! `GET admin/users/`: all users, with `includeSettings` all that can be set of them.

use axum::{extract::State, response::Response};
use pilothouse_wire::dss::users::INCLUDE_SETTINGS;

use crate::{dss::user, error::Failure, extract::Asked, routes::dss, state::App, store::dss::users};

pub(crate) async fn handle(State(app): State<App>, asked: Asked) -> Result<Response, Failure> {
    let with_settings = dss::flag(&asked, INCLUDE_SETTINGS)?;
    let users = app.people.store.read(users::list).await?;
    let mut shown = Vec::with_capacity(users.len());
    for one in &users {
        let mut item = user::item(&app, one);
        if with_settings {
            item.extend(user::settings(&app, one)?);
        }
        shown.push(item);
    }
    Ok(dss::objects(shown))
}
