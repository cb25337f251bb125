//! What is taken away between the door and the write: every handler that writes is given a caller who was let in with it.

use std::{future::Future, pin::Pin};

use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, HeaderValue},
    response::Response,
};
use pilothouse_wire::{
    Endpoint, Method,
    control::{
        CLOSED, access_keys as k, events as e,
        groups::{self as g, GROUPS},
        projects as p, services as s, sessions as n,
        system::{self as y, SMTP_CONNECTIONS},
        users::{self as u, KNOWN_POLICIES},
    },
};
use rusqlite::{Connection, Transaction};
use serde_json::{Value, json};

use super::{access_keys, events, groups, projects, services, system, users};
use crate::{
    auth::{
        control::{Caller, policies},
        passwords::Effort,
    },
    clock::Clock,
    control::{self, Deed, attributes},
    error::Failure,
    extract::{JsonBody, Once, Segments},
    random::Random,
    state::{App, Setup},
    store::control::{self as store, Record, passwords},
};

type Answer = Pin<Box<dyn Future<Output = Result<Response, Failure>>>>;

/// A program with ada in it, who may do everything.
struct Place {
    app: App,
    ada: Record,
    group: Record,
    mail: Record,
    _folder: tempfile::TempDir,
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (random, clock) = (Random::sequence(7), Clock::set_to(1_800_000_000_000));
        let setup = Setup { effort: Effort::Least, random, clock, ..Setup::new(folder.path().join("data")) };
        let app = App::open(setup).await.unwrap();
        let deed = Deed::of(&app, "ctx");
        let fill = move |db: &Transaction<'_>| {
            let said = attributes([(u::USERNAME, "ada".into()), (u::POLICIES, json!(KNOWN_POLICIES))]);
            let ada = control::users::add(db, &deed, said)?;
            passwords::set(db, &ada, "hash")?;
            let group = control::groups::add(db, &deed, attributes([(g::NAME, "crew".into())]))?;
            Ok((ada, group, store::first(db, &SMTP_CONNECTIONS)?.unwrap()))
        };
        let (ada, group, mail) = app.people.store.write(fill).await.unwrap();
        Self { app, ada, group, mail, _folder: folder }
    }

    async fn set(&self, field: &'static str, value: Value) {
        let ada = self.ada.clone();
        let set = move |db: &Transaction<'_>| store::update(db, &ada, attributes([(field, value)]));
        self.app.people.store.write(set).await.unwrap();
    }

    async fn records(&self) -> i64 {
        let count = |db: &Connection| Ok(db.query_row("SELECT COUNT(*) FROM control_record", [], |row| row.get(0))?);
        self.app.people.store.read(count).await.unwrap()
    }

    /// Every write that takes a policy, by a caller who had it, and that of a user.
    fn writes(&self) -> Vec<(&'static Endpoint, Answer)> {
        let app = || State(self.app.clone());
        let by = |endpoint: &'static Endpoint| {
            let (user, needed) = (self.ada.clone(), policies::needed(endpoint));
            Extension(Caller { user, groups: Vec::new(), ctx: "ctx".to_owned(), needed })
        };
        let body = |said: Value| JsonBody(Once(json!({"data": {"attributes": said}})));
        let id = |record: &Record| Segments(record.id.clone());
        let name = || body(json!({"name": "new"}));
        let apply = json!({s::SERVICES: [{s::SPEC: {s::NAME: "lab", s::KIND: "jupyter"}}]});
        let emitted = json!({e::SOURCE: "s", e::KIND: "k", e::DESCRIPTION: "d"});
        let retries = json!({"send_retries_number": 7});
        let reloaded = Segments(y::RELOADED[0].to_owned());
        vec![
            (&u::CREATE, Box::pin(users::create::handle(app(), by(&u::CREATE), body(json!({u::USERNAME: "new"}))))),
            (
                &u::UPDATE,
                Box::pin(users::update::handle(
                    app(),
                    by(&u::UPDATE),
                    id(&self.ada),
                    body(json!({u::POLICIES: [policies::SECURITY_ADMIN]})),
                )),
            ),
            (&u::DELETE, Box::pin(users::delete::handle(app(), by(&u::DELETE), id(&self.ada)))),
            (&g::CREATE, Box::pin(groups::create::handle(app(), by(&g::CREATE), name()))),
            (&g::UPDATE, Box::pin(groups::update::handle(app(), by(&g::UPDATE), id(&self.group), name()))),
            (&g::DELETE, Box::pin(groups::delete::handle(app(), by(&g::DELETE), id(&self.group)))),
            (&p::CREATE, Box::pin(projects::create::handle(app(), by(&p::CREATE), name()))),
            (&s::SAVE, Box::pin(services::save::handle(app(), by(&s::SAVE), body(apply)))),
            (&e::EMIT, Box::pin(events::emit::handle(app(), by(&e::EMIT), body(emitted)))),
            (&e::DELETE_ALL, Box::pin(events::delete_all::handle(app(), by(&e::DELETE_ALL)))),
            (
                &e::DELETE_ALL_COMMUNICATION,
                Box::pin(events::delete_all_communication::handle(app(), by(&e::DELETE_ALL_COMMUNICATION))),
            ),
            (
                &y::UPDATE_SMTP,
                Box::pin(system::update_smtp::handle(app(), by(&y::UPDATE_SMTP), id(&self.mail), body(retries))),
            ),
            (&y::RELOAD, Box::pin(system::reload::handle(app(), by(&y::RELOAD), reloaded))),
        ]
    }

    /// Writes for every user; what they write to need not be there.
    fn own_writes(&self) -> Vec<(&'static Endpoint, Answer)> {
        let app = || State(self.app.clone());
        let by = || Extension(Caller { user: self.ada.clone(), groups: Vec::new(), ctx: String::new(), needed: &[] });
        let body = |said: Value| JsonBody(Once(json!({"data": {"attributes": said}})));
        let none = || Segments("none".to_owned());
        let mut headers = HeaderMap::new();
        headers.insert(p::STRATEGY_HEADER, HeaderValue::from_static("cascading"));
        let members = json!({"data": {"attributes": {"metadata": {"project_ids": ["none"]}, "requests": []}}});
        vec![
            (&k::CREATE, Box::pin(access_keys::create::handle(app(), by(), body(json!({}))))),
            (&k::GET_OR_CREATE, Box::pin(access_keys::get_or_create::handle(app(), by(), body(json!({}))))),
            (&k::UPDATE, Box::pin(access_keys::update::handle(app(), by(), none(), body(json!({}))))),
            (&k::DELETE, Box::pin(access_keys::delete::handle(app(), by(), none()))),
            (&p::UPDATE, Box::pin(projects::update::handle(app(), by(), none(), body(json!({}))))),
            (&p::UPDATE_BY_NAME, Box::pin(projects::update_by_name::handle(app(), by(), none(), body(json!({}))))),
            (&p::DELETE, Box::pin(projects::delete::handle(app(), by(), headers, body(json!({p::NAME: "none"}))))),
            (&p::SET_MEMBERS, Box::pin(projects::set_members::handle(app(), by(), JsonBody(Once(members))))),
        ]
    }
}

async fn all_are_refused(writes: Vec<(&'static Endpoint, Answer)>, status: u16) {
    for (endpoint, answer) in writes {
        let refused = answer.await.err().map(|failure| failure.status());
        assert_eq!(refused, Some(status), "{}", endpoint.name);
    }
}

#[tokio::test]
async fn every_write_is_among_them() {
    let place = Place::new().await;
    let known: Vec<_> =
        place.writes().into_iter().chain(place.own_writes()).map(|(endpoint, _)| endpoint.name).collect();
    // These two write nothing.
    let writes = CLOSED.iter().filter(|one| one.method != Method::Get && ![&y::STATISTICS, &n::VERIFY].contains(one));
    let missing: Vec<_> = writes.map(|one| one.name).filter(|name| !known.contains(name)).collect();
    assert_eq!(missing, [""; 0]);
}

#[tokio::test]
async fn a_policy_that_is_taken_away_meanwhile_does_not_count() {
    let place = Place::new().await;
    let before = place.records().await;
    place.set(u::POLICIES, json!(["Data"])).await;
    all_are_refused(place.writes(), 403).await;
    assert_eq!(place.records().await, before);
    let crew = |db: &Connection| store::by_name(db, &GROUPS, "crew");
    assert!(place.app.people.store.read(crew).await.unwrap().is_some(), "it is called what it was");
}

#[tokio::test]
async fn who_is_put_down_meanwhile_writes_nothing() {
    let place = Place::new().await;
    let before = place.records().await;
    place.set(u::ADMIN_STATUS, json!(u::DOWN)).await;
    all_are_refused(place.writes(), 401).await;
    all_are_refused(place.own_writes(), 401).await;
    assert_eq!(place.records().await, before);
    place.set(u::ADMIN_STATUS, json!(u::UP)).await;
    for (endpoint, answer) in place.own_writes() {
        assert!(answer.await.err().is_none_or(|failure| failure.status() != 401), "{}", endpoint.name);
    }
    let ada = place.ada.clone();
    place.app.people.store.write(move |db| store::remove(db, &ada)).await.unwrap();
    all_are_refused(place.own_writes(), 401).await;
}
