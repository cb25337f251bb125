//! App services: the manifest, and what state each service is in.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::services;

use crate::parts;
use crate::query::{Remote, use_control};
use crate::ui::live;

/// The page of the app services.
pub fn page() -> AnyView {
    let control = use_control();
    let manifest = Remote::new(move || async move { control.send(&services::list()).await });
    let names = move || {
        let page = manifest.value();
        let manifest = page.and_then(|page| page.items.first().map(|item| item.attributes.clone()));
        let all = manifest.map(|manifest| manifest.list(services::SERVICES)).unwrap_or_default();
        let row = |service: pilothouse_wire::Whole| {
            let name = service.object(services::SPEC).and_then(|spec| spec.get(services::NAME)).cloned();
            let state = service.object(services::STATUS).and_then(|status| status.get(services::STATE)).cloned();
            let text = |value: Option<serde_json::Value>| value.and_then(|value| value.as_str().map(str::to_owned));
            view! { <dt>{text(name)}</dt><dd>{text(state)}</dd> }
        };
        view! { <dl class="facts">{all.into_iter().map(row).collect::<Vec<_>>()}</dl> }
    };
    view! {
        <div class="page">
            <header class="page-head"><div class="page-title"><h1 tabindex="-1">"App services"</h1></div></header>
            {parts::load_failure(manifest, "the app services")}
            {live(names)}
        </div>
    }
    .into_any()
}
