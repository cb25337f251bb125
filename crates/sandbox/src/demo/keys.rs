//! Admin keys of every age: for ever, ending soon, long ended.

use pilothouse_wire::api_node::keys::NewKey;
use rusqlite::Transaction;

use crate::{
    clock::DAY_MS,
    error::Failure,
    random::Random,
    store::keys::{self, StoredKey},
};

struct Plan {
    label: &'static str,
    description: &'static str,
    /// Days since it was made, and days that it lives.
    age: i64,
    life: Option<u32>,
    /// Minutes since it was last used.
    used: Option<i64>,
}

const PLANS: [Plan; 5] = [
    Plan { label: "deployment-pipeline", description: "Imports and switches", age: 210, life: None, used: Some(34) },
    Plan { label: "nightly-report", description: "Reads the metrics", age: 85, life: Some(90), used: Some(410) },
    Plan { label: "monitoring", description: "Reads the services", age: 40, life: Some(365), used: Some(1) },
    Plan { label: "load-test", description: "For the test in spring", age: 33, life: Some(30), used: Some(6000) },
    Plan { label: "spare", description: "Never used", age: 12, life: None, used: None },
];

/// Puts them in; their secrets are random and nobody knows them.
pub(super) fn fill(db: &Transaction<'_>, now: i64, random: &Random) -> Result<(), Failure> {
    for (n, plan) in PLANS.iter().enumerate() {
        let created_on = now - plan.age * DAY_MS;
        let said = NewKey {
            label: Some(plan.label.into()),
            description: Some(plan.description.into()),
            created_by: Some("admin".into()),
            expiry: plan.life,
        };
        let key = StoredKey {
            id: format!("demo{}", n + 1),
            said,
            created_on,
            expires_on: plan.life.map(|days| created_on + i64::from(days) * DAY_MS),
            last_used_on: plan.used.map(|minutes| now - minutes * 60_000),
        };
        let mut digest = [0; 32];
        random.fill(&mut digest);
        keys::add(db, &key, &digest)?;
    }
    Ok(())
}
