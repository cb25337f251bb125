//! What a new record is related to: the groups of a user, the users of a group. Picked by name, and sent along with the
//! record's fields.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Extra;
use pilothouse_wire::control::{self, Kind, Relation, to_many, to_one, users};

use super::{chips, pick};
use crate::domain::control::words;
use crate::query::Control;
use crate::reactive::{Callback, RwSignal, Signal, StoredValue};
use crate::ui::combo::{Choice, Picking};
use crate::ui::{Select, live_if};

/// The field in which they are picked; no form has two.
const FIELD: &str = "dialog[open] [role=combobox]";

/// A relation with several ends, and those that were picked.
#[derive(Clone, Copy)]
struct End {
    relation: &'static Relation,
    to: &'static Kind,
    picked: RwSignal<Vec<Choice>>,
}

/// The relations that a new record of a kind may be given.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    control: Control,
    all: StoredValue<Vec<End>>,
    /// The id of the primary group: one of those that were picked, or none.
    primary: RwSignal<String>,
}

impl Ends {
    pub(super) fn new(control: Control, kind: &'static Kind) -> Self {
        let several = kind.relations.iter().filter(|relation| relation.many && relation.writable);
        let end = |relation: &'static Relation| {
            let to = control::kind(relation.to)?;
            Some(End { relation, to, picked: RwSignal::default() })
        };
        Self { control, all: StoredValue::new(several.filter_map(end).collect()), primary: RwSignal::default() }
    }

    /// What is sent of them, tracked: nothing where nothing was picked.
    pub(super) fn relations(self) -> Extra {
        let mut relations = Extra::new();
        for End { relation, to, picked } in self.all.with_value(Vec::clone) {
            let links: Vec<_> = picked.with(|picked| picked.iter().map(|choice| pick::link(to, choice)).collect());
            let primary = self.primary.with(|id| links.iter().find(|link| link.id == *id).map(to_one));
            if let Some(primary) = primary {
                relations.insert(users::PRIMARY_GROUP.to_owned(), primary);
            }
            if !links.is_empty() {
                relations.insert(relation.name.to_owned(), to_many(&links));
            }
        }
        relations
    }

    /// The fields.
    pub(super) fn view(self) -> AnyView {
        let fields: Vec<AnyView> = self.all.with_value(Vec::clone).into_iter().map(|end| self.field(end)).collect();
        (!fields.is_empty()).then(|| view! { <div class="form">{fields}</div> }).into_any()
    }

    fn field(self, end: End) -> AnyView {
        let End { relation, to, picked } = end;
        let picking = Picking::default();
        // What was picked moves below the field, which is free for the next.
        Effect::new(move || {
            if let Some(choice) = picking.picked.get() {
                picking.set(None);
                picked.update(|picked| {
                    if !picked.iter().any(|one| one.id == choice.id) {
                        picked.push(choice);
                    }
                });
            }
        });
        let label = if relation.name == users::GROUPS { "User groups" } else { "Users" };
        let hint = "Type a part of the name and pick; as many as are wanted.";
        let primary = relation.name == users::GROUPS;
        let chips = move || picked.with(|all| all.iter().map(|one| (one.id.clone(), one.words.clone())).collect());
        let take = move |id: String| picked.update(|picked| picked.retain(|one| one.id != id));
        view! {
            {pick::picker(self.control, to, label, hint, picking, None::<String>.into(), false)}
            {chips::view(["Picked: ", &label.to_lowercase()].concat(), chips, Callback::new(take), FIELD)}
            {primary.then(|| live_if(move || self.primary_field(picked)))}
        }
        .into_any()
    }

    /// One of the groups that were picked; not the group of all users, which cannot be it (§5.1, certain).
    fn primary_field(self, picked: RwSignal<Vec<Choice>>) -> Option<AnyView> {
        let fit = |choice: &&Choice| choice.words != users::ALL_USERS;
        let groups = picked.with(|all| all.iter().filter(fit).cloned().collect::<Vec<_>>());
        if groups.is_empty() {
            return None;
        }
        let none = (String::new(), "none".to_owned());
        let options: Vec<(String, String)> =
            std::iter::once(none).chain(groups.iter().map(|group| (group.id.clone(), group.words.clone()))).collect();
        let known = move |id: &str| picked.with(|all| all.iter().any(|one| one.id == id));
        let value = Signal::derive(move || self.primary.with(|id| if known(id) { id.clone() } else { String::new() }));
        let set = Callback::new(move |id: String| self.primary.set(id));
        Some(
            view! { <Select label=words::label(users::PRIMARY_GROUP) value=value on_change=set options=options/> }
                .into_any(),
        )
    }
}
