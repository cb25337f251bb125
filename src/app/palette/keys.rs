//! The node's admin keys as entries, by label or id. Loaded when the palette opens, with the credentials that are at
//! hand: the palette asks for none. A secret is never shown, searched or kept.

use std::sync::Arc;

use crate::reactive::Callback;
use pilothouse_wire::List;
use pilothouse_wire::api_node::keys::{self, AdminKey};

use super::places::Places;
use crate::domain::allowed::Allowed;
use crate::domain::list::ListQuery;
use crate::domain::rank::Names;
use crate::query::{Load, Node, Remote, search};
use crate::routes::Route;
use crate::session::use_session;
use crate::ui::{Entry, Group};

/// The keys of the page's node.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    node: Option<Node>,
    /// Absent where they cannot be asked for.
    remote: Option<Remote<List<AdminKey>>>,
}

impl Keys {
    /// Starts to load them, unless somebody would have to be asked for credentials.
    pub(super) fn load(node: Option<Node>) -> Self {
        let session = use_session();
        let ready = node.filter(|node| node.target.with_value(|target| session.can_send(target)));
        let remote = ready.map(|node| {
            Remote::new(move || {
                let target = node.target.get_value();
                async move { session.send_quietly(&target, &keys::list()).await }
            })
        });
        Self { node, remote }
    }

    /// Why they are not in the list.
    pub(super) fn note(self) -> Option<&'static str> {
        self.node?;
        let Some(remote) = self.remote else {
            return Some("Admin keys are left out: there are no credentials for this node yet.");
        };
        remote.load.with(|load| match load {
            Load::Waiting => Some("The admin keys are still being loaded."),
            Load::Failed(_) => Some("Admin keys are left out: they could not be loaded."),
            Load::Ready(_) | Load::Stale(..) => None,
        })
    }

    /// As a group. A key leads to the list of keys, filtered down to it.
    pub(super) fn group(self, places: Places) -> Group {
        let node = self.node.map(|node| node.id.get_value()).unwrap_or_default();
        let list = self.remote.and_then(|remote| remote.value());
        let keys: Vec<(String, String)> = list.iter().flat_map(|list| &list.rows).filter_map(named).collect();
        let names = keys.iter().map(|(words, _)| words).collect::<Names>();
        let entry = move |row: usize| {
            let (words, id) = keys[row].clone();
            let query = ListQuery { text: words.clone(), ..ListQuery::default() };
            Entry {
                id: ["key ", &row.to_string()].concat(),
                run: places.lead(&Route::Keys { node: node.clone() }, &search(&query)),
                hint: if words == id { "key".to_owned() } else { ["key ", &id].concat() },
                words,
                key: None,
                allowed: Allowed::Yes,
            }
        };
        Group { title: "Admin keys", names: Arc::new(names), entry: Callback::new(entry) }
    }
}

/// What a key is called, and its id. One without label is called by its id, one with neither cannot be told from others.
fn named(key: &AdminKey) -> Option<(String, String)> {
    let id = key.id.as_ref().map(ToString::to_string).unwrap_or_default();
    let label = key.label.as_deref().map(str::trim).filter(|label| !label.is_empty());
    let words = label.map_or_else(|| id.clone(), str::to_owned);
    (!words.is_empty()).then_some((words, id))
}
