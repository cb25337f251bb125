//! A believable node to look at: services in every state, keys with and without an end, a day of traffic, two packages
//! to import. Put in once, into an empty database; the same every time but for the keys' secrets, which nobody knows.
//! Of several nodes each has its own, with the differences that a comparison is for (`differences`).

mod control;
mod crowd;
mod differences;
mod dss;
mod keys;
mod node;
mod traffic;

use std::path::Path;

use crate::{
    clock::{Clock, DAY_MS},
    error::Failure,
    nodes::NodeNumber,
    random::Random,
    store::{self, settings},
};

/// Services of the hand-made part.
pub const BY_HAND: u32 = 12;

/// Seeds the folder `data` of the node `number` unless that was done before: the hand-made node, cut or filled up to
/// `services` services, less those that this node lacks.
pub fn seed(data: &Path, number: NodeNumber, services: u32, clock: &Clock, random: &Random) -> Result<(), Failure> {
    let plans = differences::plans(number, services);
    let mut db = store::connect(data).map_err(|e| Failure::internal("opening the database", &e))?;
    let now = clock.now_ms();
    let first = store::in_transaction(&mut db, |db| match settings::first_demo(db)? {
        true => {
            settings::counting_since(db, now - DAY_MS)?;
            node::fill(db, &plans, now)?;
            traffic::fill(db, &plans, number)?;
            keys::fill(db, now, random)?;
            crowd::fill(db, services.saturating_sub(BY_HAND), now)?;
            // People and what is theirs are kept by the first node.
            if number == NodeNumber::FIRST {
                dss::fill(db, services, now, random)?;
                control::fill(db, data, services, now, random)?;
            }
            Ok(true)
        }
        false => Ok(false),
    })?;
    if first {
        dss::logs(data, now)?;
        node::packages(&data.join("packages"))
    } else {
        Ok(())
    }
}
