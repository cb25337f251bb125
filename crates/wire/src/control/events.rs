//! Events, audit events and communication events: contract/iguazio-control-plane.md §5.6.

use serde_json::{Value, json};

use super::item::{Done, done, envelope};
use super::kind::{Field, Form, Kind, Relation};
use crate::{Call, Endpoint, Extra, Method, System};

/// Lists events.
pub const LIST: Endpoint = Endpoint::read("list events", System::ControlPlane, "events");
/// Lists audit events.
pub const LIST_AUDIT: Endpoint = Endpoint::read("list audit events", System::ControlPlane, "audit_events");
/// Lists communication events.
pub const LIST_COMMUNICATION: Endpoint =
    Endpoint::read("list communication events", System::ControlPlane, "communication_events");
/// Deletes all events.
pub const DELETE_ALL: Endpoint = Endpoint::write("delete all events", System::ControlPlane, Method::Delete, "events/");
/// Deletes all communication events.
pub const DELETE_ALL_COMMUNICATION: Endpoint =
    Endpoint::write("delete all communication events", System::ControlPlane, Method::Delete, "communication_events/");
/// Emits an event; needs System Admin.
pub const EMIT: Endpoint = Endpoint::write("emit event", System::ControlPlane, Method::Post, "manual_events");

/// Which event occurred, in words with dots.
pub const KIND: &str = "kind";
/// Who says so.
pub const SOURCE: &str = "source";
/// What happened.
pub const DESCRIPTION: &str = "description";
/// How bad it is.
pub const SEVERITY: &str = "severity";
/// Of what sort it is.
pub const CLASSIFICATION: &str = "classification";
/// Whom it is shown to.
pub const VISIBILITY: &str = "visibility";
/// When, as ISO 8601.
pub const TIME: &str = "timestamp_iso8601";
/// The same as an integer that does not fit a JavaScript number, as text.
pub const TIME_TEXT: &str = "timestamp_uint64_str";
/// The same as an integer.
pub const TIME_NUMBER: &str = "timestamp_uint64";
/// What it says beside, as texts: a list of `name` and `value`.
pub const TEXTS: &str = "parameters_text";
/// What it says beside, as integers.
pub const NUMBERS: &str = "parameters_uint64";
/// What it is about.
pub const RESOURCES: &str = "affected_resources";
/// Words to find it by.
pub const TAGS: &str = "tags";
/// Member of a parameter: what it is called.
pub const PARAMETER_NAME: &str = "name";
/// Member of a parameter: what it is.
pub const PARAMETER_VALUE: &str = "value";
/// Members of what it is about that are texts; the Go client calls the first by the second name (§5.6, certain).
pub const RESOURCE_TEXTS: [&str; 4] = ["type", "resource_type", "id_str", "name"];
/// Member of what it is about: its number.
pub const ID: &str = "id";
/// Who brought it about.
pub const USER_ID: &str = "invoking_user_id";
/// Whose audit trail it stands in.
pub const AUDIT_TENANT: &str = "audit_tenant";

/// Severities, the mildest first (§5.6, certain).
pub const SEVERITIES: [&str; 6] = ["unknown", "debug", "info", "warning", "major", "critical"];
/// Sorts (§5.6, certain).
pub const CLASSIFICATIONS: [&str; 10] = ["unknown", "hw", "ua", "bg", "sw", "sla", "cap", "sec", "audit", "system"];
/// Visibilities (§5.6, certain).
pub const VISIBILITIES: [&str; 4] = ["unknown", "internal", "external", "customerOnly"];

const FIELDS: [Field; 16] = [
    Field::text(KIND).once().needed(),
    Field::new(SEVERITY, Form::Choice(&SEVERITIES)).once(),
    Field::new(CLASSIFICATION, Form::Choice(&CLASSIFICATIONS)).once(),
    Field::new(VISIBILITY, Form::Choice(&VISIBILITIES)).once(),
    Field::new(DESCRIPTION, Form::Note).once(),
    Field::text(SOURCE).once(),
    Field::new(TIME, Form::Moment).once(),
    Field::new(TIME_TEXT, Form::Text).once(),
    Field::new(TIME_NUMBER, Form::Number).once(),
    Field::new(TEXTS, Form::Json).once(),
    Field::new(NUMBERS, Form::Json).once(),
    Field::new(RESOURCES, Form::Json).once(),
    Field::new(TAGS, Form::Json).once(),
    Field::new("system_event", Form::Flag).once(),
    Field::read(USER_ID, Form::Text),
    Field::read(AUDIT_TENANT, Form::Text),
];

const RELATIONS: [Relation; 1] = [Relation::one(AUDIT_TENANT, "tenant")];

const fn kind(record: &'static str, list: &'static Endpoint) -> Kind {
    Kind {
        record,
        label: KIND,
        list: Some(list),
        get: None,
        create: None,
        update: None,
        delete: None,
        fields: &FIELDS,
        relations: &RELATIONS,
        secret_id: false,
    }
}

/// Events.
pub static EVENTS: Kind = kind("event", &LIST);
/// Audit events: who did what, and when.
pub static AUDIT_EVENTS: Kind = kind("audit_event", &LIST_AUDIT);
/// Communication events, which the system's components send each other.
pub static COMMUNICATION_EVENTS: Kind = kind("communication_event", &LIST_COMMUNICATION);

/// Emits an event of one's own. With a tenant it stands in that one's audit trail.
pub fn emit(attributes: Extra, audit_tenant: Option<&str>) -> Call<Done> {
    let tenant = |id: &str| (AUDIT_TENANT.to_owned(), json!({"data": {"type": "tenant", "id": id}}));
    let relations: Extra = audit_tenant.map(tenant).into_iter().collect();
    Call::new(&EMIT, &[], done).json(envelope(EVENTS.record, attributes, relations))
}

/// Deletes all events of a kind; `None` where that is not possible: nobody deletes an audit trail.
pub fn delete_all(kind: &Kind) -> Option<Call<Done>> {
    match kind.record {
        "event" => Some(Call::new(&DELETE_ALL, &[], done)),
        "communication_event" => Some(Call::new(&DELETE_ALL_COMMUNICATION, &[], done)),
        _ => None,
    }
}

/// Name and value of a parameter, whatever it is.
pub fn parameters(attributes: &crate::Whole, member: &str) -> Vec<(String, String)> {
    let one = |value: &Value| {
        let name = value[PARAMETER_NAME].as_str()?.to_owned();
        let value = &value[PARAMETER_VALUE];
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Some((name, text))
    };
    let all = attributes.get(member).and_then(Value::as_array);
    all.map(|all| all.iter().filter_map(one).collect()).unwrap_or_default()
}
