//! What the instance says of itself, and of its licence: two answers, and where one fails the other is still shown.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Whole;
use pilothouse_wire::dss::instance::{self as wire, NODE_ID, NODE_NAME, NODE_TYPE, VERSION};
use serde_json::Value;

use crate::parts;
use crate::query::{Remote, use_dss};
use crate::reactive::Callback;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Icon, Skeleton, Tree, live, live_if};

/// What is told in words; all else is in the tree.
const TOLD: [(&str, &str); 4] =
    [("Name", NODE_NAME), ("Kind of node", NODE_TYPE), ("Id", NODE_ID), ("Version", VERSION)];

pub(super) fn page() -> AnyView {
    let (session, dss) = (use_session(), use_dss());
    let info = Remote::new(move || {
        let target = dss.target.get_value();
        async move { session.send(&target, &wire::info()).await }
    });
    let licence = Remote::new(move || {
        let target = dss.target.get_value();
        async move { session.send(&target, &wire::licensing()).await }
    });
    let again = move || {
        info.refresh();
        licence.refresh();
    };
    view! {
        <div class="page">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"Instance"</h1></div>
                <div class="actions">
                    <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=info.busy on_click=again/>
                </div>
            </header>
            {parts::load_failure(info, "the instance's information")}
            {loading(info, "Asking the instance")}
            {live_if(move || info.value().map(|info| facts(&info)))}
            <section class="section">
                <h2>"Licence"</h2>
                {parts::load_failure(licence, "the licensing status")}
                {loading(licence, "Asking for the licence")}
                {live(move || licence.value().map(|told| tree("Licensing status", told)))}
            </section>
        </div>
    }
    .into_any()
}

fn loading<T: Send + Sync + 'static>(remote: Remote<T>, label: &'static str) -> AnyView {
    let waiting = parts::waiting(remote);
    live_if(move || waiting.get().then(|| view! { <Skeleton lines=3 label=label/> }))
}

fn facts(info: &Whole) -> AnyView {
    let fact = |(words, name): (&'static str, &'static str)| {
        let value = match info.text(name) {
            Some(text) => text.to_owned().into_any(),
            None => parts::not_given(),
        };
        view! { <div><dt>{words}</dt><dd>{value}</dd></div> }
    };
    let told = |name: &str| TOLD.iter().any(|(_, known)| *known == name && info.text(known).is_some());
    let rest = info.members().iter().filter(|(name, _)| !told(name)).map(|(name, value)| (name.clone(), value.clone()));
    let rest: serde_json::Map<String, Value> = rest.collect();
    let more = (!rest.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"What else it says"</h2>
                {tree("What else the instance says", Arc::new(Value::Object(rest)))}
            </section>
        }
    });
    view! { <dl class="facts">{TOLD.map(fact).collect_view()}</dl>{more} }.into_any()
}

/// An answer whose shape nobody has written down.
fn tree(label: &'static str, value: Arc<Value>) -> AnyView {
    let nothing = Callback::new(|_: Vec<String>| ().into_any());
    view! { <Tree label=label value=value beside=nothing/> }.into_any()
}
