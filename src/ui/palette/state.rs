//! What is typed, what of the entries it leaves, and where the mark stands.

use std::collections::BTreeSet;

use super::{Entry, Group};
use crate::domain::allowed::Allowed;
use crate::domain::rank::{Best, best};
use crate::reactive::{Callback, Memo, RwSignal, Signal, StoredValue};
use crate::ui::{grouped, id};
use leptos::{ev, prelude::*};

/// Entries of a group that are shown at most.
const MOST: usize = 8;

/// How far a page is, in entries.
const PAGE: usize = 8;

/// What of a group is shown.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) title: &'static str,
    /// The number of its first entry in the whole list.
    pub(super) start: usize,
    pub(super) entries: Vec<Entry>,
    /// How many more there are.
    pub(super) more: usize,
}

/// The whole list.
#[derive(Clone, Default)]
pub(super) struct Shown {
    pub(super) parts: Vec<Part>,
    /// Entries on screen.
    len: usize,
    /// Entries that fit.
    found: usize,
}

impl Shown {
    fn entry(&self, number: usize) -> Option<&Entry> {
        self.parts.iter().flat_map(|part| &part.entries).nth(number)
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.parts.iter().flat_map(|part| &part.entries).position(|entry| entry.id == id)
    }
}

/// The best of each group; the group whose first entry fits best comes first.
fn choose(groups: Vec<Group>, typed: &str) -> Shown {
    let mut ranked: Vec<(Group, Best)> = groups
        .into_iter()
        .map(|group| (best(&group.names, typed, MOST), group))
        .map(|(best, group)| (group, best))
        .collect();
    ranked.sort_by_key(|(_, best)| std::cmp::Reverse(best.fit));
    let (mut shown, mut seen) = (Shown::default(), BTreeSet::new());
    for (group, Best { rows, found, .. }) in ranked {
        let more = found - rows.len();
        let entries = rows.into_iter().map(|row| group.entry.run(row));
        let entries: Vec<Entry> = entries.filter(|entry| seen.insert(entry.id.clone())).collect();
        if entries.is_empty() && more == 0 {
            continue;
        }
        let start = shown.len;
        shown.len += entries.len();
        shown.found += entries.len() + more;
        shown.parts.push(Part { title: group.title, start, entries, more });
    }
    shown
}

/// Where a key moves the mark, among `len` entries; the ends of the list meet.
fn step(key: &str, at: usize, len: usize) -> Option<usize> {
    match key {
        "ArrowDown" => Some((at + 1) % len),
        "ArrowUp" => Some((at + len - 1) % len),
        "PageDown" => Some((at + PAGE).min(len - 1)),
        "PageUp" => Some(at.saturating_sub(PAGE)),
        "Home" => Some(0),
        "End" => Some(len - 1),
        _ => None,
    }
}

/// The state of one palette.
#[derive(Clone, Copy)]
pub(super) struct State {
    text: RwSignal<String>,
    pub(super) shown: Memo<Shown>,
    /// The entry that the mark was moved to. Where it is not there any more, the first one has the mark.
    marked: RwSignal<Option<String>>,
    /// Why the entry that was picked last may not be.
    refused: RwSignal<Option<String>>,
    stem: StoredValue<String>,
    close: Callback<()>,
}

impl State {
    pub(super) fn new(groups: Signal<Vec<Group>>, close: Callback<()>) -> Self {
        let text = RwSignal::new(String::new());
        let choose = move |_: Option<&Shown>| text.with(|text| choose(groups.get(), text));
        Self {
            text,
            shown: Memo::new_with_compare(choose, |_, _| true),
            marked: RwSignal::new(None),
            refused: RwSignal::new(None),
            stem: StoredValue::new(id::fresh("palette")),
            close,
        }
    }

    /// An element id.
    pub(super) fn id(self, part: &str) -> String {
        self.stem.with_value(|stem| [stem, "-", part].concat())
    }

    /// Whether nothing is shown.
    pub(super) fn is_empty(self) -> bool {
        self.shown.with(|shown| shown.len == 0)
    }

    /// Whether anything is typed.
    pub(super) fn has_text(self) -> bool {
        self.text.with(|text| !text.trim().is_empty())
    }

    /// The number of the entry with the mark.
    pub(super) fn active(self) -> usize {
        let marked = self.marked.get();
        self.shown.with(|shown| marked.and_then(|id| shown.position(&id)).unwrap_or(0))
    }

    /// The element id of that entry, where there is one.
    pub(super) fn active_id(self) -> Option<String> {
        (!self.is_empty()).then(|| self.id(&self.active().to_string()))
    }

    /// What a screen reader is told of the list.
    pub(super) fn status(self) -> String {
        if let Some(reason) = self.refused.get() {
            return ["Not now. ", &reason].concat();
        }
        self.shown.with(|Shown { len, found, .. }| match (*len, *found) {
            (0, _) => "No results".to_owned(),
            (1, 1) => "1 result".to_owned(),
            (len, found) if len == found => [&grouped(len), " results"].concat(),
            (len, found) => [&grouped(len), " of ", &grouped(found), " results shown"].concat(),
        })
    }

    /// Something else was typed.
    pub(super) fn typed(self, text: String) {
        self.refused.set(None);
        self.marked.set(None);
        self.text.set(text);
    }

    /// A key was pressed in the field.
    pub(super) fn on_key(self, event: &ev::KeyboardEvent) {
        let held = event.shift_key() || event.ctrl_key() || event.meta_key() || event.alt_key();
        if held || event.is_composing() {
            return;
        }
        let key = event.key();
        let at = untrack(|| self.active());
        if key == "Enter" {
            event.prevent_default();
            self.pick(at);
            return;
        }
        let len = self.shown.with_untracked(|shown| shown.len);
        let Some(to) = (len > 0).then(|| step(&key, at, len)).flatten() else { return };
        event.prevent_default();
        self.mark(to);
    }

    fn mark(self, number: usize) {
        self.refused.set(None);
        self.marked.set(self.shown.with_untracked(|shown| shown.entry(number).map(|entry| entry.id.clone())));
    }

    /// Does what an entry stands for, or says why not.
    pub(super) fn pick(self, number: usize) {
        let Some(entry) = self.shown.with_untracked(|shown| shown.entry(number).cloned()) else { return };
        match entry.allowed {
            Allowed::Yes => {
                self.close.run(());
                entry.run.run(());
            }
            Allowed::No(reason) => {
                self.mark(number);
                self.refused.set(Some(reason));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn the_ends_of_the_list_meet_but_pages_stop_at_them() {
        assert_eq!(step("ArrowDown", 19, 20), Some(0));
        assert_eq!(step("ArrowUp", 0, 20), Some(19));
        assert_eq!(step("PageDown", 15, 20), Some(19));
        assert_eq!(step("PageUp", 3, 20), Some(0));
        assert_eq!((step("Home", 7, 20), step("End", 7, 20)), (Some(0), Some(19)));
        assert_eq!(step("a", 7, 20), None);
    }
}
