//! API keys of nodes that take one: asked for when first needed, kept in memory, gone with the page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pilothouse_wire::Secret;

use super::{CONTROL, DSS, KeyWanted, Session};

impl Session {
    /// Opens the question for a node's key, unless one is open already.
    pub(super) fn want_key(&self, node: &str, refused: bool) {
        if self.key_wanted.with_untracked(Option::is_some) {
            return;
        }
        let name = self.config.with_value(|c| match node {
            DSS => c.dss.as_ref().map(|dss| dss.name.clone()),
            CONTROL => c.control_plane.as_ref().map(|plane| plane.name.clone()),
            _ => c.node(node).map(|n| n.name.clone()),
        });
        let name = name.unwrap_or_default();
        self.key_wanted.set(Some(KeyWanted { node: node.to_owned(), name, refused }));
    }

    /// Takes the key that was typed and lets the calls go on.
    pub fn give_key(&self, node: &str, key: Secret) {
        self.keys.update_value(|keys| drop(keys.insert(node.to_owned(), Arc::new(key))));
        // Whose names another key may use is asked again.
        self.acted_as.update_value(BTreeSet::clear);
        self.key_wanted.set(None);
        self.go_on(true);
    }

    /// The user gives no key: the waiting calls end unsent, and so do the writes that were refused for want of one.
    pub fn give_no_key(&self) {
        let node = self.key_wanted.with_untracked(|wanted| wanted.as_ref().map(|wanted| wanted.node.clone()));
        let refused = self.refused.get_untracked().into_iter().filter(|refused| Some(&refused.node) == node.as_ref());
        refused.for_each(|refused| self.answer(refused.number, false));
        self.key_wanted.set(None);
        self.go_on(false);
    }

    /// Drops all keys, and whatever was loaded with them.
    pub fn forget_keys(&self) {
        self.leave_cookie();
        self.keys.update_value(BTreeMap::clear);
        crate::browser::address::reload();
    }

    /// Whether the credentials in use for a node end with this secret or are it: to warn before a key is deleted
    /// that is in use here.
    pub fn uses_key(&self, node: &str, key: &Secret) -> bool {
        self.keys.with_value(|keys| keys.get(node).is_some_and(|held| **held == *key))
    }

    /// Whether this node is spoken to with an API key.
    pub fn has_key(&self, node: &str) -> bool {
        self.keys.with_value(|keys| keys.contains_key(node))
    }

    /// Drops a refused key, unless a newer one was given meanwhile, and asks for another.
    pub(super) fn refuse_key(&self, node: &str, refused: &Arc<Secret>) {
        let same = self.keys.with_value(|keys| keys.get(node).is_some_and(|held| Arc::ptr_eq(held, refused)));
        if same {
            self.keys.update_value(|keys| drop(keys.remove(node)));
            self.want_key(node, true);
        }
    }
}
