//! Access keys, whose id is the secret itself: contract/iguazio-control-plane.md §5.4.

use serde_json::json;

use super::item::{Done, envelope, secret_done};
use super::kind::{Field, Form, Kind};
use crate::{Call, Endpoint, Extra, Method, System};

/// Lists access keys.
pub const LIST: Endpoint = Endpoint::read("list access keys", System::ControlPlane, "access_keys");
/// Reads an access key.
pub const GET: Endpoint = Endpoint::read("get access key", System::ControlPlane, "access_keys/{key}");
/// Makes an access key.
pub const CREATE: Endpoint = Endpoint::write("create access key", System::ControlPlane, Method::Post, "access_keys");
/// Changes an access key.
pub const UPDATE: Endpoint =
    Endpoint::write("update access key", System::ControlPlane, Method::Put, "access_keys/{key}");
/// Deletes an access key, perhaps by a job.
pub const DELETE: Endpoint =
    Endpoint::write("delete access key", System::ControlPlane, Method::Delete, "access_keys/{key}");
/// Gives the caller's key of that label and planes, or makes one.
pub const GET_OR_CREATE: Endpoint =
    Endpoint::write("get or create access key", System::ControlPlane, Method::Post, "self/get_or_create_access_key");

/// What a person calls it.
pub const LABEL: &str = "label";
/// What it opens.
pub const PLANES: &str = "planes";
/// Its life in seconds.
pub const TTL: &str = "ttl";
/// Its end, in seconds since the epoch.
pub const EXPIRES_AT: &str = "expires_at";
/// Unix id of its user.
pub const UID: &str = "uid";
/// The plane of this API.
pub const CONTROL: &str = "control";
/// The plane of data.
pub const DATA: &str = "data";

/// Ten years in seconds: the life of a key (§5.4, certain).
pub const TEN_YEARS: i64 = 315_360_000;

/// Access keys.
pub static ACCESS_KEYS: Kind = Kind {
    record: "access_key",
    label: LABEL,
    list: Some(&LIST),
    get: Some(&GET),
    create: Some(&CREATE),
    update: Some(&UPDATE),
    delete: Some(&DELETE),
    fields: &[
        Field::text(LABEL),
        Field::new(PLANES, Form::Choices(&[CONTROL, DATA])),
        Field::new(TTL, Form::Number).once(),
        Field::read(EXPIRES_AT, Form::Epoch),
        Field::read("kind", Form::Text),
        Field::read("created_at", Form::Moment),
        Field::read("updated_at", Form::Moment),
        Field::read("tenant_id", Form::Text),
        Field::read(UID, Form::Number),
        Field::read("gids", Form::Json),
        Field::read("group_ids", Form::Json),
        Field::read("interface_kind", Form::Text),
    ],
    relations: &[],
    secret_id: true,
};

/// The caller's key of that label and these planes: the one that is there, else a new one (§5.4, certain).
pub fn get_or_create(label: &str, planes: &[&str]) -> Call<Done> {
    let attributes = [(LABEL.to_owned(), json!(label)), (PLANES.to_owned(), json!(planes))];
    let body = envelope(ACCESS_KEYS.record, attributes.into_iter().collect(), Extra::new());
    Call::new(&GET_OR_CREATE, &[], secret_done).json(body)
}
