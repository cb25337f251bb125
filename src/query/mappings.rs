//! The mappings that this console applied or saw, for every page; kept in the browser for the next visit.

use crate::reactive::{RwSignal, StoredValue};
use leptos::prelude::*;
use pilothouse_wire::api_node::generations::Generation;
use pilothouse_wire::{ServiceId, Split};

use crate::browser::{clock, storage};
use crate::domain::compare;
use crate::domain::timeline::{Seen, Shares, Timeline, of_split};
use crate::session::{Session, State};

/// The handle that pages hold.
#[derive(Clone, Copy)]
pub struct Mappings {
    /// What is known.
    pub timeline: RwSignal<Timeline>,
    session: StoredValue<Session>,
}

/// The mappings of the console.
pub fn use_mappings() -> Mappings {
    expect_context()
}

impl Mappings {
    /// Takes up what was kept, and puts the handle into the context.
    pub fn provide(session: Session) -> Self {
        let kept = storage::mappings().map(|text| Timeline::from_text(&text)).unwrap_or_default();
        let mappings = Self { timeline: RwSignal::new(kept), session: StoredValue::new(session) };
        provide_context(mappings);
        mappings
    }

    /// A mapping was set from here.
    pub fn applied(self, node: &str, service: &ServiceId, split: &Split) {
        let who = match self.session.get_value().state.get_untracked() {
            State::SignedIn(Some(who)) | State::Ended(who) => who.login,
            State::SignedIn(None) | State::Starting | State::SignedOut(_) => "this console".to_owned(),
        };
        self.note(node, service, of_split(split), Some(who));
    }

    /// A service's generations were read: its mapping may be another one than was known.
    pub fn saw(self, node: &str, service: &ServiceId, rows: &[Generation]) {
        if let Some(shares) = shares_of(rows).filter(|_| !rows.is_empty()) {
            self.note(node, service, shares, None);
        }
    }

    /// The same where a mapping of this service is known already: a list that is scrolled does not fill the history.
    pub fn saw_again(self, node: &str, service: &ServiceId, rows: &[Generation]) {
        let known = self.timeline.with_untracked(|all| all.of(node, service.as_str()).next().is_some());
        if known {
            self.saw(node, service, rows);
        }
    }

    /// Forgets a service.
    pub fn forget(self, node: &str, service: &str) {
        self.timeline.update(|timeline| timeline.forget(node, service));
        self.keep();
    }

    fn note(self, node: &str, service: &ServiceId, shares: Shares, by: Option<String>) {
        // Another tab may have written meanwhile.
        let kept = storage::mappings().map(|text| Timeline::from_text(&text));
        let seen = Seen { node: node.to_owned(), service: service.to_string(), at: clock::now().wall, by, shares };
        let mut timeline = kept.unwrap_or_else(|| self.timeline.get_untracked());
        if timeline.note(seen) {
            self.timeline.set(timeline);
            self.keep();
        }
    }

    fn keep(self) {
        self.timeline.with_untracked(|timeline| storage::set_mappings(&timeline.to_text()));
    }
}

/// The mapping that a list of generations tells; `None` where the node gives no shares, or on an unknown scale.
pub fn shares_of(rows: &[Generation]) -> Option<Shares> {
    let shares = compare::shares(rows)?;
    Some(shares.into_iter().map(|(id, share)| (id.to_string(), share)).collect())
}
