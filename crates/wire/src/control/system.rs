//! What there is one of, or little: Kubernetes configuration, SMTP connection, tenants, and the operations on the whole
//! system. contract/iguazio-control-plane.md §1, §5.7, §5.8, §8.

use serde_json::Value;

use super::item::{Done, done, started};
use super::kind::{Field, Form, Kind};
use super::services;
use super::users::SWITCH;
use crate::{Blanked, Call, Endpoint, Method, System, Whole};

/// Lists Kubernetes configurations.
pub const LIST_K8S: Endpoint = Endpoint::read("list Kubernetes configurations", System::ControlPlane, "k8s_configs");
/// Reads a Kubernetes configuration.
pub const GET_K8S: Endpoint = Endpoint::read("get Kubernetes configuration", System::ControlPlane, "k8s_configs/{id}");
/// Lists SMTP connections.
pub const LIST_SMTP: Endpoint = Endpoint::read("list SMTP connections", System::ControlPlane, "smtp_connections");
/// Reads an SMTP connection.
pub const GET_SMTP: Endpoint = Endpoint::read("get SMTP connection", System::ControlPlane, "smtp_connections/{id}");
/// Changes an SMTP connection.
pub const UPDATE_SMTP: Endpoint =
    Endpoint::write("update SMTP connection", System::ControlPlane, Method::Put, "smtp_connections/{id}")
        .hiding(&[AUTH_PASSWORD]);
/// Lists tenants.
pub const LIST_TENANTS: Endpoint = Endpoint::read("list tenants", System::ControlPlane, "tenants");
/// Reads a tenant.
pub const GET_TENANT: Endpoint = Endpoint::read("get tenant", System::ControlPlane, "tenants/{id}");
/// Reads a configuration again, by a job.
pub const RELOAD: Endpoint =
    Endpoint::write("reload configuration", System::ControlPlane, Method::Post, "configurations/{type}/reloads");
/// Counts what is stored again.
pub const STATISTICS: Endpoint =
    Endpoint::write("recalculate storage numbers", System::ControlPlane, Method::Post, "tunnel/{service}/statistics");
/// Reads the system's version.
pub const VERSION: Endpoint =
    Endpoint::read("get version", System::ControlPlane, "tunnel/{service}/external_versions/{node}");

/// `host:port` of the mail server.
pub const SERVER_ADDRESS: &str = "server_address";
/// Whether mails are sent.
pub const MODE: &str = "mode";
/// Whom its mails come from.
pub const SENDER_ADDRESS: &str = "sender_address";
/// Who signs in to the mail server.
pub const AUTH_USERNAME: &str = "auth_username";
/// Where the system lies in the cluster.
pub const NAMESPACE: &str = "namespace";
/// Port of the web API.
pub const HTTP_PORT: &str = "webapi_http_port";
/// Port of the web API by TLS.
pub const HTTPS_PORT: &str = "webapi_https_port";
/// The mail server's password: write only here.
pub const AUTH_PASSWORD: &str = "auth_password";
/// Access to the cluster: a secret.
pub const KUBECONFIG: &str = "kubeconfig";
/// The manifest as a text.
pub const MANIFEST: &str = "app_services_manifest";
/// A tenant's name.
pub const TENANT_NAME: &str = "name";

/// What can be read again (§8, certain).
pub const RELOADED: [&str; 4] = ["artifact_version_manifest", "events", "cluster", "app_services"];

/// The nodes that are asked for the version, in this order (§1, certain).
pub const NODES: [&str; 3] = ["igz0", "igz1", "igz2"];
/// What a system is taken for that tells no version (§1, certain).
pub const UNKNOWN_VERSION: &str = "3.4.2";
/// Member of the version's answer.
pub const EXTERNAL: &str = "external";

/// Kubernetes configurations.
pub static K8S_CONFIGS: Kind = Kind {
    record: "k8s_config",
    label: NAMESPACE,
    list: Some(&LIST_K8S),
    get: Some(&GET_K8S),
    create: None,
    update: None,
    delete: None,
    fields: &[
        Field::read(NAMESPACE, Form::Text),
        Field::read(HTTP_PORT, Form::Number),
        Field::read(HTTPS_PORT, Form::Number),
        Field::read(KUBECONFIG, Form::Secret),
        Field::read("created_at", Form::Moment),
        Field::read("updated_at", Form::Moment),
        Field::read("services_spec", Form::JsonText),
        Field::read("services_status", Form::JsonText),
        Field::read(MANIFEST, Form::JsonText),
        Field::read("limit_range_spec", Form::Json),
    ],
    relations: &[],
    secret_id: false,
};

/// SMTP connections.
pub static SMTP_CONNECTIONS: Kind = Kind {
    record: "smtp_connection",
    label: SERVER_ADDRESS,
    list: Some(&LIST_SMTP),
    get: Some(&GET_SMTP),
    create: None,
    update: Some(&UPDATE_SMTP),
    delete: None,
    fields: &[
        Field::new(MODE, Form::Choice(&SWITCH)),
        Field::text(SERVER_ADDRESS),
        Field::text(SENDER_ADDRESS),
        Field::text(AUTH_USERNAME),
        Field::new(AUTH_PASSWORD, Form::Secret),
        Field::new("send_retries_number", Form::Number),
        Field::new("send_retries_interval", Form::Number),
        Field::new("connection_timeout", Form::Number),
    ],
    relations: &[],
    secret_id: false,
};

/// Tenants, to which users and projects belong.
pub static TENANTS: Kind = Kind {
    record: "tenant",
    label: TENANT_NAME,
    list: Some(&LIST_TENANTS),
    get: Some(&GET_TENANT),
    create: None,
    update: None,
    delete: None,
    fields: &[Field::read(TENANT_NAME, Form::Text)],
    relations: &[],
    secret_id: false,
};

/// Takes the secrets out of a record that is read: those of its fields, and what of a Kubernetes configuration repeats of the
/// manifest.
pub(super) fn drop_secrets(kind: Option<&Kind>, attributes: &mut Whole) {
    let fields = kind.map(|kind| kind.fields).unwrap_or_default();
    for field in fields.iter().filter(|field| field.form == Form::Secret) {
        attributes.remove(field.name);
    }
    if kind != Some(&K8S_CONFIGS) {
        return;
    }
    let blanked = |value: &Value| Blanked::of(value, services::SAVE.hides);
    for (name, value) in attributes.members().clone() {
        let text = value.as_str().and_then(|text| serde_json::from_str(text).ok());
        let clean = blanked(text.as_ref().unwrap_or(&value));
        if !clean.hidden.is_empty() {
            attributes.set(&name, text.map_or_else(|| clean.value.clone(), |_| clean.value.to_string().into()));
        }
    }
}

/// Reads a configuration again (§8, certain).
pub fn reload(what: &str) -> Call<Done> {
    Call::new(&RELOAD, &[what], started)
}

/// Counts what is stored on a node again (§8, certain).
pub fn statistics(node: &str) -> Call<Done> {
    Call::new(&STATISTICS, &[&[node, ".storage_device_info.0"].concat()], done)
}

/// The system's version as one of [`NODES`] tells it (§1, certain).
pub fn version(node: &str) -> Call<Option<String>> {
    fn read(answer: &crate::Answer) -> Result<Option<String>, crate::Error> {
        let value: Value = crate::call::json(answer)?;
        Ok(value["data"]["attributes"][EXTERNAL].as_str().map(str::to_owned))
    }
    Call::new(&VERSION, &[&[node, ".version.0"].concat(), node], read)
}
