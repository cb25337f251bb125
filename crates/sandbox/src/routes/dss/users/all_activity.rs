//! `GET admin/users-activity`: when each user was last seen.

use axum::{extract::State, response::Response};
use pilothouse_wire::dss::users::ENABLED_ONLY;

use crate::{dss::user, error::Failure, extract::Asked, routes::dss, state::App, store::dss::users};

pub(crate) async fn handle(State(app): State<App>, asked: Asked) -> Result<Response, Failure> {
    let enabled_only = dss::flag(&asked, ENABLED_ONLY)?;
    let users = app.people.store.read(users::list).await?;
    let shown = users.iter().filter(|user| user.account.enabled || !enabled_only);
    Ok(dss::objects(shown.map(|one| user::activity(&app, one))))
}
