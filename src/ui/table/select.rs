//! Selecting rows: one, a stretch, all, none. By key, so a selection outlives filter, order and refresh.

use super::state::State;
use leptos::prelude::*;
use std::collections::BTreeSet;

impl State {
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

    /// Selects nothing. The bar with the button for it goes away, so the focus goes to the grid.
    pub(super) fn clear_and_return(self) {
        if let Some(grid) = self.grid.get_untracked() {
            let _ = grid.focus();
        }
        self.clear();
    }

    pub(super) fn clear(self) {
        self.anchor.set_value(None);
        if let Some(selection) = self.selection.filter(|selection| selection.with_untracked(|keys| !keys.is_empty())) {
            selection.set(BTreeSet::new());
        }
    }
}
