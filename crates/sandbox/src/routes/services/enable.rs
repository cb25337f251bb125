//! `POST services/{service}/actions/enable`: loads what is mapped, then answers queries. With nothing mapped it is
//! enabled all the same (sandbox choice).

use axum::{extract::State, response::Response};
use pilothouse_wire::{ServiceId, Share};

use crate::{
    error::Failure,
    extract::Segments,
    routes::{answer, mapping},
    state::App,
    store::{generations, services},
};

pub(crate) async fn handle(
    State(app): State<App>,
    Segments(service): Segments<ServiceId>,
) -> Result<Response, Failure> {
    let name = service.clone();
    let known = app.store.read(move |db| services::enabled(db, &name).and_then(|_| generations::list(db, &name)));
    let mapped: Vec<_> = known.await?.into_iter().filter(|one| one.share > Share::ZERO).collect();
    mapping::load(&app, &service, &mapped).await?;
    app.store.write(move |db| services::set_enabled(db, &service, true)).await?;
    Ok(answer::done())
}
