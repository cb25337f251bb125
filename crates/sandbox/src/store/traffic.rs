//! The counters of real queries, kept so that they outlive the process.

use rusqlite::{Connection, params};

use crate::{
    engine::traffic::{Series, SeriesKey},
    error::Failure,
};

/// All counters.
pub fn list(db: &Connection) -> Result<Vec<(SeriesKey, Series)>, Failure> {
    let mut statement = db.prepare("SELECT service, endpoint, generation, queries, errors, latency FROM traffic")?;
    let rows = statement.query_map([], |row| {
        let key = SeriesKey { service: row.get(0)?, endpoint: row.get(1)?, generation: row.get(2)? };
        let (queries, errors): (i64, i64) = (row.get(3)?, row.get(4)?);
        let latency: Vec<u8> = row.get(5)?;
        Ok((key, Series::restore(queries.unsigned_abs(), errors.unsigned_abs(), &latency)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps one series; a service that is gone keeps none.
pub fn put(db: &Connection, key: &SeriesKey, series: &Series) -> Result<(), Failure> {
    let sql = "INSERT INTO traffic (service, endpoint, generation, queries, errors, latency)
               SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE EXISTS (SELECT 1 FROM service WHERE id = ?1)
               ON CONFLICT (service, endpoint, generation)
               DO UPDATE SET queries = excluded.queries, errors = excluded.errors, latency = excluded.latency";
    db.prepare_cached(sql)?.execute(params![
        key.service,
        key.endpoint,
        key.generation,
        i64::try_from(series.queries()).unwrap_or(i64::MAX),
        i64::try_from(series.errors()).unwrap_or(i64::MAX),
        series.latency_bytes()
    ])?;
    Ok(())
}
