//! What SQLite is taught for filters: regular expressions, and texts in texts, case aside in every script.

use std::{cell::Cell, sync::Arc, time::Duration};

use regex::{Regex, RegexBuilder};
use rusqlite::{
    Connection,
    functions::{Context, FunctionFlags},
};

use crate::{clock::Stopwatch, error::Failure};

/// Longest pattern in characters.
pub const LONGEST_PATTERN: usize = 200;

/// Most memory of a compiled pattern: a short one can stand for a great many states, and they are what takes time.
const LARGEST: usize = 64 << 10;

/// Most memory in which it may note, while it is matched, what it has found out.
const NOTES: usize = 1 << 20;

/// How long the patterns of one list may take, and the texts that are looked for: what a pattern costs cannot be told from
/// its size, and what a text costs is as much as there is to look through.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

thread_local! {
    /// Since when this thread matches, for how long it may, and whether it has stopped to.
    static BOUND: Cell<Option<(Stopwatch, Duration)>> = const { Cell::new(None) };
    static STOPPED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`, which is refused when its patterns and texts take longer than `time`.
pub(crate) fn within<T>(time: Duration, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    BOUND.set(Some((Stopwatch::start(), time)));
    STOPPED.set(false);
    let result = work();
    BOUND.set(None);
    if STOPPED.get() {
        let most = time.as_secs();
        return Err(Failure::wrong(format!(
            "The patterns and texts of this list take longer than {most} seconds: ask for less"
        )));
    }
    result
}

/// Nothing matches any more when the time is over, so that the rest of the work is soon done.
fn is_over() -> bool {
    let over = BOUND.get().is_some_and(|(begun, time)| begun.elapsed() >= time);
    if over {
        STOPPED.set(true);
    }
    over
}

/// A pattern without regard to case; the error says what is wrong with it. Matching takes time in proportion to the text.
pub fn pattern(text: &str) -> Result<Regex, String> {
    if text.chars().count() > LONGEST_PATTERN {
        return Err(format!("a pattern has {LONGEST_PATTERN} characters at most"));
    }
    let built = RegexBuilder::new(text).case_insensitive(true).size_limit(LARGEST).dfa_size_limit(NOTES).build();
    // The whole message draws the pattern over several lines; the last one says what is wrong.
    built.map_err(|error| error.to_string().lines().last().unwrap_or_default().trim().to_owned())
}

/// Teaches a connection `matches(pattern, text)` and `contains(part, text)`.
pub(crate) fn teach(db: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    db.create_scalar_function("matches", 2, flags, |context| {
        let pattern: Arc<Regex> = context.get_or_create_aux(0, |value| -> Result<Regex, String> {
            pattern(value.as_str().map_err(|e| e.to_string())?)
        })?;
        Ok(second(context)?.is_some_and(|text| !is_over() && pattern.is_match(text)))
    })?;
    db.create_scalar_function("contains", 2, flags, |context| {
        let part: Arc<String> = context.get_or_create_aux(0, |value| -> Result<String, String> {
            Ok(value.as_str().map_err(|e| e.to_string())?.to_lowercase())
        })?;
        Ok(second(context)?.is_some_and(|text| !is_over() && text.to_lowercase().contains(part.as_str())))
    })
}

/// The text that is looked at; what is not there is no text.
fn second<'a>(context: &'a Context<'_>) -> rusqlite::Result<Option<&'a str>> {
    Ok(context.get_raw(1).as_str_or_null()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_that_take_too_long_are_refused() {
        let db = Connection::open_in_memory().unwrap();
        teach(&db).unwrap();
        for sql in ["SELECT matches('a+', 'BAAB')", "SELECT contains('aa', 'BAAB')"] {
            let ask = || Ok(db.query_row(sql, [], |row| row.get::<_, bool>(0))?);
            assert!(within(PATIENCE, ask).unwrap());
            let refused = within(Duration::ZERO, ask).unwrap_err();
            assert!(refused.status() == 400 && refused.message().contains("longer than 0 seconds"), "{refused:?}");
            assert!(within(PATIENCE, ask).unwrap(), "the next one has its own time");
        }
    }

    #[test]
    fn a_pattern_has_bounds_that_leave_room_for_what_people_write() {
        for usual in [r"^\w+@\w+\.\w+$", r"^(ana|ben|É\w*)-\d{2,4}$", r"[[:alpha:]]+ \S+.*\.$", &"x".repeat(200)] {
            assert!(pattern(usual).is_ok(), "{usual}: {:?}", pattern(usual));
        }
        let long = pattern(&"é".repeat(201)).unwrap_err();
        assert!(long.contains("200 characters"), "{long}");
        for large in ["[a-z]{1,500}{1,5}", r"(\w{200}){200}"] {
            assert!(pattern(large).unwrap_err().contains("size limit"), "{large}");
        }
    }
}
