//! `POST services/{service}/generations/actions/importFromArchive?filePath=…`: reads a package from the disk. Importing
//! does not activate it.

use axum::{extract::State, response::Response};
use pilothouse_wire::{ServiceId, api_node::generations::FILE_PATH};

use crate::{
    auth::digest,
    error::Failure,
    extract::{Asked, Segments},
    packages::{archive, contents::Document},
    routes::answer,
    state::App,
    store::{generations, off_thread, services},
};

pub(crate) async fn handle(
    State(app): State<App>,
    Segments(service): Segments<ServiceId>,
    asked: Asked,
) -> Result<Response, Failure> {
    let name = service.clone();
    app.store.read(move |db| services::enabled(db, &name)).await?;
    let path = app.folder.resolve(asked.one(FILE_PATH)?)?;
    let document = off_thread(move || archive::read(&path)).await?;
    if document.service_id != service {
        let text = format!("The package was made for service {}, not for {service}", document.service_id);
        return Err(Failure::wrong(text));
    }
    let now = app.clock.now_ms();
    app.store.write(move |db| keep(db, &service, &document, now)).await?;
    Ok(answer::done())
}

fn keep(db: &rusqlite::Connection, service: &ServiceId, document: &Document, now: i64) -> Result<(), Failure> {
    services::enabled(db, service)?;
    let contents = serde_json::to_string(&document.contents);
    let contents = contents.map_err(|e| Failure::internal("writing a package down", &e))?;
    let package = (&digest(contents.as_bytes()), contents.as_str());
    generations::add(db, service, &document.generation_id, now, package)
}
