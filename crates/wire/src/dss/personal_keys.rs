//! Personal API keys: contract/dataiku-dss.md §7.2.

use serde_json::json;

use crate::{Answer, Call, Endpoint, Error, List, Method, System, Whole, call};

use super::{ApiKeyId, Login};

/// `GET personal-api-keys/`: the caller's own.
pub const LIST: Endpoint = Endpoint::read("list personal API keys", System::Dss, "personal-api-keys/");
/// `POST personal-api-keys/`.
pub const CREATE: Endpoint =
    Endpoint::write("create personal API key", System::Dss, Method::Post, "personal-api-keys/");
/// `GET personal-api-keys/{id}`.
pub const GET: Endpoint = Endpoint::read("get personal API key", System::Dss, "personal-api-keys/{id}");
/// `PUT personal-api-keys/{id}`: only label and description can change.
pub const SAVE: Endpoint =
    Endpoint::write("save personal API key", System::Dss, Method::Put, "personal-api-keys/{id}").hiding(&[KEY]);
/// `DELETE personal-api-keys/{id}`: the owner's, and an administrator's for others too (inferred).
pub const DELETE: Endpoint =
    Endpoint::write("delete personal API key", System::Dss, Method::Delete, "personal-api-keys/{id}");
/// `GET admin/personal-api-keys/`: everyone's.
pub const ALL: Endpoint = Endpoint::read("list all personal API keys", System::Dss, "admin/personal-api-keys/");
/// `POST admin/personal-api-keys/`: the client has it, a page says that only the user can (§7.2).
pub const CREATE_FOR: Endpoint =
    Endpoint::write("create personal API key for user", System::Dss, Method::Post, "admin/personal-api-keys/");

/// Member: its id.
pub const ID: &str = "id";
/// Member: whose it is.
pub const USER: &str = "user";
/// Member: what it is for.
pub const LABEL: &str = "label";
/// Member: more words.
pub const DESCRIPTION: &str = "description";
/// Member: ms since the epoch.
pub const CREATED_ON: &str = "createdOn";
/// Member: who made it.
pub const CREATED_BY: &str = "createdBy";
/// Member: ms since the epoch. The contract does not know it: a choice of the sandbox's, like the API node's own.
pub const LAST_USED_ON: &str = "lastUsedOn";
/// Member: the secret; whole in the answer to a creation alone.
pub const KEY: &str = "key";

/// The caller's own.
pub fn list() -> Call<List<Whole>> {
    Call::new(&LIST, &[], without_secrets)
}

/// Everyone's.
pub fn all() -> Call<List<Whole>> {
    Call::new(&ALL, &[], without_secrets)
}

/// Makes one for the caller; the answer holds the secret.
pub fn create(label: &str, description: &str) -> Call<Whole> {
    Call::new(&CREATE, &[], created).json(json!({ LABEL: label, DESCRIPTION: description }))
}

/// Makes one for somebody; the answer holds the secret.
pub fn create_for(user: &Login, label: &str, description: &str) -> Call<Whole> {
    let body = json!({ USER: user.as_str(), LABEL: label, DESCRIPTION: description });
    Call::new(&CREATE_FOR, &[], created).json(body)
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

/// A list of keys. A server that does not hash them sends their secrets along: nobody needs them.
pub(super) fn without_secrets(answer: &Answer) -> Result<List<Whole>, Error> {
    let mut list: List<Whole> = call::list(answer)?;
    list.rows.iter_mut().for_each(|key| drop(key.remove(KEY)));
    Ok(list)
}

/// The answer to a creation, which may be a failure in spite of its status (§7.3, certain).
pub(super) fn created(answer: &Answer) -> Result<Whole, Error> {
    let key: Whole = call::record(answer)?;
    let messages = key.object("messages");
    let failed = messages.and_then(|all| all.get("error")).and_then(serde_json::Value::as_bool) == Some(true);
    if !failed && key.text(ID).is_some() {
        return Ok(key);
    }
    let reason = messages.and_then(|all| all.get("messages")).map(ToString::to_string);
    let refusal = crate::Refusal {
        status: answer.status,
        message: if failed { reason } else { Some("The answer names no key.".into()) },
        request_id: answer.request_id().map(str::to_owned),
        ..crate::Refusal::default()
    };
    Err(Error::Refused(Box::new(refusal)))
}
