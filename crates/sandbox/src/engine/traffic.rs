//! Counts real queries per service, endpoint and generation: how many, how many failed, how long they took.
//! In memory; the server writes it down every few seconds and when it stops.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Mutex,
    time::Duration,
};

use pilothouse_wire::ServiceId;
use serde_json::{Value, json};

use crate::lock::lock;

/// Buckets of the histogram. The first ends at 10 µs, each of the others at 1.25 times the one before: the last at
/// about 13 s, with an error of at most a quarter.
const BUCKETS: usize = 64;
const FIRST_US: f64 = 10.0;
const GROWTH: f64 = 1.25;

/// Length of a slot of what was counted lately. The slot under way and the one before it are told together: between
/// one minute and two.
const SLOT_MS: i64 = 60_000;

/// Which queries are counted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeriesKey {
    /// The service.
    pub service: String,
    /// Its endpoint.
    pub endpoint: String,
    /// The generation that answered.
    pub generation: String,
}

/// What was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    queries: u64,
    errors: u64,
    latency: [u32; BUCKETS],
    /// The slot under way, and the one before it. Not written down.
    lately: [Slot; 2],
    changed: bool,
}

/// What one slot of time has counted.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Slot {
    number: i64,
    errors: u64,
    latency: [u32; BUCKETS],
}

impl Slot {
    const fn empty(number: i64) -> Self {
        Self { number, errors: 0, latency: [0; BUCKETS] }
    }
}

impl Default for Series {
    fn default() -> Self {
        Self { queries: 0, errors: 0, latency: [0; BUCKETS], lately: [Slot::empty(0), Slot::empty(0)], changed: false }
    }
}

impl Series {
    /// A series as it was written down; what cannot be read of the histogram counts as empty.
    #[must_use]
    pub fn restore(queries: u64, errors: u64, latency: &[u8]) -> Self {
        let mut series = Self { queries, errors, ..Self::default() };
        for (bucket, bytes) in series.latency.iter_mut().zip(latency.chunks_exact(4)) {
            *bucket = bytes.try_into().map_or(0, u32::from_le_bytes);
        }
        series
    }

    /// Queries so far.
    #[must_use]
    pub fn queries(&self) -> u64 {
        self.queries
    }

    /// Of these, failed.
    #[must_use]
    pub fn errors(&self) -> u64 {
        self.errors
    }

    /// The histogram to write down.
    #[must_use]
    pub fn latency_bytes(&self) -> Vec<u8> {
        self.latency.iter().flat_map(|count| count.to_le_bytes()).collect()
    }

    /// Counts a query that ended at `now` (ms since 1970).
    pub fn count(&mut self, took: Duration, failed: bool, now: i64) {
        self.queries += 1;
        self.errors += u64::from(failed);
        let at = bucket(took);
        let [under_way, before] = &mut self.lately;
        if under_way.number != now / SLOT_MS {
            *before = std::mem::replace(under_way, Slot::empty(now / SLOT_MS));
        }
        under_way.errors += u64::from(failed);
        for counted in [&mut self.latency[at], &mut under_way.latency[at]] {
            *counted = counted.saturating_add(1);
        }
        self.changed = true;
    }

    /// The time in milliseconds that this share (0 to 1) of the queries did not exceed; nothing before the first.
    #[must_use]
    pub fn percentile(&self, share: f64) -> Option<f64> {
        percentile(&self.latency, share)
    }

    fn show(&self, now: i64) -> Value {
        json!({
            "queries": self.queries,
            "errors": self.errors,
            "latencyMs": percentiles(&self.latency),
            "lately": self.show_lately(now),
        })
    }

    /// The slots that are not over for longer than a slot.
    fn show_lately(&self, now: i64) -> Value {
        let (mut errors, mut latency) = (0, [0; BUCKETS]);
        for slot in self.lately.iter().filter(|slot| slot.number >= now / SLOT_MS - 1) {
            errors += slot.errors;
            latency.iter_mut().zip(slot.latency).for_each(|(sum, count)| *sum += count);
        }
        let queries: u64 = latency.iter().map(|count| u64::from(*count)).sum();
        json!({"queries": queries, "errors": errors, "latencyMs": percentiles(&latency)})
    }
}

fn percentile(latency: &[u32; BUCKETS], share: f64) -> Option<f64> {
    let total: u64 = latency.iter().map(|count| u64::from(*count)).sum();
    let mut left = (share * total as f64).ceil() as u64;
    for (n, count) in latency.iter().enumerate() {
        left = left.saturating_sub(u64::from(*count));
        if left == 0 && total > 0 {
            return Some((upper_bound_us(n)).round() / 1000.0);
        }
    }
    None
}

fn percentiles(latency: &[u32; BUCKETS]) -> Value {
    let [p50, p95, p99] = [0.50, 0.95, 0.99].map(|share| percentile(latency, share));
    json!({"p50": p50, "p95": p95, "p99": p99})
}

fn upper_bound_us(bucket: usize) -> f64 {
    FIRST_US * GROWTH.powi(i32::try_from(bucket).unwrap_or(i32::MAX))
}

fn bucket(took: Duration) -> usize {
    let us = took.as_secs_f64() * 1e6;
    (0..BUCKETS).find(|n| us <= upper_bound_us(*n)).unwrap_or(BUCKETS - 1)
}

/// All counters of the node.
#[derive(Debug)]
pub struct Traffic {
    since: i64,
    series: Mutex<HashMap<SeriesKey, Series>>,
}

impl Traffic {
    /// Goes on from what was written down.
    #[must_use]
    pub fn new(since: i64, kept: Vec<(SeriesKey, Series)>) -> Self {
        Self { since, series: Mutex::new(kept.into_iter().collect()) }
    }

    /// Counts a query that ended at `now` (ms since 1970).
    pub fn count(&self, key: SeriesKey, took: Duration, failed: bool, now: i64) {
        lock(&self.series).entry(key).or_default().count(took, failed, now);
    }

    /// Forgets a service that is gone.
    pub fn forget(&self, service: &ServiceId) {
        lock(&self.series).retain(|key, _| key.service != service.as_str());
    }

    /// What changed since the last call, to write it down.
    #[must_use]
    pub fn take_changed(&self) -> Vec<(SeriesKey, Series)> {
        let mut all = lock(&self.series);
        let changed = all.iter_mut().filter(|(_, series)| series.changed);
        changed
            .map(|(key, series)| {
                series.changed = false;
                (key.clone(), series.clone())
            })
            .collect()
    }

    /// The answer of the metrics call at `now` (own names, `docs/sandbox-differences.md`).
    #[must_use]
    pub fn show(&self, now: i64) -> Value {
        let mut services: BTreeMap<String, BTreeMap<String, BTreeMap<String, Value>>> = BTreeMap::new();
        for (key, series) in lock(&self.series).iter() {
            let service = services.entry(key.service.clone()).or_default();
            service.entry(key.endpoint.clone()).or_default().insert(key.generation.clone(), series.show(now));
        }
        let services: BTreeMap<String, Value> =
            services.into_iter().map(|(id, ends)| (id, show_service(ends))).collect();
        json!({"sandbox": {"since": self.since, "services": services}})
    }
}

fn show_service(endpoints: BTreeMap<String, BTreeMap<String, Value>>) -> Value {
    let endpoints: BTreeMap<String, Value> =
        endpoints.into_iter().map(|(id, generations)| (id, json!({"generations": generations}))).collect();
    json!({"endpoints": endpoints})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_within_a_quarter() {
        let mut series = Series::default();
        assert_eq!(series.percentile(0.5), None);
        for ms in 1..=100 {
            series.count(Duration::from_millis(ms), false, 0);
        }
        for (share, exact) in [(0.5, 50.0), (0.95, 95.0), (0.99, 99.0)] {
            let found = series.percentile(share).unwrap();
            assert!(found >= exact && found <= exact * GROWTH, "{share}: {found}");
        }
    }

    #[test]
    fn a_series_survives_being_written_down() {
        let mut series = Series::default();
        series.count(Duration::from_micros(700), false, 0);
        series.count(Duration::from_secs(3600), true, 0);
        let back = Series::restore(series.queries(), series.errors(), &series.latency_bytes());
        assert_eq!(back, Series { changed: false, lately: back.lately.clone(), ..series });
    }

    #[test]
    fn what_is_told_as_lately_is_over_after_two_minutes() {
        let mut series = Series::default();
        let lately = |series: &Series, now| series.show_lately(now)["queries"].as_u64().unwrap();
        series.count(Duration::from_millis(1), true, 30_000);
        series.count(Duration::from_millis(1), false, 61_000);
        assert_eq!((lately(&series, 62_000), lately(&series, 121_000), lately(&series, 180_000)), (2, 1, 0));
        series.count(Duration::from_millis(1), false, 600_000);
        assert_eq!(
            series.show_lately(600_001),
            json!({"queries": 1, "errors": 0, "latencyMs": percentiles(&series.lately[0].latency)})
        );
        assert_eq!(series.queries(), 3);
    }

    #[test]
    fn only_changes_are_taken() {
        let key = SeriesKey { service: "s".into(), endpoint: "e".into(), generation: "g".into() };
        let traffic = Traffic::new(0, vec![(key.clone(), Series::default())]);
        assert!(traffic.take_changed().is_empty());
        traffic.count(key, Duration::ZERO, false, 0);
        assert_eq!(traffic.take_changed().len(), 1);
        assert!(traffic.take_changed().is_empty());
    }
}
