//! The authorization matrix: `contract/dataiku-dss.md` §3.4. What is inside its halves is inferred; what a grant looks like
//! is a sandbox choice: the names of an entry's permissions.

use pilothouse_wire::dss::{groups as g, instance as i, projects as p};
use serde_json::{Value, json};

use crate::store::{
    accounts::Login,
    dss::{Object, groups::Group, projects::Project, users::User},
};

use super::object;

/// Both halves. Only enabled users are in it (§3.4).
pub(crate) fn matrix(users: &[User], groups: &[Group], projects: &[Project]) -> Object {
    let enabled: Vec<&User> = users.iter().filter(|user| user.account.enabled).collect();
    let has = |group: &Group, name: &str| group.admin || group.body.get(name).and_then(Value::as_bool) == Some(true);
    let user_has = |user: &User, name: &str| {
        let own = groups.iter().filter(|group| user.groups.contains(&group.name));
        user.admin || own.into_iter().any(|group| has(group, name))
    };
    let half = |columns: &str,
                names: Vec<&str>,
                may: &dyn Fn(usize, &str) -> bool,
                grants: &dyn Fn(usize, &Project) -> Value| {
        let count = names.len();
        let mut half = object([(columns, json!(names))]);
        for ability in g::ABILITIES {
            half.insert(ability.to_owned(), (0..count).map(|n| may(n, ability)).collect());
        }
        let rows = projects.iter().map(|project| {
            let all: Value = (0..count).map(|n| grants(n, project)).collect();
            json!({ i::PROJECT_KEY: project.key, i::PROJECT_NAME: project.name, i::GRANTS: all })
        });
        half.insert(i::PROJECTS_GRANTS.to_owned(), rows.collect());
        Value::Object(half)
    };
    let per_user = half(
        i::USERS,
        enabled.iter().map(|user| user.login.as_str()).collect(),
        &|n, name| user_has(enabled[n], name),
        &|n, project| user_grants(enabled[n], project),
    );
    let per_group = half(
        i::GROUPS,
        groups.iter().map(|group| group.name.as_str()).collect(),
        &|n, name| has(&groups[n], name),
        &|n, project| group_grants(&groups[n], project),
    );
    object([(i::PER_USER, per_user), (i::PER_GROUP, per_group)])
}

fn names(entries: &[&Object]) -> Value {
    let granted = |flag: &&str| entries.iter().any(|entry| entry.get(*flag).and_then(Value::as_bool) == Some(true));
    p::FLAGS.into_iter().filter(granted).collect()
}

fn user_grants(user: &User, project: &Project) -> Value {
    if user.admin || Login::new(&project.owner) == user.account.login {
        return json!([p::ADMIN]);
    }
    let mine = |entry: &&Object| {
        let named = |member: &str| entry.get(member).and_then(Value::as_str);
        named(p::USER).is_some_and(|name| Login::new(name) == user.account.login)
            || named(p::GROUP).is_some_and(|name| user.groups.iter().any(|own| own == name))
    };
    names(&project.permissions.iter().filter(mine).collect::<Vec<_>>())
}

fn group_grants(group: &Group, project: &Project) -> Value {
    if group.admin {
        return json!([p::ADMIN]);
    }
    let mine = |entry: &&Object| entry.get(p::GROUP).and_then(Value::as_str) == Some(&group.name);
    names(&project.permissions.iter().filter(mine).collect::<Vec<_>>())
}
