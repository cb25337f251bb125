//! Access keys: of either plane and of both, some that have ended, some that end soon.

use std::path::Path;

use pilothouse_wire::control::{access_keys as k, users as u};
use rusqlite::Transaction;
use serde_json::json;

use super::There;
use crate::{
    auth::{control::Caller, vault::Vault},
    clock::DAY_MS,
    control::{Deed, keys::Change},
    error::Failure,
    random::Random,
    store::control::links,
};

/// How many.
const COUNT: usize = 18;

const LABELS: [&str; 6] = ["nightly pipeline", "laptop", "dashboard", "model deployment", "backup", "experiments"];

/// Puts them in. Their secrets are random and told to nobody.
pub(super) fn fill(db: &Transaction<'_>, data: &Path, now: i64, there: &There, random: &Random) -> Result<(), Failure> {
    let vault = Vault::open(data, random).map_err(|e| Failure::internal("opening the vault", &e))?;
    for number in 0..COUNT {
        let user = there.user(number * 5).clone();
        let groups = links::named(db, &user, u::GROUPS)?;
        let caller = Caller { user, groups, ctx: String::new(), needed: &[] };
        let planes = [vec![k::CONTROL, k::DATA], vec![k::DATA], vec![k::CONTROL]];
        // Every fourth lives for a month only, and is that old or almost.
        let short = number % 4 == 3;
        let (age, ttl) =
            if short { (24 + number as i64, 30 * DAY_MS / 1000) } else { (number as i64 * 11, k::TEN_YEARS) };
        let deed = Deed::own(random, now - age * DAY_MS).by(&caller.user);
        let said =
            json!({k::LABEL: LABELS[number % LABELS.len()], k::PLANES: planes[number % planes.len()], k::TTL: ttl});
        Change::read(json!({"data": {"attributes": said}}))?.create(db, &deed, &vault, &caller)?;
    }
    Ok(())
}
