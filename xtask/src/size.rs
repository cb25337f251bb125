//! The budget of the first load: bytes of `dist/` after brotli, per file and in all.
//!
//! Every file of `dist/` counts but the later part, for the first page loads all others; so nothing can slip past the
//! budget. That it does without the later part is tested in `tests/e2e/later.test.js`.
//! Node does the compression: it is needed for wasm-opt anyway and carries the reference encoder, while a crate for it
//! would make this program slow to compile and, unoptimised, slow to run.

use crate::console;
use crate::failure::Failure;
use crate::place::Place;
use crate::setup::{self, Need};
use std::process::ExitCode;

/// Bytes after brotli that the first load may have.
const LIMIT: u64 = 270_000;
const SCRIPT: &str = include_str!("size.js");

/// One file of the first load.
#[derive(Debug, PartialEq, Eq)]
struct Weight {
    name: String,
    raw: u64,
    packed: u64,
}

pub(crate) fn from_words() -> Result<ExitCode, Failure> {
    let place = setup::ready(&Need::SERVE)?;
    console::build(&place)?;
    Ok(if within_limit(&place)? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints the table of `dist/` and says whether its sum keeps the limit.
pub(crate) fn within_limit(place: &Place) -> Result<bool, Failure> {
    let dist = console::dist(place).display().to_string();
    let answer = place.cmd("node", &["-e", SCRIPT, &dist]).answer();
    let answer = answer.ok_or_else(|| {
        Failure::new("The files of dist/ could not be weighed.", "Node is missing, or dist/ is not there.")
            .by_hand("cargo xtask build")
    })?;
    let weights = read(&answer);
    let (later, first): (Vec<_>, Vec<_>) = weights.iter().partition(|weight| weight.comes_later());
    let sum: u64 = first.iter().map(|weight| weight.packed).sum();
    print_table(&first, sum, &later);
    Ok(sum > 0 && sum <= LIMIT)
}

impl Weight {
    /// As `bundle` names it.
    fn comes_later(&self) -> bool {
        self.name.starts_with("later-") && self.name.ends_with(".wasm")
    }
}

fn read(answer: &str) -> Vec<Weight> {
    let mut weights: Vec<Weight> = answer.lines().filter_map(read_line).collect();
    weights.sort_by(|a, b| b.packed.cmp(&a.packed).then_with(|| a.name.cmp(&b.name)));
    weights
}

fn read_line(line: &str) -> Option<Weight> {
    let mut fields = line.splitn(3, '\t');
    let (raw, packed) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(Weight { name: fields.next()?.to_owned(), raw, packed })
}

fn print_table(first: &[&Weight], sum: u64, later: &[&Weight]) {
    println!("{:>10} {:>10}  file of the first load", "bytes", "brotli");
    first.iter().for_each(|weight| print_line(weight));
    let raw: u64 = first.iter().map(|weight| weight.raw).sum();
    let verdict = if sum <= LIMIT { "within" } else { "OVER" };
    println!("{raw:>10} {sum:>10}  sum, {verdict} the limit of {LIMIT} bytes");
    println!("{:>10} {:>10}  file that comes later", "bytes", "brotli");
    later.iter().for_each(|weight| print_line(weight));
}

fn print_line(weight: &Weight) {
    println!("{:>10} {:>10}  {}", weight.raw, weight.packed, weight.name);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_file_comes_first() {
        let weights = read("20\t10\tindex.html\n900\t300\tapp bg.wasm\nnonsense\n");
        let expected = [("app bg.wasm", 900, 300), ("index.html", 20, 10)];
        let expected = expected.map(|(name, raw, packed)| Weight { name: name.to_owned(), raw, packed });
        assert_eq!(weights, expected);
    }

    #[test]
    fn only_the_later_part_is_not_of_the_first_load() {
        let weights =
            read("1\t1\tlater-01ab.wasm\n1\t1\tpilothouse-01ab.wasm\n1\t1\tlater-01ab.js\n1\t1\tx/later-01ab.wasm\n");
        let later: Vec<&str> =
            weights.iter().filter(|weight| weight.comes_later()).map(|weight| &*weight.name).collect();
        assert_eq!(later, ["later-01ab.wasm"]);
    }
}
