//! What the parts of a table share: the order of rows, what is in view, the active cell, the selection.
//!
//! All of it is derived from the page's signals and the few that the reader moves; nothing copies data.

use super::{
    Column, Instead, ROW, TableModel,
    keys::{Command, Move},
    window::{View, scroll_for},
};
use crate::domain::list::{ListQuery, SortKey, arrange, fold};
use leptos::{html, prelude::*};
use std::{collections::BTreeSet, sync::Arc, time::Duration};

/// How long scrolling must rest before the rows in view are reported.
const REST: Duration = Duration::from_millis(120);

/// The active cell. The key finds its row again after a change; the position is where it was last.
#[derive(Clone, Default, PartialEq)]
struct Active {
    key: String,
    position: usize,
    column: usize,
}

/// A row that is drawn. `twin` tells rows apart whose keys are equal, which only wrong data has.
#[derive(Clone, PartialEq)]
pub(super) struct Slot {
    pub(super) key: String,
    pub(super) twin: u32,
    pub(super) place: Place,
}

/// Where a row stands, and which row of the page it is.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) position: usize,
    pub(super) row: usize,
}

/// Shared by the parts of one table.
#[derive(Clone, Copy)]
pub(super) struct State {
    model: StoredValue<TableModel>,
    pub(super) query: Signal<ListQuery>,
    pub(super) selection: Option<RwSignal<BTreeSet<String>>>,
    open: Option<Callback<usize>>,
    pub(super) stem: StoredValue<String>,
    pub(super) grid: NodeRef<html::Div>,
    pub(super) view: RwSignal<View>,
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
    anchor: StoredValue<Option<(usize, BTreeSet<String>)>>,
}

fn memo_of_order(model: &TableModel) -> Memo<Arc<Vec<u32>>> {
    let (len, text, key, keep, query) = (model.len, model.text, model.sort_key, model.keep, model.query);
    let ids: Vec<&'static str> = model.columns.iter().map(|column| column.id).collect();
    // Kept while the reader types: only a change of the data makes the texts anew.
    let texts = Memo::new_with_compare(
        move |_| {
            let rows = 0..len.get();
            Arc::new(untrack(|| rows.map(|row| fold(&text.run(row))).collect::<Vec<String>>()))
        },
        |_, _| true,
    );
    // Columns come and go without a new order.
    let asked = Memo::new(move |_| {
        let query = query.get();
        ListQuery { text: query.text, sort: query.sort, ..ListQuery::default() }
    });
    Memo::new(move |_| {
        let (len, mut query) = (len.get(), asked.get());
        let column = query.sort.as_ref().and_then(|(id, _)| ids.iter().position(|known| known == id));
        if column.is_none() {
            query.sort = None;
        }
        let texts = if query.filters() { texts.get() } else { Arc::default() };
        let key_of = |row| column.map_or(SortKey::Missing, |column| untrack(|| key.run((row, column))));
        Arc::new(arrange(len, &query, &|row| &texts[row], &key_of, &|row| keep.run(row)))
    })
}

/// Where the row of that key stands: most often where it was.
fn locate(order: &[u32], active: &Active, key: impl Fn(usize) -> String) -> usize {
    let is_at = |position: &usize| order.get(*position).is_some_and(|row| key(*row as usize) == active.key);
    let found = if active.key.is_empty() || is_at(&active.position) {
        Some(active.position)
    } else {
        (0..order.len()).find(is_at)
    };
    found.unwrap_or(active.position).min(order.len().saturating_sub(1))
}

fn slots_of(positions: Vec<usize>, order: &[u32], key: impl Fn(usize) -> String) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::with_capacity(positions.len());
    for position in positions {
        let row = order[position] as usize;
        let key = key(row);
        let twin = slots.iter().filter(|slot| slot.key == key).count() as u32;
        slots.push(Slot { key, twin, place: Place { position, row } });
    }
    slots
}

impl State {
    pub(super) fn new(
        model: TableModel,
        open: Option<Callback<usize>>,
        selection: Option<RwSignal<BTreeSet<String>>>,
    ) -> Self {
        let (query, len, key) = (model.query, model.len, model.key);
        let order = memo_of_order(&model);
        let ids: Vec<(&'static str, bool)> = model.columns.iter().map(|column| (column.id, column.hideable)).collect();
        let columns = Memo::new(move |_| {
            let shown = |(number, (id, hideable)): (usize, &(&str, bool))| {
                query.with(|query| !hideable || !query.hidden.contains(*id)).then_some(number)
            };
            ids.iter().enumerate().filter_map(shown).collect::<Vec<_>>()
        });
        let active = RwSignal::new(Active::default());
        let key_of = move |row| untrack(|| key.run(row));
        let at = Memo::new(move |_| order.with(|order| active.with(|active| locate(order, active, key_of))));
        let view = RwSignal::new(View { first: 0, rows: 20 });
        let slots = Memo::new(move |_| {
            len.track();
            let (view, at) = (view.get(), at.get());
            order.with(|order| slots_of(view.positions(order.len(), at), order, key_of))
        });
        let selected_here = Memo::new(move |_| {
            let Some(selection) = selection.filter(|selection| selection.with(|keys| !keys.is_empty())) else {
                return 0;
            };
            order.with(|order| {
                selection.with(|keys| order.iter().filter(|row| keys.contains(&key_of(**row as usize))).count())
            })
        });
        Self {
            model: StoredValue::new(model),
            query,
            selection,
            open,
            stem: StoredValue::new(super::super::id::fresh("grid")),
            grid: NodeRef::new(),
            view,
            len,
            columns,
            order,
            active,
            at,
            slots,
            selected_here,
            anchor: StoredValue::new(None),
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
        } else {
            Some(Instead::Empty)
        }
    }

    pub(super) fn ask(self, query: ListQuery) {
        self.model.with_value(|model| model.set_query).run(query);
    }

    /// Takes the text and the facets away; order and columns stay.
    pub(super) fn clear_filter(self) {
        let query = self.query.get_untracked();
        self.ask(ListQuery { text: String::new(), rest: Vec::new(), ..query });
    }

    /// Draws a cell. Follows the data; a row that has just gone gives nothing.
    pub(super) fn cell(self, row: usize, column: usize) -> AnyView {
        if row < self.len.get() {
            let cell = self.model.with_value(|model| model.cell);
            untrack(|| cell.run((row, column)))
        } else {
            ().into_any()
        }
    }

    fn row_at(self, position: usize) -> Option<usize> {
        self.order.with_untracked(|order| order.get(position).map(|row| *row as usize))
    }

    fn key(self, row: usize) -> String {
        let key = self.model.with_value(|model| model.key);
        untrack(|| key.run(row))
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
        let room = f64::from(grid.client_height()) - ROW;
        if let Some(scroll) = scroll_for(position, f64::from(grid.scroll_top()), room) {
            grid.set_scroll_top(scroll.round() as i32);
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

    /// Selects a row, or no longer.
    pub(super) fn toggle(self, position: usize) {
        let (Some(selection), Some(row)) = (self.selection, self.row_at(position)) else { return };
        let key = self.key(row);
        selection.update(|keys| {
            if !keys.remove(&key) {
                keys.insert(key);
            }
        });
        self.anchor.set_value(Some((position, selection.get_untracked())));
    }

    /// Selects from where the selection began up to a row, beside what was selected before.
    pub(super) fn extend(self, from: usize, to: usize) {
        let Some(selection) = self.selection else { return };
        if self.anchor.with_value(Option::is_none) {
            self.anchor.set_value(Some((from, selection.get_untracked())));
        }
        let Some((start, mut keys)) = self.anchor.get_value() else { return };
        for position in start.min(to)..=start.max(to) {
            keys.extend(self.row_at(position).map(|row| self.key(row)));
        }
        selection.set(keys);
    }

    /// Selects every row that passes the filter, beside what was selected before.
    pub(super) fn select_all(self) {
        let Some(selection) = self.selection else { return };
        let keys: Vec<String> =
            self.order.with_untracked(|order| order.iter().map(|row| self.key(*row as usize)).collect());
        selection.update(|selected| selected.extend(keys));
    }

    pub(super) fn clear(self) {
        self.anchor.set_value(None);
        if let Some(selection) = self.selection.filter(|selection| selection.with_untracked(|keys| !keys.is_empty())) {
            selection.set(BTreeSet::new());
        }
    }

    /// Tells the page which rows are in view, each time when scrolling or the data has come to rest.
    pub(super) fn report_visible(self, on_visible: Callback<Vec<usize>>) {
        let timer = StoredValue::new_local(None::<leptos::leptos_dom::helpers::TimeoutHandle>);
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
