//! The instance: authorization matrix, logs, variables, information. contract/dataiku-dss.md §3.4 and §10.

use serde_json::Value;

use crate::{Call, Endpoint, Method, System, Whole, call};

use super::{AuditKind, LogName, tree};

/// `GET instance-info`.
pub const INFO: Endpoint = Endpoint::read("instance info", System::Dss, "instance-info");
/// `GET admin/licensing/status`.
pub const LICENSING: Endpoint = Endpoint::read("licensing status", System::Dss, "admin/licensing/status");
/// `GET admin/authorization-matrix`.
pub const MATRIX: Endpoint = Endpoint::read("authorization matrix", System::Dss, "admin/authorization-matrix");
/// `GET admin/logs/`.
pub const LOGS: Endpoint = Endpoint::read("list logs", System::Dss, "admin/logs/");
/// `GET admin/logs/{name}`: the whole file as one JSON string.
pub const LOG: Endpoint = Endpoint::read("get log", System::Dss, "admin/logs/{name}");
/// `POST admin/audit/custom/{type}`: writes a line into the audit trail, which no call reads.
pub const AUDIT: Endpoint = Endpoint::write("log custom audit", System::Dss, Method::Post, "admin/audit/custom/{type}");
/// `GET admin/variables/`.
pub const VARIABLES: Endpoint = Endpoint::read("get global variables", System::Dss, "admin/variables/");
/// `PUT admin/variables/`: the whole object; what is absent is deleted.
pub const SAVE_VARIABLES: Endpoint =
    Endpoint::write("set global variables", System::Dss, Method::Put, "admin/variables/");

/// Members of the instance's information that are certain.
pub const NODE_ID: &str = "nodeId";
/// See [`NODE_ID`].
pub const NODE_NAME: &str = "nodeName";
/// See [`NODE_ID`]; `DESIGN`, `AUTOMATION`, `DEPLOYER`.
pub const NODE_TYPE: &str = "nodeType";
/// Member of the information (inferred).
pub const VERSION: &str = "dssVersion";

/// Member of the matrix: one half of it.
pub const PER_USER: &str = "perUser";
/// Member of the matrix: the other half.
pub const PER_GROUP: &str = "perGroup";
/// Member of the half [`PER_USER`]: the columns' names (inferred).
pub const USERS: &str = "users";
/// Member of the half [`PER_GROUP`]: the columns' names (inferred).
pub const GROUPS: &str = "groups";
/// Member of a half: a list of projects with their grants (inferred).
pub const PROJECTS_GRANTS: &str = "projectsGrants";
/// Member of a project in [`PROJECTS_GRANTS`]: a list, aligned with the columns.
pub const GRANTS: &str = "grants";
/// Member of a project in [`PROJECTS_GRANTS`].
pub const PROJECT_KEY: &str = "projectKey";
/// Member of a project in [`PROJECTS_GRANTS`].
pub const PROJECT_NAME: &str = "projectName";

/// What the server says of itself.
pub fn info() -> Call<Whole> {
    Call::new(&INFO, &[], call::record)
}

/// What the licence says; its shape is not documented.
pub fn licensing() -> Call<Value> {
    Call::new(&LICENSING, &[], tree)
}

/// Who may do what, all over the instance.
pub fn matrix() -> Call<Whole> {
    Call::new(&MATRIX, &[], call::record)
}

/// Names of the log files.
pub fn logs() -> Call<Vec<String>> {
    Call::new(&LOGS, &[], call::json)
}

/// A log file, all of it.
pub fn log(name: &LogName) -> Call<String> {
    Call::new(&LOG, &[name.as_str()], call::json)
}

/// Writes a line into the audit trail.
pub fn audit(kind: &AuditKind, members: &Whole) -> Call<()> {
    Call::new(&AUDIT, &[kind.as_str()], call::ignored).json(members.value())
}

/// The global variables.
pub fn variables() -> Call<Whole> {
    Call::new(&VARIABLES, &[], call::record)
}

/// Puts them back whole.
pub fn save_variables(variables: &Whole) -> Call<()> {
    Call::new(&SAVE_VARIABLES, &[], call::ignored).json(variables.value())
}
