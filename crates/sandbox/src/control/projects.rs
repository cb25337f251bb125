//! Projects: contract/iguazio-control-plane.md §5.5. Who sees them and what they may do is a sandbox choice where the
//! contract does not say.

use pilothouse_wire::control::{projects as p, users as u};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    auth::control::{Caller, policies},
    error::Failure,
    store::{
        control::{self as store, Record, links},
        dss::Object,
    },
};

use super::{Deed, attributes, sent::Sent, start};

/// The id of a project of this name: text with an at sign from 3.5.4 on (§1, certain).
pub(crate) fn id_of(name: &str) -> String {
    [name, "@", start::TENANT].concat()
}

/// A name that Kubernetes takes for a label.
fn check_name(name: &str) -> Result<(), Failure> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let fits = name.len() <= 63 && name.starts_with(plain) && name.ends_with(plain);
    if fits && name.chars().all(|c| plain(c) || c == '-') {
        return Ok(());
    }
    let rule = "lower case letters, digits and hyphens, none of these first or last, 63 characters at most";
    Err(Failure::wrong(format!("{} of a project is made of {rule}: “{name}” is not", p::NAME)))
}

/// As its members wish it to be.
pub(crate) fn status(project: &Record) -> &str {
    project.text(p::ADMIN_STATUS).unwrap_or(p::ONLINE)
}

/// Adds a project of these attributes with its three roles, which nobody has. It is being made until a job has done that.
pub fn add(db: &Connection, deed: &Deed, said: Object, owner: &Record) -> Result<Record, Failure> {
    let name = said.get(p::NAME).and_then(Value::as_str).unwrap_or_default().to_owned();
    check_name(&name)?;
    let mut all = attributes([
        (p::DESCRIPTION, json!("")),
        (p::ADMIN_STATUS, json!(p::ONLINE)),
        (p::LABELS, json!([])),
        (p::ANNOTATIONS, json!([])),
        (p::NODE_SELECTOR, json!([])),
        (p::MLRUN_PROJECT, json!("")),
        (p::NUCLIO_PROJECT, json!("")),
        (p::CREATED_AT, deed.moment()),
        (p::UPDATED_AT, deed.moment()),
    ]);
    all.extend(said);
    all.insert(p::OPERATIONAL_STATUS.into(), json!(p::CREATING));
    all.insert(p::OWNER_USERNAME.into(), json!(owner.text(u::USERNAME)));
    let project = store::insert(db, &p::PROJECTS, &id_of(&name), all)?;
    links::set(db, &project, p::OWNER, &[owner])?;
    links::set(db, &project, p::TENANT, &[&start::tenant(db)?])?;
    let roles = p::ROLES.map(|role| {
        let said = attributes([(p::NAME, json!(role)), (p::PERMISSIONS, permissions(role))]);
        store::insert(db, &p::PROJECT_ROLES, &deed.random.uuid(), said)
    });
    let roles = roles.into_iter().collect::<Result<Vec<_>, _>>()?;
    links::set(db, &project, p::ROLES_OF, &roles.iter().collect::<Vec<_>>())?;
    Ok(project)
}

/// What a role may do; the words are ours.
fn permissions(role: &str) -> Value {
    let (own, things): (&[&str], &[&str]) = match role {
        p::ADMIN => (&["read", "update", "delete"], &["create", "read", "update", "delete"]),
        p::EDITOR => (&["read", "update"], &["create", "read", "update", "delete"]),
        _ => (&["read"], &["read"]),
    };
    let one = |resource: &str, actions: &[&str]| json!({p::RESOURCE: resource, p::ACTIONS: actions});
    let members = if role == p::ADMIN { ["read", "update"].as_slice() } else { ["read"].as_slice() };
    json!([
        one("project", own),
        one("authorization", members),
        one("function", things),
        one("artifact", things),
        one("run", things),
        one("workflow", things),
    ])
}

/// Takes a project away, with its roles.
pub(crate) fn remove(db: &Connection, project: &Record) -> Result<(), Failure> {
    for role in links::named(db, project, p::ROLES_OF)? {
        store::remove(db, &role)?;
    }
    store::remove(db, project).map(drop)
}

/// Whose a project shall be, where that was sent.
pub(crate) fn owner(db: &Connection, sent: &Sent) -> Result<Option<Record>, Failure> {
    let Some(mut owners) = sent.related(db, links::relation(&p::PROJECTS, p::OWNER)?)? else {
        return Ok(None);
    };
    let none = || Failure::wrong(format!("A project cannot be without {}", p::OWNER));
    owners.pop().map(Some).ok_or_else(none)
}

/// Gives a project another owner.
pub(crate) fn set_owner(db: &Connection, project: &Record, owner: &Record) -> Result<Record, Failure> {
    links::set(db, project, p::OWNER, &[owner])?;
    store::update(db, project, attributes([(p::OWNER_USERNAME, json!(owner.text(u::USERNAME)))]))
}

/// What a project holds, in words with numbers: it is what MLRun says that it holds. Empty where that is nothing.
pub(crate) fn holdings(project: &Record) -> String {
    let said = project.text(p::MLRUN_PROJECT).and_then(|text| serde_json::from_str::<Value>(text).ok());
    let said = said.unwrap_or_default();
    let count = |(one, many): (&str, &str)| {
        let number = said["spec"][many].as_array().map_or(0, Vec::len);
        (number > 0).then(|| format!("{number} {}", if number == 1 { one } else { many }))
    };
    let all = [("function", "functions"), ("artifact", "artifacts"), ("workflow", "workflows")];
    all.into_iter().filter_map(count).collect::<Vec<_>>().join(", ")
}

/// What somebody may do in a project; each step includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Access {
    /// It is as if it were not there.
    Nothing,
    /// Look at it.
    See,
    /// Change what is in it.
    Edit,
    /// Change who is in it and whose it is, and delete it.
    Rule,
}

/// The most of what the policies, the ownership and the roles of the caller give, in person or through a group.
pub(crate) fn access(db: &Connection, caller: &Caller, project: &Record) -> Result<Access, Failure> {
    let by_policy = if caller.has(&policies::PROJECT_RULERS) {
        Access::Rule
    } else if caller.has(&policies::PROJECT_READERS) {
        Access::See
    } else {
        Access::Nothing
    };
    let owner = links::named(db, project, p::OWNER)?.iter().any(|owner| owner.seq == caller.user.seq);
    let mut most = if owner { Access::Rule } else { by_policy };
    for role in links::named(db, project, p::ROLES_OF)? {
        let given = match role.text(p::NAME) {
            Some(p::ADMIN) => Access::Rule,
            Some(p::EDITOR) => Access::Edit,
            Some(_) | None => Access::See,
        };
        if given > most && has(db, caller, &role)? {
            most = given;
        }
    }
    Ok(most)
}

fn has(db: &Connection, caller: &Caller, role: &Record) -> Result<bool, Failure> {
    let users = links::named(db, role, p::USERS_OF)?;
    let groups = links::named(db, role, p::GROUPS_OF)?;
    let in_group = |group: &Record| caller.groups.iter().any(|own| own.seq == group.seq);
    Ok(users.iter().any(|user| user.seq == caller.user.seq) || groups.iter().any(in_group))
}

/// The project of this id or name, for somebody who may do so much in it: 404 for whom it is not there, else 403.
pub(crate) fn for_caller(
    db: &Connection,
    caller: &Caller,
    found: Option<Record>,
    asked: &str,
    needed: Access,
) -> Result<Record, Failure> {
    let missing = || store::missing(&p::PROJECTS, asked);
    let project = found.ok_or_else(missing)?;
    match access(db, caller, &project)? {
        Access::Nothing => Err(missing()),
        access if access < needed => Err(Failure::forbidden(format!(
            "{} may not do this in the project {}: it takes its owner, the role {} or the policy {}",
            caller.user.label(),
            project.label(),
            if needed == Access::Edit { p::EDITOR } else { p::ADMIN },
            policies::PROJECT_RULERS[0]
        ))),
        Access::See | Access::Edit | Access::Rule => Ok(project),
    }
}

/// A project by its name.
pub(crate) fn named(db: &Connection, name: &str) -> Result<Option<Record>, Failure> {
    store::by_name(db, &p::PROJECTS, name)
}

/// What a call of the contract's `authorization` takes: pairs seen are (`authorization/roles`, `authorization/roles`),
/// (`update`, `authorization/owner`), (`update`, `workflow`).
pub(crate) fn needed(action: &str, sub_resource: &str) -> Access {
    let rules = |text: &str| text.split('/').next() == Some("authorization");
    match action {
        _ if rules(action) || rules(sub_resource) => Access::Rule,
        "read" | "get" | "list" => Access::See,
        "delete" if sub_resource.is_empty() || sub_resource == p::PROJECTS.record => Access::Rule,
        _ => Access::Edit,
    }
}
