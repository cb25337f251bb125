//! Dataiku DSS

mod auth;
mod authorization;
mod global_keys;
mod groups;
mod instance;
mod kept;
mod personal_keys;
mod projects;
mod users;

use pilothouse_wire::{
    Secret, Whole,
    dss::{
        GroupName, Login, groups as g,
        users::{self as u, NewUser},
    },
};
use serde_json::Value;

use crate::support::{As, Node, PASSWORD};

/// Names that an address has to encode, and that a text in SQL or JSON might trip over.
pub(crate) const ODD: [&str; 6] = ["Zoë Ångström", "m.ito@example.org", "a/b", "100%", "日本 グループ", "o'\"\\;--"];

pub(crate) fn login(text: &str) -> Login {
    Login::parse(text).unwrap()
}

pub(crate) fn group(text: &str) -> GroupName {
    GroupName::parse(text).unwrap()
}

/// A local user in these groups, with the password of all tests.
pub(crate) fn new_user(text: &str, groups: &[&str]) -> NewUser {
    NewUser {
        login: login(text),
        password: Some(Secret::new(PASSWORD)),
        display_name: ["The one called ", text].concat(),
        source_type: u::LOCAL.into(),
        groups: groups.iter().map(|name| (*name).to_owned()).collect(),
        profile: "DATA_DESIGNER".into(),
        email: String::new(),
    }
}

/// A whole object of these members.
pub(crate) fn whole(value: Value) -> Whole {
    Whole::of(value).unwrap()
}

/// All that can be set of a user.
pub(crate) async fn settings(node: &Node, admin: &As, name: &str) -> Whole {
    node.ask_as(admin, u::get(&login(name))).await.unwrap()
}

/// Changes members of a user as an editor does: reads it, changes it, puts it back whole.
pub(crate) async fn change(
    node: &Node,
    admin: &As,
    name: &str,
    members: &[(&str, Value)],
) -> Result<(), pilothouse_wire::Error> {
    let mut user = settings(node, admin, name).await;
    members.iter().for_each(|(member, value)| user.set(member, value.clone()));
    node.ask_as(admin, u::save(&login(name), &user)).await
}

/// Makes a group that may or may not be of administrators.
pub(crate) async fn make_group(node: &Node, admin: &As, name: &str, of_admins: bool) {
    node.ask_as(admin, g::create(&group(name), "", "LOCAL")).await.unwrap();
    let mut all = node.ask_as(admin, g::get(&group(name))).await.unwrap();
    all.set(g::ADMIN, of_admins);
    node.ask_as(admin, g::save(&group(name), &all)).await.unwrap();
}
