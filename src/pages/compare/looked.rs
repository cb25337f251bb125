//! What the generations tell that were looked at so far, and the line above the table that says how far that is.

use std::collections::{HashMap, HashSet};

use crate::reactive::{Memo, Signal};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::ServiceId;

use super::{OnNode, Page, Side};
use crate::domain::compare::{Kinds, Seen, compare};
use crate::ui::{Button, ProgressBar, grouped, live_if};

/// Services that one press of the button looks at.
const LOOK_AT_MOST: usize = 500;

/// What was found in the rows whose generations are known, on the reference and on every other node that has them.
#[derive(Default, PartialEq)]
pub(super) struct Looked {
    /// By row.
    kinds: HashMap<usize, Kinds>,
    /// Rows of which all is known.
    whole: HashSet<usize>,
}

impl Looked {
    /// Follows the answers of all nodes.
    pub(super) fn of(side: &Side, nodes: &[OnNode]) -> Self {
        for on in nodes {
            on.details.answers.track();
        }
        let mut looked = Self::default();
        for id in nodes[0].details.known_keys() {
            if let Some(row) = side.find(&id).filter(|row| side.is_comparable(*row)) {
                looked.take(side, nodes, &id, row);
            }
        }
        looked
    }

    fn take(&mut self, side: &Side, nodes: &[OnNode], id: &ServiceId, row: usize) {
        let (mut kinds, mut whole) = (Kinds::default(), true);
        let lists: Vec<_> = nodes.iter().map(|on| on.details.known(id)).collect();
        let seen = |place: usize| match (side.seen(row, place), &lists[place]) {
            (Seen::There(service, _), Some(list)) => Seen::There(service, super::cells::in_full(list)),
            (other, _) => other,
        };
        for place in 1..nodes.len() {
            let found = compare(seen(0), seen(place));
            kinds = kinds.and(found.kinds());
            whole &= !matches!(seen(place), Seen::There(_, None));
        }
        if whole && !matches!(seen(0), Seen::There(_, None)) {
            self.whole.insert(row);
        }
        self.kinds.insert(row, kinds);
    }

    /// The rows that differ in one of these.
    pub(super) fn rows(&self, wanted: Kinds) -> HashSet<usize> {
        self.kinds.iter().filter(|(_, kinds)| kinds.meets(wanted)).map(|(row, _)| *row).collect()
    }

    fn count(&self, wanted: Kinds) -> usize {
        self.kinds.values().filter(|kinds| kinds.meets(wanted)).count()
    }
}

impl Page {
    /// Rows that were not looked at, or not in full.
    fn left(self) -> usize {
        let all = self.side.with(|side| side.comparable());
        all.saturating_sub(self.looked.with(|looked| looked.whole.len()))
    }

    /// How many of those that shall be looked at have been; `None` when nothing is under way.
    fn progress(self) -> Option<(usize, usize)> {
        let wanted = self.wanted.get();
        let (nodes, side) = (self.nodes.get_value(), self.side.get());
        for on in &nodes {
            on.details.answers.track();
        }
        let is_done = |id: &&ServiceId| {
            let Some(row) = side.find(id) else { return true };
            let there = |place: &usize| side.service(row, *place).is_some();
            (0..nodes.len()).filter(there).all(|place| nodes[place].details.is_answered(id))
        };
        let done = wanted.iter().filter(is_done).count();
        (done < wanted.len()).then_some((done, wanted.len()))
    }

    /// Looks at the first services that were not looked at yet.
    fn look(self) {
        let (side, nodes) = (self.side.get_untracked(), self.nodes.get_value());
        let wanted: Vec<ServiceId> = self.looked.with_untracked(|looked| {
            let rows = (0..side.len()).filter(|row| side.is_comparable(*row) && !looked.whole.contains(row));
            rows.take(LOOK_AT_MOST).filter_map(|row| side.id(row).cloned()).collect()
        });
        for (place, on) in nodes.iter().enumerate() {
            let lacking = |id: &&ServiceId| {
                let there = side.find(id).is_some_and(|row| side.service(row, place).is_some());
                there && on.details.known(id).is_none()
            };
            on.details.look(wanted.iter().filter(lacking).cloned().collect());
        }
        self.wanted.set(wanted);
    }
}

/// "1 service", "3 services".
fn services(count: usize) -> String {
    if count == 1 { "1 service".into() } else { [&grouped(count), " services"].concat() }
}

/// How many differ, as far as it is known, and the way to know more.
pub(super) fn summary(page: Page) -> AnyView {
    let words = Memo::new(move |_| words(page));
    let progress = Memo::new(move |_| page.progress());
    let button = move || {
        let left = page.left();
        (left > 0 && progress.get().is_none()).then(|| {
            let label = if left > LOOK_AT_MOST {
                ["Look at the next ", &grouped(LOOK_AT_MOST)].concat()
            } else {
                "Look at all services".to_owned()
            };
            view! { <Button label=label on_click=move || page.look()/> }
        })
    };
    let under_way = Memo::new(move |_| progress.get().is_some());
    let bar = move || {
        under_way.get().then(|| {
            let figures = Signal::derive(move || match progress.get() {
                Some((done, of)) => [&grouped(done), " of ", &grouped(of)].concat(),
                None => String::new(),
            });
            let value = Signal::derive(move || progress.get().map(|(done, of)| done as f64 / of as f64));
            view! { <ProgressBar label="Looking at generations and mapping" value=value figures=figures/> }
        })
    };
    view! {
        <div class="compare-summary">
            <p>{words}</p>
            {live_if(button)}
            {live_if(bar)}
        </div>
    }
    .into_any()
}

fn words(page: Page) -> String {
    let (side, reference) = (page.side.get(), page.reference().name.get_value());
    if !side.is_loaded(0) || side.loaded() < 2 {
        return ["Nothing can be compared with ", &reference, " yet."].concat();
    }
    let (mapping, generations) = page.looked.with(|l| (l.count(Kinds::MAPPING), l.count(Kinds::GENERATIONS)));
    let figures = [
        ("presence ", side.count(Kinds::PRESENCE)),
        (", state ", side.count(Kinds::STATE)),
        (", mapping ", mapping),
        (", generations ", generations),
    ];
    let figures: String = figures.iter().map(|(what, count)| [what, grouped(*count).as_str()].concat()).collect();
    let nodes = side.loaded().to_string();
    let first = [&services(side.len()), " on ", &nodes, " nodes, held against ", &reference, ". They differ in: "];
    let open = match page.left() {
        0 => ".".to_owned(),
        1 => " so far: 1 service is not compared in full yet.".to_owned(),
        many => [" so far: ", &grouped(many), " services are not compared in full yet."].concat(),
    };
    [first.concat(), figures, open].concat()
}
