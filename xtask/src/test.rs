//! `cargo xtask test`: every check of the project, by parts, with one count at the end.
//!
//! Each part runs though an earlier one failed. A runner that dies, or that runs no test, is a failure: silence is never
//! taken for success.

mod counts;
mod parts;

use crate::clock::{Stopwatch, readable};
use crate::failure::Failure;
use crate::setup;
use counts::Counts;
use parts::{PARTS, Part};
use std::process::ExitCode;

pub(crate) fn from_words(words: &[String]) -> Result<ExitCode, Failure> {
    let parts = chosen(words)?;
    let mut needs: Vec<_> = parts.iter().flat_map(|part| part.needs).copied().collect();
    needs.dedup();
    let place = match setup::ready(&needs) {
        Ok(place) => place,
        Err(failure) => {
            eprintln!("\n{failure}");
            return Ok(report(&[("setup", Counts::FAILED, 0.0)]));
        }
    };
    let mut results = Vec::new();
    for part in parts {
        println!("\n== {}: {}", part.name, part.what);
        let watch = Stopwatch::start();
        let counts = (part.run)(&place).unwrap_or_else(|failure| {
            eprintln!("{failure}");
            Counts::FAILED
        });
        results.push((part.name, counts.never_silent(), watch.seconds()));
    }
    Ok(report(&results))
}

/// The parts of these names, or all; in the order of the table, whatever the order of the words.
fn chosen(words: &[String]) -> Result<Vec<&'static Part>, Failure> {
    if let Some(word) = words.iter().find(|word| !PARTS.iter().any(|part| part.name == word.as_str())) {
        let list: Vec<String> = PARTS.iter().map(|part| format!("{:8} {}", part.name, part.what)).collect();
        return Err(Failure::new(format!("There is no part '{word}'. The parts are:"), list.join("\n")));
    }
    Ok(PARTS.iter().filter(|part| words.is_empty() || words.iter().any(|word| word == part.name)).collect())
}

fn report(results: &[(&str, Counts, f64)]) -> ExitCode {
    println!("\n{:8} {:>8} {:>8} {:>8}  time", "part", "passed", "failed", "skipped");
    let mut sum = Counts::default();
    for (name, counts, seconds) in results {
        let time = readable(*seconds);
        println!("{name:8} {:>8} {:>8} {:>8}  {time}", counts.passed, counts.failed, counts.skipped);
        sum = sum + *counts;
    }
    println!("\n{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_chosen_by_name() {
        let names = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            chosen(&words).map(|parts| parts.iter().map(|part| part.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&["size", "fmt"]).unwrap(), ["fmt", "size"]);
        assert_eq!(names(&[]).unwrap().len(), PARTS.len());
        let message = names(&["hots"]).unwrap_err().to_string();
        assert!(message.contains("'hots'") && message.contains("sandbox"), "{message}");
    }
}
