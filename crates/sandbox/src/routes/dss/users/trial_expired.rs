//! `GET admin/list-trial-expired-users`: users whose trial is over.

use axum::{extract::State, response::Response};

use crate::{dss::user, error::Failure, routes::dss, state::App, store::dss::users};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    let (users, now) = (app.people.store.read(users::list).await?, app.clock.now_ms());
    let over = users.iter().filter(|one| user::trial_is_over(one, now));
    Ok(dss::objects(over.map(|one| user::item(&app, one))))
}
