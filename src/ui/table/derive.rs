//! What follows from the page's signals: which rows in which order, which columns, which rows are drawn.
//!
//! All memos, so that each is made anew only when something it looks at has changed. The page's closures are called
//! untracked, once per row; that the data has changed is told by `len` alone.

use super::{TableModel, window::View};
use crate::domain::list::{ListQuery, SortKey, arrange, fold};
use crate::reactive::{Memo, RwSignal};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};

/// The active cell. The key finds its row again after a change; the position is where it was last.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Active {
    pub(super) key: String,
    pub(super) position: usize,
    pub(super) column: usize,
}

/// A row that is drawn. `twin` tells rows apart whose keys are equal, which only wrong data has.
#[derive(Clone, PartialEq)]
pub(super) struct Slot {
    pub(super) key: String,
    pub(super) twin: u32,
    /// Where it stands in the order.
    pub(super) position: usize,
    /// Which row of the page it is.
    pub(super) row: usize,
}

/// The rows that pass the filter, in order.
pub(super) fn order(model: &TableModel) -> Memo<Arc<Vec<u32>>> {
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

/// The rows in the order in which the server has put them.
pub(super) fn as_they_came(model: &TableModel) -> Memo<Arc<Vec<u32>>> {
    let len = model.len;
    Memo::new(move |_| Arc::new((0..u32::try_from(len.get()).unwrap_or(u32::MAX)).collect()))
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
        slots.push(Slot { key, twin, position, row });
    }
    slots
}

/// The numbers of the columns that are shown.
pub(super) fn columns(model: &TableModel) -> Memo<Vec<usize>> {
    let query = model.query;
    let ids: Vec<(&'static str, bool)> = model.columns.iter().map(|column| (column.id, column.hideable)).collect();
    Memo::new(move |_| {
        let shown = |(number, (id, hideable)): (usize, &(&str, bool))| {
            query.with(|query| !hideable || !query.hidden.contains(*id)).then_some(number)
        };
        ids.iter().enumerate().filter_map(shown).collect()
    })
}

/// Where the active row stands now.
pub(super) fn at(model: &TableModel, order: Memo<Arc<Vec<u32>>>, active: RwSignal<Active>) -> Memo<usize> {
    let (len, key) = (model.len, model.key);
    Memo::new(move |_| {
        len.track();
        order.with(|order| active.with(|active| locate(order, active, |row| untrack(|| key.run(row)))))
    })
}

/// The rows that are drawn.
pub(super) fn slots(
    model: &TableModel,
    order: Memo<Arc<Vec<u32>>>,
    view: RwSignal<View>,
    at: Memo<usize>,
) -> Memo<Vec<Slot>> {
    let (len, key) = (model.len, model.key);
    Memo::new(move |_| {
        len.track();
        let (view, at) = (view.get(), at.get());
        order.with(|order| slots_of(view.positions(order.len(), at), order, |row| untrack(|| key.run(row))))
    })
}

/// How many of the selected rows are in the list as it is filtered.
pub(super) fn selected_here(
    model: &TableModel,
    order: Memo<Arc<Vec<u32>>>,
    selection: Option<RwSignal<BTreeSet<String>>>,
) -> Memo<usize> {
    let (len, key) = (model.len, model.key);
    Memo::new(move |_| {
        len.track();
        let Some(keys) = selection.map(|selection| selection.get()).filter(|keys| !keys.is_empty()) else { return 0 };
        let is_selected = |row: &&u32| keys.contains(&untrack(|| key.run(**row as usize)));
        order.with(|order| order.iter().filter(is_selected).count())
    })
}
