//! Rights of a global key over projects: a project is added by its key, and each has the permission editor.

use std::collections::BTreeMap;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::ProjectKey;

use super::Page;
use crate::domain::rights::Rights;
use crate::parts::{PermissionEditor, Vocabulary};
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ui::{Button, ButtonKind, Icon, PickField, disclosure, live, live_if};

/// The editor. `on_change` is told a project and its rights, or nothing where the project is to go.
pub(super) fn editor(
    page: Page,
    projects: Signal<BTreeMap<String, Rights>>,
    on_change: Callback<(String, Option<Rights>)>,
) -> AnyView {
    let (typed, wrong) = (RwSignal::new(String::new()), RwSignal::new(None));
    let fresh = RwSignal::new(None::<String>);
    let add = move || {
        let key = typed.with_untracked(|typed| ProjectKey::parse(typed.trim()));
        let there = key.as_ref().is_ok_and(|key| projects.with_untracked(|all| all.contains_key(key.as_str())));
        match key {
            Err(why) => wrong.set(Some(why.to_string())),
            Ok(_) if there => wrong.set(Some("This project is in the list already.".into())),
            Ok(key) => {
                wrong.set(None);
                typed.set(String::new());
                fresh.set(Some(key.to_string()));
                on_change.run((key.to_string(), Some(Rights::NONE)));
            }
        }
    };
    // Ticks change no line: only names make the list anew.
    let names = Memo::new(move |_| projects.with(|all| all.keys().cloned().collect::<Vec<_>>()));
    let lines = move || {
        let newest = fresh.get_untracked();
        let names = names.get();
        let only = names.len() == 1;
        let line = |name: &String| line(projects, name.clone(), only || newest.as_ref() == Some(name), on_change);
        names.iter().map(line).collect::<Vec<_>>()
    };
    view! {
        <div class="project-rights">
            <div class="with-add">
                <PickField label="Project" value=typed options=page.projects() error=wrong hint="By its key."/>
                <Button label="Add project" icon=Icon::Plus on_click=add/>
            </div>
            {live_if(move || names.with(Vec::is_empty).then(|| view! { <p class="faint">"No project yet: the key may do nothing."</p> }))}
            {live(lines)}
        </div>
    }
    .into_any()
}

fn line(
    projects: Signal<BTreeMap<String, Rights>>,
    name: String,
    open: bool,
    on_change: Callback<(String, Option<Rights>)>,
) -> AnyView {
    let (own, changed, gone) = (name.clone(), name.clone(), name.clone());
    let ticked = Signal::derive(move || projects.with(|all| all.get(&own).copied().unwrap_or_default()));
    let shown = RwSignal::new(open);
    let label = ["Rights over ", &name].concat();
    let boxes = move || {
        let (label, changed) = (label.clone(), changed.clone());
        let put = Callback::new(move |rights| on_change.run((changed.clone(), Some(rights))));
        shown.get().then(|| {
            view! { <PermissionEditor label=label vocabulary=Vocabulary::Project ticked=ticked on_change=put/> }
        })
    };
    view! {
        <div class="project-line">
            <details open=open on:toggle=disclosure::follow(shown)>
                <summary><span class="mono">{name.clone()}</span>" "<span class="faint">{move || ticked.get().words()}</span></summary>
                {live_if(boxes)}
            </details>
            <Button
                label=["Remove ", &name].concat()
                kind=ButtonKind::Icon
                icon=Icon::Close
                on_click=move || on_change.run((gone.clone(), None))
            />
        </div>
    }
    .into_any()
}
