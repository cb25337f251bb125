//! Generations, what they are made of, and their shares of the traffic.

use pilothouse_wire::{GenerationId, ServiceId, Share, Split};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Failure;

use super::keys::Digest;

/// The number of a generation's row: never used twice, so a deleted and re-imported generation is another one.
pub type RowId = i64;

/// A generation as it is kept.
#[derive(Clone, Debug)]
pub struct StoredGeneration {
    /// Its row.
    pub row: RowId,
    /// Its name.
    pub id: GenerationId,
    /// When it was imported, in milliseconds since 1970.
    pub created_on: i64,
    /// Its share of the traffic.
    pub share: Share,
    /// Which package it is made of.
    pub package: Digest,
}

fn read(row: &Row<'_>) -> rusqlite::Result<(RowId, String, i64, u16, Digest)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
}

fn sort_out(
    (row, id, created_on, share, package): (RowId, String, i64, u16, Digest),
) -> Result<StoredGeneration, Failure> {
    let id = GenerationId::try_from(id).map_err(|e| Failure::internal("reading a generation id", &e))?;
    Ok(StoredGeneration { row, id, created_on, share: Share::new(share).unwrap_or(Share::ZERO), package })
}

/// A service's generations, newest first.
pub fn list(db: &Connection, service: &ServiceId) -> Result<Vec<StoredGeneration>, Failure> {
    let sql = "SELECT row, id, created_on, share, package FROM generation
               WHERE service = ?1 ORDER BY created_on DESC, row DESC";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([service.as_str()], read)?;
    rows.map(|row| sort_out(row?)).collect()
}

/// One generation; an error where it does not exist.
pub fn find(db: &Connection, service: &ServiceId, generation: &GenerationId) -> Result<StoredGeneration, Failure> {
    let sql = "SELECT row, id, created_on, share, package FROM generation WHERE service = ?1 AND id = ?2";
    let found = db.prepare_cached(sql)?.query_row([service.as_str(), generation.as_str()], read).optional()?;
    let missing = || Failure::not_found(format!("generation {generation} of service {service} does not exist"));
    sort_out(found.ok_or_else(missing)?)
}

/// Adds a generation; `contents` is kept once per digest.
pub fn add(
    db: &Connection,
    service: &ServiceId,
    generation: &GenerationId,
    created_on: i64,
    (digest, contents): (&Digest, &str),
) -> Result<(), Failure> {
    let sql = "INSERT INTO package (digest, contents) VALUES (?1, ?2) ON CONFLICT (digest) DO NOTHING";
    db.prepare_cached(sql)?.execute(params![digest, contents])?;
    let sql = "INSERT INTO generation (service, id, created_on, package) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (service, id) DO NOTHING";
    let added = db.prepare_cached(sql)?.execute(params![service.as_str(), generation.as_str(), created_on, digest])?;
    if added == 0 {
        return Err(Failure::clash(format!("generation {generation} of service {service} exists already")));
    }
    Ok(())
}

/// What a package holds.
pub fn contents(db: &Connection, package: &Digest) -> Result<String, Failure> {
    let mut statement = db.prepare_cached("SELECT contents FROM package WHERE digest = ?1")?;
    Ok(statement.query_row([package], |row| row.get(0))?)
}

/// Gives the traffic of a service to these generations and to no others; an error where one does not exist.
pub fn set_split(db: &Connection, service: &ServiceId, split: &Split) -> Result<(), Failure> {
    db.execute("UPDATE generation SET share = 0 WHERE service = ?1 AND share > 0", [service.as_str()])?;
    let mut statement = db.prepare_cached("UPDATE generation SET share = ?3 WHERE service = ?1 AND id = ?2")?;
    for (generation, share) in split.shares() {
        if statement.execute(params![service.as_str(), generation.as_str(), share.hundredths()])? == 0 {
            return Err(Failure::not_found(format!("generation {generation} of service {service} does not exist")));
        }
    }
    Ok(())
}

/// A mapped generation of an enabled service, to be loaded at start.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Whose it is.
    pub service: ServiceId,
    /// Its row.
    pub row: RowId,
    /// Its package.
    pub package: Digest,
}

/// All that must be loaded before the node answers.
pub fn wanted(db: &Connection) -> Result<Vec<Wanted>, Failure> {
    let sql = "SELECT g.service, g.row, g.package FROM generation g JOIN service s ON s.id = g.service
               WHERE s.enabled = 1 AND g.share > 0 ORDER BY g.service, g.row";
    let mut statement = db.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.map(|row| {
        let (service, row, package) = row?;
        Ok(Wanted { service: super::services::id(service)?, row, package })
    })
    .collect()
}

/// Deletes all generations that no traffic is mapped to, and packages that nothing is made of any more.
pub fn delete_unmapped(db: &Connection) -> Result<Vec<(String, String, RowId)>, Failure> {
    let mut statement = db.prepare("DELETE FROM generation WHERE share = 0 RETURNING service, id, row")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut deleted: Vec<_> = rows.collect::<Result<_, _>>()?;
    deleted.sort();
    db.execute("DELETE FROM package WHERE digest NOT IN (SELECT package FROM generation)", [])?;
    Ok(deleted)
}
