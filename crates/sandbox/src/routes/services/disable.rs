//! `POST services/{service}/actions/disable`: no queries any more, generations out of memory, mapping kept.

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
    let known = app.store.write(move |db| {
        services::set_enabled(db, &service, false)?;
        generations::list(db, &service)
    });
    app.loader.unmount(known.await?.into_iter().map(|generation| generation.row));
    Ok(answer::done())
}
