//! Replaces the manifest, by a job. The answer is the job; its status is not known (§7), so it is that of a PUT that
//! started one.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use pilothouse_wire::control::{services as s, users as u};
use rusqlite::Connection;
use serde_json::json;

use crate::{
    auth::control::{Caller, policies},
    control::{
        audit,
        document::{Document, bare},
        jobs,
        manifest::plan::{self, Asker, Plan},
        sent::Sent,
        work::{self, Work},
    },
    error::Failure,
    extract::{JsonBody, Once},
    routes::control::answer,
    state::App,
    store::control as store,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(Once(body)): JsonBody<Once>,
) -> Result<Response, Failure> {
    let sent = Sent::read(body)?.expect(s::MANIFESTS.record)?;
    let (own, ctx) = (app.clone(), caller.ctx.clone());
    let document = app.people.store.write(move |db| save(db, &own, &caller.now(db)?, &sent)).await?;
    Ok(answer(StatusCode::ACCEPTED, document, &ctx))
}

fn save(db: &Connection, app: &App, caller: &Caller, sent: &Sent) -> Result<Document, Failure> {
    let kept = work::manifest(db)?;
    let asker =
        Asker { username: caller.user.text(u::USERNAME).unwrap_or_default(), admin: caller.has(&policies::SERVICES) };
    sent.check_relations(&s::MANIFESTS)?;
    let plan = plan::read(&kept.attributes, &sent.attributes, &asker)?;
    let specified = plan::specified(&kept.attributes, &plan).join(", ");
    let Plan { mut manifest, tasks, .. } = plan;
    let names: Vec<&str> = tasks.iter().map(|task| task.name.as_str()).collect();
    let params = json!({s::SERVICES: names});
    let said: Vec<String> = tasks.iter().map(|task| [task.change.words(), " ", &task.name].concat()).collect();
    let deed = caller.deed(app);
    audit::applied(db, &deed, &kept, &said.join(", "), &specified)?;
    let job = jobs::start(db, app, &deed, Work::Apply { tasks }, &params)?;
    manifest.insert(s::RUNNING_JOB.into(), json!(job.id));
    store::update(db, &kept, manifest)?;
    Ok(Document::of(bare(&job)))
}
