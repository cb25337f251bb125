//! Signing in, and who one is: contract/iguazio-control-plane.md §2.

use serde_json::{Value, json};

use super::access_keys::CONTROL;
use super::item::{Done, done, envelope};
use super::users;
use crate::{Answer, Call, Endpoint, Error, Extra, Method, Secret, System, call};

/// Opens a session, which travels as a cookie.
pub const CREATE: Endpoint =
    Endpoint::write("create session", System::ControlPlane, Method::Post, "sessions").hiding(&[users::PASSWORD]);
/// Asks whose session it is.
pub const VERIFY: Endpoint =
    Endpoint::ask("verify session", System::ControlPlane, "sessions/verifications/planes/any/internal");

/// What `type` says of a session.
pub const SESSION: &str = "session";
/// The cookie that holds a session or an access key.
pub const COOKIE: &str = "session";
/// What the session opens.
pub const PLANE: &str = "plane";
/// What the caller is: a browser.
pub const INTERFACE_KIND: &str = "interface_kind";

/// Opens a session of the control plane. The answer's cookie is the browser's to keep.
pub fn create(username: &str, password: &Secret) -> Call<Done> {
    let attributes = [
        (users::USERNAME, json!(username)),
        (users::PASSWORD, json!(password.expose())),
        (PLANE, json!(CONTROL)),
        (INTERFACE_KIND, json!("web")),
    ];
    let attributes = attributes.map(|(name, value)| (name.to_owned(), value)).into_iter().collect();
    Call::new(&CREATE, &[], done).json(envelope(SESSION, attributes, Extra::new()))
}

/// What a session cookie's value is, not encoded: an access key is as good as a session (§2.2, certain).
pub fn cookie(sid: &str) -> String {
    ["j:{\"sid\": \"", sid, "\"}"].concat()
}

/// The id in a cookie's value that is not encoded any more.
pub fn sid(cookie: &str) -> Option<String> {
    let value: Value = serde_json::from_str(cookie.strip_prefix("j:")?).ok()?;
    value["sid"].as_str().map(str::to_owned)
}

/// Who calls, as the server sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// The user's name.
    pub username: Option<String>,
    /// The user's tenant.
    pub tenant_id: Option<String>,
    /// The user.
    pub user_id: Option<String>,
    /// The user's groups.
    pub group_ids: Vec<String>,
}

/// Asks whose session it is; 401 where it is nobody's (§2.3, certain).
pub fn verify() -> Call<Verified> {
    Call::new(&VERIFY, &[], read_verified)
}

fn read_verified(answer: &Answer) -> Result<Verified, Error> {
    let value: Value = call::json(answer)?;
    let attributes = &value["data"]["attributes"];
    let login = &attributes["context"]["authentication"];
    let text = |value: &Value| value.as_str().map(str::to_owned);
    // An item may itself be a list with commas (§2.3, certain).
    let groups = login["group_ids"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let groups = groups.flat_map(|one| one.split(',')).map(str::trim).filter(|one| !one.is_empty());
    Ok(Verified {
        username: text(&attributes["username"]),
        tenant_id: text(&login["tenant_id"]),
        user_id: text(&login["user_id"]),
        group_ids: groups.map(str::to_owned).collect(),
    })
}
