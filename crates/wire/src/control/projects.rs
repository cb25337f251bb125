//! Projects, who is in them with which role, and their end: contract/iguazio-control-plane.md §5.5.

use serde_json::{Value, json};

use super::item::{Done, Link, One, done, envelope, one, to_many, to_one};
use super::kind::{Field, Form, Kind, Relation};
use super::{Id, Item, ask};
use crate::{Answer, Call, Endpoint, Error, Extra, Method, System};

/// Lists projects.
pub const LIST: Endpoint = Endpoint::read("list projects", System::ControlPlane, "projects");
/// Reads a project.
pub const GET: Endpoint = Endpoint::read("get project", System::ControlPlane, "projects/{id}");
/// Makes a project, by a job.
pub const CREATE: Endpoint = Endpoint::write("create project", System::ControlPlane, Method::Post, "projects");
/// Changes a project.
pub const UPDATE: Endpoint = Endpoint::write("update project", System::ControlPlane, Method::Put, "projects/{id}");
/// Deletes a project by its name, by a job.
pub const DELETE: Endpoint = Endpoint::write("delete project", System::ControlPlane, Method::Delete, "projects");
/// Reads a project by its name.
pub const BY_NAME: Endpoint = Endpoint::read("get project by name", System::ControlPlane, "projects/__name__/{name}");
/// Changes a project by its name.
pub const UPDATE_BY_NAME: Endpoint =
    Endpoint::write("update project by name", System::ControlPlane, Method::Put, "projects/__name__/{name}");
/// May the caller do this in the project?
pub const MAY: Endpoint =
    Endpoint::read("authorization in project", System::ControlPlane, "projects/__name__/{name}/authorization");
/// Changes who is in a project, by a job.
pub const SET_MEMBERS: Endpoint =
    Endpoint::write("set project members", System::ControlPlane, Method::Post, "async_transactions");

/// Header on every write of projects: the name of the component that writes (§5.5, certain).
pub const ROLE_HEADER: &str = "x-projects-role";
/// What this console is called there.
pub const ROLE: &str = "pilothouse";
/// Header of the deletion strategy (§5.5, certain).
pub const STRATEGY_HEADER: &str = "igz-project-deletion-strategy";

/// Its name.
pub const NAME: &str = "name";
/// Username of its owner.
pub const OWNER_USERNAME: &str = "owner_username";
/// `online`, `offline`, `archived`: as wished.
pub const ADMIN_STATUS: &str = "admin_status";
/// As it is.
pub const OPERATIONAL_STATUS: &str = "operational_status";
/// Names with values, by which projects are found.
pub const LABELS: &str = "labels";
/// Relation: the group of its members.
pub const PROJECT_GROUP: &str = "project_group";
/// Relation: the job of the last change.
pub const LAST_JOB: &str = "last_job";
/// Relation: its owner.
pub const OWNER: &str = "owner";
/// Relation: its roles, each with its members.
pub const ROLES_OF: &str = "project_authorization_roles";
/// Relation of a role: its users.
pub const USERS_OF: &str = "principal_users";
/// Relation of a role: its groups.
pub const GROUPS_OF: &str = "principal_user_groups";
/// Relation of a role: its project.
pub const PROJECT_OF: &str = "project";
/// What a role may do.
pub const PERMISSIONS: &str = "permissions";

/// The roles, the highest first (§5.5, certain).
pub const ROLES: [&str; 3] = ["Admin", "Editor", "Viewer"];

const ADMIN_STATUSES: [&str; 3] = ["online", "offline", "archived"];
const OPERATIONAL_STATUSES: [&str; 6] = ["unknown", "creating", "deleting", "online", "offline", "archived"];

/// Projects.
pub static PROJECTS: Kind = Kind {
    record: "project",
    label: NAME,
    list: Some(&LIST),
    get: Some(&GET),
    create: Some(&CREATE),
    update: Some(&UPDATE),
    delete: None,
    fields: &[
        Field::text(NAME).once().needed(),
        Field::new("description", Form::Note),
        Field::new(ADMIN_STATUS, Form::Choice(&ADMIN_STATUSES)),
        Field::read(OPERATIONAL_STATUS, Form::Choice(&OPERATIONAL_STATUSES)),
        Field::read(OWNER_USERNAME, Form::Text),
        Field::new(LABELS, Form::Pairs),
        Field::new("annotations", Form::Pairs),
        Field::new("default_function_node_selector", Form::Pairs).since("3.5.5"),
        Field::read("created_at", Form::Moment),
        Field::read("updated_at", Form::Moment),
        Field::new("mlrun_project", Form::JsonText),
        Field::new("nuclio_project", Form::JsonText),
    ],
    relations: &[
        Relation::one(OWNER, "user").writable(),
        Relation::one("tenant", "tenant"),
        Relation::one(PROJECT_GROUP, "user_group"),
        Relation::one(LAST_JOB, "job"),
        Relation::many(ROLES_OF, "project_authorization_role"),
    ],
    secret_id: false,
};

/// Roles of a project: they come with it and are changed by [`set_members`].
pub static PROJECT_ROLES: Kind = Kind {
    record: "project_authorization_role",
    label: NAME,
    list: None,
    get: None,
    create: None,
    update: None,
    delete: None,
    fields: &[Field::read(NAME, Form::Choice(&ROLES)), Field::read(PERMISSIONS, Form::Json)],
    relations: &[
        Relation::one(PROJECT_OF, "project"),
        Relation::many(USERS_OF, "user"),
        Relation::many(GROUPS_OF, "user_group"),
    ],
    secret_id: false,
};

/// What becomes of a project that still holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// It is not deleted: 412.
    Restricted,
    /// All that is in it goes too.
    Cascading,
}

impl Strategy {
    /// As the header has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Restricted => "restricted",
            Self::Cascading => "cascading",
        }
    }
}

/// Says who writes, where a project is written.
pub(super) fn by_role<T>(kind: &Kind, call: Call<T>) -> Call<T> {
    if kind == &PROJECTS { call.header(ROLE_HEADER, ROLE) } else { call }
}

/// A project by its name.
pub fn by_name(name: &str, include: &[&str]) -> Call<One> {
    ask::including(Call::new(&BY_NAME, &[name], one), include)
}

/// Changes a project by its name: what is not sent stays.
pub fn update_by_name(name: &str, attributes: Extra, relations: Extra) -> Call<Done> {
    by_role(&PROJECTS, Call::new(&UPDATE_BY_NAME, &[name], done)).json(envelope(PROJECTS.record, attributes, relations))
}

/// Makes another user the owner, whereby one may lose access oneself (§5.5, certain).
pub fn set_owner(id: &Id, owner: &Link) -> Call<Done> {
    let relations = [(OWNER.to_owned(), to_one(owner))].into_iter().collect();
    let call = Call::new(&UPDATE, &[id.as_str()], done);
    by_role(&PROJECTS, call).json(envelope(PROJECTS.record, Extra::new(), relations))
}

/// Deletes a project.
pub fn delete(name: &str, strategy: Strategy) -> Call<Done> {
    let attributes = [(NAME.to_owned(), json!(name))].into_iter().collect();
    let call = by_role(&PROJECTS, Call::new(&DELETE, &[], done)).header(STRATEGY_HEADER, strategy.as_str());
    call.json(envelope(PROJECTS.record, attributes, Extra::new()))
}

/// Whether the caller may do this in a project: a refusal is a 403 (inferred).
pub fn may(name: &str, action: &str, sub_resource: &str) -> Call<()> {
    fn any(_: &Answer) -> Result<(), Error> {
        Ok(())
    }
    Call::new(&MAY, &[name], any).query("action", action).query("sub_resource", sub_resource)
}

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
pub const ROLES_PATH: &str = "project_authorization_roles/";

/// Changes the members of roles: each list is the whole of it, and only roles that change are sent. The answer is a job.
pub fn set_members(project: &Id, roles: &[RoleMembers], notify_by_email: bool) -> Call<Done> {
    let requests: Vec<Value> = roles.iter().map(|role| role.request(project)).collect();
    Call::new(&SET_MEMBERS, &[], done).json(json!({"data": {"attributes": {
        "metadata": {"project_ids": [project.as_str()], "notify_by_email": notify_by_email},
        "requests": requests,
    }}}))
}
