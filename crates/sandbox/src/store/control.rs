//! What the sandbox keeps of the control plane: `contract/iguazio-control-plane.md`. All kinds of records stand in one
//! table, with their attributes as JSON; what relates them stands in another.

pub mod functions;
pub mod keys;
pub mod links;
pub mod list;
pub mod passwords;
pub mod projects;
pub mod sessions;
pub mod users;
pub mod work;

use std::hash::{DefaultHasher, Hash, Hasher};

use pilothouse_wire::control::{Kind, groups, projects as p, users as u};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, params};
use serde_json::Value;

use crate::error::Failure;

use super::{
    accounts::Login,
    dss::{Object, json, text},
};

/// A record as it is kept.
#[derive(Clone)]
pub struct Record {
    /// Its place in the order in which records were made; never used twice.
    pub seq: i64,
    /// What it is.
    pub kind: &'static Kind,
    /// Its id.
    pub id: String,
    /// Its attributes, without those that are secret.
    pub attributes: Object,
}

impl std::fmt::Debug for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind.record, self.id)
    }
}

impl Record {
    /// An attribute that is a text.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.attributes.get(field).and_then(Value::as_str)
    }

    /// What people call it; where it has no name, its id.
    #[must_use]
    pub fn label(&self) -> &str {
        self.text(self.kind.label).unwrap_or(&self.id)
    }

    /// An attribute that is a list of texts.
    pub fn texts(&self, field: &str) -> impl Iterator<Item = &str> {
        self.attributes.get(field).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    }
}

/// The first columns of every query for records.
pub(super) const COLUMNS: &str = "r.seq, r.id, r.attributes";

type Raw = (i64, String, String);

pub(super) fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

pub(super) fn read(kind: &'static Kind, (seq, id, attributes): Raw) -> Result<Record, Failure> {
    Ok(Record { seq, kind, id, attributes: json(&attributes)? })
}

/// What no two records of a kind may have alike, as it is compared.
fn unique(kind: &Kind, attributes: &Object) -> Option<String> {
    let value = attributes.get(kind.label).and_then(Value::as_str)?;
    named(kind, value)
}

/// A name in the form in which it is compared; `None` for kinds whose labels may be alike.
fn named(kind: &Kind, name: &str) -> Option<String> {
    if kind == &u::USERS {
        return Some(Login::new(name).as_str().to_owned());
    }
    let unique = [&groups::GROUPS, &p::PROJECTS].contains(&kind);
    unique.then(|| name.to_owned())
}

/// Adds a record; 409 where its id or its name is taken.
pub fn insert(db: &Connection, kind: &'static Kind, id: &str, attributes: Object) -> Result<Record, Failure> {
    let sql = "INSERT INTO control_record (kind, id, name, attributes) VALUES (?1, ?2, ?3, ?4)";
    let name = unique(kind, &attributes);
    let done = db.prepare_cached(sql)?.execute(params![kind.record, id, name, text(&attributes)?]);
    let record = Record { seq: 0, kind, id: id.to_owned(), attributes };
    done.map_err(|error| taken(error, &record))?;
    Ok(Record { seq: db.last_insert_rowid(), ..record })
}

fn taken(error: rusqlite::Error, record: &Record) -> Failure {
    if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) {
        return Failure::clash(format!("There is a {} {} already", record.kind.record, record.label()));
    }
    error.into()
}

fn select(condition: &str) -> String {
    ["SELECT ", COLUMNS, " FROM control_record r WHERE ", condition].concat()
}

fn only(db: &Connection, kind: &'static Kind, condition: &str, value: &str) -> Result<Option<Record>, Failure> {
    let sql = select(condition);
    let row = db.prepare_cached(&sql)?.query_row([kind.record, value], raw).optional()?;
    row.map(|row| read(kind, row)).transpose()
}

/// The record of this id.
pub fn find(db: &Connection, kind: &'static Kind, id: &str) -> Result<Option<Record>, Failure> {
    only(db, kind, "r.kind = ?1 AND r.id = ?2", id)
}

/// The record of this id; 404 where there is none.
pub fn get(db: &Connection, kind: &'static Kind, id: &str) -> Result<Record, Failure> {
    find(db, kind, id)?.ok_or_else(|| missing(kind, id))
}

/// The answer where there is no such record.
#[must_use]
pub fn missing(kind: &Kind, id: &str) -> Failure {
    if kind.secret_id {
        return Failure::not_found(format!("There is no such {}", kind.record));
    }
    Failure::not_found(format!("There is no {} {id}", kind.record))
}

/// The record of this name: users, groups and projects have one.
pub fn by_name(db: &Connection, kind: &'static Kind, name: &str) -> Result<Option<Record>, Failure> {
    let Some(name) = named(kind, name) else { return Ok(None) };
    only(db, kind, "r.kind = ?1 AND r.name = ?2", &name)
}

/// The one record of a kind of which there is one: the first.
pub fn first(db: &Connection, kind: &'static Kind) -> Result<Option<Record>, Failure> {
    let sql = select("r.kind = ?1 ORDER BY r.seq LIMIT 1");
    let row = db.prepare_cached(&sql)?.query_row([kind.record], raw).optional()?;
    row.map(|row| read(kind, row)).transpose()
}

/// Puts these attributes in the place of those of the same names; all others stay as they are now, whatever they were
/// when the record was read. 404 where it is gone, 409 where the name is taken.
pub fn update(db: &Connection, record: &Record, changes: Object) -> Result<Record, Failure> {
    let mut changed = get(db, record.kind, &record.id)?;
    changed.attributes.extend(changes);
    let sql = "UPDATE control_record SET attributes = ?2, name = ?3 WHERE seq = ?1";
    let name = unique(changed.kind, &changed.attributes);
    let done = db.prepare_cached(sql)?.execute(params![record.seq, text(&changed.attributes)?, name]);
    done.map_err(|error| taken(error, &changed))?;
    Ok(changed)
}

/// Takes a record away, with its links, password, sessions and keys' secrets; `false` where there is none.
pub fn remove(db: &Connection, record: &Record) -> Result<bool, Failure> {
    Ok(db.prepare_cached("DELETE FROM control_record WHERE seq = ?1")?.execute([record.seq])? == 1)
}

/// Takes all records of a kind away, and says how many there were.
pub fn remove_all(db: &Connection, kind: &Kind) -> Result<usize, Failure> {
    Ok(db.execute("DELETE FROM control_record WHERE kind = ?1", [kind.record])?)
}

/// Takes the oldest away of a kind of which there are more than `most`, now and then: `record` is its newest.
pub fn keep_newest(db: &Connection, record: &Record, most: u32) -> Result<(), Failure> {
    if is_turn(record.seq) {
        let sql = "DELETE FROM control_record WHERE kind = ?1 AND seq <=
                   (SELECT seq FROM control_record WHERE kind = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2)";
        db.execute(sql, params![record.kind.record, most])?;
    }
    Ok(())
}

/// Whether it is looked at this place, which is at one in 256: looking costs as much as there are records. The places of one
/// kind may be every second or every third, so it does not go by their remainder but by a hash, which knows no steps.
fn is_turn(seq: i64) -> bool {
    let mut hasher = DefaultHasher::new();
    seq.hash(&mut hasher);
    hasher.finish() & 0xff == 0
}

/// Whether a record of a kind has this whole number in a field of the contract's.
pub fn any_with(db: &Connection, kind: &Kind, field: &'static str, number: i64) -> Result<bool, Failure> {
    let value = ["json_extract(attributes, '$.", field, "')"].concat();
    let sql = ["SELECT EXISTS (SELECT 1 FROM control_record WHERE kind = ?1 AND ", &value, " = ?2)"].concat();
    Ok(db.query_row(&sql, params![kind.record, number], |row| row.get(0))?)
}

/// A whole number from `first` to `last` that no record of a kind has in a field of the contract's: the one after the
/// largest, or where that would be too large the smallest that is free. Numbers out of these bounds do not count.
pub fn free(
    db: &Connection,
    kind: &Kind,
    field: &'static str,
    (first, last): (i64, i64),
) -> Result<Option<i64>, Failure> {
    let value = ["json_extract(attributes, '$.", field, "')"].concat();
    let sql = [
        "WITH taken (id) AS (SELECT ?2 - 1 UNION SELECT ",
        &value,
        " FROM control_record WHERE kind = ?1 AND typeof(",
        &value,
        ") = 'integer' AND ",
        &value,
        " BETWEEN ?2 AND ?3)
         SELECT CASE WHEN (SELECT MAX(id) FROM taken) < ?3 THEN (SELECT MAX(id) + 1 FROM taken)
         ELSE (SELECT MIN(id) + 1 FROM taken WHERE id < ?3 AND id + 1 NOT IN (SELECT id FROM taken)) END",
    ];
    Ok(db.query_row(&sql.concat(), params![kind.record, first, last], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::is_turn;

    #[test]
    fn whatever_stands_between_the_records_of_a_kind_its_turn_comes() {
        for step in 1..=300 {
            for first in 0..step.min(7) {
                let turn = (0..4096).map(|n| first + n * step).position(|seq| seq > 0 && is_turn(seq));
                assert!(turn.is_some(), "every {step} from {first}");
            }
        }
        assert!((200..320).contains(&(1..=65_536).filter(|seq| is_turn(*seq)).count()));
    }
}
