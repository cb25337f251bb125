//! Personal and global keys: fresh and old, used and never, with every kind of right.

use rusqlite::Transaction;
use serde_json::{Value, json};

use super::object;
use crate::{
    clock::DAY_MS,
    error::Failure,
    random::Random,
    store::dss::keys::{self, GlobalKey, PersonalKey},
};

/// Whose, label, days since it was made, days since it was used.
const PERSONAL: [(&str, &str, i64, Option<i64>); 8] = [
    ("a.keller", "laptop", 200, Some(1)),
    ("a.keller", "notebook server", 90, Some(40)),
    ("b.moreau", "price upload", 310, Some(0)),
    ("e.okafor", "", 25, None),
    ("zoë núñez", "script", 12, Some(3)),
    ("m.ito", "admin scripts", 400, Some(2)),
    ("k.nowak", "old dashboard", 900, Some(500)),
    ("robot+deploy@example.org", "pipeline", 150, Some(0)),
];

fn global() -> [(&'static str, Value, i64, Option<i64>); 7] {
    let of = |label: &str, more: Value| {
        let mut key =
            object(json!({"label": label, "description": "", "globalPermissions": {}, "projects": {}, "groups": null}));
        key.extend(object(more));
        Value::Object(key)
    };
    [
        (
            "gadmin",
            of("night-audit", json!({"description": "Reads users", "globalPermissions": {"admin": true}})),
            300,
            None,
        ),
        (
            "gsoon",
            of("release-robot", json!({"projects": {"PARCELS": {"writeProjectContent": true}}, "expiry": 95})),
            90,
            Some(95),
        ),
        (
            "gover",
            of("load-test", json!({"projects": {"FLEET": {"readProjectContent": true}}, "expiry": 30})),
            60,
            Some(30),
        ),
        (
            "ggroup",
            of("logistics-jobs", json!({"groups": ["logistics"], "dssUserForImpersonation": "a.keller"})),
            20,
            None,
        ),
        (
            "gmany",
            of(
                "dashboards",
                json!({"projects": {
                    "PRICES": {"readDashboards": true, "writeDashboards": true},
                    "DEMAND": {"readProjectContent": true, "readDashboards": true},
                    "FRAUD": {"readProjectContent": true, "exportDatasetsData": true}}}),
            ),
            45,
            None,
        ),
        ("gnone", of("spare", json!({"description": "May do nothing yet"})), 5, None),
        ("gplat", of("platform-and-more", json!({"groups": ["platform", "auditors"]})), 15, None),
    ]
}

/// Puts them in; their secrets are random and nobody knows them.
pub(super) fn fill(db: &Transaction<'_>, now: i64, random: &Random) -> Result<(), Failure> {
    for (n, (account, label, age, used)) in PERSONAL.into_iter().enumerate() {
        let key = PersonalKey {
            id: format!("demop{}", n + 1),
            account: account.into(),
            label: label.into(),
            description: String::new(),
            created_on: now - age * DAY_MS,
            created_by: account.into(),
            last_used_on: used.map(|days| now - days * DAY_MS - 5 * 60_000),
        };
        keys::add_personal(db, &key, &digest(random))?;
    }
    for (id, definition, age, life) in global() {
        let created_on = now - age * DAY_MS;
        let key = GlobalKey {
            id: id.into(),
            definition: object(definition),
            created_on,
            created_by: "admin".into(),
            expires_on: life.map(|days| created_on + days * DAY_MS),
            last_used_on: (age > 10).then(|| now - age * 60_000),
        };
        keys::add_global(db, &key, &digest(random))?;
    }
    Ok(())
}

fn digest(random: &Random) -> [u8; 32] {
    let mut digest = [0; 32];
    random.fill(&mut digest);
    digest
}
