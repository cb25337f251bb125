//! All users and all groups, for the pages that show them. Whom the server refuses the lists for administrators is shown
//! what it shows to everyone.

use std::collections::BTreeSet;
use std::sync::Arc;

use pilothouse_wire::dss::{groups, users};
use pilothouse_wire::{Call, Error, List, Whole};

use super::{Dss, Remote};
use crate::domain::allowed::Allowed;
use crate::domain::person::People;
use crate::reactive::RwSignal;
use crate::session::Session;

/// Both lists.
#[derive(Clone, Copy)]
pub struct Everyone {
    /// The users.
    pub people: Remote<People>,
    /// The groups.
    pub groups: Remote<List<Whole>>,
    /// The users are only those members that everyone is shown.
    pub users_limited: RwSignal<bool>,
    /// The groups are.
    pub groups_limited: RwSignal<bool>,
}

impl Everyone {
    /// Starts to load.
    pub fn load(session: Session, dss: Dss) -> Self {
        let (users_limited, groups_limited) = (RwSignal::new(false), RwSignal::new(false));
        let people = Remote::new(move || async move {
            either(session, dss, &users::list(false), &users::names(), users_limited).await.map(People::from)
        });
        let groups = Remote::new(move || async move {
            either(session, dss, &groups::list(), &groups::names(), groups_limited).await
        });
        Self { people, groups, users_limited, groups_limited }
    }

    /// Loads both again.
    pub fn refresh(&self) {
        self.people.refresh();
        self.groups.refresh();
    }

    /// The users as they are known now, not followed.
    pub fn people_untracked(&self) -> Option<Arc<People>> {
        self.people.load.with_untracked(|load| load.value().cloned())
    }

    /// Names of all groups, tracked; those of the users where the groups could not be loaded.
    pub fn group_names(&self) -> Vec<String> {
        let name = |group: &Whole| group.text(groups::NAME).map(str::to_owned);
        let mut names: BTreeSet<String> = self.groups.load.with(|load| match load.value() {
            Some(list) => list.rows.iter().filter_map(name).collect(),
            None => BTreeSet::new(),
        });
        if let Some(people) = self.people.value() {
            names.extend(people.different(|person| person.groups.iter().flatten()));
        }
        names.into_iter().collect()
    }

    /// The groups whose members are administrators, as far as known; tracked.
    pub fn admin_groups(&self) -> BTreeSet<String> {
        let admin = |group: &&Whole| group.flag(groups::ADMIN) == Some(true);
        self.groups.load.with(|load| {
            let rows = load.value().map(|list| list.rows.as_slice()).unwrap_or_default();
            rows.iter().filter(admin).filter_map(|group| group.text(groups::NAME).map(str::to_owned)).collect()
        })
    }

    /// Whether users may be changed, as far as the server let on; tracked.
    pub fn may(&self) -> Allowed {
        Allowed::when(!self.users_limited.get(), "The server refused you the list of users: you are no administrator.")
    }
}

/// The list for administrators; if the server refuses it, the one for everyone, and the first refusal if that fails too.
async fn either(
    session: Session,
    dss: Dss,
    full: &Call<List<Whole>>,
    open: &Call<List<Whole>>,
    limited: RwSignal<bool>,
) -> Result<List<Whole>, Error> {
    let target = dss.target.get_value();
    let refusal = match session.send(&target, full).await {
        Ok(list) => {
            limited.try_set(false);
            return Ok(list);
        }
        Err(refusal) => refusal,
    };
    // A refused right is any status (contract/dataiku-dss.md §1.1); what asks for another sign-in is none.
    if !matches!(refusal, Error::Refused(_)) || refusal.is_unauthorized() {
        return Err(refusal);
    }
    match session.send(&target, open).await {
        Ok(list) => {
            limited.try_set(true);
            Ok(list)
        }
        Err(_) => Err(refusal),
    }
}
