//! The heads of the columns: they sort, and the first selects everything.

use super::{Align, state::State};
use crate::reactive::Signal;
use crate::{domain::list::Direction, ui::Icon};
use leptos::prelude::*;
use pilothouse_view::view;

fn aria_sort(direction: Option<Direction>) -> &'static str {
    match direction {
        Some(Direction::Ascending) => "ascending",
        Some(Direction::Descending) => "descending",
        None => "none",
    }
}

fn head(state: State, number: usize) -> AnyView {
    let column = state.column(number);
    let (id, title, sortable) = (column.id, column.title.into_owned(), column.sortable);
    let direction = Signal::derive(move || state.query.with(|query| query.direction(id)));
    let content = if sortable {
        view! {
            <button type="button" class="sort" on:click=move |_| state.ask(state.query.get_untracked().sorted_on(id))>
                {title}
                {move || direction.get().map(|way| if way == Direction::Ascending { Icon::Up } else { Icon::Down }.view())}
            </button>
        }
        .into_any()
    } else {
        view! { <span class:unseen=column.quiet>{title}</span> }.into_any()
    };
    view! {
        <div
            role="columnheader"
            class="cell"
            class:end=column.align == Align::End
            class:stick=number == 0
            aria-colindex=colindex(state, number)
            aria-sort=move || sortable.then(|| aria_sort(direction.get()))
        >
            {content}
        </div>
    }
    .into_any()
}

/// The number of a column in the whole grid, from 1; the ticks come first where there are any.
pub(super) fn colindex(state: State, number: usize) -> String {
    (number + 1 + usize::from(state.selection.is_some())).to_string()
}

fn tick_all(state: State) -> AnyView {
    let rows = move || state.order.with(|order| order.len());
    let all = move || state.selected_here.get() == rows() && rows() > 0;
    let some = move || state.selected_here.get() > 0 && !all();
    let turn = move |_| if untrack(all) { state.clear() } else { state.select_all() };
    view! {
        <div role="columnheader" class="cell pick" aria-colindex="1">
            <label>
                <input
                    type="checkbox"
                    aria-label=["Select all ", state.noun().1].concat()
                    prop:checked=all
                    prop:indeterminate=some
                    on:change=turn
                />
            </label>
        </div>
    }
    .into_any()
}

pub(super) fn view(state: State) -> AnyView {
    let heads = move || state.columns.get().into_iter().map(|number| head(state, number)).collect::<Vec<_>>();
    view! {
        <div role="rowgroup" class="grid-head">
            <div role="row" class="row" aria-rowindex="1">
                {state.selection.is_some().then(|| tick_all(state))}
                {heads}
            </div>
        </div>
    }
    .into_any()
}
