//! The bar above the grid: filter, facets, columns, actions; under it the count, or what can be done with the selection.

use super::state::State;
use crate::reactive::{Memo, RwSignal, Signal};
use crate::{
    domain::list::ListQuery,
    ui::{Button, ButtonKind, Icon, Menu, MenuItem, grouped},
};
use leptos::{ev, prelude::*};
use pilothouse_view::view;

/// "1 service", "1,204 of 100,000 services".
pub(super) fn count_words(shown: usize, total: usize, noun: (&str, &str)) -> String {
    let noun = if total == 1 { noun.0 } else { noun.1 };
    if shown == total {
        [&grouped(total), " ", noun].concat()
    } else {
        [&grouped(shown), " of ", &grouped(total), " ", noun].concat()
    }
}

/// "3 selected", and how many of them the filter hides.
fn selected_words(selected: usize, here: usize) -> String {
    let words = [&grouped(selected), " selected"].concat();
    if here == selected { words } else { [&words, ", ", &grouped(selected - here), " of them not shown"].concat() }
}

fn filter(state: State) -> AnyView {
    // What is being typed. The address may answer late; the letters under the caret must not be put back by it.
    let draft = RwSignal::new(None::<String>);
    let typed = move |event: ev::Event| {
        let text = event_target_value(&event);
        draft.set(Some(text.clone()));
        state.ask(ListQuery { text, ..state.query.get_untracked() });
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if let ("ArrowDown", Some(grid)) = (event.key().as_str(), state.grid.get_untracked()) {
            event.prevent_default();
            let _ = grid.focus();
        }
    };
    let label = ["Filter ", state.noun().1].concat();
    view! {
        <div class="filter">
            {Icon::Search.view()}
            <input
                class="input"
                type="search"
                node_ref=state.filter
                autocomplete="off"
                spellcheck="false"
                aria-label=label.clone()
                placeholder=label
                prop:value=move || draft.get().unwrap_or_else(|| state.query.with(|query| query.text.clone()))
                on:input=typed
                on:blur=move |_| draft.set(None)
                on:keydown=on_key
            />
        </div>
    }
    .into_any()
}

fn columns(state: State) -> AnyView {
    let items = Signal::derive(move || {
        let query = state.query.get();
        let hideable = state.all_columns().into_iter().filter(|column| column.hideable);
        let item = |column: super::Column| {
            let toggle = move || state.ask(state.query.get_untracked().toggled(column.id));
            MenuItem::check(column.title.clone(), !query.hidden.contains(column.id), toggle)
        };
        hideable.map(item).collect::<Vec<_>>()
    });
    view! { <Menu label="Columns" kind=ButtonKind::Ghost icon=Icon::Columns items=items/> }.into_any()
}

fn selection_bar(state: State, bulk: ViewFn) -> AnyView {
    let Some(selection) = state.selection else { return ().into_any() };
    let some = Memo::new(move |_| selection.with(|keys| !keys.is_empty()));
    let words = move || selected_words(selection.with(std::collections::BTreeSet::len), state.selected_here.get());
    let bar = move || {
        let bulk = bulk.clone();
        some.get().then(move || {
            view! {
                <div class="selected-bar" role="group" aria-label="Selected rows">
                    <span class="selected-count">{words}</span>
                    {bulk.run()}
                    <Button label="Clear selection" kind=ButtonKind::Ghost on_click=move || state.clear_and_return()/>
                </div>
            }
        })
    };
    view! { {bar} }.into_any()
}

pub(super) fn view(state: State, bulk: ViewFn, facets: ViewFn, actions: ViewFn) -> AnyView {
    let count = move || {
        let total = state.total();
        if total == 0 {
            return String::new();
        }
        if let Some(pages) = state.pages {
            return super::pager::count_words(pages, total, state.noun());
        }
        count_words(state.order.with(|order| order.len()), total, state.noun())
    };
    view! {
        <div class="table-bar">
            {filter(state)}
            {facets.run()}
            <span class="count" role="status">{count}</span>
            <span class="spring"></span>
            {columns(state)}
            {actions.run()}
        </div>
        {selection_bar(state, bulk)}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{count_words, selected_words};

    #[test]
    fn counts_read_well() {
        assert_eq!(count_words(1, 1, ("key", "keys")), "1 key");
        assert_eq!(count_words(1_204, 100_000, ("key", "keys")), "1,204 of 100,000 keys");
        assert_eq!(count_words(0, 1, ("key", "keys")), "0 of 1 key");
    }

    #[test]
    fn a_hidden_selection_is_told() {
        assert_eq!(selected_words(3, 3), "3 selected");
        assert_eq!(selected_words(1_003, 3), "1,003 selected, 1,000 of them not shown");
    }
}
