//! Some of many names: ticks in a box that scrolls, with a filter where they are many.

use std::collections::BTreeSet;

use leptos::ev;
use leptos::prelude::*;
use pilothouse_view::view;

use crate::domain::list::fold;
use crate::reactive::{Memo, RwSignal, Signal};
use crate::ui::{id, live, live_if};

/// From so many names on there is a filter.
const MANY: usize = 12;

/// The names to pick from; what is picked and not among them stands there too. `none` is said where there is nothing.
pub fn pick_names(
    label: impl Into<String>,
    names: impl Into<Signal<Vec<String>>>,
    picked: RwSignal<BTreeSet<String>>,
    none: &'static str,
) -> AnyView {
    let (label, names, filter) = (label.into(), names.into(), RwSignal::new(String::new()));
    let all = Memo::new(move |_| {
        let mut all: BTreeSet<String> = names.get().into_iter().collect();
        all.extend(picked.get_untracked());
        all
    });
    let shown = move || {
        let wanted = filter.with(|filter| fold(filter.trim()));
        all.with(|all| all.iter().filter(|name| fold(name).contains(&wanted)).cloned().collect::<Vec<_>>())
    };
    let count = move || match picked.with(BTreeSet::len) {
        0 => "none".to_owned(),
        some => some.to_string(),
    };
    let (label_id, of) = (id::fresh("pick"), label.clone());
    let boxes = move || {
        let shown = shown();
        match shown.is_empty() {
            true => {
                let words = if all.with(BTreeSet::is_empty) { none } else { "No name holds these words." };
                view! { <p class="faint">{words}</p> }.into_any()
            }
            false => shown.into_iter().map(|name| tick(name, picked)).collect_view().into_any(),
        }
    };
    view! {
        <div class="field pick" role="group" aria-labelledby=label_id.clone()>
            <div class="field-head"><span class="pick-label" id=label_id>{label}</span><span class="optional">{count}</span></div>
            {live_if(move || (all.with(BTreeSet::len) > MANY).then(|| search(&of, filter)))}
            <div class="pick-names">{live(boxes)}</div>
        </div>
    }
    .into_any()
}

fn search(label: &str, filter: RwSignal<String>) -> AnyView {
    view! {
        <input
            class="input"
            type="search"
            autocomplete="off"
            spellcheck="false"
            aria-label=["Filter: ", label].concat()
            placeholder="Filter"
            prop:value=filter
            on:input=move |event: ev::Event| filter.set(event_target_value(&event))
        />
    }
    .into_any()
}

fn tick(name: String, picked: RwSignal<BTreeSet<String>>) -> AnyView {
    let (own, mine) = (name.clone(), name.clone());
    let turn = move |event: ev::Event| {
        let on = event_target_checked(&event);
        picked.update(|picked| if on { picked.insert(own.clone()) } else { picked.remove(&own) });
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || picked.with(|picked| picked.contains(&mine)) on:change=turn/>
            <span>{name}</span>
        </label>
    }
    .into_any()
}
