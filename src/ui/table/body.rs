//! The grid itself: its rows, and what keyboard, pointer, scrolling and resizing do to it.

use super::{
    Align, ROW, TALL,
    derive::Slot,
    head::{self, colindex},
    keys::{Command, command},
    pager,
    state::State,
    window::View,
};
use crate::reactive::{Memo, StoredValue};
use leptos::{ev, html, prelude::*};
use pilothouse_view::view;
use std::sync::Arc;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement};

/// The width of the column of ticks, in `rem`.
const TICKS: f32 = 2.25;

/// The least width of all columns that are shown: under it the grid scrolls sideways.
fn least(state: State) -> String {
    let ticks = if state.selection.is_some() { TICKS } else { 0.0 };
    let columns = state.columns.get().into_iter().map(|number| state.column(number).min_rem).sum::<f32>();
    [&(ticks + columns).to_string(), "rem"].concat()
}

/// The tracks of the columns that are shown, for `grid-template-columns`.
fn tracks(state: State) -> String {
    let mut tracks = if state.selection.is_some() { [&TICKS.to_string(), "rem"].concat() } else { String::new() };
    for number in state.columns.get() {
        let column = state.column(number);
        let least = column.min_rem.to_string();
        let track = match column.grow {
            0 => [" ", &least, "rem"].concat(),
            grow => [" minmax(", &least, "rem,", &grow.to_string(), "fr)"].concat(),
        };
        tracks.push_str(&track);
    }
    tracks
}

fn cell(state: State, row: Memo<usize>, place: Memo<usize>, number: usize, index: usize) -> AnyView {
    view! {
        <div
            role="gridcell"
            class="cell"
            class:end=state.column(number).align == Align::End
            class:stick=number == 0
            class:active=move || state.at.get() == place.get() && state.active_column() == index
            id=move || state.cell_id(place.get(), index)
            aria-colindex=colindex(state, number)
        >
            {move || {
                guard_focus(state);
                state.cell(row.get(), number)
            }}
        </div>
    }
    .into_any()
}

fn tick(state: State, place: Memo<usize>, name: String, selected: Memo<bool>) -> AnyView {
    view! {
        <div role="gridcell" class="cell pick" aria-colindex="1">
            <label>
                <input
                    type="checkbox"
                    tabindex="-1"
                    aria-label=["Select ", &name].concat()
                    prop:checked=selected
                    on:change=move |_| state.toggle(place.get_untracked())
                />
            </label>
        </div>
    }
    .into_any()
}

/// Which of the shown columns an element stands in.
fn column_of(state: State, target: &Element) -> Option<usize> {
    let cell = target.closest("[role=gridcell]").ok().flatten()?;
    let number = cell.get_attribute("aria-colindex")?.parse::<usize>().ok()?;
    let number = number.checked_sub(1 + usize::from(state.selection.is_some()))?;
    state.columns.with_untracked(|columns| columns.iter().position(|shown| *shown == number))
}

fn on_row_click(state: State, position: usize, event: &ev::MouseEvent) {
    let target = event_target::<Element>(event);
    if target.closest(".pick").is_ok_and(|pick| pick.is_some()) {
        return;
    }
    let from = state.at.get_untracked();
    if event.shift_key() {
        state.extend(from, position);
    } else if event.ctrl_key() || event.meta_key() {
        state.toggle(position);
    }
    state.go(position, column_of(state, &target).unwrap_or(0));
}

fn row(state: State, slot: Slot) -> AnyView {
    let Slot { key, twin, position: first, row: first_row } = slot;
    let (wanted, name) = (key.clone(), state.row_name(first_row));
    let now = Arc::new(move |of: fn(&Slot) -> usize| {
        state.slots.with(|slots| slots.iter().find(|slot| slot.key == wanted && slot.twin == twin).map(of))
    });
    // The row stays in the page while its place changes. When it is about to go, it keeps the last place it had.
    let row = Memo::new({
        let now = Arc::clone(&now);
        move |last: Option<&usize>| now(|slot| slot.row).or(last.copied()).unwrap_or(first_row)
    });
    let place = Memo::new(move |last: Option<&usize>| now(|slot| slot.position).or(last.copied()).unwrap_or(first));
    let own = key.clone();
    let selected =
        Memo::new(move |_| state.selection.is_some_and(|selection| selection.with(|keys| keys.contains(&own))));
    let can_select = state.selection.is_some();
    let cells = move || {
        let columns = state.columns.get().into_iter().enumerate();
        columns.map(|(index, number)| cell(state, row, place, number, index)).collect::<Vec<_>>()
    };
    view! {
        <div
            role="row"
            class="row"
            class:selected=selected
            class:active=move || state.at.get() == place.get()
            style:top=move || [&(place.get() * state.row).to_string(), "px"].concat()
            aria-rowindex=move || (place.get() + 2 + state.pages.map_or(0, |pages| pages.before.get())).to_string()
            aria-selected=move || can_select.then(|| if selected.get() { "true" } else { "false" })
            on:click=move |event| on_row_click(state, place.get_untracked(), &event)
            on:dblclick=move |_| state.open_row(place.get_untracked())
        >
            {can_select.then(|| tick(state, place, name, selected))}
            {cells}
        </div>
    }
    .into_any()
}

/// What the active cell holds that can be pressed.
fn control_in(cell: &Element) -> Option<HtmlElement> {
    cell.query_selector("a[href], button").ok().flatten()?.dyn_into().ok()
}

fn active_cell(state: State) -> Option<Element> {
    let id = state.cell_id(state.at.get_untracked(), untrack(|| state.active_column()));
    document().get_element_by_id(&id)
}

fn on_key(state: State, event: &ev::KeyboardEvent) {
    let own = state.grid.get_untracked().is_some_and(|grid| event.target().as_ref() == Some(grid.as_ref()));
    let Some(command) = command(&event.key(), event.ctrl_key() || event.meta_key(), event.shift_key()).filter(|_| own)
    else {
        return;
    };
    event.prevent_default();
    match (command, active_cell(state).and_then(|cell| control_in(&cell))) {
        (Command::Open, Some(control)) => control.click(),
        (command, _) => state.run(command),
    }
    // After the new place is drawn.
    request_animation_frame(move || show_column(state));
}

/// Scrolls sideways until the active cell is in view beside the column that stays.
fn show_column(state: State) {
    // The command may have led to another page.
    let Some(grid) = state.grid.try_get_untracked().flatten() else { return };
    let Some(cell) = active_cell(state).and_then(|cell| cell.dyn_into::<HtmlElement>().ok()) else { return };
    if cell.class_list().contains("stick") {
        grid.set_scroll_left(0);
        return;
    }
    let stuck = grid.query_selector("[role=columnheader].stick").ok().flatten();
    let stuck = stuck.and_then(|head| head.dyn_into::<HtmlElement>().ok());
    let margin = stuck.map_or(0, |head| head.offset_width() + if state.selection.is_some() { 36 } else { 0 });
    let (left, right) = (cell.offset_left() - margin, cell.offset_left() + cell.offset_width());
    if left < grid.scroll_left() {
        grid.set_scroll_left(left);
    } else if right > grid.scroll_left() + grid.client_width() {
        grid.set_scroll_left(right - grid.client_width());
    }
}

fn measure(state: State) {
    let Some(grid) = state.grid.try_get_untracked().flatten() else { return };
    let window = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(1_000.0);
    let view = View::of(grid.scroll_top(), grid.client_height() - ROW as i32, window as i32, state.row);
    if state.view.try_get_untracked().is_some_and(|old| old != view) {
        state.view.set(view);
    }
}

/// Measures again whenever the room for the grid changes.
fn watch_size(state: State, grid: &web_sys::HtmlDivElement) {
    let on_resize = Closure::<dyn FnMut()>::new(move || measure(state));
    let Ok(observer) = web_sys::ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else { return };
    observer.observe(grid);
    let kept = StoredValue::new((observer, on_resize));
    on_cleanup(move || {
        kept.try_with_value(|(observer, _)| observer.disconnect());
    });
}

/// Called before rows or cells are drawn anew. If that takes away what has the focus, the focus goes to the grid, whose
/// active cell is that one, and not to nowhere.
fn guard_focus(state: State) {
    let Some(grid) = state.grid.try_get_untracked().flatten() else { return };
    let active = document().active_element();
    if !grid.contains(active.as_deref()) || active.as_ref() == Some(grid.as_ref()) {
        return;
    }
    request_animation_frame(move || {
        if document().active_element().is_none_or(|active| active.tag_name() == "BODY") {
            let _ = grid.focus();
        }
    });
}

pub(super) fn view(state: State) -> AnyView {
    let grid: NodeRef<html::Div> = state.grid;
    Effect::new(move || {
        if let Some(grid) = grid.get() {
            watch_size(state, &grid);
        }
    });
    let rows = move || state.order.with(|order| order.len());
    let columns = state.all_columns().len() + usize::from(state.selection.is_some());
    view! {
        <div
            class="grid"
            class:tall=state.row == TALL
            role="grid"
            tabindex="0"
            node_ref=grid
            aria-label=state.label()
            aria-rowcount=move || pager::row_count(state.pages, rows())
            aria-colcount=columns.to_string()
            aria-multiselectable=state.selection.is_some().then_some("true")
            aria-busy=move || state.loading().then_some("true")
            aria-activedescendant=move || (rows() > 0).then(|| state.cell_id(state.at.get(), state.active_column()))
            hidden=move || rows() == 0
            style=("--tracks", move || tracks(state))
            style=("--least", move || least(state))
            on:keydown=move |event| on_key(state, &event)
            on:scroll=move |_| measure(state)
        >
            <div class="grid-inner">
                {head::view(state)}
                <div role="rowgroup" class="grid-body" style:height=move || [&(rows() * state.row).to_string(), "px"].concat()>
                    <For
                        each=move || {
                            guard_focus(state);
                            state.slots.get()
                        }
                        key=|slot| (slot.key.clone(), slot.twin)
                        children=move |slot| row(state, slot)
                    />
                </div>
            </div>
        </div>
    }
    .into_any()
}
