//! What SQLite is taught for filters: regular expressions, and texts in texts, case aside in every script.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};
use rusqlite::{
    Connection, Result,
    functions::{Context, FunctionFlags},
};

/// Longest pattern in bytes.
pub const LONGEST_PATTERN: usize = 500;

/// Most memory of a compiled pattern: a short one can stand for a great many states.
const LARGEST: usize = 1 << 20;

/// A pattern without regard to case; the error says what is wrong with it. Matching takes time in proportion to the text.
pub fn pattern(text: &str) -> std::result::Result<Regex, String> {
    if text.len() > LONGEST_PATTERN {
        return Err(format!("a pattern has {LONGEST_PATTERN} bytes at most"));
    }
    let built = RegexBuilder::new(text).case_insensitive(true).size_limit(LARGEST).dfa_size_limit(LARGEST).build();
    // The whole message draws the pattern over several lines; the last one says what is wrong.
    built.map_err(|error| error.to_string().lines().last().unwrap_or_default().trim().to_owned())
}

/// Teaches a connection `matches(pattern, text)` and `contains(part, text)`.
pub(crate) fn teach(db: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    db.create_scalar_function("matches", 2, flags, |context| {
        let pattern: Arc<Regex> = context.get_or_create_aux(0, |value| -> std::result::Result<Regex, String> {
            pattern(value.as_str().map_err(|e| e.to_string())?)
        })?;
        Ok(second(context)?.is_some_and(|text| pattern.is_match(text)))
    })?;
    db.create_scalar_function("contains", 2, flags, |context| {
        let part: Arc<String> = context.get_or_create_aux(0, |value| -> std::result::Result<String, String> {
            Ok(value.as_str().map_err(|e| e.to_string())?.to_lowercase())
        })?;
        Ok(second(context)?.is_some_and(|text| text.to_lowercase().contains(part.as_str())))
    })
}

/// The text that is looked at; what is not there is no text.
fn second<'a>(context: &'a Context<'_>) -> Result<Option<&'a str>> {
    Ok(context.get_raw(1).as_str_or_null()?)
}
