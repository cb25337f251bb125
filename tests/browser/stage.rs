//! A node that exists only in the test's page: what the console sends is kept, and answered as the test has said. So the
//! real dialogs run, with their session and their senders, and no server is needed.

use crate::page::{Page, settle};
use leptos::prelude::*;
use leptos_router::components::Router;
use pilothouse::{
    domain::config::Config,
    pages,
    query::{Mappings, Node, Rollouts, There},
    session::Session,
    ui::{ToastRegion, Toasts},
};
use pilothouse_wire::{Secret, ServiceId};
use wasm_bindgen::JsValue;

const CONFIG: &str =
    r#"{"api_nodes":[{"id":"main","name":"Main","base":"/stage","sign_in":"api_key","packages":"/stage-packages"}]}"#;

/// Stands in for fetch and for uploads, whose progress and end the test decides.
const STAGE: &str = r#"
if (!window.stage) {
    const fetch = window.fetch.bind(window);
    window.fetch = async (asked, init) => {
        const request = asked instanceof Request ? asked : new Request(asked, init);
        const { pathname, search } = new URL(request.url);
        if (!pathname.startsWith("/stage/")) return fetch(asked, init);
        const line = request.method + " " + pathname.slice("/stage/admin/api/".length) + search;
        window.stage.calls.push(line + " " + await request.text());
        const [, status, body] = window.stage.answers.find(([start]) => line.startsWith(start)) ?? ["", 404, "{}"];
        return new Response(body, { status, headers: { "content-type": "application/json" } });
    };
    window.XMLHttpRequest = class {
        upload = {};
        status = 0;
        responseText = "";
        open(method, url) { window.stage.calls.push(method + " " + url); window.stage.upload = this; }
        setRequestHeader() {}
        getAllResponseHeaders() { return "content-type: application/json\r\n"; }
        send(file) { this.size = file.size; }
        abort() { window.stage.aborted += 1; }
        progress(loaded) { this.upload.onprogress?.(new ProgressEvent("progress", { loaded, total: this.size })); }
        end(status, text) { this.status = status; this.responseText = text; this.onloadend?.(); }
    };
}
window.stage = { calls: [], answers: [], upload: null, aborted: 0 };
"#;

fn run(code: &str) -> JsValue {
    js_sys::Function::new_no_args(code).call0(&JsValue::NULL).unwrap()
}

/// Empties the stage, and sets up its stand-ins at the first time.
pub(crate) fn set() {
    run(STAGE);
}

/// From now on calls that begin so ("GET services") are answered so.
pub(crate) fn answer(call: &str, status: u16, body: &str) {
    let [call, body] = [call, body].map(|text| js_sys::JSON::stringify(&text.into()).unwrap());
    run(&format!("window.stage.answers.unshift([{call}, {status}, {body}])"));
}

/// All that was sent that begins so, bodies included.
pub(crate) fn calls(start: &str) -> Vec<String> {
    let all: js_sys::Array = run("return window.stage.calls").into();
    all.iter().filter_map(|line| line.as_string()).filter(|line| line.starts_with(start)).collect()
}

/// The upload under way has sent so many bytes.
pub(crate) async fn upload_sends(bytes: u32) {
    run(&format!("window.stage.upload.progress({bytes})"));
    settle().await;
}

/// The upload ends; status 0 is a broken connection.
pub(crate) async fn upload_ends(status: u16, body: &str) {
    let body = js_sys::JSON::stringify(&body.into()).unwrap();
    run(&format!("window.stage.upload.end({status}, {body})"));
    settle().await;
}

/// How many uploads were given up.
pub(crate) fn aborted() -> f64 {
    run("return window.stage.aborted").as_f64().unwrap()
}

/// The page of a service called `parcels`, which the test has described by [`answer`].
pub(crate) async fn show_service() -> Page {
    let page = Page::show(|| {
        let session = Session::start(Config::parse(CONFIG).unwrap(), String::new());
        session.give_key("main", Secret::new("a-key"));
        provide_context(session);
        Toasts::provide();
        let mappings = Mappings::provide(session);
        Rollouts::provide(session, mappings);
        There::provide(Some(There::Node(Node::open(session, "main".into()))));
        let inside = move || pages::service::page(ServiceId::parse("parcels").unwrap());
        view! { <Router>{inside()}</Router> {ToastRegion()} }
    })
    .await;
    answered().await;
    page
}

/// Lets answers arrive and be drawn: each is a few turns of the page's own queue.
pub(crate) async fn answered() {
    for _ in 0..3 {
        settle().await;
    }
}

/// Lets time pass, a frame at a time, till it is so; five seconds at most.
pub(crate) async fn until(so: impl Fn() -> bool) {
    for _ in 0..150 {
        if so() {
            return;
        }
        settle().await;
    }
    panic!("it did not come about");
}
