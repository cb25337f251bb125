//! As many more services as wanted, for lists that are long: names that can be searched, every fourth with a
//! generation that answers.

use pilothouse_wire::{EndpointId, GenerationId, ServiceId, Split};
use rusqlite::Transaction;

use crate::{
    auth::digest,
    clock::DAY_MS,
    error::Failure,
    packages::{build, contents::Document},
    store::{generations, keys::Digest, services},
};

const REGIONS: [&str; 8] = ["north", "south", "east", "west", "coast", "inland", "city", "valley"];
const TASKS: [&str; 6] = ["demand", "churn", "returns", "pricing", "routing", "scoring"];

/// Puts `more` services in.
pub(super) fn fill(db: &Transaction<'_>, more: u32, now: i64) -> Result<(), Failure> {
    let (package, contents) = package()?;
    let generation = GenerationId::parse("v1").map_err(|e| Failure::internal("naming a demo generation", &e))?;
    let split = Split::whole(generation.clone());
    for number in 1..=more {
        let service = name(number)?;
        services::create(db, &service)?;
        if number % 4 == 0 {
            let created_on = now - i64::from(number % 365) * DAY_MS;
            generations::add(db, &service, &generation, created_on, (&package, &contents))?;
            generations::set_split(db, &service, &split)?;
            services::set_enabled(db, &service, true)?;
        }
    }
    Ok(())
}

fn name(number: u32) -> Result<ServiceId, Failure> {
    let region = REGIONS[number as usize % REGIONS.len()];
    let task = TASKS[number as usize / REGIONS.len() % TASKS.len()];
    let id = ServiceId::try_from(format!("{region}-{task}-{number:06}"));
    id.map_err(|e| Failure::internal("naming a demo service", &e))
}

/// One package for all of them: it is kept, and loaded, once.
fn package() -> Result<(Digest, String), Failure> {
    let ids = (ServiceId::parse("crowd"), GenerationId::parse("v1"), EndpointId::parse("score"));
    let (Ok(service), Ok(generation), Ok(endpoint)) = ids else {
        return Err(Failure::internal("naming a demo package", &"an id is bad"));
    };
    let document = build::document(&service, &generation, &[build::classifier(&endpoint, 0.0)], None);
    let document = Document::read(document.to_string().as_bytes())?;
    let contents = serde_json::to_string(&document.contents);
    let contents = contents.map_err(|e| Failure::internal("writing a demo package", &e))?;
    Ok((digest(contents.as_bytes()), contents))
}
