//! What credentials are for, global variables, and kitchens.

use rusqlite::Transaction;
use serde_json::json;

use super::object;
use crate::{
    error::Failure,
    store::{dss::catalog, settings},
};

/// Puts them in.
pub(super) fn fill(db: &Transaction<'_>) -> Result<(), Failure> {
    connections(db)?;
    plugins(db)?;
    settings::set_dss_variables(
        db,
        &object(json!({"region": "eu", "batch_size": 500, "alerts": {"channel": "ops", "quiet_hours": [22, 6]}})),
    )?;
    kitchens(db)
}

fn connections(db: &Transaction<'_>) -> Result<(), Failure> {
    for (name, kind, mode) in [
        ("warehouse_pg", "PostgreSQL", "PER_USER"),
        ("lake", "EC2", "GLOBAL"),
        ("carrier api/v2", "HTTP", "PER_USER"),
        ("filesystem_root", "Filesystem", "GLOBAL"),
    ] {
        let definition = json!({"name": name, "type": kind, "credentialsMode": mode, "usableBy": "ALL", "params": {}});
        catalog::add_connection(db, name, &object(definition))?;
    }
    Ok(())
}

fn plugins(db: &Transaction<'_>) -> Result<(), Failure> {
    let geo = json!({"config": {}, "presets": [{"name": "main", "type": "geo-account"}, {"name": "backup", "type": "geo-account"}]});
    let chat = json!({"config": {}, "presets": [{"name": "support desk", "type": "chat-login"}]});
    for (id, settings) in
        [("geo-tools", geo), ("chat-bridge", chat), ("unit-kit", json!({"config": {}, "presets": []}))]
    {
        catalog::add_plugin(db, id, &object(settings))?;
    }
    Ok(())
}

fn kitchens(db: &Transaction<'_>) -> Result<(), Failure> {
    let all = [
        json!({"name": "master", "parent-kitchen": null, "description": "What is in production", "kitchen-staff": [],
            "kitchen-roles": {"admin@example.org": "Admin", "a.keller@example.org": "Developer"}}),
        json!({"name": "Staging", "parent-kitchen": "master", "description": "Before production",
            "kitchen-staff": ["admin@example.org", "b.moreau@example.org", "K.Nowak@example.org"],
            "kitchen-roles": {"admin@example.org": "Admin", "b.moreau@example.org": "Developer", "K.Nowak@example.org": "Guest"}}),
        json!({"name": "Pricing_Dev", "parent-kitchen": "Staging", "description": "",
            "kitchen-staff": ["b.moreau@example.org", "e.okafor@example.org"],
            "kitchen-roles": {"b.moreau@example.org": "Admin", "e.okafor@example.org": "Developer"}}),
        json!({"name": "Open_Sandbox", "parent-kitchen": "master", "description": "Everyone may try", "kitchen-staff": null}),
        json!({"name": "Night_Jobs", "parent-kitchen": "Staging", "description": "Long runs",
            "kitchen-staff": ["lead/night@example.org", "admin@example.org"]}),
    ];
    for kitchen in all {
        let body = object(kitchen);
        let name = body.get("name").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        catalog::add_kitchen(db, &name, &body)?;
    }
    Ok(())
}
