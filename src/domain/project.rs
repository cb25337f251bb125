//! Who may do what in a project, as the object that is put back whole: contract/dataiku-dss.md §8.3. What is not
//! understood is named and left where it is.

use pilothouse_wire::Whole;
use pilothouse_wire::dss::projects;
use serde_json::{Map, Value};

use super::rights::{self, Rights};

/// Whose entry it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A group's.
    Group,
    /// A user's.
    User,
}

impl Kind {
    /// "group", "user".
    pub fn words(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::User => "user",
        }
    }

    fn member(self) -> &'static str {
        match self {
            Self::Group => projects::GROUP,
            Self::User => projects::USER,
        }
    }
}

/// Whose entry: what tells entries apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holder {
    /// A group or a user.
    pub kind: Kind,
    /// Its name or login.
    pub name: String,
}

impl Holder {
    /// "group logistics".
    pub fn words(&self) -> String {
        [self.kind.words(), " ", &self.name].concat()
    }
}

/// An entry that is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the list.
    pub index: usize,
    /// Whose it is.
    pub holder: Holder,
    /// What is ticked in it.
    pub rights: Rights,
    /// What is true in it and is no permission that we know.
    pub unknown: Vec<String>,
}

/// The entries that are understood, in the server's order.
pub fn entries(permissions: &Whole) -> Vec<Entry> {
    list(permissions).iter().enumerate().filter_map(|(index, item)| entry(index, item)).collect()
}

fn list(permissions: &Whole) -> &[Value] {
    permissions.get(projects::ENTRIES).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn entry(index: usize, item: &Value) -> Option<Entry> {
    let flags = item.as_object()?;
    let named = |kind: Kind| {
        let name = flags.get(kind.member())?.as_str()?.to_owned();
        Some(Holder { kind, name })
    };
    let holder = named(Kind::Group).or_else(|| named(Kind::User))?;
    Some(Entry { index, holder, rights: rights::read(flags), unknown: rights::unknown(flags) })
}

/// How many entries are not understood.
pub fn strange(permissions: &Whole) -> usize {
    list(permissions).len() - entries(permissions).len()
}

/// Whether there is a list of entries to put one into; a server that sends another shape is left alone.
pub fn is_editable(permissions: &Whole) -> bool {
    permissions.get(projects::ENTRIES).is_none_or(Value::is_array)
}

/// Members besides owner and entries: they go back as they came.
pub fn others(permissions: &Whole) -> Vec<String> {
    let known = |name: &&String| *name == projects::OWNER || *name == projects::ENTRIES;
    permissions.members().keys().filter(|name| !known(name)).cloned().collect()
}

/// Puts rights into the entry of a holder.
pub fn set_rights(permissions: &mut Whole, holder: &Holder, to: Rights) {
    alter(permissions, |list| {
        let Some(entry) =
            list.iter().enumerate().find_map(|(index, item)| entry(index, item).filter(|e| e.holder == *holder))
        else {
            return;
        };
        if let Some(mut flags) = Whole::of(list[entry.index].clone()) {
            rights::put(&mut flags, to);
            list[entry.index] = flags.value();
        }
    });
}

/// Adds an entry without any right; where there is one it stays as it is.
pub fn add(permissions: &mut Whole, holder: &Holder) {
    if entries(permissions).iter().any(|entry| entry.holder == *holder) {
        return;
    }
    let entry = Map::from_iter([(holder.kind.member().to_owned(), holder.name.clone().into())]);
    alter(permissions, |list| list.push(Value::Object(entry)));
}

/// Takes an entry away.
pub fn remove(permissions: &mut Whole, holder: &Holder) {
    alter(permissions, |list| {
        let mut index = 0;
        list.retain(|item| {
            let mine = entry(index, item).is_some_and(|entry| entry.holder == *holder);
            index += 1;
            !mine
        });
    });
}

fn alter(permissions: &mut Whole, change: impl FnOnce(&mut Vec<Value>)) {
    if !is_editable(permissions) {
        return;
    }
    let mut all = list(permissions).to_vec();
    change(&mut all);
    permissions.set(projects::ENTRIES, all);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rights::Permission::{ReadContent, RunScenarios};
    use serde_json::json;

    fn project() -> Whole {
        let value = json!({
            "owner": "nadia.k",
            "additionalDashboardUsers": {"users": []},
            "permissions": [
                {"group": "logistics", "readProjectContent": true, "mayFly": true, "note": null},
                {"who": "nobody knows"},
                {"user": "logistics", "admin": false},
            ],
        });
        Whole::of(value).unwrap()
    }

    fn holder(kind: Kind, name: &str) -> Holder {
        Holder { kind, name: name.to_owned() }
    }

    #[test]
    fn groups_and_users_of_one_name_are_two() {
        let all = entries(&project());
        let told: Vec<String> = all.iter().map(|entry| entry.holder.words()).collect();
        assert_eq!(told, ["group logistics", "user logistics"]);
        assert_eq!(all[0].unknown, ["mayFly"]);
        assert_eq!((strange(&project()), others(&project())), (1, vec!["additionalDashboardUsers".to_owned()]));
    }

    #[test]
    fn a_change_touches_nothing_but_its_entry() {
        let mut whole = project();
        set_rights(&mut whole, &holder(Kind::Group, "logistics"), [ReadContent, RunScenarios].into_iter().collect());
        let mut wanted = project().value();
        wanted["permissions"][0]["runScenarios"] = json!(true);
        assert_eq!(whole.value(), wanted);
        remove(&mut whole, &holder(Kind::Group, "logistics"));
        add(&mut whole, &holder(Kind::User, "a/b"));
        add(&mut whole, &holder(Kind::User, "logistics"));
        wanted["permissions"] =
            json!([{"who": "nobody knows"}, {"user": "logistics", "admin": false}, {"user": "a/b"}]);
        assert_eq!(whole.value(), wanted);
    }

    #[test]
    fn a_shape_that_nobody_knows_is_left_alone() {
        let mut whole = Whole::of(json!({"permissions": {"logistics": {}}})).unwrap();
        let before = whole.clone();
        add(&mut whole, &holder(Kind::User, "m.ito"));
        remove(&mut whole, &holder(Kind::User, "m.ito"));
        assert!(whole == before && !is_editable(&whole) && entries(&whole).is_empty());
        let mut whole = Whole::default();
        add(&mut whole, &holder(Kind::User, "m.ito"));
        assert_eq!(whole.value(), json!({"permissions": [{"user": "m.ito"}]}));
    }
}
