//! What a global key may do: what its groups may, or rights of its own.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::global_keys::{self, ADMIN, GROUPS};

use super::super::{Page, groups_field, projects};
use crate::domain::global_key;
use crate::domain::rights::Rights;
use crate::query::Edit;
use crate::reactive::{Callback, Memo, Signal};
use crate::ui::{Notice, live, live_if};

/// The sections.
pub(super) fn view(page: Page, edit: Edit) -> AnyView {
    let draft = edit.draft;
    let groups = Memo::new(move |_| draft.with(|key| key.as_ref().map(global_key::groups)).unwrap_or_default());
    let of_groups = Memo::new(move |_| !groups.with(Vec::is_empty));
    let picked = Signal::derive(move || groups.get().into_iter().collect::<BTreeSet<_>>());
    let put = Callback::new(move |picked: BTreeSet<String>| {
        edit.change(|key| key.set(GROUPS, picked.into_iter().collect::<Vec<_>>()));
    });
    let all = Memo::new(move |_| draft.with(|key| key.as_ref().map(global_key::projects)).unwrap_or_default());
    let admin = Memo::new(move |_| draft.with(|key| key.as_ref().is_some_and(global_key::is_admin)));
    view! {
        <section class="section">
            <h2>"Groups"</h2>
            <p class="faint">"With groups (14.3 and later) the key may do what their members may."</p>
            {groups_field::view(page, picked, put, Signal::stored(None))}
        </section>
        <section class="section">
            <h2>"Global permissions"</h2>
            {global_permissions(edit)}
        </section>
        <section class="section">
            <h2>"Rights over projects"</h2>
            {live_if(move || note(of_groups.get(), admin.get()))}
            {projects::editor(page, all.into(), put_project(edit))}
        </section>
    }
    .into_any()
}

fn put_project(edit: Edit) -> Callback<(String, Option<Rights>)> {
    Callback::new(move |(project, rights): (String, Option<Rights>)| {
        edit.change(|key| global_key::put_project(key, &project, rights));
    })
}

/// Why rights over projects may change nothing.
fn note(of_groups: bool, admin: bool) -> Option<AnyView> {
    let (title, text) = match (admin, of_groups) {
        (true, _) => ("It is an administrator", "It may do everything in every project, whatever is ticked here."),
        (false, true) => ("It has groups", "Whether rights of its own count beside its groups is not documented."),
        (false, false) => return None,
    };
    Some(view! { <Notice title=title text=text/> }.into_any())
}

fn global_permissions(edit: Edit) -> AnyView {
    let draft = edit.draft;
    let told = Memo::new(move |_| {
        let all = draft.with(|key| key.as_ref().map(global_key::global_permissions)).unwrap_or_default();
        all.into_iter().collect::<BTreeMap<String, bool>>()
    });
    let names = Memo::new(move |_| {
        draft
            .with(|key| key.as_ref().map(global_key::global_permissions))
            .unwrap_or_default()
            .into_iter()
            .map(|(name, _)| name)
            .collect::<Vec<_>>()
    });
    let one = move |name: &String| {
        let (own, turned) = (name.clone(), name.clone());
        let words = if name == ADMIN { "admin: everything, everywhere".to_owned() } else { name.clone() };
        view! {
            <li>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || told.with(|all| all.get(&own) == Some(&true))
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            edit.change(|key| global_key::put_global(key, &turned, on));
                        }
                    />
                    <span class="mono">{words}</span>
                </label>
            </li>
        }
        .into_any()
    };
    view! {
        <ul class="check-list">{live(move || names.with(|names| names.iter().map(one).collect::<Vec<_>>()))}</ul>
        <p class="faint">{[global_keys::ADMIN, " is documented; the others are shown as the server sent them."].concat()}</p>
    }
    .into_any()
}
