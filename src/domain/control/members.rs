//! Who is in a project with which role: contract/iguazio-control-plane.md §5.5. A member has one direct role; what counts
//! is the highest of it and of those of its groups.

mod kept;

use std::collections::{BTreeMap, BTreeSet};

use pilothouse_wire::control::Item;
use pilothouse_wire::control::groups::GROUPS;
use pilothouse_wire::control::projects::{ROLES, RoleMembers};
use pilothouse_wire::control::users::USERS;

pub use kept::{from_whole, to_whole};

/// Somebody who is in a project, or may be: by the record's id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Member {
    /// A group: all who are in it.
    Group(String),
    /// A user.
    User(String),
}

impl Member {
    /// The record's id.
    pub fn id(&self) -> &str {
        match self {
            Self::Group(id) | Self::User(id) => id,
        }
    }

    /// Of what kind the record is.
    pub fn kind(&self) -> &'static pilothouse_wire::control::Kind {
        match self {
            Self::Group(_) => &GROUPS,
            Self::User(_) => &USERS,
        }
    }

    /// By the kind of a record and its id; `None` for what can be no member.
    fn new(record: &str, id: String) -> Option<Self> {
        match record {
            record if record == GROUPS.record => Some(Self::Group(id)),
            record if record == USERS.record => Some(Self::User(id)),
            _ => None,
        }
    }

    /// Whose record it is; `None` for what can be no member.
    pub fn of(item: &Item) -> Option<Self> {
        Self::new(&item.record, item.id.clone())
    }
}

/// The place of a role among those that are known, the highest first; one that nobody knows comes last.
pub fn rank(role: &str) -> usize {
    ROLES.iter().position(|known| *known == role).unwrap_or(ROLES.len())
}

/// The roles of a project among the records that came along, the highest first.
pub fn roles<'a>(included: impl IntoIterator<Item = &'a Item>) -> Vec<RoleMembers> {
    let mut roles: Vec<_> = included.into_iter().filter_map(RoleMembers::of).collect();
    roles.sort_by_key(|role| rank(&role.name));
    roles
}

fn members(role: &RoleMembers) -> impl Iterator<Item = Member> {
    let users = role.users.iter().cloned().map(Member::User);
    role.groups.iter().cloned().map(Member::Group).chain(users)
}

/// The direct role of each member. A server that gives somebody two is believed in the higher one.
pub fn direct(roles: &[RoleMembers]) -> BTreeMap<Member, String> {
    let mut direct = BTreeMap::<Member, String>::new();
    for role in roles {
        for member in members(role) {
            let higher = direct.get(&member).is_none_or(|held| rank(&role.name) < rank(held));
            if higher {
                direct.insert(member, role.name.clone());
            }
        }
    }
    direct
}

/// What one wishes: a role for each member whose role shall change, none for one who shall go.
pub type Wishes = BTreeMap<Member, Option<String>>;

/// The change of one member: from a role, or from none, to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whose.
    pub member: Member,
    /// The direct role so far.
    pub before: Option<String>,
    /// The direct role that is wished.
    pub after: Option<String>,
}

/// What the wishes change of these roles; what is so already is none.
pub fn changes(roles: &[RoleMembers], wishes: &Wishes) -> Vec<Change> {
    let held = direct(roles);
    let change = |(member, after): (&Member, &Option<String>)| {
        let before = held.get(member).cloned();
        (before != *after).then(|| Change { member: member.clone(), before, after: after.clone() })
    };
    wishes.iter().filter_map(change).collect()
}

/// The wishes that change something of these roles.
pub fn open(roles: &[RoleMembers], wishes: &Wishes) -> Wishes {
    changes(roles, wishes).into_iter().map(|change| (change.member, change.after)).collect()
}

/// A member whom somebody else has changed too, and otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Whose role.
    pub member: Member,
    /// As it was when the page was read.
    pub seen: Option<String>,
    /// As the other one has made it.
    pub now: Option<String>,
}

/// Where wishes that were made on `seen` meet what others have done since. What another has wished the same is none.
pub fn clashes(seen: &[RoleMembers], now: &[RoleMembers], wishes: &Wishes) -> Vec<Clash> {
    let (seen, now) = (direct(seen), direct(now));
    let clash = |(member, after): (&Member, &Option<String>)| {
        let (seen, now) = (seen.get(member), now.get(member));
        let meets = seen != now && now != after.as_ref();
        meets.then(|| Clash { member: member.clone(), seen: seen.cloned(), now: now.cloned() })
    };
    wishes.iter().filter_map(clash).collect()
}

/// The roles that have to be sent, each with the whole list of its members: those of which a wish changes a list. Members
/// whom no wish is about stay as `now` has them. The error is a role that the project does not have.
pub fn to_send(now: &[RoleMembers], wishes: &Wishes) -> Result<Vec<RoleMembers>, String> {
    let known = |role: &&String| now.iter().any(|known| known.name == **role);
    if let Some(missing) = wishes.values().flatten().find(|role| !known(role)) {
        return Err(missing.clone());
    }
    let wished = |role: &RoleMembers| {
        let mut after = role.clone();
        for (member, wish) in wishes {
            let list = match member {
                Member::User(_) => &mut after.users,
                Member::Group(_) => &mut after.groups,
            };
            let (is, shall) = (list.iter().any(|id| id == member.id()), wish.as_ref() == Some(&role.name));
            match (is, shall) {
                (true, false) => list.retain(|id| id != member.id()),
                (false, true) => list.push(member.id().to_owned()),
                (true, true) | (false, false) => {}
            }
        }
        (after != *role).then_some(after)
    };
    Ok(now.iter().filter_map(wished).collect())
}

/// Whether the wishes take the highest role from the last who has it directly.
pub fn leaves_nobody(now: &[RoleMembers], wishes: &Wishes) -> bool {
    let held = |roles: &[RoleMembers]| roles.iter().any(|role| rank(&role.name) == 0 && members(role).next().is_some());
    let after = to_send(now, wishes).unwrap_or_default();
    let stays = |role: &RoleMembers| after.iter().find(|sent| sent.id == role.id).unwrap_or(role).clone();
    held(now) && !held(&now.iter().map(stays).collect::<Vec<_>>())
}

/// Where a role comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The role.
    pub role: String,
    /// The group's id; `None` for a direct one.
    pub group: Option<String>,
}

/// What a user may do in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effective {
    /// The user's id.
    pub user: String,
    /// All that it has, the highest first: there is one at least.
    pub sources: Vec<Source>,
}

impl Effective {
    /// The role that counts.
    pub fn role(&self) -> &str {
        self.sources.first().map_or("", |source| &source.role)
    }
}

/// What each user may do, directly or through the groups whose members are known.
pub fn effective(roles: &[RoleMembers], in_groups: &BTreeMap<String, BTreeSet<String>>) -> Vec<Effective> {
    let mut all = BTreeMap::<&str, Vec<Source>>::new();
    for role in roles {
        for user in &role.users {
            all.entry(user).or_default().push(Source { role: role.name.clone(), group: None });
        }
        for group in &role.groups {
            for user in in_groups.get(group).into_iter().flatten() {
                let source = Source { role: role.name.clone(), group: Some(group.clone()) };
                all.entry(user).or_default().push(source);
            }
        }
    }
    let one = |(user, mut sources): (&str, Vec<Source>)| {
        sources.sort_by_key(|source| (rank(&source.role), source.group.is_some()));
        Effective { user: user.to_owned(), sources }
    };
    all.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests;
