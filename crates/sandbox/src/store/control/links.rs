//! What relates records. A relation that is seen from both its ends is stored at one of them: the list [`TWO_ENDED`].

use std::collections::HashMap;

use pilothouse_wire::control::{self, Kind, Relation, groups, projects, users};
use rusqlite::{Connection, params};

use crate::error::Failure;

use super::{COLUMNS, Record, raw, read};

/// Relations by kind and name that are the other end of one that is stored, which follows.
const TWO_ENDED: [((&str, &str), &str); 2] = [
    (("user_group", groups::USERS_OF), users::GROUPS),
    (("project_authorization_role", projects::PROJECT_OF), projects::ROLES_OF),
];

/// How a relation is stored.
#[derive(Clone, Copy)]
struct Stored {
    name: &'static str,
    /// Whether the record that asks is the one that links lead to.
    reversed: bool,
}

impl Stored {
    fn of(kind: &Kind, relation: &'static Relation) -> Self {
        let other = TWO_ENDED.into_iter().find(|(end, _)| *end == (kind.record, relation.name));
        match other {
            Some((_, name)) => Self { name, reversed: true },
            None => Self { name: relation.name, reversed: false },
        }
    }

    /// Names of the columns of the record that asks, and of those it asks for.
    const fn columns(self) -> (&'static str, &'static str) {
        if self.reversed { ("target", "source") } else { ("source", "target") }
    }
}

impl Stored {
    /// The records at the other end of many, with the place of the one that asks. CROSS keeps SQLite to this order: it does
    /// not know how long the list is, and would look through all of it for every link that there is.
    fn question(self) -> String {
        let (own, other) = self.columns();
        let parts = [
            "SELECT ",
            COLUMNS,
            ", l.",
            own,
            " FROM json_each(?1) asking
             CROSS JOIN control_link l ON l.",
            own,
            " = asking.value AND l.relation = ?2
             CROSS JOIN control_record r ON r.seq = l.",
            other,
            " AND r.kind = ?3
             ORDER BY l.",
            own,
            ", l.position, r.seq",
        ];
        parts.concat()
    }
}

/// The kind of what a relation leads to.
fn kind_of(relation: &Relation) -> Result<&'static Kind, Failure> {
    control::kind(relation.to).ok_or_else(|| Failure::internal("following a relation", &relation.to))
}

/// The records at the other end, for many records at a time: by the place of the record that asks, in their order.
pub fn of_all(
    db: &Connection,
    kind: &Kind,
    relation: &'static Relation,
    asking: &[i64],
) -> Result<HashMap<i64, Vec<Record>>, Failure> {
    let (stored, to) = (Stored::of(kind, relation), kind_of(relation)?);
    let sql = stored.question();
    let asking = super::text(&asking)?;
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(params![asking, stored.name, to.record], |row| Ok((raw(row)?, row.get(3)?)))?;
    let mut all: HashMap<i64, Vec<Record>> = HashMap::new();
    for row in rows {
        let (row, from): (_, i64) = row?;
        all.entry(from).or_default().push(read(to, row)?);
    }
    Ok(all)
}

/// The records at the other end, in their order.
pub fn of(db: &Connection, record: &Record, relation: &'static Relation) -> Result<Vec<Record>, Failure> {
    Ok(of_all(db, record.kind, relation, &[record.seq])?.remove(&record.seq).unwrap_or_default())
}

/// A relation of a kind by its name, which is one of the contract's.
pub fn relation(kind: &'static Kind, name: &str) -> Result<&'static Relation, Failure> {
    kind.relation(name).ok_or_else(|| Failure::internal("looking for a relation", &name))
}

/// The records at the other end of a relation, which goes by the contract's name.
pub fn named(db: &Connection, record: &Record, name: &str) -> Result<Vec<Record>, Failure> {
    of(db, record, relation(record.kind, name)?)
}

/// Makes these the records at the other end, and no others.
pub fn set(db: &Connection, record: &Record, name: &str, targets: &[&Record]) -> Result<(), Failure> {
    let stored = Stored::of(record.kind, relation(record.kind, name)?);
    let (own, _) = stored.columns();
    let sql = ["DELETE FROM control_link WHERE ", own, " = ?1 AND relation = ?2"].concat();
    db.prepare_cached(&sql)?.execute(params![record.seq, stored.name])?;
    targets.iter().enumerate().try_for_each(|(n, target)| put(db, record, stored, target, n as i64))
}

/// Adds one behind the others; one that is there stays where it is.
pub fn add(db: &Connection, record: &Record, name: &str, target: &Record) -> Result<(), Failure> {
    /// Behind whatever place [`set`] gives.
    const LAST: i64 = i64::MAX;
    put(db, record, Stored::of(record.kind, relation(record.kind, name)?), target, LAST)
}

/// Takes one away.
pub fn remove(db: &Connection, record: &Record, name: &str, target: &Record) -> Result<(), Failure> {
    let stored = Stored::of(record.kind, relation(record.kind, name)?);
    let (source, target) = if stored.reversed { (target.seq, record.seq) } else { (record.seq, target.seq) };
    let sql = "DELETE FROM control_link WHERE source = ?1 AND relation = ?2 AND target = ?3";
    db.prepare_cached(sql)?.execute(params![source, stored.name, target])?;
    Ok(())
}

fn put(db: &Connection, record: &Record, stored: Stored, target: &Record, position: i64) -> Result<(), Failure> {
    let (source, target) = if stored.reversed { (target.seq, record.seq) } else { (record.seq, target.seq) };
    let sql = "INSERT INTO control_link (source, relation, target, position) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT DO NOTHING";
    db.prepare_cached(sql)?.execute(params![source, stored.name, target, position])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_those_who_ask_is_gone_through_once() {
        let folder = tempfile::tempdir().unwrap();
        let db = crate::store::connect(folder.path()).unwrap();
        for reversed in [false, true] {
            let sql = ["EXPLAIN QUERY PLAN ", &Stored { name: users::GROUPS, reversed }.question()].concat();
            let mut statement = db.prepare(&sql).unwrap();
            let steps = statement.query_map(params!["[]", users::GROUPS, "user"], |row| row.get(3)).unwrap();
            let steps: Vec<String> = steps.map(Result::unwrap).collect();
            let starts = |at: usize, with: &str| assert!(steps[at].starts_with(with), "{reversed}: {steps:?}");
            starts(0, "SCAN asking");
            starts(1, "SEARCH l USING");
            starts(2, "SEARCH r USING");
        }
    }
}
