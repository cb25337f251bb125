//! Six projects with datasets, and who may do what in them.

use rusqlite::Transaction;
use serde_json::{Value, json};

use super::object;
use crate::{
    error::Failure,
    store::dss::{
        catalog,
        projects::{self, Project},
    },
};

struct Plan {
    key: &'static str,
    name: &'static str,
    owner: &'static str,
    permissions: fn() -> Vec<Value>,
    datasets: &'static [&'static str],
}

const PLANS: [Plan; 6] = [
    Plan {
        key: "PARCELS",
        name: "Parcel arrival times",
        owner: "a.keller",
        permissions: || {
            vec![
                json!({"group": "logistics", "writeProjectContent": true, "exportDatasetsData": true}),
                json!({"group": "night shift", "readProjectContent": true, "runScenarios": true}),
                json!({"group": "readers", "readDashboards": true}),
                json!({"user": "zoë núñez", "readProjectContent": true}),
            ]
        },
        datasets: &["scans", "routes", "parcels_joined", "delays_scored"],
    },
    Plan {
        key: "PRICES",
        name: "Prices",
        owner: "b.moreau",
        permissions: || {
            vec![
                json!({"group": "pricing", "admin": true}),
                json!({"group": "data-science", "readProjectContent": true, "writeDashboards": true}),
                json!({"user": "k.nowak", "moderateDashboards": true}),
            ]
        },
        datasets: &["offers", "orders", "elasticity"],
    },
    Plan {
        key: "FRAUD",
        name: "Payments under suspicion",
        owner: "e.okafor",
        permissions: || {
            vec![
                json!({"group": "fraud", "writeProjectContent": true}),
                json!({"group": "auditors", "readProjectContent": true, "exportDatasetsData": true}),
            ]
        },
        datasets: &["payments", "chargebacks", "payments_scored", "blocklist"],
    },
    Plan {
        key: "FLEET",
        name: "Fleet upkeep",
        owner: "m.rossi",
        permissions: || {
            vec![
                json!({"group": "logistics", "readProjectContent": true}),
                json!({"group": "platform", "editPermissions": true, "runScenarios": true}),
                json!({"user": "lead/night@example.org", "runScenarios": true}),
            ]
        },
        datasets: &["vehicles", "sensors", "repairs"],
    },
    Plan {
        key: "DEMAND",
        name: "Demand by region",
        owner: "n.silva",
        permissions: || {
            vec![
                json!({"group": "data-science", "writeProjectContent": true, "shareToWorkspaces": true}),
                json!({"group": "analysts", "readProjectContent": true}),
                json!({"group": "Région Ouest", "readDashboards": true, "executeApp": true}),
            ]
        },
        datasets: &["sales", "weather", "forecast"],
    },
    Plan {
        key: "SANDPIT",
        name: "Sandpit",
        owner: "t.zhang",
        permissions: || vec![json!({"group": "data-science", "admin": true})],
        datasets: &["scratch"],
    },
];

/// Puts them in.
pub(super) fn fill(db: &Transaction<'_>) -> Result<(), Failure> {
    for plan in PLANS {
        let project = Project {
            key: plan.key.into(),
            name: plan.name.into(),
            owner: plan.owner.into(),
            permissions: (plan.permissions)().into_iter().map(object).collect(),
        };
        projects::add(db, &project)?;
        for dataset in plan.datasets {
            catalog::add_dataset(db, plan.key, dataset)?;
        }
    }
    Ok(())
}
