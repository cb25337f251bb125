//! `PUT admin/variables/`: the whole object; what is absent is deleted.

use axum::{extract::State, response::Response};
use serde_json::Value;

use crate::{dss::said::whole, error::Failure, extract::JsonBody, routes::dss, state::App, store::settings};

pub(crate) async fn handle(State(app): State<App>, JsonBody(said): JsonBody<Value>) -> Result<Response, Failure> {
    let variables = whole(said)?;
    app.people.store.write(move |db| settings::set_dss_variables(db, &variables)).await?;
    Ok(dss::message("Edited global variables"))
}
