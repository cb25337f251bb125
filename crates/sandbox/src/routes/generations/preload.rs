//! `POST services/{service}/generations/{generation}/preload`: begins to load it and answers at once; the list tells
//! when it is mounted.

use axum::{extract::State, response::Response};
use pilothouse_wire::{GenerationId, ServiceId};

use crate::{error::Failure, extract::Segments, routes::answer, state::App, store::generations};

pub(crate) async fn handle(
    State(app): State<App>,
    Segments((service, generation)): Segments<(ServiceId, GenerationId)>,
) -> Result<Response, Failure> {
    let wanted = app.store.read(move |db| generations::find(db, &service, &generation)).await?;
    let loading = app.clone();
    // How it ends is read from the list: nobody waits for this task.
    tokio::spawn(async move { loading.loader.load(wanted.row, wanted.package).await });
    Ok(answer::done())
}
