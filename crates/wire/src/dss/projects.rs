//! Projects, as far as access goes: contract/dataiku-dss.md §8.3 and §10.

use crate::{Call, Endpoint, List, Method, System, Whole, call};

use super::{ProjectKey, word};

/// `GET projects/`: those that the caller may read.
pub const LIST: Endpoint = Endpoint::read("list projects", System::Dss, "projects/");
/// `GET projects/{projectKey}/permissions`.
pub const PERMISSIONS: Endpoint =
    Endpoint::read("get project permissions", System::Dss, "projects/{project}/permissions");
/// `PUT projects/{projectKey}/permissions`: the whole object.
pub const SAVE_PERMISSIONS: Endpoint =
    Endpoint::write("save project permissions", System::Dss, Method::Put, "projects/{project}/permissions");
/// `GET projects/{projectKey}/datasets/?foreign=False`: to choose a dataset by name.
pub const DATASETS: Endpoint = Endpoint::read("list datasets", System::Dss, "projects/{project}/datasets/");

/// Query parameter of [`DATASETS`]: with those that other projects share.
pub const FOREIGN: &str = "foreign";

/// Member of a project.
pub const PROJECT_KEY: &str = "projectKey";
/// Member of a project and of a dataset.
pub const NAME: &str = "name";
/// Member of the permissions: a login.
pub const OWNER: &str = "owner";
/// Member of the permissions: a list of entries.
pub const ENTRIES: &str = "permissions";
/// Member of an entry: a group's name. An entry has this or [`USER`].
pub const GROUP: &str = "group";
/// Member of an entry: a login.
pub const USER: &str = "user";

/// Member of an entry, and of a key's rights: the first of [`FLAGS`].
pub const ADMIN: &str = "admin";

/// What an entry may say true of (§8.3: two are certain, the rest inferred).
pub const FLAGS: [&str; 15] = [
    "admin",
    "editPermissions",
    "readProjectContent",
    "writeProjectContent",
    "exportDatasetsData",
    "publishToDataCollections",
    "shareToWorkspaces",
    "readDashboards",
    "writeDashboards",
    "moderateDashboards",
    "runScenarios",
    "manageDashboardAuthorizations",
    "manageExposedElements",
    "manageAdditionalDashboardUsers",
    "executeApp",
];

/// All that the caller may read.
pub fn list() -> Call<List<Whole>> {
    Call::new(&LIST, &[], call::list)
}

/// Who may do what in one.
pub fn permissions(project: &ProjectKey) -> Call<Whole> {
    Call::new(&PERMISSIONS, &[project.as_str()], call::record)
}

/// Puts that back whole.
pub fn save_permissions(project: &ProjectKey, permissions: &Whole) -> Call<()> {
    Call::new(&SAVE_PERMISSIONS, &[project.as_str()], call::ignored).json(permissions.value())
}

/// Its own datasets.
pub fn datasets(project: &ProjectKey) -> Call<List<Whole>> {
    Call::new(&DATASETS, &[project.as_str()], call::list).query(FOREIGN, word(false))
}
