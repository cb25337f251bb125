//! Who is in a project: the roles with their members, and the transaction that changes them.
//! contract/iguazio-control-plane.md §5.5.

use serde_json::{Value, json};

use super::ask::including;
use super::item::{Done, Link, One, envelope, one, started, to_many, to_one};
use super::projects::{GET, GROUPS_OF, NAME, PERMISSIONS, PROJECT_OF, PROJECT_ROLES, PROJECTS, SET_MEMBERS, USERS_OF};
use super::{Id, Item};
use crate::{Call, Extra};

/// One role with the whole list of its members, as it shall be.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleMembers {
    /// The role's id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What it may do: sent back as it came.
    pub permissions: Option<Value>,
    /// Ids of its users.
    pub users: Vec<String>,
    /// Ids of its groups.
    pub groups: Vec<String>,
}

impl RoleMembers {
    /// As a record says it; `None` for what is no role.
    pub fn of(item: &Item) -> Option<Self> {
        let ids = |relation| item.many(relation).unwrap_or_default().into_iter().map(|link| link.id).collect();
        Some(Self {
            id: Id::parse(&item.id).ok().filter(|_| item.record == PROJECT_ROLES.record)?,
            name: item.text(NAME)?.to_owned(),
            permissions: item.attributes.get(PERMISSIONS).cloned(),
            users: ids(USERS_OF),
            groups: ids(GROUPS_OF),
        })
    }

    fn request(&self, project: &Id) -> Value {
        let links = |record: &str, ids: &[String]| {
            let link = |id: &String| Link { record: record.to_owned(), id: id.clone() };
            to_many(&ids.iter().map(link).collect::<Vec<_>>())
        };
        let mut attributes: Extra = [(NAME.to_owned(), json!(self.name))].into_iter().collect();
        attributes.extend(self.permissions.clone().map(|permissions| (PERMISSIONS.to_owned(), permissions)));
        let project = Link { record: PROJECTS.record.to_owned(), id: project.to_string() };
        let relations = [
            (PROJECT_OF.to_owned(), to_one(&project)),
            (USERS_OF.to_owned(), links("user", &self.users)),
            (GROUPS_OF.to_owned(), links("user_group", &self.groups)),
        ];
        let resource = [ROLES_PATH, self.id.as_str()].concat();
        json!({
            "method": "put",
            "resource": resource,
            "body": envelope(PROJECT_ROLES.record, attributes, relations.into_iter().collect()),
        })
    }
}

/// What stands before a role's id in a transaction.
const ROLES_PATH: &str = "project_authorization_roles/";
/// The one method of a transaction's requests that is known.
const PUT: &str = "put";

/// What has to come along with a project so that its roles and their members are known (§5.5, certain).
const MEMBERS: [&str; 2] =
    ["project_authorization_roles.principal_users", "project_authorization_roles.principal_user_groups"];

/// A project with its roles, and with the users and groups in them.
pub fn with_members(project: &Id) -> Call<One> {
    including(Call::new(&GET, &[project.as_str()], one), &MEMBERS)
}

/// Changes the members of roles: each list is the whole of it, and only roles that change are sent. The answer is a job.
pub fn set_members(project: &Id, roles: &[RoleMembers], notify_by_email: bool) -> Call<Done> {
    let requests: Vec<Value> = roles.iter().map(|role| role.request(project)).collect();
    Call::new(&SET_MEMBERS, &[], started).json(json!({"data": {"attributes": {
        "metadata": {"project_ids": [project.as_str()], "notify_by_email": notify_by_email},
        "requests": requests,
    }}}))
}

/// What a transaction asks for: the other side of [`set_members`].
#[derive(Clone, Debug, PartialEq)]
pub struct Transaction {
    /// The projects that it is about.
    pub projects: Vec<String>,
    /// The roles, each with the whole list of its members.
    pub roles: Vec<RoleMembers>,
}

impl Transaction {
    /// Reads a body. The error says what is wrong with it.
    pub fn read(body: &Value) -> Result<Self, String> {
        let attributes = &body["data"]["attributes"];
        let projects = attributes["metadata"]["project_ids"].as_array().ok_or("“metadata.project_ids” is no list")?;
        let project = |id: &Value| id.as_str().map(str::to_owned).ok_or("“metadata.project_ids” holds what is no text");
        let requests = attributes["requests"].as_array().ok_or("“requests” is no list")?;
        Ok(Self {
            projects: projects.iter().map(project).collect::<Result<_, _>>()?,
            roles: requests.iter().map(read_request).collect::<Result<_, _>>()?,
        })
    }
}

fn read_request(request: &Value) -> Result<RoleMembers, String> {
    let method = request["method"].as_str().unwrap_or_default();
    if !method.eq_ignore_ascii_case(PUT) {
        return Err(format!("“method” is “{method}” where only “{PUT}” is known"));
    }
    let resource = request["resource"].as_str().unwrap_or_default();
    let id = resource.trim_start_matches('/').strip_prefix(ROLES_PATH).and_then(|id| Id::parse(id).ok());
    let data = &request["body"]["data"];
    Ok(RoleMembers {
        id: id.ok_or_else(|| format!("“resource” is “{resource}” where “{ROLES_PATH}” and an id is known"))?,
        name: data["attributes"][NAME].as_str().unwrap_or_default().to_owned(),
        permissions: data["attributes"].get(PERMISSIONS).cloned(),
        users: ids(data, USERS_OF)?,
        groups: ids(data, GROUPS_OF)?,
    })
}

fn ids(data: &Value, relation: &str) -> Result<Vec<String>, String> {
    let wrong = || format!("“{relation}” is no list of records");
    let all = data["relationships"][relation]["data"].as_array().ok_or_else(wrong)?;
    all.iter().map(|link| Link::read(link).map(|link| link.id).ok_or_else(wrong)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role() -> RoleMembers {
        RoleMembers {
            id: Id::parse("r-1").unwrap(),
            name: "Editor".into(),
            permissions: Some(json!([{"resource": "function", "actions": ["read"]}])),
            users: vec!["u-1".into(), "u-2".into()],
            groups: Vec::new(),
        }
    }

    fn body() -> Value {
        let call = set_members(&Id::parse("sales@default-tenant").unwrap(), &[role()], false);
        match call.sent_body() {
            crate::Body::Json(body) => body.clone(),
            crate::Body::None | crate::Body::Form(_) | crate::Body::File => panic!("no JSON"),
        }
    }

    #[test]
    fn a_transaction_is_read_as_it_was_written() {
        let projects = vec!["sales@default-tenant".to_owned()];
        assert_eq!(Transaction::read(&body()), Ok(Transaction { projects, roles: vec![role()] }));
    }

    #[test]
    fn what_is_wrong_with_a_transaction_is_named() {
        let request = |member: &str, value: Value| {
            let mut body = body();
            body["data"]["attributes"]["requests"][0][member] = value;
            Transaction::read(&body).unwrap_err()
        };
        assert!(request("method", json!("post")).contains("post"));
        assert!(request("resource", json!("users/u-1")).contains("users/u-1"));
        assert!(request("body", json!({})).contains(USERS_OF));
        assert!(Transaction::read(&json!({})).unwrap_err().contains("project_ids"));
    }
}
