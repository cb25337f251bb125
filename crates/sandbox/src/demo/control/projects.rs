//! Projects: in every state, with members in person and through groups, some that hold much and some that hold nothing.

use pilothouse_wire::control::projects as p;
use rusqlite::Transaction;
use serde_json::{Value, json};

use super::There;
use crate::{
    clock::DAY_MS,
    control::{Deed, attributes, moment::iso, projects},
    error::Failure,
    store::control::{self as store, Record, links},
};

const NAMES: [(&str, &str); 30] = [
    ("parcel-eta", "When a parcel arrives"),
    ("refund-risk", "Which refunds to look at"),
    ("fraud-screening", "Payments while they are made"),
    ("churn-score", "Who is about to leave"),
    ("demand-daily", "Units for each shop and day"),
    ("price-elasticity", "What a price does to a sale"),
    ("credit-limit", "How much is safe"),
    ("claim-triage", "Which claim goes to whom"),
    ("lead-scoring", "Whom to call first"),
    ("stock-cover", "Days until a shelf is empty"),
    ("route-cost", "Cost of a tour before it is driven"),
    ("returns-forecast", "What comes back, and when"),
    ("dock-cameras", "Damage seen on the dock"),
    ("belt-speed", "Belts that run as they should"),
    ("call-topics", "What calls are about"),
    ("voice-quality", "Lines that crackle"),
    ("basket-next", "What else goes into the basket"),
    ("meter-reading", "Meters that are read wrong"),
    ("wind-forecast", "Wind for tomorrow"),
    ("pump-health", "Pumps before they break"),
    ("shift-planning", "Who is needed where"),
    ("feature-store", "Features that several teams use"),
    ("data-quality", "Tables that are not what they were"),
    ("model-monitoring", "Models that drift"),
    ("document-search", "Finds what was written down"),
    ("summer-school", "For those who learn"),
    ("sandpit", "For whatever is tried"),
    ("legacy-scoring", "Kept until the last one has moved"),
    ("tariff-simulator", "What a tariff would have cost"),
    ("site-safety", "Helmets, vests and gates"),
];

/// Puts them in.
pub(super) fn fill(db: &Transaction<'_>, deed: &Deed, there: &There) -> Result<(), Failure> {
    NAMES.iter().enumerate().try_for_each(|(number, (name, what))| add(db, deed, there, number, (name, what)))
}

fn add(
    db: &Transaction<'_>,
    deed: &Deed,
    there: &There,
    number: usize,
    (name, description): (&str, &str),
) -> Result<(), Failure> {
    let made = deed.now - (number as i64 * 29 % 600 + 15) * DAY_MS;
    let status = match number {
        24 | 27 => p::ARCHIVED,
        18 => p::OFFLINE,
        _ => p::ONLINE,
    };
    let said = attributes([
        (p::NAME, json!(name)),
        (p::DESCRIPTION, json!(description)),
        (p::ADMIN_STATUS, json!(status)),
        (p::LABELS, labels(number)),
        (p::ANNOTATIONS, json!([{"name": "cost-center", "value": format!("R-{}", 200 + number % 40)}])),
        (p::NODE_SELECTOR, selector(number)),
        (p::CREATED_AT, json!(iso(made))),
        (p::UPDATED_AT, json!(iso(made + number as i64 % 9 * DAY_MS))),
        (p::MLRUN_PROJECT, json!(mlrun(name, number).to_string())),
        (p::NUCLIO_PROJECT, json!(json!({"metadata": {"name": name, "namespace": "default-tenant"}}).to_string())),
    ]);
    let project = projects::add(db, deed, said, there.user(number * 7))?;
    let operational = match number {
        25 => p::UNKNOWN,
        29 => p::CREATING,
        _ => status,
    };
    store::update(db, &project, attributes([(p::OPERATIONAL_STATUS, json!(operational))]))?;
    members(db, there, &project, number)
}

fn labels(number: usize) -> Value {
    let stage = ["production", "staging", "trial"][number % 3];
    let team = ["logistics", "pricing", "platform", "research"][number % 4];
    match number % 5 {
        4 => json!([]),
        _ => json!([{"name": "stage", "value": stage}, {"name": "team", "value": team}]),
    }
}

fn selector(number: usize) -> Value {
    if number % 6 == 2 { json!([{"name": "node-group", "value": "gpu"}]) } else { json!([]) }
}

/// What MLRun keeps of it: the summer school and the sandpit hold nothing yet.
fn mlrun(name: &str, number: usize) -> Value {
    let some = |many: usize, kind: &str| -> Vec<Value> {
        (1..=many).map(|n| json!({"name": format!("{name}-{kind}-{n}"), "kind": kind})).collect()
    };
    let empty = matches!(number, 25 | 26 | 29);
    let (functions, artifacts) = if empty { (0, 0) } else { (number % 5 + 1, number % 7) };
    json!({
        "kind": "project",
        "metadata": {"name": name},
        "spec": {
            "functions": some(functions, "job"),
            "artifacts": some(artifacts, "model"),
            "workflows": some(usize::from(!empty && number.is_multiple_of(2)), "pipeline"),
        },
        "status": {"state": "online"},
    })
}

/// Each member has one direct role.
fn members(db: &Transaction<'_>, there: &There, project: &Record, number: usize) -> Result<(), Failure> {
    for (step, role) in links::named(db, project, p::ROLES_OF)?.iter().enumerate() {
        let users: Vec<&Record> = (0..=step * 2).map(|n| there.user(number * 7 + 1 + step * 11 + n * 3)).collect();
        links::set(db, role, p::USERS_OF, &users)?;
        let groups: Vec<&Record> = (0..step).map(|n| there.group(number + step * 5 + n * 9)).collect();
        links::set(db, role, p::GROUPS_OF, &groups)?;
    }
    Ok(())
}
