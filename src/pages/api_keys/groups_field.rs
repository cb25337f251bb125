//! The groups of a global key: a box for each that the server names, and for each that the key has.

use std::collections::BTreeSet;

use leptos::prelude::*;
use pilothouse_view::view;

use super::Page;
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ui::{Button, Icon, PickField, live};

/// The field.
pub(super) fn view(
    page: Page,
    picked: Signal<BTreeSet<String>>,
    on_change: Callback<BTreeSet<String>>,
    wrong: Signal<Option<String>>,
) -> AnyView {
    let options = page.groups();
    let typed = RwSignal::new(String::new());
    let names = Memo::new(move |_| {
        let mut all = picked.get();
        options.with(|options| all.extend(options.iter().map(|(name, _)| name.clone())));
        all.into_iter().collect::<Vec<_>>()
    });
    let turn = Callback::new(move |(name, on): (String, bool)| {
        let mut all = picked.get_untracked();
        if on {
            all.insert(name)
        } else {
            all.remove(&name)
        };
        on_change.run(all);
    });
    let one = move |name: &String| {
        let (own, pressed) = (name.clone(), name.clone());
        view! {
            <li>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || picked.with(|all| all.contains(&own))
                        on:change=move |event| turn.run((pressed.clone(), event_target_checked(&event)))
                    />
                    <span>{name.clone()}</span>
                </label>
            </li>
        }
        .into_any()
    };
    let add = move || {
        let name = typed.with_untracked(|name| name.trim().to_owned());
        if !name.is_empty() {
            typed.set(String::new());
            turn.run((name, true));
        }
    };
    view! {
        <fieldset class="pick-groups">
            <legend>"Groups"</legend>
            <ul class="check-list">{live(move || names.with(|names| names.iter().map(one).collect::<Vec<_>>()))}</ul>
            <div class="with-add">
                <PickField label="Another group" value=typed options=options error=wrong/>
                <Button label="Add group" icon=Icon::Plus on_click=add/>
            </div>
        </fieldset>
    }
    .into_any()
}
