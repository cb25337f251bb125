//! What the parts of a table share: the order of rows, what is in view, the active cell, the selection.
//!
//! All of it is derived from the page's signals and the few that the reader moves; nothing copies data.

use super::{
    Column, Instead, Pages, ROW, TableModel,
    derive::{self, Active, Slot},
    keys::{Command, Move},
    window::{View, scroll_for},
};
use crate::reactive::{Callback, Memo, RwSignal, Signal, StoredValue};
use crate::{domain::list::ListQuery, ui::id};
use leptos::{html, prelude::*};
use std::{collections::BTreeSet, sync::Arc, time::Duration};

/// How long scrolling must rest before the rows in view are reported.
const REST: Duration = Duration::from_millis(120);

/// Shared by the parts of one table.
#[derive(Clone, Copy)]
pub(super) struct State {
    model: StoredValue<TableModel>,
    pub(super) query: Signal<ListQuery>,
    pub(super) selection: Option<RwSignal<BTreeSet<String>>>,
    open: Option<Callback<usize>>,
    pub(super) pages: Option<Pages>,
    row_name: Option<Callback<usize, String>>,
    pub(super) stem: StoredValue<String>,
    pub(super) grid: NodeRef<html::Div>,
    pub(super) filter: NodeRef<html::Input>,
    pub(super) view: RwSignal<View>,
    /// The height of a row in CSS pixels.
    pub(super) row: usize,
    len: Signal<usize>,
    /// Numbers of the columns that are shown.
    pub(super) columns: Memo<Vec<usize>>,
    pub(super) order: Memo<Arc<Vec<u32>>>,
    active: RwSignal<Active>,
    /// Where the active row stands now.
    pub(super) at: Memo<usize>,
    pub(super) slots: Memo<Vec<Slot>>,
    /// How many of the selected rows are in the list as it is filtered.
    pub(super) selected_here: Memo<usize>,
    /// Where a selection by shift began, and what was selected before.
    pub(super) anchor: StoredValue<Option<(usize, BTreeSet<String>)>>,
}

impl State {
    pub(super) fn new(
        model: TableModel,
        open: Option<Callback<usize>>,
        selection: Option<RwSignal<BTreeSet<String>>>,
        row: usize,
        pages: Option<Pages>,
        row_name: Option<Callback<usize, String>>,
    ) -> Self {
        let order = if pages.is_some() { derive::as_they_came(&model) } else { derive::order(&model) };
        let active = RwSignal::new(Active::default());
        let at = derive::at(&model, order, active);
        let view = RwSignal::new(View { first: 0, rows: 20 });
        Self {
            query: model.query,
            selection,
            open,
            pages,
            row_name,
            stem: StoredValue::new(id::fresh("grid")),
            grid: NodeRef::new(),
            filter: NodeRef::new(),
            view,
            row,
            len: model.len,
            columns: derive::columns(&model),
            order,
            active,
            at,
            slots: derive::slots(&model, order, view, at),
            selected_here: derive::selected_here(&model, order, selection),
            anchor: StoredValue::new(None),
            model: StoredValue::new(model),
        }
    }

    pub(super) fn column(self, number: usize) -> Column {
        self.model.with_value(|model| model.columns[number].clone())
    }

    pub(super) fn all_columns(self) -> Vec<Column> {
        self.model.with_value(|model| model.columns.clone())
    }

    pub(super) fn label(self) -> Signal<String> {
        self.model.with_value(|model| model.label)
    }

    pub(super) fn noun(self) -> (&'static str, &'static str) {
        self.model.with_value(|model| model.noun)
    }

    /// How many rows there are, filtered or not.
    pub(super) fn total(self) -> usize {
        self.len.get()
    }

    pub(super) fn loading(self) -> bool {
        self.model.with_value(|model| model.loading).get()
    }

    pub(super) fn loading_words(self) -> String {
        ["Loading ", self.noun().1].concat()
    }

    pub(super) fn no_match_words(self) -> String {
        ["No ", self.noun().1, " match"].concat()
    }

    /// What stands in the place of rows, if none are shown.
    pub(super) fn instead(self) -> Option<Instead> {
        if self.order.with(|order| !order.is_empty()) {
            None
        } else if self.total() > 0 {
            Some(Instead::NoMatch)
        } else if self.loading() {
            Some(Instead::Loading)
        } else if self.pages.is_some_and(|pages| pages.filtered.get()) {
            Some(Instead::NoMatch)
        } else {
            Some(Instead::Empty)
        }
    }

    pub(super) fn ask(self, query: ListQuery) {
        self.model.with_value(|model| model.set_query).run(query);
    }

    /// Takes the text and the facets away; order and columns stay. The focus goes to the filter.
    pub(super) fn clear_filter(self) {
        let query = self.query.get_untracked();
        self.ask(ListQuery { text: String::new(), rest: Vec::new(), ..query });
        if let Some(filter) = self.filter.get_untracked() {
            let _ = filter.focus();
        }
    }

    /// Draws a cell. Follows the data; a row that has just gone gives nothing.
    pub(super) fn cell(self, row: usize, column: usize) -> AnyView {
        let cell = self.model.with_value(|model| model.cell);
        if row < self.len.get() { untrack(|| cell.run((row, column))) } else { ().into_any() }
    }

    pub(super) fn row_at(self, position: usize) -> Option<usize> {
        self.order.with_untracked(|order| order.get(position).map(|row| *row as usize))
    }

    pub(super) fn key(self, row: usize) -> String {
        let key = self.model.with_value(|model| model.key);
        untrack(|| key.run(row))
    }

    /// What a row is called where it is selected.
    pub(super) fn row_name(self, row: usize) -> String {
        self.row_name.map_or_else(|| self.key(row), |name| untrack(|| name.run(row)))
    }

    /// The active cell's place among those that are shown.
    pub(super) fn active_column(self) -> usize {
        let last = self.columns.with(Vec::len).saturating_sub(1);
        self.active.with(|active| active.column).min(last)
    }

    pub(super) fn cell_id(self, position: usize, column: usize) -> String {
        self.stem.with_value(|stem| [stem, "-r", &position.to_string(), "-c", &column.to_string()].concat())
    }

    /// Makes a cell active and brings its row into view.
    pub(super) fn go(self, position: usize, column: usize) {
        let Some(row) = self.row_at(position) else { return };
        self.active.set(Active { key: self.key(row), position, column });
        let Some(grid) = self.grid.get_untracked() else { return };
        let room = grid.client_height() - ROW as i32;
        if let Some(scroll) = scroll_for(position, self.row, grid.scroll_top(), room) {
            grid.set_scroll_top(scroll);
        }
    }

    pub(super) fn run(self, command: Command) {
        let rows = self.order.with_untracked(|order| order.len());
        if rows == 0 {
            return;
        }
        let at = self.at.get_untracked();
        match command {
            Command::Go { to, extend } => self.travel(to, extend, at, rows),
            Command::Toggle => self.toggle(at),
            Command::All => self.select_all(),
            Command::Clear => self.clear(),
            Command::Open => self.open_row(at),
        }
    }

    fn travel(self, to: Move, extend: bool, at: usize, rows: usize) {
        let columns = self.columns.with_untracked(Vec::len).max(1);
        let page = self.view.with_untracked(|view| view.rows).saturating_sub(2).max(1);
        let (row, column) = to.from(at, untrack(|| self.active_column()), rows, columns, page);
        if extend {
            self.extend(at, row);
        } else {
            self.anchor.set_value(None);
        }
        self.go(row, column);
    }

    pub(super) fn open_row(self, position: usize) {
        if let (Some(open), Some(row)) = (self.open, self.row_at(position)) {
            open.run(row);
        }
    }

    /// Tells the page which rows are in view, each time when scrolling or the data has come to rest.
    pub(super) fn report_visible(self, on_visible: Callback<Vec<usize>>) {
        let timer = StoredValue::new(None::<leptos::leptos_dom::helpers::TimeoutHandle>);
        let stop = move || {
            if let Some(Some(handle)) = timer.try_update_value(Option::take) {
                handle.clear();
            }
        };
        let tell = move || {
            let rows = self.view.try_get_untracked().zip(self.order.try_get_untracked());
            if let Some((view, order)) = rows {
                on_visible.run(order[view.seen(order.len())].iter().map(|row| *row as usize).collect());
            }
        };
        Effect::new(move || {
            self.slots.track();
            self.len.track();
            stop();
            timer.set_value(set_timeout_with_handle(tell, REST).ok());
        });
        on_cleanup(stop);
    }
}
