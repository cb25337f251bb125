//! The hand-made services: mappings of every kind, one never enabled, one that could not start.

use std::{io, path::Path};

use pilothouse_wire::{EndpointId, GenerationId, ServiceId, Share, Split};
use rusqlite::Transaction;
use serde_json::Value;

use crate::{
    auth::digest,
    clock::DAY_MS,
    error::Failure,
    packages::{build, contents::Document},
    store::{generations, services},
};

/// One service to be.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    pub(super) id: &'static str,
    pub(super) endpoint: &'static str,
    pub(super) make: fn(&EndpointId, f64) -> Value,
    /// Generations are called `<prefix><number>`, from 1, oldest first.
    pub(super) prefix: &'static str,
    pub(super) generations: u32,
    /// So many of the newest were never imported.
    pub(super) late: u32,
    /// Number of a generation, and its share in hundredths of a percent.
    pub(super) mapping: &'static [(u32, u16)],
    pub(super) enabled: bool,
    /// The generation that cannot be loaded.
    pub(super) broken: Option<u32>,
}

const fn plan(id: &'static str, endpoint: &'static str, prefix: &'static str, generations: u32) -> Plan {
    Plan {
        id,
        endpoint,
        make: build::classifier,
        prefix,
        generations,
        late: 0,
        mapping: &[],
        enabled: true,
        broken: None,
    }
}

/// All of them: 12 services, 40 generations.
pub(super) const PLANS: [Plan; super::BY_HAND as usize] = [
    Plan { mapping: &[(4, 8000), (5, 2000)], ..plan("parcel-eta", "delay", "winter-", 5) },
    Plan { mapping: &[(2, 6000), (3, 3000), (4, 1000)], ..plan("refund-risk", "risk", "v", 4) },
    Plan { mapping: &[(5, 10_000)], ..plan("fraud-screening", "screen", "2026.", 5) },
    Plan { mapping: &[(4, 10_000)], ..plan("churn-score", "churn", "v", 4) },
    Plan { mapping: &[(3, 5000), (4, 5000)], make: build::regression, ..plan("demand-daily", "units", "week-", 4) },
    Plan { mapping: &[(3, 10_000)], enabled: false, ..plan("price-elasticity", "effect", "v", 3) },
    Plan { enabled: false, ..plan("credit-limit", "limit", "draft-", 2) },
    Plan { mapping: &[(3, 10_000)], broken: Some(3), ..plan("claim-triage", "triage", "v", 3) },
    Plan { mapping: &[(3, 10_000)], ..plan("lead-scoring", "score", "v", 4) },
    Plan { mapping: &[(1, 10_000)], make: build::regression, ..plan("stock-cover", "days", "pilot-", 1) },
    Plan { mapping: &[(4, 9000), (5, 1000)], make: build::regression, ..plan("route-cost", "cost", "r", 5) },
    Plan { enabled: false, ..plan("returns-forecast", "volume", "v", 0) },
];

/// Why the broken generation does not load.
const BROKEN: &str = "The model file of endpoint triage is not readable: unexpected end of data";

impl Plan {
    fn service(&self) -> Result<ServiceId, Failure> {
        ServiceId::parse(self.id).map_err(|e| Failure::internal("naming a demo service", &e))
    }

    pub(super) fn generation(&self, number: u32) -> Result<GenerationId, Failure> {
        let id = GenerationId::try_from([self.prefix, &number.to_string()].concat());
        id.map_err(|e| Failure::internal("naming a demo generation", &e))
    }

    pub(super) fn is_broken(&self, number: u32) -> bool {
        self.broken == Some(number)
    }

    fn document(&self, number: u32) -> Result<Value, Failure> {
        let endpoint = EndpointId::parse(self.endpoint).map_err(|e| Failure::internal("naming an endpoint", &e))?;
        let model = (self.make)(&endpoint, f64::from(number) / 10.0);
        let broken = self.is_broken(number).then_some(BROKEN);
        Ok(build::document(&self.service()?, &self.generation(number)?, &[model], broken))
    }

    fn split(&self) -> Result<Option<Split>, Failure> {
        if self.mapping.is_empty() {
            return Ok(None);
        }
        let share =
            |(number, share): &(u32, u16)| Ok((self.generation(*number)?, Share::new(*share).unwrap_or(Share::ZERO)));
        let shares = self.mapping.iter().map(share).collect::<Result<_, Failure>>()?;
        Split::new(shares).map(Some).map_err(|e| Failure::internal("splitting demo traffic", &e))
    }

    fn fill(&self, db: &Transaction<'_>, now: i64) -> Result<(), Failure> {
        let service = self.service()?;
        services::create(db, &service)?;
        for number in 1..=self.generations - self.late {
            let document = Document::read(self.document(number)?.to_string().as_bytes())?;
            let contents = serde_json::to_string(&document.contents);
            let contents = contents.map_err(|e| Failure::internal("writing a demo package", &e))?;
            let age = i64::from(self.generations - number) * 9 * DAY_MS + 2 * DAY_MS;
            let package = (&digest(contents.as_bytes()), contents.as_str());
            generations::add(db, &service, &document.generation_id, now - age, package)?;
        }
        if let Some(split) = self.split()? {
            generations::set_split(db, &service, &split)?;
        }
        services::set_enabled(db, &service, self.enabled)
    }
}

/// Puts these in.
pub(super) fn fill(db: &Transaction<'_>, plans: &[Plan], now: i64) -> Result<(), Failure> {
    plans.iter().try_for_each(|plan| plan.fill(db, now))
}

/// Puts the next generations of the first two services into the drop folder, ready to be imported.
pub(super) fn packages(folder: &Path) -> Result<(), Failure> {
    let failed = |e: io::Error| Failure::internal("writing a demo package", &e);
    std::fs::create_dir_all(folder).map_err(failed)?;
    for plan in &PLANS[..2] {
        let number = plan.generations + 1;
        let archive = build::archive(&plan.document(number)?).map_err(failed)?;
        let name = [plan.id, "-", plan.prefix, &number.to_string(), ".zip"].concat();
        std::fs::write(folder.join(name), archive).map_err(failed)?;
    }
    Ok(())
}
