//! All kitchens: open to the signed-in user or not, and why.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::automation::kitchens::Kitchen;

use super::Page;
use crate::domain::kitchens::{Door, Part};
use crate::domain::list::SortKey;
use crate::parts;
use crate::reactive::{Callback, Signal};
use crate::ui::{Column, EmptyState, Select, Table, TableModel, Tone, badge};

const COLUMNS: [Column; 5] = [
    Column::new("name", "Kitchen").width(9.0, 1).fixed(),
    Column::new("door", "Open to me").width(26.0, 2),
    Column::new("role", "My role").width(10.0, 1),
    Column::new("parent", "Parent").width(7.0, 1),
    Column::new("description", "Description").width(10.0, 2),
];

/// The facet that keeps the open or the closed ones.
const DOOR: &str = "door";

impl Page {
    fn door(self, kitchen: &Kitchen) -> Door {
        self.names.with_untracked(|names| {
            let names: Vec<&str> = names.iter().flatten().map(String::as_str).collect();
            Door::of(kitchen, &names)
        })
    }

    /// What the signed-in user is in a kitchen; nothing where the server does not say who that is.
    fn part(self, kitchen: &Kitchen) -> Option<Part> {
        self.names.with_untracked(|names| {
            let parts = || names.iter().flatten().map(|name| Part::of(kitchen, name));
            parts().find(|part| matches!(part, Part::Role(_) | Part::Outside(_))).or_else(|| parts().next())
        })
    }
}

pub(super) fn view(page: Page) -> AnyView {
    let query = page.query;
    let door = Signal::derive(move || query.with(|query| query.facet(DOOR).unwrap_or_default().to_owned()));
    let set_door = Callback::new(move |word: String| {
        let word = (!word.is_empty()).then_some(word.as_str());
        page.set_query.run(query.get_untracked().with_facet(DOOR, word));
    });
    let keep = move |row| {
        let wanted = door.get();
        wanted.is_empty()
            || page.with(row, |kitchen| page.door(kitchen).word().eq_ignore_ascii_case(&wanted)) == Some(true)
    };
    let model = TableModel {
        label: Signal::stored("Kitchens".to_owned()),
        noun: ("kitchen", "kitchens"),
        columns: COLUMNS.to_vec(),
        // Whether a kitchen is open cannot be said before it is known who asks.
        len: Signal::derive(move || {
            let known = page.names.with(Option::is_some);
            page.kitchens.load.with(|load| load.value().filter(|_| known).map_or(0, |list| list.rows.len()))
        }),
        key: Callback::new(move |row| page.with(row, |kitchen| kitchen.name.clone()).unwrap_or_default()),
        cell: Callback::new(move |(row, column)| page.with(row, |kitchen| cell(page, kitchen, column)).into_any()),
        text: Callback::new(move |row| page.with(row, |kitchen| text(page, kitchen)).unwrap_or_default()),
        sort_key: Callback::new(move |(row, column)| {
            page.with(row, |kitchen| sort_key(page, kitchen, column)).unwrap_or(SortKey::Missing)
        }),
        keep: Callback::new(keep),
        query,
        set_query: page.set_query,
        loading: Signal::derive(move || page.kitchens.busy.get() || page.who.busy.get()),
    };
    let facets = move || {
        let options = [("", "All kitchens"), ("open", "Open"), ("closed", "Closed")];
        let options: Vec<(String, String)> = options.map(|(id, words)| (id.to_owned(), words.to_owned())).to_vec();
        view! { <Select label="Open to me" value=door on_change=set_door options=options compact=true/> }
    };
    view! { <Table model=model facets=facets empty=move || nothing(page) tall=true/> }.into_any()
}

/// No rows: because there are none, or because they could not be loaded. The second is told above the table.
pub(super) fn nothing(page: Page) -> AnyView {
    if page.kitchens.load.with(|load| load.value().is_none()) {
        return ().into_any();
    }
    view! { <EmptyState title="No kitchens" text="The automation API lists no kitchen."/> }.into_any()
}

fn text(page: Page, kitchen: &Kitchen) -> String {
    let part = page.part(kitchen).map(|part| part.words()).unwrap_or_default();
    let words = [kitchen.parent.as_deref(), kitchen.description.as_deref()].map(Option::unwrap_or_default);
    [&kitchen.name, page.door(kitchen).word(), &part, words[0], words[1]].join(" ")
}

fn sort_key(page: Page, kitchen: &Kitchen, column: usize) -> SortKey {
    let text = |text: &Option<String>| text.as_deref().map_or(SortKey::Missing, SortKey::from);
    match COLUMNS[column].id {
        "door" => SortKey::from(page.door(kitchen).word()),
        "role" => page.part(kitchen).map_or(SortKey::Missing, |part| SortKey::Text(part.words())),
        "parent" => text(&kitchen.parent),
        "description" => text(&kitchen.description),
        _ => SortKey::from(kitchen.name.as_str()),
    }
}

fn cell(page: Page, kitchen: &Kitchen, column: usize) -> AnyView {
    match COLUMNS[column].id {
        "door" => door(&page.door(kitchen)),
        "role" => match page.part(kitchen) {
            Some(part) => part.words().into_any(),
            None => parts::not_given(),
        },
        "parent" => kitchen.parent.clone().filter(|parent| *parent != kitchen.name).into_any(),
        "description" => {
            let words = kitchen.description.clone().unwrap_or_default();
            view! { <span title=words.clone()>{words}</span> }.into_any()
        }
        _ => view! { <span class="mono">{kitchen.name.clone()}</span> }.into_any(),
    }
}

fn door(door: &Door) -> AnyView {
    let tone = match door {
        Door::Everyone | Door::Listed(_) => Tone::Ok,
        Door::Closed | Door::NotKnown => Tone::Neutral,
    };
    let why = door.why();
    view! { <span>{badge(tone, door.word())}</span><span class="faint" title=why.clone()>{why}</span> }.into_any()
}
