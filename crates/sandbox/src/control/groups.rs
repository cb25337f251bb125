//! Groups, and who is in them: contract/iguazio-control-plane.md §5.1, §5.2. Everybody is in the group of all users.

use pilothouse_wire::control::{
    groups::{self as g, GROUPS},
    users::{self as u, USERS},
};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    error::Failure,
    store::{
        control::{self as store, Record, links},
        dss::Object,
    },
};

use super::{
    Deed, attributes, audit, fields,
    secure::keeping_an_admin,
    sent::Sent,
    start,
    users::{check_unix_id, is_made, next_unix_id},
};

/// What was said of the groups of a user.
#[derive(Default)]
pub(crate) struct GroupsOf {
    /// All of them.
    all: Option<Vec<Record>>,
    /// The one that comes first; none where that was said.
    primary: Option<Option<Record>>,
}

impl GroupsOf {
    /// Reads it.
    pub(crate) fn read(db: &Connection, sent: &Sent) -> Result<Self, Failure> {
        let related = |name| sent.related(db, links::relation(&USERS, name)?);
        Ok(Self {
            all: related(u::GROUPS)?,
            primary: related(u::PRIMARY_GROUP)?.map(|targets| targets.into_iter().next()),
        })
    }

    /// What of it is not as it is already.
    pub(crate) fn that_differ(self, db: &Connection, user: &Record) -> Result<Self, Failure> {
        // Whether that of all users was sent makes no difference.
        let ids = |records: &[Record]| {
            let mut ids: Vec<i64> = but_everybody(records).map(|group| group.seq).collect();
            ids.sort_unstable();
            ids
        };
        let now = ids(&links::named(db, user, u::GROUPS)?);
        let first = links::named(db, user, u::PRIMARY_GROUP)?.first().map(|group| group.seq);
        Ok(Self {
            all: self.all.filter(|groups| ids(groups) != now),
            primary: self.primary.filter(|primary| primary.as_ref().map(|group| group.seq) != first),
        })
    }

    /// The relations that it is about.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        let all = self.all.is_some().then_some(u::GROUPS);
        all.into_iter().chain(self.primary.is_some().then_some(u::PRIMARY_GROUP))
    }

    /// Makes it so. Nobody leaves the group of all users, which a job alone puts users into, and the first group is one of
    /// the user's.
    pub(crate) fn put(&self, db: &Connection, user: &Record) -> Result<(), Failure> {
        if let Some(groups) = &self.all {
            let made = is_made(db, user)?;
            links::set(db, user, u::GROUPS, &but_everybody(groups).collect::<Vec<_>>())?;
            if made {
                links::add(db, user, u::GROUPS, &start::everybody(db)?)?;
            }
        }
        if let Some(primary) = &self.primary {
            links::set(db, user, u::PRIMARY_GROUP, &primary.iter().collect::<Vec<_>>())?;
        }
        check_primary(db, user)
    }
}

fn check_primary(db: &Connection, user: &Record) -> Result<(), Failure> {
    let Some(primary) = links::named(db, user, u::PRIMARY_GROUP)?.into_iter().next() else { return Ok(()) };
    if is_everybody(&primary) {
        return Err(Failure::wrong(format!("{} cannot be the {} of anybody", u::ALL_USERS, u::PRIMARY_GROUP)));
    }
    if links::named(db, user, u::GROUPS)?.iter().any(|group| group.seq == primary.seq) {
        return Ok(());
    }
    let (name, group) = (user.label(), primary.label());
    Err(Failure::wrong(format!("{group} is the {} of {name}: it must be among the {}", u::PRIMARY_GROUP, u::GROUPS)))
}

fn but_everybody(groups: &[Record]) -> impl Iterator<Item = &Record> {
    groups.iter().filter(|group| !is_everybody(group))
}

fn is_everybody(group: &Record) -> bool {
    group.text(g::NAME) == Some(u::ALL_USERS)
}

/// A group as it was sent, or part of one.
pub(crate) struct Change(Sent);

impl Change {
    /// Reads what was sent.
    pub(crate) fn read(body: Value) -> Result<Self, Failure> {
        let sent = Sent::read(body)?.expect(GROUPS.record)?;
        sent.check_relations(&GROUPS)?;
        Ok(Self(sent))
    }

    /// Makes the group.
    pub(crate) fn create(&self, db: &Connection, deed: &Deed) -> Result<Record, Failure> {
        let said = fields::of_new(&GROUPS, &self.0.attributes)?;
        check_name(&said)?;
        check_unix_id(db, &GROUPS, g::GID, &said)?;
        let group = add(db, deed, said)?;
        self.put_users(db, &group)?;
        audit::created(db, deed, &group)?;
        Ok(group)
    }

    /// Changes a group.
    pub(crate) fn apply(&self, db: &Connection, deed: &Deed, group: &Record) -> Result<Record, Failure> {
        self.0.expect_id(&group.id)?;
        let mut said = fields::of_change(group, &self.0.attributes)?;
        said.retain(|name, value| group.attributes.get(name) != Some(value));
        check_name(&said)?;
        if is_everybody(group) && said.contains_key(g::NAME) {
            return Err(Failure::forbidden(format!("The group {} keeps its name", u::ALL_USERS)));
        }
        let mut names: Vec<String> = said.keys().cloned().collect();
        keeping_an_admin(db, |db| {
            let group = store::update(db, group, said)?;
            if self.put_users(db, &group)? {
                names.push(g::USERS_OF.to_owned());
            }
            if !names.is_empty() {
                audit::updated(db, deed, &group, &names.iter().map(String::as_str).collect::<Vec<_>>())?;
            }
            Ok(group)
        })
    }

    /// Makes its users those that were sent; `false` where nothing was said of them, or it is so already.
    fn put_users(&self, db: &Connection, group: &Record) -> Result<bool, Failure> {
        let relation = links::relation(&GROUPS, g::USERS_OF)?;
        let Some(users) = self.0.related(db, relation)? else { return Ok(false) };
        let before = links::of(db, group, relation)?;
        let missing = |one: &&Record| !users.iter().any(|user| user.seq == one.seq);
        let gone: Vec<&Record> = before.iter().filter(missing).collect();
        if gone.is_empty() && users.len() == before.len() {
            return Ok(false);
        }
        if is_everybody(group) {
            return Err(Failure::wrong(format!("Everybody is in {}, and nobody else", u::ALL_USERS)));
        }
        // Each user keeps the order of its other groups: links are taken away and added one by one.
        gone.iter().try_for_each(|user| links::remove(db, user, u::GROUPS, group))?;
        users.iter().try_for_each(|user| links::add(db, user, u::GROUPS, group))?;
        gone.into_iter().try_for_each(|user| check_primary(db, user)).map(|()| true)
    }
}

fn check_name(said: &Object) -> Result<(), Failure> {
    let Some(name) = said.get(g::NAME).and_then(Value::as_str) else { return Ok(()) };
    let parsed = pilothouse_wire::dss::GroupName::parse(name);
    parsed.map(drop).map_err(|why| Failure::wrong(format!("{} of a group: {why}", g::NAME)))
}

/// Adds a group of these attributes, with the usual ones where there are none.
pub fn add(db: &Connection, deed: &Deed, said: Object) -> Result<Record, Failure> {
    let mut all = attributes([
        ("description", "".into()),
        ("kind", "local".into()),
        ("data_access_mode", "enabled".into()),
        (u::POLICIES, json!(g::DEFAULT_POLICIES)),
        (g::SYSTEM_PROVIDED, false.into()),
    ]);
    all.extend(said);
    if !all.contains_key(g::GID) {
        all.insert(g::GID.to_owned(), next_unix_id(db, &GROUPS, g::GID)?.into());
    }
    store::insert(db, &GROUPS, &deed.random.uuid(), all)
}

/// 403 for a group that cannot be deleted.
pub fn may_go(group: &Record) -> Result<(), Failure> {
    if group.attributes.get(g::SYSTEM_PROVIDED) == Some(&Value::Bool(true)) {
        return Err(Failure::forbidden(format!("The group {} came with the system: it stays", group.label())));
    }
    Ok(())
}

/// Takes a group away. Whose first group it was has none.
pub fn remove(db: &Connection, deed: &Deed, group: &Record) -> Result<(), Failure> {
    may_go(group)?;
    keeping_an_admin(db, |db| {
        store::remove(db, group)?;
        audit::deleted(db, deed, group)
    })
}
