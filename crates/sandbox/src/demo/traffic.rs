//! A day of traffic for the services that answer.

use std::time::Duration;

use rusqlite::Transaction;

use crate::{
    engine::traffic::{Series, SeriesKey},
    error::Failure,
    nodes::NodeNumber,
    random::Random,
    store,
};

use super::node::Plan;

/// Queries of the busiest service in a day; the others have fewer and fewer.
const BUSIEST: u32 = 24_000;

/// The busiest service of each further node has so many fewer.
const FEWER: u32 = 900;

/// One query in so many fails.
const FAILING: u32 = 400;

/// Puts it in for these services of a node.
pub(super) fn fill(db: &Transaction<'_>, plans: &[Plan], node: NodeNumber) -> Result<(), Failure> {
    let random = Random::sequence(11 + u64::from(node.get()));
    let busiest = BUSIEST - FEWER * u32::from(node.get() - 1);
    for (n, plan) in (1..).zip(plans) {
        // Only what really answers has traffic.
        for (generation, share) in plan.mapping.iter().filter(|_| plan.enabled && plan.answers()) {
            let queries = busiest / n * u32::from(*share) / 10_000;
            let key = SeriesKey {
                service: plan.id.into(),
                endpoint: plan.endpoint.into(),
                generation: plan.generation(*generation)?.to_string(),
            };
            store::traffic::put(db, &key, &series(queries, &random))?;
        }
    }
    Ok(())
}

/// Most queries take a fraction of a millisecond, a few take long.
fn series(queries: u32, random: &Random) -> Series {
    let mut series = Series::default();
    for _ in 0..queries {
        let (spread, rare) = (random.below(400), random.below(100));
        let us = 180 + spread + if rare == 0 { 4_000 + 20 * spread } else { 0 };
        series.count(Duration::from_micros(us.into()), random.below(FAILING) == 0);
    }
    series
}

impl Plan {
    fn answers(&self) -> bool {
        !self.mapping.iter().any(|(number, _)| self.is_broken(*number))
    }
}
