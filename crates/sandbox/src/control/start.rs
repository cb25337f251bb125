//! What is there from the first start on: the tenant, the group of all users, an empty manifest of app services, one
//! Kubernetes configuration and one connection to a mail server.

use pilothouse_wire::control::{Kind, groups, services, system, users as u};
use rusqlite::Connection;
use serde_json::json;

use crate::{
    error::Failure,
    store::{
        control::{self as store, Record},
        dss::Object,
    },
};

use super::{Deed, MASK, attributes, manifest::secrets};

/// Name of the one tenant (seen in the contract's sources).
pub const TENANT: &str = "default-tenant";

/// Makes what is missing of it, and hides what should not have been kept.
pub fn prepare(db: &Connection, deed: &Deed) -> Result<(), Failure> {
    let once = |kind: &'static Kind, attributes: Object| {
        if store::first(db, kind)?.is_none() {
            // The manifest is known by a number (§1, certain).
            let id = if kind == &services::MANIFESTS { "0".to_owned() } else { deed.random.uuid() };
            store::insert(db, kind, &id, attributes)?;
        }
        Ok::<(), Failure>(())
    };
    once(&system::TENANTS, attributes([(system::TENANT_NAME, TENANT.into())]))?;
    once(&groups::GROUPS, all_users())?;
    once(&system::K8S_CONFIGS, cluster(deed))?;
    once(&system::SMTP_CONNECTIONS, mail_server())?;
    let tenant = tenant(db)?;
    once(&services::MANIFESTS, manifest(&tenant))?;
    hide_secrets(db)
}

fn hide_secrets(db: &Connection) -> Result<(), Failure> {
    let Some(kept) = store::first(db, &services::MANIFESTS)? else { return Ok(()) };
    let mut changed = kept.attributes.clone();
    if secrets::hide_all(&mut changed) {
        store::update(db, &kept, changed)?;
    }
    Ok(())
}

fn cluster(deed: &Deed) -> Object {
    attributes([
        (system::NAMESPACE, TENANT.into()),
        (system::HTTP_PORT, 8081.into()),
        (system::HTTPS_PORT, 8443.into()),
        (system::KUBECONFIG, MASK.into()),
        ("created_at", deed.moment()),
        ("updated_at", deed.moment()),
        ("services_spec", "{}".into()),
        ("services_status", "{}".into()),
        (system::MANIFEST, r#"{"app_services": []}"#.into()),
        (
            "limit_range_spec",
            json!({"limits": [{
                "type": "Container",
                "max": {"cpu": "8", "memory": "32Gi"},
                "min": {"cpu": "10m", "memory": "16Mi"},
                "default": {"cpu": "2", "memory": "4Gi"},
                "default_request": {"cpu": "100m", "memory": "256Mi"},
            }]}),
        ),
    ])
}

fn mail_server() -> Object {
    attributes([
        (system::MODE, "disabled".into()),
        (system::SERVER_ADDRESS, "mail.example.org:587".into()),
        (system::SENDER_ADDRESS, "".into()),
        (system::AUTH_USERNAME, "".into()),
        (system::AUTH_PASSWORD, "".into()),
        ("send_retries_number", 3.into()),
        ("send_retries_interval", 10.into()),
        ("connection_timeout", 30.into()),
    ])
}

/// A manifest without services.
fn manifest(tenant: &Record) -> Object {
    attributes([
        (services::CLUSTER_NAME, "default-cluster".into()),
        (services::TENANT_NAME, TENANT.into()),
        (services::TENANT_ID, tenant.id.as_str().into()),
        (services::SERVICES, json!([])),
        (services::STATE, services::READY.into()),
        (services::LAST_ERROR, "".into()),
        (services::LAST_JOB, "".into()),
        (services::RUNNING_JOB, "".into()),
        (services::APPLY_MODE, services::DEFAULT.into()),
        (services::FORCE, u::SWITCH[1].into()),
    ])
}

fn all_users() -> Object {
    attributes([
        (groups::NAME, u::ALL_USERS.into()),
        ("description", "Everybody".into()),
        (groups::GID, (-1).into()),
        ("kind", "local".into()),
        ("data_access_mode", "enabled".into()),
        (u::POLICIES, json!([])),
        (groups::SYSTEM_PROVIDED, true.into()),
    ])
}

/// The one tenant.
pub fn tenant(db: &Connection) -> Result<Record, Failure> {
    let tenant = store::first(db, &system::TENANTS)?;
    tenant.ok_or_else(|| Failure::internal("looking for the tenant", &"there is none"))
}

/// The group of all users.
pub fn everybody(db: &Connection) -> Result<Record, Failure> {
    let group = store::by_name(db, &groups::GROUPS, u::ALL_USERS)?;
    group.ok_or_else(|| Failure::internal("looking for the group of all users", &"there is none"))
}
