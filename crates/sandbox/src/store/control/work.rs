//! What jobs still have to do.

use pilothouse_wire::control::jobs::JOBS;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Failure;

use super::{COLUMNS, Record, raw, read};

/// The next step of a job.
#[derive(Clone, Debug)]
pub struct Due {
    /// The job.
    pub job: Record,
    /// When it is due, in milliseconds since 1970.
    pub due: i64,
    /// How many steps are done.
    pub step: u32,
    /// What the job is for, as JSON.
    pub work: String,
}

/// Gives a new job its work.
pub fn add(db: &Connection, job: &Record, due: i64, work: &str) -> Result<(), Failure> {
    let sql = "INSERT INTO control_work (job, due, step, work) VALUES (?1, ?2, 0, ?3)";
    db.prepare_cached(sql)?.execute(params![job.seq, due, work])?;
    Ok(())
}

/// When a step is due that nobody will ever do.
pub const NEVER: i64 = i64::MAX;

const SELECT: &str = ", w.due, w.step, w.work FROM control_work w JOIN control_record r ON r.seq = w.job WHERE ";

type RawDue = ((i64, String, String), i64, u32, String);

fn raw_due(row: &Row<'_>) -> rusqlite::Result<RawDue> {
    Ok((raw(row)?, row.get(3)?, row.get(4)?, row.get(5)?))
}

fn read_due((job, due, step, work): RawDue) -> Result<Due, Failure> {
    Ok(Due { job: read(&JOBS, job)?, due, step, work })
}

/// What is due by then, what was due first in front; `most` at a time.
pub fn due(db: &Connection, by: i64, most: u32) -> Result<Vec<Due>, Failure> {
    let sql = ["SELECT ", COLUMNS, SELECT, "w.due <= ?1 ORDER BY w.due, w.job LIMIT ?2"].concat();
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(params![by, most], raw_due)?;
    rows.map(|row| read_due(row?)).collect()
}

/// What a job still has to do.
pub fn of(db: &Connection, job: &Record) -> Result<Option<Due>, Failure> {
    let sql = ["SELECT ", COLUMNS, SELECT, "w.job = ?1"].concat();
    let row = db.prepare_cached(&sql)?.query_row([job.seq], raw_due).optional()?;
    row.map(read_due).transpose()
}

/// Whether a job still has work to do whose JSON has this text at this path.
pub fn any_with(db: &Connection, path: &str, text: &str) -> Result<bool, Failure> {
    let sql = "SELECT EXISTS (SELECT 1 FROM control_work WHERE json_extract(work, ?1) = ?2)";
    Ok(db.prepare_cached(sql)?.query_row([path, text], |row| row.get(0))?)
}

/// When something is due next.
pub fn next(db: &Connection) -> Result<Option<i64>, Failure> {
    let sql = "SELECT MIN(due) FROM control_work WHERE due < ?1";
    Ok(db.prepare_cached(sql)?.query_row([NEVER], |row| row.get(0))?)
}

/// So many steps of a job are done, and the next one is due then.
pub fn put(db: &Connection, job: &Record, step: u32, due: i64) -> Result<(), Failure> {
    let sql = "UPDATE control_work SET step = ?2, due = ?3 WHERE job = ?1";
    db.prepare_cached(sql)?.execute(params![job.seq, step, due])?;
    Ok(())
}

/// Nothing is left to do.
pub fn done(db: &Connection, job: &Record) -> Result<(), Failure> {
    db.prepare_cached("DELETE FROM control_work WHERE job = ?1")?.execute([job.seq])?;
    Ok(())
}
