//! Admin keys: contract/dataiku-apinode.md §2.4. Every admin key is all-powerful.

use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Value, json};

use crate::members::{Members, Record};
use crate::{Answer, Call, Endpoint, Error, Extra, KeyId, List, Method, Secret, System, call};

/// `GET keys`.
pub const LIST: Endpoint = Endpoint::read("list keys", System::Admin, "keys");
/// `POST keys`.
pub const ADD: Endpoint = Endpoint::write("add key", System::Admin, Method::Post, "keys");
/// `DELETE keys/{key}`: the secret itself is in the path. Only for nodes that give no id.
pub const DELETE_BY_SECRET: Endpoint = Endpoint::write("delete key", System::Admin, Method::Delete, "keys/{key}");
/// `DELETE keys/{id}/key`: from 13.1 on.
pub const DELETE_BY_ID: Endpoint = Endpoint::write("delete key by id", System::Admin, Method::Delete, "keys/{id}/key");

/// What a node that hashes its keys shows in place of one (certain).
pub const MASK: &str = "******";

/// The `key` member of a listed key.
#[derive(Debug, Default, PartialEq, Eq)]
pub enum KeyText {
    /// Not there.
    #[default]
    Absent,
    /// [`MASK`]: only the id can designate the key.
    Masked,
    /// An older node lists the secret itself.
    Clear(Secret),
}

impl KeyText {
    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

/// Never writes a secret: [`created_answer`] is the one place that does.
impl Serialize for KeyText {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(MASK)
    }
}

impl From<Option<String>> for KeyText {
    fn from(text: Option<String>) -> Self {
        match text.unwrap_or_default() {
            text if text.is_empty() => Self::Absent,
            text if text.bytes().all(|b| b == b'*') => Self::Masked,
            text => Self::Clear(Secret::new(text)),
        }
    }
}

/// One admin key.
#[derive(Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AdminKey {
    /// Its public id (certain, from 13.1 on).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<KeyId>,
    /// The secret, a mask, or nothing.
    #[serde(skip_serializing_if = "KeyText::is_absent")]
    pub key: KeyText,
    /// Its label (certain).
    pub label: Option<String>,
    /// What it is for (echo inferred).
    pub description: Option<String>,
    /// Who made it, as the maker said (echo inferred).
    pub created_by: Option<String>,
    /// Lifetime; days as for DSS keys, not confirmed for API nodes (inferred).
    pub expiry: Option<f64>,
    /// ms since the epoch (inferred).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_on: Option<f64>,
    /// ms since the epoch; 0 or absent is never (inferred).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<f64>,
    /// ms since the epoch (a sandbox choice; the contract does not name it).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_on: Option<f64>,
    /// What else the node sent.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Record for AdminKey {
    fn read(mut members: Members) -> Result<Self, String> {
        Ok(Self {
            id: members.optional_id("id")?,
            key: members.text("key")?.into(),
            label: members.text("label")?,
            description: members.text("description")?,
            created_by: members.text("createdBy")?,
            expiry: members.number("expiry")?,
            created_on: members.number("createdOn")?,
            expires_on: members.number("expiresOn")?,
            last_used_on: members.number("lastUsedOn")?,
            extra: members.rest(),
        })
    }
}

/// The body of [`ADD`]: all four members, always; unset ones are `null`, as the official client sends them (certain).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewKey {
    /// A name for people.
    #[serde(default)]
    pub label: Option<String>,
    /// What it is for.
    #[serde(default)]
    pub description: Option<String>,
    /// Who makes it.
    #[serde(default)]
    pub created_by: Option<String>,
    /// Lifetime in days (inferred), `None` for ever.
    #[serde(default)]
    pub expiry: Option<u32>,
}

/// All keys.
pub fn list() -> Call<List<AdminKey>> {
    Call::new(&LIST, &[], call::list)
}

/// Adds a key; the answer holds the secret, this once.
pub fn add(key: &NewKey) -> Call<AdminKey> {
    Call::new(&ADD, &[], read_created).json(json!(key))
}

fn read_created(answer: &Answer) -> Result<AdminKey, Error> {
    let key: AdminKey = call::record(answer)?;
    match key.key {
        KeyText::Clear(_) => Ok(key),
        KeyText::Absent | KeyText::Masked => Err(Error::Unreadable("The answer holds no key.".into())),
    }
}

/// Deletes by id.
pub fn delete_by_id(id: &KeyId) -> Call<()> {
    Call::new(&DELETE_BY_ID, &[id.as_str()], call::ignored)
}

/// Deletes by the secret itself, which then stands in the server's access log: only where there is no id.
pub fn delete_by_secret(key: Secret) -> Call<()> {
    Call::with_secret_segment(&DELETE_BY_SECRET, key, call::ignored)
}

/// A server's answer to [`ADD`], the only one that shows the secret.
pub fn created_answer(record: &AdminKey, secret: &Secret) -> Value {
    let mut answer = json!(record);
    answer["key"] = Value::from(secret.expose());
    answer
}
