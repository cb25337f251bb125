//! Projects, who is in them with which role, and their end: contract/iguazio-control-plane.md §5.5.

use serde_json::json;

use super::item::{Done, Link, One, done, envelope, one, to_one};
use super::kind::{Field, Form, Kind, Relation};
use super::{Id, ProjectName, ask};
use crate::{Answer, Call, Endpoint, Error, Extra, Method, System};

pub use super::members::{RoleMembers, Transaction, set_members, with_members};

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

/// Parameters of [`GET`] and [`BY_NAME`] that other clients send (§5.5, certain); the second asks for a secret.
pub const ENRICH: [&str; 2] = ["enrich_namespace", "enrich_owner_access_key"];
/// Parameter of [`MAY`]: what is to be done.
pub const ACTION: &str = "action";
/// Parameter of [`MAY`]: with what of the project.
pub const SUB_RESOURCE: &str = "sub_resource";

/// For [`may`]: action and part, to change who is in it (§2.3, certain).
pub const SETTING_MEMBERS: (&str, &str) = ("authorization/roles", "authorization/roles");
/// For [`may`]: action and part, to change whose it is (§2.3, certain).
pub const SETTING_OWNER: (&str, &str) = ("update", "authorization/owner");

/// Its name.
pub const NAME: &str = "name";
/// What it is for.
pub const DESCRIPTION: &str = "description";
/// Labels, a list of `name` and `value`.
pub const LABELS: &str = "labels";
/// Annotations, the same.
pub const ANNOTATIONS: &str = "annotations";
/// Where its functions run, the same; from 3.5.5.
pub const NODE_SELECTOR: &str = "default_function_node_selector";
/// What MLRun keeps of it, as JSON in a text.
pub const MLRUN_PROJECT: &str = "mlrun_project";
/// What Nuclio keeps of it, as JSON in a text.
pub const NUCLIO_PROJECT: &str = "nuclio_project";
/// When it was made.
pub const CREATED_AT: &str = "created_at";
/// When it last changed.
pub const UPDATED_AT: &str = "updated_at";
/// Username of its owner.
pub const OWNER_USERNAME: &str = "owner_username";
/// `online`, `offline`, `archived`: as wished.
pub const ADMIN_STATUS: &str = "admin_status";
/// As it is.
pub const OPERATIONAL_STATUS: &str = "operational_status";
/// Relation: the group of its members.
pub const PROJECT_GROUP: &str = "project_group";
/// Relation: its owner.
pub const OWNER: &str = "owner";
/// Relation: where it belongs.
pub const TENANT: &str = "tenant";
/// Relation: the job that last worked on it.
pub const LAST_JOB: &str = "last_job";
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

/// May do everything in a project.
pub const ADMIN: &str = ROLES[0];
/// May change what is in a project.
pub const EDITOR: &str = ROLES[1];
/// May look at a project.
pub const VIEWER: &str = ROLES[2];
/// What a permission is about.
pub const RESOURCE: &str = "resource";
/// What a permission allows.
pub const ACTIONS: &str = "actions";

/// Status: nobody knows.
pub const UNKNOWN: &str = "unknown";
/// Status: at work.
pub const ONLINE: &str = "online";
/// Status: stopped.
pub const OFFLINE: &str = "offline";
/// Status: put away.
pub const ARCHIVED: &str = "archived";
/// Status: being made.
pub const CREATING: &str = "creating";
/// Status: being deleted.
pub const DELETING: &str = "deleting";

/// The roles, the highest first (§5.5, certain).
pub const ROLES: [&str; 3] = ["Admin", "Editor", "Viewer"];

const ADMIN_STATUSES: [&str; 3] = [ONLINE, OFFLINE, ARCHIVED];
const OPERATIONAL_STATUSES: [&str; 6] = [UNKNOWN, CREATING, DELETING, ONLINE, OFFLINE, ARCHIVED];

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
        Field::new(DESCRIPTION, Form::Note),
        Field::new(ADMIN_STATUS, Form::Choice(&ADMIN_STATUSES)),
        Field::read(OPERATIONAL_STATUS, Form::Choice(&OPERATIONAL_STATUSES)),
        Field::read(OWNER_USERNAME, Form::Text),
        Field::new(LABELS, Form::Pairs),
        Field::new(ANNOTATIONS, Form::Pairs),
        Field::new(NODE_SELECTOR, Form::Pairs).since("3.5.5"),
        Field::read(CREATED_AT, Form::Moment),
        Field::read(UPDATED_AT, Form::Moment),
        Field::new(MLRUN_PROJECT, Form::JsonText),
        Field::new(NUCLIO_PROJECT, Form::JsonText),
    ],
    relations: &[
        Relation::one(OWNER, "user").writable(),
        Relation::one(TENANT, "tenant"),
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
pub fn by_name(name: &ProjectName, include: &[&str]) -> Call<One> {
    ask::including(Call::new(&BY_NAME, &[name.as_str()], one), include)
}

/// Changes a project by its name: what is not sent stays.
pub fn update_by_name(name: &ProjectName, attributes: Extra, relations: Extra) -> Call<Done> {
    by_role(&PROJECTS, Call::new(&UPDATE_BY_NAME, &[name.as_str()], done)).json(envelope(
        PROJECTS.record,
        attributes,
        relations,
    ))
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
pub fn may(name: &ProjectName, action: &str, sub_resource: &str) -> Call<()> {
    fn any(_: &Answer) -> Result<(), Error> {
        Ok(())
    }
    Call::new(&MAY, &[name.as_str()], any).query(ACTION, action).query(SUB_RESOURCE, sub_resource)
}
