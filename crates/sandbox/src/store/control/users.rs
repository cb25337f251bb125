//! What is asked of users all at once.

use pilothouse_wire::control::users as u;
use rusqlite::{Connection, params};

use crate::error::Failure;

/// Whether there is somebody who is up, neither being made nor being deleted, and has this policy, in person or through a
/// group.
pub fn any_up_with(db: &Connection, policy: &str) -> Result<bool, Failure> {
    let sql = [
        "SELECT EXISTS (SELECT 1 FROM control_record r WHERE r.kind = 'user'
         AND json_extract(r.attributes, '$.",
        u::ADMIN_STATUS,
        "') = ?1 AND json_extract(r.attributes, '$.",
        u::OPERATIONAL_STATUS,
        "') = ?1 AND (
         EXISTS (SELECT 1 FROM json_each(r.attributes, '$.",
        u::POLICIES,
        "') WHERE value = ?2) OR
         EXISTS (SELECT 1 FROM control_link l JOIN control_record g ON g.seq = l.target,
             json_each(g.attributes, '$.",
        u::POLICIES,
        "') p
             WHERE l.source = r.seq AND l.relation = ?3 AND p.value = ?2)))",
    ];
    Ok(db.prepare_cached(&sql.concat())?.query_row(params![u::UP, policy, u::GROUPS], |row| row.get(0))?)
}
