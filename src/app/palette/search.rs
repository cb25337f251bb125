//! The palette: every page and action, services and keys by name, recent places.

use std::sync::Arc;

use crate::reactive::{Callback, Memo, Signal};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::List;
use pilothouse_wire::api_node::services::Service;

use super::places::Places;
use super::{Over, Overlay, actions, keys};
use crate::domain::allowed::Allowed;
use crate::domain::rank::Names;
use crate::query::{Load, Node, There};
use crate::routes::Route;
use crate::ui::{Entry, Group, Palette};

/// An entry that is made at once: there are few of its kind.
#[derive(Clone)]
pub(super) struct Ready {
    pub(super) words: String,
    pub(super) hint: String,
    pub(super) key: Option<String>,
    pub(super) allowed: Allowed,
    pub(super) run: Callback<()>,
}

impl Ready {
    /// An entry of words alone.
    pub(super) fn new(words: impl Into<String>, run: impl Fn() + 'static) -> Self {
        let run = Callback::new(move |()| run());
        Self { words: words.into(), hint: String::new(), key: None, allowed: Allowed::Yes, run }
    }
}

/// A group of them. `what` and the words tell its entries apart from all others.
pub(super) fn group(title: &'static str, what: &'static str, all: Vec<Ready>) -> Group {
    let names = Arc::new(all.iter().map(|ready| &ready.words).collect::<Names>());
    let entry = move |row: usize| {
        let Ready { words, hint, key, allowed, run } = all[row].clone();
        Entry { id: [what, " ", &words].concat(), words, hint, key, allowed, run }
    };
    Group { title, names, entry: Callback::new(entry) }
}

/// A group that is made again when something in it has changed, and not at each letter that is typed.
pub(super) fn kept(make: impl Fn() -> Group + 'static) -> Memo<Group> {
    Memo::new_with_compare(move |_| make(), |_, _| true)
}

/// The dialog.
pub(in crate::app) fn dialog() -> AnyView {
    let overlay: Overlay = expect_context();
    let node = match There::here() {
        Some(There::Node(node)) => Some(node),
        Some(There::Dss(_) | There::Session | There::Control(_)) | None => None,
    };
    let places = Places::new(overlay);
    let keys = keys::Keys::load(node);
    let groups = [
        kept(actions::of_page),
        kept(move || places.recent()),
        kept(move || places.pages()),
        kept(move || actions::of_console(overlay)),
        kept(move || services(places, node)),
        kept(move || keys.group(places)),
    ];
    let notes = move || service_note(node).into_iter().chain(keys.note()).map(str::to_owned).collect::<Vec<_>>();
    view! {
        <Palette
            label="Search and commands"
            placeholder="Find a page, action, service or key"
            groups=Signal::derive(move || groups.iter().map(Memo::get).collect::<Vec<_>>())
            notes=Signal::derive(notes)
            on_close=Callback::new(move |()| overlay.open.set(Over::Nothing))
        />
    }
    .into_any()
}

/// The services of the page's node.
fn services(places: Places, node: Option<Node>) -> Group {
    let list: Option<Arc<List<Service>>> = node.and_then(|node| node.list());
    let names = list.iter().flat_map(|list| &list.rows).map(|service| service.service_id.as_str()).collect::<Names>();
    let entry = move |row: usize| {
        let service = list.as_ref().map(|list| list.rows[row].service_id.clone());
        let node = node.map(|node| node.id.get_value()).unwrap_or_default();
        places
            .entry(&service.map_or(Route::Services { node: node.clone() }, |service| Route::Service { node, service }))
    };
    Group { title: "Services", names: Arc::new(names), entry: Callback::new(entry) }
}

fn service_note(node: Option<Node>) -> Option<&'static str> {
    node?.services.load.with(|load| match load {
        Load::Waiting => Some("The services are still being loaded."),
        Load::Failed(_) => Some("Services are left out: they could not be loaded."),
        Load::Ready(_) | Load::Stale(..) => None,
    })
}
