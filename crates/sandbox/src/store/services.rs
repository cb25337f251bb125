//! Services.

use pilothouse_wire::{Extra, ServiceId, api_node::services::Service};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Failure;

fn unknown(service: &ServiceId) -> Failure {
    Failure::not_found(format!("service {service} does not exist"))
}

fn must_exist(rows: usize, service: &ServiceId) -> Result<(), Failure> {
    if rows == 0 { Err(unknown(service)) } else { Ok(()) }
}

/// Calls `each` with every service by id, one at a time: a list of 100,000 is never in memory as records.
pub fn for_each(db: &Connection, mut each: impl FnMut(Service) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut statement = db.prepare_cached("SELECT id, enabled, start_aborted_reason FROM service ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(Service {
            service_id: id(row.get(0)?)?,
            enabled: Some(row.get(1)?),
            start_aborted_reason: row.get(2)?,
            extra: Extra::new(),
        })?;
    }
    Ok(())
}

/// An id from the database, where only ids are.
pub(crate) fn id(text: String) -> Result<ServiceId, Failure> {
    ServiceId::try_from(text).map_err(|e| Failure::internal("reading a service id", &e))
}

/// Whether a service answers queries; an error where it does not exist.
pub fn enabled(db: &Connection, service: &ServiceId) -> Result<bool, Failure> {
    let mut statement = db.prepare_cached("SELECT enabled FROM service WHERE id = ?1")?;
    let enabled = statement.query_row([service.as_str()], |row| row.get(0)).optional()?;
    enabled.ok_or_else(|| unknown(service))
}

/// Creates a disabled service without generations.
pub fn create(db: &Connection, service: &ServiceId) -> Result<(), Failure> {
    let sql = "INSERT INTO service (id) VALUES (?1) ON CONFLICT (id) DO NOTHING";
    match db.prepare_cached(sql)?.execute([service.as_str()])? {
        0 => Err(Failure::clash(format!("service {service} exists already"))),
        _ => Ok(()),
    }
}

/// Deletes a service with its generations.
pub fn delete(db: &Connection, service: &ServiceId) -> Result<(), Failure> {
    must_exist(db.execute("DELETE FROM service WHERE id = ?1", [service.as_str()])?, service)?;
    db.execute("DELETE FROM traffic WHERE service = ?1", [service.as_str()])?;
    Ok(())
}

/// Lets a service answer queries, or not; either way it is no longer one that failed to start.
pub fn set_enabled(db: &Connection, service: &ServiceId, enabled: bool) -> Result<(), Failure> {
    let sql = "UPDATE service SET enabled = ?2, start_aborted_reason = NULL WHERE id = ?1";
    must_exist(db.execute(sql, params![service.as_str(), enabled])?, service)
}

/// Notes why a service could not start.
pub fn set_start_aborted(db: &Connection, service: &ServiceId, reason: Option<&str>) -> Result<(), Failure> {
    let sql = "UPDATE service SET start_aborted_reason = ?2 WHERE id = ?1";
    must_exist(db.execute(sql, params![service.as_str(), reason])?, service)
}

/// Ids of all disabled services.
pub fn disabled(db: &Connection) -> Result<Vec<ServiceId>, Failure> {
    let mut statement = db.prepare("SELECT id FROM service WHERE enabled = 0 ORDER BY id")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    rows.map(|text| id(text?)).collect()
}
