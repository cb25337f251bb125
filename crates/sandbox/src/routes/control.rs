//! The control plane: `contract/iguazio-control-plane.md`. Its answers have one envelope, its refusals another.

mod access_keys;
mod events;
mod groups;
mod jobs;
mod projects;
mod services;
mod sessions;
mod system;
mod table;
#[cfg(test)]
mod tests;
mod users;

pub(crate) use table::router;

use axum::{
    Json,
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use pilothouse_wire::control::{
    Kind, Op,
    jobs::{DELETION_RESPONSE, JOBS_OF},
};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    auth::control::Caller,
    control::{
        ask,
        document::{Document, link},
        sight::Sight,
    },
    error::{ControlFailure, Failure},
    extract::Asked,
    log::RequestId,
    routes::table::CONTROL,
    state::App,
    store::control::{
        self as store, Record, functions,
        list::{self, Scope},
    },
};

/// Says a refusal again that was said in the language of the API node: whatever refused, it is heard by one who speaks
/// to the control plane.
pub(crate) async fn in_its_language(request: Request, next: Next) -> Response {
    let ours = request.uri().path().starts_with(CONTROL);
    let ctx = RequestId::ctx_of(request.extensions());
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Failure>() {
        Some(failure) if ours => ControlFailure { failure, ctx }.into_response(),
        Some(_) | None => response,
    }
}

/// An answer in the envelope.
fn answer(status: StatusCode, document: Document, ctx: &str) -> Response {
    let Document { data, included, mut meta } = document;
    meta.insert("ctx".to_owned(), Value::from(ctx));
    (status, Json(json!({"data": data, "included": included, "meta": meta}))).into_response()
}

/// The answer to a deletion that is done (§3, certain).
fn gone((): ()) -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// The answer to a deletion that goes on as a job (§6, certain).
fn going(job: &Record, ctx: &str) -> Response {
    let data = json!({"type": DELETION_RESPONSE, "relationships": {JOBS_OF: {"data": [link(job)]}}});
    answer(StatusCode::ACCEPTED, Document::of(data), ctx)
}

/// A list of a kind.
async fn list(
    app: &App,
    caller: &Caller,
    kind: &'static Kind,
    scope: Scope,
    asked: Asked,
) -> Result<Response, Failure> {
    let slow = [Op::Matches, Op::Contains].map(Op::sign);
    let slow = asked.values().any(|value| slow.iter().any(|sign| value.starts_with(sign)));
    let who = caller.clone();
    // What is asked is read beside the async threads too: a pattern takes its time.
    let work = move |db: &Connection| {
        let (query, include) = ask::of_list(kind, scope, asked)?;
        Sight::of(&who).check(&query)?;
        let listed = functions::within(functions::PATIENCE, || list::page(db, &query))?;
        Document::page(db, &who, &query, &listed, &include)
    };
    let store = &app.people.store;
    let document = if slow { store.read_slowly(work).await } else { store.read(work).await };
    Ok(answer(StatusCode::OK, document?, &caller.ctx))
}

/// One record of a kind by its id.
async fn get(app: &App, caller: &Caller, kind: &'static Kind, id: String, asked: Asked) -> Result<Response, Failure> {
    let include = ask::of_one(kind, asked, &[])?;
    let who = caller.clone();
    let document = app.people.store.read(move |db| {
        let record = store::get(db, kind, &id)?;
        Document::one(db, &who, &record, &include)
    });
    Ok(answer(StatusCode::OK, document.await?, &caller.ctx))
}
