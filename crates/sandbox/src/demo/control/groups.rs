//! Groups: teams, and those whose members have a policy through them.

use pilothouse_wire::control::{groups as g, users as u};
use rusqlite::Transaction;
use serde_json::json;

use crate::{
    control::{Deed, attributes},
    error::Failure,
    store::control::{self as store, Record},
};

/// Name, what for, policies.
const PLANS: [(&str, &str, &[&str]); 24] = [
    ("logistics", "Routes, parcels and depots", &["Data", "Developer"]),
    ("pricing", "Prices and promotions", &["Data", "Developer"]),
    ("fraud", "Payments that do not look right", &["Data", "Developer"]),
    ("forecasting", "Demand, stock and staff", &["Data", "Developer"]),
    ("vision", "Cameras on belts and docks", &["Data", "Developer"]),
    ("speech", "Calls and what was said in them", &["Data", "Developer"]),
    ("recommendations", "What else might please", &["Data", "Developer"]),
    ("energy", "Meters, tariffs and weather", &["Data", "Developer"]),
    ("maintenance", "Machines before they break", &["Data", "Developer"]),
    ("claims", "Damage and its price", &["Data", "Developer"]),
    ("churn", "Who is about to leave", &["Data", "Developer"]),
    ("research", "Whatever is not yet a product", &["Data", "Developer", "Application Read Only"]),
    ("data-engineers", "Streams, tables and features", &["Data", "Application Admin"]),
    ("ml-platform", "The platform itself", &["Data", "Application Admin", "Service Admin"]),
    ("site-reliability", "On call", &["IT Admin Read Only", "Service Admin"]),
    ("it-operations", "Nodes, storage and network", &["IT Admin", "Service Admin"]),
    ("security", "Who may do what", &["Security Admin", "Project Security Admin"]),
    ("auditors", "Look and do not touch", &["IT Admin Read Only", "Project Read Only", "Application Read Only"]),
    ("release-managers", "What goes live, and when", &["Application Admin"]),
    ("analysts", "Reports and dashboards", &["Application Read Only"]),
    ("interns", "Here for a summer", &["Application Read Only"]),
    ("partners", "People of other companies", &["Application Read Only"]),
    ("night-shift", "When the others sleep", &["IT Admin Read Only"]),
    ("robots", "Pipelines that sign in by a key", &["Data"]),
];

/// The number of the team whose members are programs.
pub(super) const ROBOTS: usize = PLANS.len() - 1;

/// Teams that everybody is in one of.
pub(super) const TEAMS: usize = 12;

/// Puts them in, and gives them in the order of their table.
pub(super) fn fill(db: &Transaction<'_>, deed: &Deed) -> Result<Vec<Record>, Failure> {
    let one = |(number, (name, description, policies)): (usize, (&str, &str, &[&str]))| {
        let said = attributes([
            (g::NAME, json!(name)),
            ("description", json!(description)),
            ("gid", json!(2000 + number)),
            ("kind", json!("local")),
            ("data_access_mode", json!(u::SWITCH[usize::from(number % 9 == 8)])),
            (u::POLICIES, json!(policies)),
            (g::SYSTEM_PROVIDED, json!(false)),
        ]);
        store::insert(db, &g::GROUPS, &deed.random.uuid(), said)
    };
    PLANS.into_iter().enumerate().map(one).collect()
}
