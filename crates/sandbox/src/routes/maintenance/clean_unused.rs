//! `DELETE services-clean-unused`: deletes disabled services, generations without traffic, and all code environments
//! (no model of the sandbox uses one). Says what it deleted.

use axum::{extract::State, response::Response};
use pilothouse_wire::ServiceId;
use serde_json::{Value, json};

use crate::{
    error::Failure,
    routes::answer,
    state::App,
    store::{
        caches::{self, Cache},
        generations::{self, RowId},
        services,
    },
};

/// What is gone.
struct Gone {
    services: Vec<ServiceId>,
    generations: Vec<Value>,
    rows: Vec<RowId>,
    code_envs: Vec<String>,
}

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    let gone = app.store.write(|db| clean(db)).await?;
    app.loader.unmount(gone.rows);
    gone.services.iter().for_each(|service| app.traffic.forget(service));
    answer::json(&json!({
        "deletedServices": gone.services,
        "deletedGenerations": gone.generations,
        "deletedCodeEnvs": gone.code_envs,
    }))
}

fn clean(db: &rusqlite::Connection) -> Result<Gone, Failure> {
    let mut gone =
        Gone { services: services::disabled(db)?, generations: Vec::new(), rows: Vec::new(), code_envs: Vec::new() };
    for service in &gone.services {
        gone.rows.extend(generations::list(db, service)?.into_iter().map(|generation| generation.row));
        services::delete(db, service)?;
    }
    for (service, generation, row) in generations::delete_unmapped(db)? {
        gone.generations.push(json!({"serviceId": service, "generationId": generation}));
        gone.rows.push(row);
    }
    gone.code_envs = caches::clear(db, Cache::CodeEnvs)?;
    Ok(gone)
}
