//! Groups: contract/dataiku-dss.md §5.

use serde_json::json;

use crate::{Call, Endpoint, List, Method, System, Whole, call};

use super::GroupName;

/// `GET admin/groups/`.
pub const LIST: Endpoint = Endpoint::read("list groups", System::Dss, "admin/groups/");
/// `POST admin/groups/`.
pub const CREATE: Endpoint = Endpoint::write("create group", System::Dss, Method::Post, "admin/groups/");
/// `GET admin/groups/{name}`.
pub const GET: Endpoint = Endpoint::read("get group", System::Dss, "admin/groups/{name}");
/// `PUT admin/groups/{name}`: the whole object.
pub const SAVE: Endpoint = Endpoint::write("save group", System::Dss, Method::Put, "admin/groups/{name}");
/// `DELETE admin/groups/{name}`.
pub const DELETE: Endpoint = Endpoint::write("delete group", System::Dss, Method::Delete, "admin/groups/{name}");
/// `GET groups`, for everyone: from 14.0 on.
pub const NAMES: Endpoint = Endpoint::read("list groups' info", System::Dss, "groups").since("14.0");

/// Member: its name, which is its id.
pub const NAME: &str = "name";
/// Member: a text for people.
pub const DESCRIPTION: &str = "description";
/// Member: `LOCAL`, `LDAP` and others.
pub const SOURCE_TYPE: &str = "sourceType";
/// Member: its members are administrators.
pub const ADMIN: &str = "admin";

/// Member: whose tickets its members may obtain (inferred, §5).
pub const TICKETS_FOR: &str = "canObtainAPITicketFromCookiesForGroupsRegex";

/// Where groups come from: two certain, the rest inferred (§5).
pub const SOURCES: [&str; 6] = ["LOCAL", "LDAP", "AZURE_AD", "LOCAL_NO_AUTH", "CUSTOM", "SAAS"];

/// Members that name groups of an external directory (§5): a list, or one text with commas before 12.6.
pub const MAPPED: [&str; 4] = ["ldapGroupNames", "azureADGroupNames", "ssoGroupNames", "customGroupNames"];

/// What the members of [`ABILITIES`] begin with, newer ones too.
pub const ABILITY: &str = "may";

/// What members may do anywhere (§5, inferred; older servers lack the newer ones).
pub const ABILITIES: [&str; 29] = [
    "mayCreateProjects",
    "mayCreateProjectsFromMacros",
    "mayCreateProjectsFromTemplates",
    "mayCreateProjectsFromDataikuApps",
    "mayWriteInRootProjectFolder",
    "mayWriteSafeCode",
    "mayWriteUnsafeCode",
    "mayCreateCodeEnvs",
    "mayManageCodeEnvs",
    "mayCreateClusters",
    "mayManageClusters",
    "mayCreateCodeStudioTemplates",
    "mayManageCodeStudioTemplates",
    "mayDevelopPlugins",
    "mayEditLibFolders",
    "mayManageUDM",
    "mayCreateAuthenticatedConnections",
    "mayViewIndexedHiveConnections",
    "mayCreatePublishedAPIServices",
    "mayCreatePublishedProjects",
    "mayCreateActiveWebContent",
    "mayCreateWorkspaces",
    "mayShareToWorkspaces",
    "mayCreateDataCollections",
    "mayPublishToDataCollections",
    "mayCreateMiraInfrastructures",
    "mayManageFeatureStore",
    "mayManageEnterpriseAssetLibrary",
    "mayCreateEnterpriseAssetCollections",
];

/// All groups.
pub fn list() -> Call<List<Whole>> {
    Call::new(&LIST, &[], call::list)
}

/// Makes one. What its members may do is put in afterwards (§5).
pub fn create(name: &GroupName, description: &str, source_type: &str) -> Call<()> {
    let body = json!({ NAME: name.as_str(), DESCRIPTION: description, SOURCE_TYPE: source_type });
    Call::new(&CREATE, &[], call::ignored).json(body)
}

/// One.
pub fn get(name: &GroupName) -> Call<Whole> {
    Call::new(&GET, &[name.as_str()], call::record)
}

/// Puts one back whole.
pub fn save(name: &GroupName, group: &Whole) -> Call<()> {
    Call::new(&SAVE, &[name.as_str()], call::ignored).json(group.value())
}

/// Deletes one.
pub fn delete(name: &GroupName) -> Call<()> {
    Call::new(&DELETE, &[name.as_str()], call::ignored)
}

/// Names of the groups that the caller may see.
pub fn names() -> Call<List<Whole>> {
    Call::new(&NAMES, &[], call::list)
}
