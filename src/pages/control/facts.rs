//! What a record says, as a list of facts: what is plain to read first, what holds nothing last. Nothing is left out but what
//! stands there better.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::{By, Field, Form, Item, Kind, One, Relation, jobs};

use super::{cells, shape};
use crate::domain::control::words::{self, Json};

/// How far down a fact stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Plain,
    /// For programs, or behind a disclosure.
    Raw,
    Nothing,
    NotGiven,
}

/// A fact.
pub(super) struct Fact {
    rank: Rank,
    label: String,
    value: AnyView,
}

impl Fact {
    /// The value of a field.
    pub(super) fn of(field: &Field, item: &Item) -> Self {
        Self::shown(field, item, cells::whole(field, item))
    }

    /// The value of a field that is shown in another way.
    pub(super) fn shown(field: &Field, item: &Item, value: AnyView) -> Self {
        Self { rank: rank(field, item), label: words::label(field.name), value }
    }

    /// Records at the other end of a relation.
    fn related(relation: &Relation, one: &One) -> Self {
        let links = match relation.many {
            true => one.item.many(relation.name).unwrap_or_default(),
            false => one.item.one(relation.name).into_iter().collect(),
        };
        let rank = if links.is_empty() { Rank::Nothing } else { Rank::Plain };
        let none = links.is_empty().then(cells::none);
        let links: Vec<AnyView> =
            links.iter().map(|link| view! { <li>{cells::link(link, &one.included)}</li> }.into_any()).collect();
        let value = view! { {none} <ul class="links">{links}</ul> }.into_any();
        Self { rank, label: words::label(relation.name), value }
    }
}

fn rank(field: &Field, item: &Item) -> Rank {
    match item.attributes.get(field.name) {
        None => Rank::NotGiven,
        Some(value) if words::is_nothing(field, value) => Rank::Nothing,
        Some(_) if words::is_raw(field.name) => Rank::Raw,
        // The words in a result are the real cause of a failure (§6, certain).
        Some(value) if matches!(field.form, Form::Json | Form::JsonText) && field.name != jobs::RESULT => {
            match words::json(value) {
                Json::Line(_) => Rank::Plain,
                Json::Block(_) => Rank::Raw,
            }
        }
        Some(_) => Rank::Plain,
    }
}

/// Facts below and beside each other.
pub(super) fn list(mut all: Vec<Fact>) -> AnyView {
    // Those of one rank keep their order.
    all.sort_by_key(|fact| fact.rank);
    let row = |fact: Fact| view! { <div><dt>{fact.label}</dt><dd>{fact.value}</dd></div> }.into_any();
    view! { <dl class="facts">{all.into_iter().map(row).collect::<Vec<_>>()}</dl> }.into_any()
}

/// All of a record on its page.
pub(super) fn of(kind: &'static Kind, one: &One) -> AnyView {
    // What is only written has nothing to show.
    let told = |field: &&Field| field.form != Form::Secret || field.by == By::Server;
    let fields = kind.fields.iter().filter(told).filter(|field| !shape::is_linked(kind, field, one));
    let asked = shape::of(kind).related;
    // Those with several ends that can be changed have a panel of their own.
    let shown = |relation: &&Relation| asked.contains(&relation.name) && !(relation.many && relation.writable);
    let relations = kind.relations.iter().filter(shown).map(|relation| Fact::related(relation, one));
    let all = fields.map(|field| Fact::of(field, &one.item)).chain(relations).collect();
    view! { <section class="section">{list(all)}</section> }.into_any()
}
