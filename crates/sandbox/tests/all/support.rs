//! A node in a folder of its own, with a clock that the test sets, and the ways to ask it.

mod control;
mod dss;

pub(crate) use control::{by_id, cookie, person};

use std::{path::PathBuf, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    http::{HeaderValue, Request, Response, header, request::Builder},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http_body_util::BodyExt;
use pilothouse_sandbox::{
    app,
    auth::{digest, passwords::Effort},
    clock::Clock,
    console::Console,
    nodes::Nodes,
    packages::build,
    random::Random,
    routes::table,
    state::{App, Setup},
    store::{
        accounts::{self, Login, Role},
        generations, keys,
        keys::StoredKey,
    },
};
use pilothouse_wire::{
    Answer, Call, EndpointId, Error, GenerationId, Secret, ServiceId, Share, Split, System, api_node, automation,
    dss::PROXY_USER, packages,
};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

/// The admin key of every test's node.
pub(crate) const KEY: &str = "the-key-of-the-tests";

/// The user of every test's node, and the password.
pub(crate) const USER: &str = "admin";
pub(crate) const PASSWORD: &str = "correct horse";

/// When every test begins, in milliseconds since 1970.
pub(crate) const START: i64 = 1_800_000_000_000;

/// A node without a socket.
pub(crate) struct Node {
    pub(crate) app: App,
    pub(crate) clock: Clock,
    /// Of the whole program; other nodes of it have the same.
    pub(crate) folder: Arc<TempDir>,
    router: Router,
}

/// What is sent along to be let in.
#[derive(Clone, Debug)]
pub(crate) enum As {
    Nobody,
    Key(String),
    Token(String),
    /// A session or an access key of the control plane, as the header has it.
    Cookie(String),
    /// Somebody, in the name of another user of DSS.
    Acting(Box<As>, String),
}

impl As {
    pub(crate) fn key() -> Self {
        Self::Key(KEY.to_owned())
    }

    /// The same, in another's name.
    pub(crate) fn acting_as(&self, login: &str) -> Self {
        Self::Acting(Box::new(self.clone()), login.to_owned())
    }

    pub(crate) fn header(&self) -> Option<String> {
        match self {
            Self::Acting(who, _) => who.header(),
            Self::Nobody | Self::Cookie(_) => None,
            Self::Key(key) => Some(["Basic ", &STANDARD.encode([key, ":"].concat())].concat()),
            Self::Token(token) => Some(["Bearer ", token].concat()),
        }
    }

    /// Puts all of it into a request.
    fn put(&self, mut request: Builder) -> Builder {
        if let Some(value) = self.header() {
            request = request.header(header::AUTHORIZATION, value);
        }
        match self {
            Self::Acting(_, login) => request.header(PROXY_USER, HeaderValue::from_bytes(login.as_bytes()).unwrap()),
            Self::Cookie(cookie) => request.header(header::COOKIE, cookie),
            Self::Nobody | Self::Key(_) | Self::Token(_) => request,
        }
    }
}

impl Node {
    /// An empty node with one key and one user.
    pub(crate) async fn new() -> Self {
        Self::with_console(Console::default()).await
    }

    pub(crate) async fn with_console(console: Console) -> Self {
        Self::with(console, 1).await.remove(0)
    }

    /// So many empty nodes of one program, each with the one key, all with the one user.
    pub(crate) async fn several(count: u8) -> Vec<Self> {
        Self::with(Console::default(), count).await
    }

    async fn with(console: Console, count: u8) -> Vec<Self> {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let (setup, clock) = setup(folder.path().join("data"));
        let nodes = Nodes::open(setup, count).await.unwrap();
        nodes.load_at_start().await.unwrap();
        add_user(nodes.first(), USER, "ADMIN").await;
        for app in nodes.all() {
            let put = |db: &rusqlite::Transaction<'_>| keys::add(db, &key("first", None), &digest(KEY.as_bytes()));
            app.store.write(put).await.unwrap();
        }
        let router = app::router(&nodes, console);
        let node = |app: &App| Self {
            app: app.clone(),
            clock: clock.clone(),
            folder: Arc::clone(&folder),
            router: router.clone(),
        };
        nodes.all().map(node).collect()
    }

    /// Where a system of this node begins.
    fn base(&self, system: System) -> String {
        table::base(self.app.number, system)
    }

    /// Sends a call of the contract with the admin key.
    pub(crate) async fn ask<T>(&self, call: Call<T>) -> Result<T, Error> {
        self.ask_as(&As::key(), call).await
    }

    /// Sends a call of the contract.
    pub(crate) async fn ask_as<T>(&self, who: &As, call: Call<T>) -> Result<T, Error> {
        let answer = self.answer_as(who, &call).await;
        call.read(&answer)
    }

    /// The answer to a call, unread.
    pub(crate) async fn answer_as<T>(&self, who: &As, call: &Call<T>) -> Answer {
        let path = self.base(call.endpoint().system) + &call.path();
        let mut request = who.put(Request::builder().method(call.endpoint().method.as_str()).uri(path));
        for (name, value) in call.request().headers() {
            request = request.header(*name, *value);
        }
        let body = match call.sent_body() {
            pilothouse_wire::Body::None => Body::empty(),
            pilothouse_wire::Body::Json(value) => Body::from(value.to_string()),
            pilothouse_wire::Body::Form(form) => {
                request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                Body::from(form.expose().to_owned())
            }
            pilothouse_wire::Body::File => Body::from("the bytes of a file"),
        };
        self.send(request.body(body).unwrap()).await
    }

    /// Sends anything.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        read(self.router.clone().oneshot(request).await.unwrap()).await
    }

    /// Sends anything with the admin key.
    pub(crate) async fn raw(&self, method: &str, path: &str, body: impl Into<Body>) -> Answer {
        self.raw_as(&As::key(), method, path, body).await
    }

    /// Sends anything as somebody.
    pub(crate) async fn raw_as(&self, who: &As, method: &str, path: &str, body: impl Into<Body>) -> Answer {
        let request = who.put(Request::builder().method(method).uri(path));
        self.send(request.body(body.into()).unwrap()).await
    }

    /// A token for the user.
    pub(crate) async fn sign_in(&self) -> As {
        let call = automation::login(USER, &Secret::new(PASSWORD));
        let token = self.ask_as(&As::Nobody, call).await.unwrap();
        As::Token(token.secret.expose().to_owned())
    }

    /// A user of this role, signed in.
    pub(crate) async fn sign_in_as_role(&self, role: &'static str) -> As {
        add_user(&self.app, role, role).await;
        let token = self.ask_as(&As::Nobody, automation::login(role, &Secret::new(PASSWORD))).await.unwrap();
        As::Token(token.secret.expose().to_owned())
    }

    /// Puts an archive into the drop folder and gives its path.
    pub(crate) async fn upload(&self, name: &str, archive: Vec<u8>) -> String {
        let path = self.base(System::Packages) + name;
        let answer = self.raw("PUT", &path, archive).await;
        packages::upload(name).read(&answer).unwrap().file_path
    }

    /// A service with these generations, oldest first, imported a minute apart.
    pub(crate) async fn service(&self, id: &str, generations: &[&str]) -> ServiceId {
        let service = service(id);
        self.ask(api_node::services::create(&service)).await.unwrap();
        for (n, generation) in generations.iter().enumerate() {
            let path = self.upload("package.zip", archive(id, generation, n as f64)).await;
            self.ask(api_node::generations::import(&service, &path)).await.unwrap();
            self.clock.advance(Duration::from_secs(60));
        }
        service
    }

    /// A service all of whose traffic goes to one generation.
    pub(crate) async fn answering(&self, id: &str, generation_id: &str) -> ServiceId {
        let service = self.service(id, &[generation_id]).await;
        self.ask(api_node::mapping::switch_to(&service, &generation(generation_id))).await.unwrap();
        service
    }

    /// The generations of a service: id, mounted, share.
    pub(crate) async fn generations(&self, service: &ServiceId) -> Vec<(String, bool, f64)> {
        let list = self.ask(api_node::generations::list(service)).await.unwrap();
        assert_eq!(list.unreadable, []);
        let show =
            |g: api_node::generations::Generation| (g.generation_id.to_string(), g.mounted.unwrap(), g.mapped.unwrap());
        list.rows.into_iter().map(show).collect()
    }

    /// The services: id, enabled.
    pub(crate) async fn services(&self) -> Vec<(String, bool)> {
        let list = self.ask(api_node::services::list()).await.unwrap();
        list.rows.into_iter().map(|s| (s.service_id.to_string(), s.enabled.unwrap())).collect()
    }

    /// Maps a service behind the API's back, as an older state of the disk would have it.
    pub(crate) async fn map_quietly(&self, service: &ServiceId, generation_id: &str) {
        let (service, split) = (service.clone(), Split::whole(generation(generation_id)));
        self.app.store.write(move |db| generations::set_split(db, &service, &split)).await.unwrap();
    }
}

/// Adds somebody with the password of all tests.
async fn add_user(app: &App, name: &str, role: &'static str) {
    let hash = app.people.passwords.hash(PASSWORD).unwrap();
    let name = name.to_owned();
    let add =
        move |db: &rusqlite::Transaction<'_>| accounts::add(db, &Login::new(&name), &name, &Role::new(role), &hash);
    app.people.store.write(add).await.unwrap();
}

/// Opens the state of a node in a folder, with the clock at [`START`].
pub(crate) async fn open(data: PathBuf) -> (App, Clock) {
    let (setup, clock) = setup(data);
    (App::open(setup).await.unwrap(), clock)
}

/// How every test's program is set up, with the clock that it goes by.
pub(crate) fn setup(data: PathBuf) -> (Setup, Clock) {
    let clock = Clock::set_to(START);
    let setup = Setup {
        load_time: Duration::ZERO,
        effort: Effort::Least,
        clock: clock.clone(),
        random: Random::sequence(2026),
        ..Setup::new(data)
    };
    (setup, clock)
}

async fn read(response: Response<Body>) -> Answer {
    let (parts, body) = response.into_parts();
    let text = |value: &header::HeaderValue| value.to_str().unwrap().to_owned();
    let headers = parts.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer { status: parts.status.as_u16(), headers, body: String::from_utf8_lossy(&bytes).into_owned() }
}

/// A key to put into the database.
pub(crate) fn key(id: &str, expires_on: Option<i64>) -> StoredKey {
    StoredKey { id: id.into(), said: Default::default(), created_on: START, expires_on, last_used_on: None }
}

pub(crate) fn service(id: &str) -> ServiceId {
    ServiceId::parse(id).unwrap()
}

pub(crate) fn generation(id: &str) -> GenerationId {
    GenerationId::parse(id).unwrap()
}

pub(crate) fn endpoint(id: &str) -> EndpointId {
    EndpointId::parse(id).unwrap()
}

/// Shares in hundredths of a percent.
pub(crate) fn split(shares: &[(&str, u16)]) -> Split {
    Split::new(shares.iter().map(|(id, share)| (generation(id), Share::new(*share).unwrap())).collect()).unwrap()
}

/// A package with the endpoints `delay` (a class) and `cost` (a number).
pub(crate) fn archive(service_id: &str, generation_id: &str, shift: f64) -> Vec<u8> {
    build::archive(&document(service_id, generation_id, shift)).unwrap()
}

pub(crate) fn document(service_id: &str, generation_id: &str, shift: f64) -> Value {
    let models = [build::classifier(&endpoint("delay"), shift), build::regression(&endpoint("cost"), shift)];
    build::document(&service(service_id), &generation(generation_id), &models, None)
}

/// The status of a refusal, and that it is the API's own JSON with a request id.
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> u16 {
    match result {
        Err(Error::Refused(refusal)) => {
            assert!(refusal.message.as_ref().is_some_and(|message| !message.is_empty()), "{refusal:?}");
            assert!(refusal.request_id.is_some(), "{refusal:?}");
            refusal.status
        }
        other => panic!("not refused: {other:?}"),
    }
}

/// The text of a refusal.
pub(crate) fn words<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(Error::Refused(refusal)) => refusal.message.unwrap(),
        other => panic!("not refused: {other:?}"),
    }
}
