//! `GET services/{service}/generations`: newest first.

use axum::{extract::State, response::Response};
use pilothouse_wire::{
    Extra, ServiceId,
    api_node::generations::{Generation, Generations},
};
use serde_json::Value;

use crate::{
    error::Failure,
    extract::Segments,
    routes::answer,
    state::App,
    store::{
        generations::{self, StoredGeneration},
        services,
    },
};

/// A member of the sandbox's own: why the last try to load a generation failed.
const LOAD_ERROR: &str = "loadError";

pub(crate) async fn handle(
    State(app): State<App>,
    Segments(service): Segments<ServiceId>,
) -> Result<Response, Failure> {
    let read = move |db: &rusqlite::Connection| {
        services::enabled(db, &service)?;
        generations::list(db, &service)
    };
    let known = app.store.read(read).await?;
    answer::json(&Generations { generations: known.into_iter().map(|one| show(&app, one)).collect() })
}

fn show(app: &App, generation: StoredGeneration) -> Generation {
    let mut extra = Extra::new();
    if let Some(reason) = app.loader.failed(generation.row) {
        extra.insert(LOAD_ERROR.into(), Value::String(reason));
    }
    Generation {
        created_on: Some(generation.created_on as f64),
        mounted: Some(app.loader.mounted(generation.row).is_some()),
        mapped: Some(generation.share.proba()),
        generation_id: generation.id,
        extra,
    }
}
