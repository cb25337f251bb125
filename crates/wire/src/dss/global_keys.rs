//! Global API keys: contract/dataiku-dss.md §7.3.

use serde_json::json;

use crate::{Call, Endpoint, List, Method, System, Whole, call};

use super::ApiKeyId;
use super::personal_keys::{created, without_secrets};

pub use super::personal_keys::{CREATED_BY, CREATED_ON, DESCRIPTION, ID, KEY, LABEL, LAST_USED_ON};

/// `GET admin/global-api-keys/`.
pub const LIST: Endpoint = Endpoint::read("list global API keys", System::Dss, "admin/global-api-keys/");
/// `POST admin/global-api-keys/`; with groups from 14.3 on.
pub const CREATE: Endpoint =
    Endpoint::write("create global API key", System::Dss, Method::Post, "admin/global-api-keys/");
/// `GET admin/global-api-keys/{id}`.
pub const GET: Endpoint = Endpoint::read("get global API key", System::Dss, "admin/global-api-keys/{id}");
/// `PUT admin/global-api-keys/{id}`: the whole definition; its secret cannot change.
pub const SAVE: Endpoint =
    Endpoint::write("save global API key", System::Dss, Method::Put, "admin/global-api-keys/{id}").hiding(&[KEY]);
/// `DELETE admin/global-api-keys/{id}`.
pub const DELETE: Endpoint =
    Endpoint::write("delete global API key", System::Dss, Method::Delete, "admin/global-api-keys/{id}");

/// Member: names of groups, or nothing where the key has rights of its own.
pub const GROUPS: &str = "groups";
/// Member: the associated user.
pub const ASSOCIATED_USER: &str = "dssUserForImpersonation";
/// Member: ms since the epoch; 0 or absent means never. Read only.
pub const EXPIRES_ON: &str = "expiresOn";
/// Member: life in days; its type is unknown (§7.3): what came goes back, a new one is a number.
pub const EXPIRY: &str = "expiry";
/// Member: an object of booleans, `admin` among them.
pub const GLOBAL_PERMISSIONS: &str = "globalPermissions";
/// Member of [`GLOBAL_PERMISSIONS`].
pub const ADMIN: &str = "admin";
/// Member: an object, project key to permissions (inferred: named as in [`super::projects::FLAGS`]).
pub const PROJECTS: &str = "projects";

/// What a new key may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rights {
    /// Everything.
    Admin,
    /// Nothing yet: rights over projects are put in afterwards.
    None,
    /// What these groups may do; from 14.3 on.
    Groups(Vec<String>),
}

/// All.
pub fn list() -> Call<List<Whole>> {
    Call::new(&LIST, &[], without_secrets)
}

/// Makes one; the answer holds the secret.
pub fn create(label: &str, description: &str, rights: &Rights) -> Call<Whole> {
    let mut body = json!({ LABEL: label, DESCRIPTION: description });
    match rights {
        Rights::Admin => body[GLOBAL_PERMISSIONS] = json!({ ADMIN: true }),
        Rights::None => body[GLOBAL_PERMISSIONS] = json!({ ADMIN: false }),
        Rights::Groups(groups) => body[GROUPS] = json!(groups),
    }
    Call::new(&CREATE, &[], created).json(body)
}

/// One.
pub fn get(id: &ApiKeyId) -> Call<Whole> {
    Call::new(&GET, &[id.as_str()], call::record)
}

/// Puts one back whole.
pub fn save(id: &ApiKeyId, key: &Whole) -> Call<()> {
    Call::new(&SAVE, &[id.as_str()], call::ignored).json(key.value())
}

/// Deletes one.
pub fn delete(id: &ApiKeyId) -> Call<()> {
    Call::new(&DELETE, &[id.as_str()], call::ignored)
}
