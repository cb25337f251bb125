//! Filters beside the text: group, profile, state, source. All of them stand in the address.

use leptos::prelude::*;
use pilothouse_view::view;

use super::Page;
use crate::domain::list::ListQuery;
use crate::domain::person::{People, Person};
use crate::reactive::{Callback, Memo, Signal};
use crate::ui::Select;

/// One filter: its name in the address, what it is called, the words for none.
struct Facet {
    id: &'static str,
    label: &'static str,
    any: &'static str,
    /// The values that there are.
    values: fn(&People) -> Vec<String>,
    fits: fn(&Person, &str) -> bool,
}

const FACETS: [Facet; 4] = [
    Facet {
        id: "group",
        label: "Group",
        any: "Any group",
        values: |people| people.different(|person| person.groups.iter().flatten()),
        fits: |person, wanted| person.is_in(wanted),
    },
    Facet {
        id: "profile",
        label: "Profile",
        any: "Any profile",
        values: |people| people.different(|person| &person.profile),
        fits: |person, wanted| person.profile.as_deref() == Some(wanted),
    },
    Facet {
        id: "state",
        label: "State",
        any: "Any state",
        values: |_| vec!["disabled".into(), "enabled".into()],
        fits: |person, wanted| person.state() == wanted,
    },
    Facet {
        id: "source",
        label: "Source",
        any: "Any source",
        values: |people| people.different(|person| &person.source),
        fits: |person, wanted| person.source.as_deref() == Some(wanted),
    },
];

/// Whether a row passes all that is asked for. What is asked for is read once, not once for each row.
pub(super) fn keep(page: Page, query: Signal<ListQuery>) -> Callback<usize, bool> {
    let asked = Memo::new(move |_| query.with(|query| FACETS.map(|facet| query.facet(facet.id).map(str::to_owned))));
    Callback::new(move |row| {
        asked.with(|asked| {
            asked.iter().all(Option::is_none)
                || page.with(row, |person| FACETS.iter().zip(asked).all(|(facet, wanted)| fits(facet, person, wanted)))
                    == Some(true)
        })
    })
}

fn fits(facet: &Facet, person: &Person, wanted: &Option<String>) -> bool {
    wanted.as_ref().is_none_or(|wanted| (facet.fits)(person, wanted))
}

pub(super) fn view(page: Page, query: Signal<ListQuery>, set_query: Callback<ListQuery>) -> AnyView {
    FACETS.map(|facet| one(page, facet, query, set_query)).collect_view().into_any()
}

fn one(page: Page, facet: Facet, query: Signal<ListQuery>, set_query: Callback<ListQuery>) -> AnyView {
    let Facet { id, label, any, values, .. } = facet;
    let value = Signal::derive(move || query.with(|query| query.facet(id).unwrap_or_default().to_owned()));
    let known = Memo::new(move |_| page.everyone.people.value().map(|people| values(&people)).unwrap_or_default());
    let options = Memo::new(move |_| {
        let mut all = known.get();
        let own = value.get();
        // What the address asks for can be seen, and taken away, also where nobody has it.
        if !own.is_empty() && !all.contains(&own) {
            all.push(own);
        }
        let first = std::iter::once((String::new(), any.to_owned()));
        first.chain(all.into_iter().map(|value| (value.clone(), value))).collect::<Vec<_>>()
    });
    let set = Callback::new(move |value: String| {
        let value = (!value.is_empty()).then_some(value.as_str());
        set_query.run(query.get_untracked().with_facet(id, value));
    });
    view! { <Select label=label value=value on_change=set options=options compact=true/> }.into_any()
}
