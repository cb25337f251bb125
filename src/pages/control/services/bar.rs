//! Above the cards: the filter, whose state is the address, and what can be done with the services that are selected.

use std::collections::BTreeSet;

use leptos::{ev, prelude::*};
use pilothouse_view::view;

use super::{Here, KIND, STATE};
use crate::domain::control::services::{self, Deed, Service};
use crate::domain::list::ListQuery;
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ui::{Button, ButtonKind, Icon, Select, live_if};

/// Text, state and kind.
pub(super) fn filters(here: Here) -> AnyView {
    view! {
        <div class="table-bar" role="search" aria-label="Services">
            {text(here)}
            {facet(here, STATE, ("State", "Any state"), Service::state, services::words)}
            {facet(here, KIND, ("Kind", "Any kind"), Service::kind, str::to_owned)}
        </div>
    }
    .into_any()
}

fn text(here: Here) -> AnyView {
    // What is being typed. The address may answer late; the letters under the caret must not be put back by it.
    let draft = RwSignal::new(None::<String>);
    let typed = move |event: ev::Event| {
        let text = event_target_value(&event);
        draft.set(Some(text.clone()));
        here.set_query.run(ListQuery { text, ..here.query.get_untracked() });
    };
    view! {
        <div class="filter">
            {Icon::Search.view()}
            <input
                class="input"
                type="search"
                autocomplete="off"
                spellcheck="false"
                aria-label="Filter services"
                placeholder="Filter services"
                prop:value=move || draft.get().unwrap_or_else(|| here.query.with(|query| query.text.clone()))
                on:input=typed
                on:blur=move |_| draft.set(None)
            />
        </div>
    }
    .into_any()
}

/// One of the values that the services have; one that none has any more stays while it is asked for.
fn facet(
    here: Here,
    name: &'static str,
    (label, any): (&'static str, &'static str),
    of: fn(&Service) -> Option<&str>,
    words: fn(&str) -> String,
) -> AnyView {
    let value = Signal::derive(move || here.query.with(|query| query.facet(name).unwrap_or_default().to_owned()));
    let options = Memo::new(move |_| {
        let mut values: BTreeSet<String> = here.all.with(|all| all.iter().filter_map(of).map(str::to_owned).collect());
        values.extend(Some(value.get()).filter(|value| !value.is_empty()));
        let any = (String::new(), any.to_owned());
        let each = values.into_iter().map(|value| {
            let words = words(&value);
            (value, words)
        });
        std::iter::once(any).chain(each).collect::<Vec<_>>()
    });
    let pick = Callback::new(move |value: String| {
        let value = Some(value.as_str()).filter(|value| !value.is_empty());
        here.set_query.run(here.query.get_untracked().with_facet(name, value));
    });
    view! { <Select label=label value=value on_change=pick options=options compact=true/> }.into_any()
}

/// What can be done with the selection; how all that are shown are selected.
pub(super) fn selection(here: Here, shown: Memo<Vec<String>>) -> AnyView {
    let chosen = Memo::new(move |_| {
        let selection = here.selection.get();
        // One that is gone cannot be chosen any more; one that the filter hides can.
        here.all.with(|all| {
            let names = all.iter().map(|service| service.name().to_owned());
            names.filter(|name| selection.contains(name)).collect::<Vec<_>>()
        })
    });
    let some = Memo::new(move |_| chosen.with(|chosen| !chosen.is_empty()));
    let every = Signal::derive(move || {
        shown.with(|shown| !shown.is_empty() && chosen.with(|chosen| shown.iter().all(|name| chosen.contains(name))))
    });
    let turn = move |event: ev::Event| {
        let on = event_target_checked(&event);
        let shown = shown.get_untracked();
        here.selection.update(|selection| match on {
            true => selection.extend(shown),
            false => selection.retain(|name| !shown.contains(name)),
        });
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=every on:change=turn/>
            <span>"Select all shown"</span>
        </label>
        {live_if(move || some.get().then(|| actions(here, chosen, shown)))}
    }
    .into_any()
}

fn actions(here: Here, chosen: Memo<Vec<String>>, shown: Memo<Vec<String>>) -> AnyView {
    let words = move || {
        let chosen = chosen.get();
        let hidden = shown.with(|shown| chosen.iter().filter(|name| !shown.contains(name)).count());
        match hidden {
            0 => format!("{} selected", chosen.len()),
            hidden => format!("{} selected, {hidden} of them not shown", chosen.len()),
        }
    };
    let button = |deed: Deed| {
        let allowed = Signal::derive(move || chosen.with(|chosen| here.may(chosen, deed)));
        let press = move || here.ask(&chosen.get_untracked(), deed);
        view! { <Button label=deed.label() allowed=allowed on_click=press/> }.into_any()
    };
    let clear = move || here.selection.set(BTreeSet::new());
    view! {
        <div class="selected-bar" role="group" aria-label="Selected services">
            <span class="selected-count">{words}</span>
            {Deed::ASKED.into_iter().map(button).collect::<Vec<_>>()}
            <Button label="Clear selection" kind=ButtonKind::Ghost on_click=clear/>
        </div>
    }
    .into_any()
}
