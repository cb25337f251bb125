//! `DELETE services/{service}`: at once, with its generations and its counters.

use axum::{extract::State, response::Response};
use pilothouse_wire::ServiceId;

use crate::{
    error::Failure,
    extract::Segments,
    routes::answer,
    state::App,
    store::{generations, services},
};

pub(crate) async fn handle(
    State(app): State<App>,
    Segments(service): Segments<ServiceId>,
) -> Result<Response, Failure> {
    let gone = service.clone();
    let rows = app.store.write(move |db| {
        let known = generations::list(db, &gone)?;
        services::delete(db, &gone)?;
        Ok(known.into_iter().map(|generation| generation.row))
    });
    app.loader.unmount(rows.await?);
    app.traffic.forget(&service);
    Ok(answer::done())
}
