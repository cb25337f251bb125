//! App services: one manifest, read and put back as a whole. contract/iguazio-control-plane.md §7.

use serde_json::{Value, json};

use super::item::{Done, Page, envelope, page, started};
use super::kind::{Field, Form, Kind};
use crate::{Call, Endpoint, Extra, Method, System, Whole};

/// Lists the manifest, of which there is one.
pub const LIST: Endpoint =
    Endpoint::read("list app services manifests", System::ControlPlane, "app_services_manifests");
/// Replaces the manifest, by a job.
pub const SAVE: Endpoint =
    Endpoint::write("save app services manifest", System::ControlPlane, Method::Put, "app_services_manifests")
        .hiding(&SECRETS);

/// Members of what a kind of service holds that are taken for secrets. Only the first is known to be one (§7); what most
/// kinds hold is not described, and these names say enough.
pub const SECRETS: [&str; 5] = [ELASTICSEARCH_PASSWORD, "password", "client_secret", "cookie_secret", "secret_key"];

/// A secret of the kind `filebeat` (§7, certain).
pub const ELASTICSEARCH_PASSWORD: &str = "elasticsearch_password";

/// The services.
pub const SERVICES: &str = "app_services";
/// State of the whole.
pub const STATE: &str = "state";
/// What went wrong last.
pub const LAST_ERROR: &str = "last_error";
/// The job of the last change.
pub const LAST_JOB: &str = "last_modification_job";
/// The job of the change under way; empty when nothing runs.
pub const RUNNING_JOB: &str = "running_modification_job";
/// Which services an apply is for.
pub const APPLY_MODE: &str = "apply_services_mode";
/// Whether all services are applied, changed or not.
pub const FORCE: &str = "force_apply_all_mode";

/// What the cluster is called.
pub const CLUSTER_NAME: &str = "cluster_name";
/// The tenant's name.
pub const TENANT_NAME: &str = "tenant_name";
/// The tenant.
pub const TENANT_ID: &str = "tenant_id";

/// What a service is to be.
pub const SPEC: &str = "spec";
/// What it is.
pub const STATUS: &str = "status";
/// What is said beside.
pub const META: &str = "meta";

/// Name of a service, by which it is known.
pub const NAME: &str = "name";
/// Kind of a service; also the name of the member with what only this kind has.
pub const KIND: &str = "kind";
/// What people call it.
pub const DISPLAY_NAME: &str = "display_name";
/// What it is for.
pub const DESCRIPTION: &str = "description";
/// Whose it is.
pub const OWNER: &str = "owner";
/// `ready`, `disabled` or `scaledToZero`.
pub const DESIRED_STATE: &str = "desired_state";
/// Whether it is deployed: older than [`DESIRED_STATE`] (inferred).
pub const ENABLED: &str = "enabled";
/// Whether all users see it.
pub const VISIBLE_TO_ALL: &str = "visible_to_all";
/// It is to be started anew.
pub const MARK_FOR_RESTART: &str = "mark_for_restart";
/// It is to be applied.
pub const MARK_AS_CHANGED: &str = "mark_as_changed";
/// Limits and requests.
pub const RESOURCES: &str = "resources";
/// The most it may have.
pub const LIMITS: &str = "limits";
/// What is set aside for it.
pub const REQUESTS: &str = "requests";
/// Members of a specification that are texts (§7, certain).
pub const SPEC_TEXTS: [&str; 9] =
    [NAME, KIND, DISPLAY_NAME, DESCRIPTION, OWNER, DESIRED_STATE, "avatar", "authentication_mode", "persistency_mode"];
/// Members of a specification that are true or false (§7, certain).
pub const SPEC_FLAGS: [&str; 4] = [ENABLED, VISIBLE_TO_ALL, MARK_FOR_RESTART, MARK_AS_CHANGED];
/// Members of a specification that are whole numbers (§7, certain).
pub const SPEC_NUMBERS: [&str; 3] = ["target_cpu", "max_replicas", "min_replicas"];
/// Members of a specification that are objects (§7, certain).
pub const SPEC_OBJECTS: [&str; 6] = [RESOURCES, "credentials", "scale_to_zero", "advanced", "pvc", "security_context"];
/// The members of limits and requests.
pub const RESOURCE_NAMES: [&str; 3] = ["cpu", "memory", "nvidia_gpu"];
/// Where it is reached.
pub const URLS: &str = "urls";
/// Where its API is reached.
pub const API_URLS: &str = "api_urls";
/// Address in one of these.
pub const URL: &str = "url";
/// Its version.
pub const VERSION: &str = "version";
/// What went wrong with it.
pub const ERROR_INFO: &str = "error_info";
/// Member of [`ERROR_INFO`]: when it went wrong.
pub const TIMESTAMP: &str = "timestamp";

/// Desired: at work.
pub const READY: &str = "ready";
/// Desired: not there.
pub const DISABLED: &str = "disabled";
/// Desired: started when it is asked for.
pub const SCALED_TO_ZERO: &str = "scaledToZero";
/// State of the whole, and of a service: failed.
pub const ERROR: &str = "error";
/// Apply mode of an owner, from 3.5.3.
pub const OWNER_EDIT: &str = "serviceOwnerEdit";
/// Apply mode before 3.5.3.
pub const FROM_ZERO_ONLY: &str = "scaleFromZeroOnly";
/// Apply mode of everybody else.
pub const DEFAULT: &str = "default";
/// The version with which [`OWNER_EDIT`] came (§7, certain).
pub const OWNER_EDIT_SINCE: &str = "3.5.3";

/// What a service can be wished to be (§7, certain).
pub const DESIRED: [&str; 3] = [READY, DISABLED, SCALED_TO_ZERO];

/// States of the whole (§7, certain); the first two are final.
pub const STATES: [&str; 8] = [
    READY,
    ERROR,
    "provisioning",
    "scalingFromZero",
    "scalingToZero",
    "waitingForProvisioning",
    "waitingForScalingFromZero",
    "waitingForScalingToZero",
];
/// State of the whole: services are started, stopped or changed.
pub const PROVISIONING: &str = STATES[2];
/// State of the whole: services come back from zero.
pub const SCALING_FROM_ZERO: &str = STATES[3];
/// State of the whole: services go to zero.
pub const SCALING_TO_ZERO: &str = STATES[4];
/// State of the whole: about to be [`PROVISIONING`].
pub const WAITING_FOR_PROVISIONING: &str = STATES[5];
/// State of the whole: about to be [`SCALING_FROM_ZERO`].
pub const WAITING_FOR_SCALING_FROM_ZERO: &str = STATES[6];
/// State of the whole: about to be [`SCALING_TO_ZERO`].
pub const WAITING_FOR_SCALING_TO_ZERO: &str = STATES[7];

/// The manifest.
pub static MANIFESTS: Kind = Kind {
    record: "app_services_manifest",
    label: TENANT_NAME,
    list: Some(&LIST),
    get: None,
    create: None,
    update: None,
    delete: None,
    fields: &[
        Field::read(CLUSTER_NAME, Form::Text),
        Field::read(TENANT_NAME, Form::Text),
        Field::read(TENANT_ID, Form::Text),
        Field::new(SERVICES, Form::Json),
        Field::read(STATE, Form::Choice(&STATES)),
        Field::read(LAST_ERROR, Form::Text),
        Field::read(LAST_JOB, Form::Text),
        Field::read(RUNNING_JOB, Form::Text),
        Field::new(APPLY_MODE, Form::Choice(&[DEFAULT, OWNER_EDIT, FROM_ZERO_ONLY])),
        Field::new(FORCE, Form::Choice(&super::users::SWITCH)),
    ],
    relations: &[],
    secret_id: false,
};

/// The manifest: the first and only record of the list.
pub fn list() -> Call<Page> {
    Call::new(&LIST, &[], page)
}

/// Replaces the manifest. Members that are `null` are left out (§7, certain); the mode is always sent.
pub fn save(manifest: &Whole, force: bool) -> Call<Done> {
    let mut attributes: Extra = without_nulls(manifest.value()).as_object().cloned().unwrap_or_default();
    attributes.insert(FORCE.to_owned(), json!(super::users::SWITCH[usize::from(!force)]));
    Call::new(&SAVE, &[], started).json(envelope(MANIFESTS.record, attributes, Extra::new()))
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(members.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        Value::Array(all) => Value::Array(all.into_iter().map(without_nulls).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}
