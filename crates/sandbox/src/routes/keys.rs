//! Admin keys: `contract/dataiku-apinode.md` §2.4. Listed without their secrets, which are not kept.

pub(super) mod add;
pub(super) mod delete_by_id;
pub(super) mod delete_by_secret;
pub(super) mod list;

use pilothouse_wire::{
    KeyId,
    api_node::keys::{AdminKey, KeyText},
};

use crate::{error::Failure, state::App, store::keys::StoredKey};

/// What the client's own test for a missing key looks for at the end (inferred, §2.4).
fn missing() -> Failure {
    Failure::not_found("Cannot delete: key to delete not found")
}

/// A kept key as the list shows it.
fn show(app: &App, key: StoredKey) -> Result<AdminKey, Failure> {
    let used = app.key_use.noted(&key.id).or(key.last_used_on);
    let id = KeyId::try_from(key.id).map_err(|e| Failure::internal("reading a key id", &e))?;
    Ok(AdminKey {
        id: Some(id),
        key: KeyText::Masked,
        label: key.said.label,
        description: key.said.description,
        created_by: key.said.created_by,
        expiry: key.said.expiry.map(f64::from),
        created_on: Some(key.created_on as f64),
        expires_on: key.expires_on.map(|at| at as f64),
        last_used_on: used.map(|at| at as f64),
        ..AdminKey::default()
    })
}
