//! Everybody whose rights can be asked for: users, their keys, and global keys; and how they are named in an address.

use pilothouse_wire::Whole;
use pilothouse_wire::dss::{global_keys, personal_keys, users};

use super::Identity;

/// In an address before a key's id.
const KEY: &str = "key:";
/// In an address before a login.
const USER: &str = "user:";

/// What somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A user.
    User,
    /// A user's key.
    Personal,
    /// A key with rights of its own.
    Global,
}

impl Sort {
    /// "user", "personal key", "global key".
    pub fn words(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Personal => "personal key",
            Self::Global => "global key",
        }
    }
}

/// Somebody whose rights can be asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Who {
    /// For the rules.
    pub identity: Identity,
    /// What it is.
    pub sort: Sort,
    /// Login, or the key's id.
    pub id: String,
    /// For people: login, or the key's label.
    pub name: String,
    /// Of a personal key, whose it is.
    pub of: Option<String>,
}

impl Who {
    /// A user, whether a list has it or not.
    pub fn user(login: &str) -> Self {
        let (id, name) = (login.to_owned(), login.to_owned());
        Self { identity: Identity::User(login.to_owned()), sort: Sort::User, id, name, of: None }
    }

    fn key(key: &Whole, sort: Sort) -> Option<Self> {
        let id = key.text(personal_keys::ID)?.to_owned();
        let name = key.text(personal_keys::LABEL).filter(|label| !label.is_empty()).unwrap_or("key").to_owned();
        let of = key.text(personal_keys::USER).filter(|_| sort == Sort::Personal).map(str::to_owned);
        let identity = match sort {
            Sort::Global => Identity::Global(key.clone()),
            Sort::Personal | Sort::User => Identity::Personal(key.clone()),
        };
        Some(Self { identity, sort, id, name, of })
    }

    /// As it stands in an address.
    pub fn address(&self) -> String {
        let kind = match self.sort {
            Sort::User => USER,
            Sort::Personal | Sort::Global => KEY,
        };
        [kind, &self.id].concat()
    }

    /// As it is picked, told apart from all others: “night-audit (global key gK3)”.
    pub fn label(&self) -> String {
        let more: &[&str] = match (&self.sort, &self.of) {
            (Sort::User, _) => &["user"],
            (sort, None) => &[sort.words(), " ", &self.id],
            (sort, Some(of)) => &[sort.words(), " ", &self.id, " of ", of],
        };
        [&self.name, " (", &more.concat(), ")"].concat()
    }
}

/// All of these, as far as they have an id: global keys, users, personal keys.
pub fn everybody(users: &[Whole], global: &[Whole], personal: &[Whole]) -> Vec<Who> {
    let global = global.iter().filter_map(|key| Who::key(key, Sort::Global));
    let users = users.iter().filter_map(|user| user.text(users::LOGIN)).map(Who::user);
    let personal = personal.iter().filter_map(|key| Who::key(key, Sort::Personal));
    global.chain(users).chain(personal).collect()
}

/// The one of an address. A user who is not listed can be asked about all the same: then it is not known what it may do.
pub fn addressed(all: &[Who], address: &str) -> Option<Who> {
    let known = all.iter().find(|who| who.address() == address).cloned();
    known.or_else(|| address.strip_prefix(USER).filter(|login| !login.is_empty()).map(Who::user))
}

/// The one that was typed: by its label, or by login or id alone where only one has it.
pub fn typed<'a>(all: &'a [Who], text: &str) -> Option<&'a Who> {
    let text = text.trim();
    all.iter().find(|who| who.label() == text).or_else(|| {
        let mut same = all.iter().filter(|who| who.id == text);
        same.next().filter(|_| same.next().is_none())
    })
}

/// The one that a global key stands for where the system isolates users; it gives the key no right.
pub fn associated(who: &Who) -> Option<&str> {
    match &who.identity {
        Identity::Global(key) => key.text(global_keys::ASSOCIATED_USER).filter(|login| !login.is_empty()),
        Identity::User(_) | Identity::Personal(_) | Identity::OfProject(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn all() -> Vec<Who> {
        let wholes = |list: serde_json::Value| -> Vec<Whole> {
            list.as_array().unwrap().iter().cloned().filter_map(Whole::of).collect()
        };
        everybody(
            &wholes(json!([{"login": "a/b"}, {"login": "gK3"}, {"noLogin": true}])),
            &wholes(json!([{"id": "gK3", "label": "night-audit"}, {"id": "gK4", "label": ""}])),
            &wholes(json!([{"id": "pA1", "label": "laptop", "user": "a/b"}])),
        )
    }

    #[test]
    fn each_has_an_address_and_is_found_by_it() {
        let all = all();
        let told: Vec<String> = all.iter().map(Who::label).collect();
        assert_eq!(
            told,
            [
                "night-audit (global key gK3)",
                "key (global key gK4)",
                "a/b (user)",
                "gK3 (user)",
                "laptop (personal key pA1 of a/b)"
            ]
        );
        for who in &all {
            assert_eq!(addressed(&all, &who.address()).as_ref(), Some(who));
            assert_eq!(typed(&all, &who.label()), Some(who));
        }
        assert_eq!(addressed(&all, "user:gone"), Some(Who::user("gone")));
        assert_eq!(addressed(&all, "key:gone"), None);
        assert_eq!(addressed(&all, "user:"), None);
    }

    #[test]
    fn an_id_alone_is_enough_where_it_is_the_only_one() {
        let all = all();
        assert_eq!(typed(&all, " pA1 ").map(|who| who.name.as_str()), Some("laptop"));
        assert_eq!(typed(&all, "gK3"), None, "a user and a key");
        assert_eq!(typed(&all, "laptop"), None, "labels are not unique");
    }
}
