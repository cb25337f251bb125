//! Values that the server makes once and keeps.

use rusqlite::{Connection, OptionalExtension, params};

use crate::{error::Failure, random::Random};

use super::dss::Object;

const TOKEN_SECRET: &str = "token-secret";
const COUNTING_SINCE: &str = "counting-since";
const DEMO: &str = "demo";
const DSS_VARIABLES: &str = "dss-variables";

fn get<T: rusqlite::types::FromSql>(db: &Connection, name: &str) -> Result<Option<T>, Failure> {
    let value = db.query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0));
    Ok(value.optional()?)
}

fn set(db: &Connection, name: &str, value: &[u8]) -> Result<(), Failure> {
    db.execute("INSERT INTO setting (name, value) VALUES (?1, ?2)", params![name, value])?;
    Ok(())
}

/// What session tokens are signed with; made at the first call.
pub fn token_secret(db: &Connection, random: &Random) -> Result<Vec<u8>, Failure> {
    if let Some(secret) = get(db, TOKEN_SECRET)? {
        return Ok(secret);
    }
    let mut secret = vec![0; 32];
    random.fill(&mut secret);
    set(db, TOKEN_SECRET, &secret)?;
    Ok(secret)
}

/// When the metrics began, in milliseconds since 1970; `now_ms` at the first call.
pub fn counting_since(db: &Connection, now_ms: i64) -> Result<i64, Failure> {
    if let Some(bytes) = get::<Vec<u8>>(db, COUNTING_SINCE)? {
        return Ok(bytes.try_into().map_or(now_ms, i64::from_le_bytes));
    }
    set(db, COUNTING_SINCE, &now_ms.to_le_bytes())?;
    Ok(now_ms)
}

/// The global variables of DSS.
pub fn dss_variables(db: &Connection) -> Result<Object, Failure> {
    let Some(text) = get::<Vec<u8>>(db, DSS_VARIABLES)? else { return Ok(Object::new()) };
    serde_json::from_slice(&text).map_err(|e| Failure::internal("reading the variables", &e))
}

/// Puts other ones in their place.
pub fn set_dss_variables(db: &Connection, variables: &Object) -> Result<(), Failure> {
    let text = serde_json::to_vec(variables).map_err(|e| Failure::internal("writing the variables", &e))?;
    let sql = "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2";
    db.execute(sql, params![DSS_VARIABLES, text])?;
    Ok(())
}

/// Whether demo data has been put in; says so once and never again.
pub fn first_demo(db: &Connection) -> Result<bool, Failure> {
    let first = get::<Vec<u8>>(db, DEMO)?.is_none();
    if first {
        set(db, DEMO, b"done")?;
    }
    Ok(first)
}
