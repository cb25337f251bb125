//! The budget of the first load: bytes of `dist/` after brotli, per file and in all.
//!
//! Every file of `dist/` counts, for the first page loads all of them; so nothing can slip past the budget.
//! Node does the compression: it is needed for wasm-opt anyway and carries the reference encoder, while a crate for it
//! would make this program slow to compile and, unoptimised, slow to run.

use crate::console;
use crate::failure::Failure;
use crate::place::Place;
use crate::setup::{self, Need};
use std::process::ExitCode;

/// Bytes after brotli that the first load may have. The aim is 220,000; this holds what is reached till then.
const LIMIT: u64 = 238_000;
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
    let sum: u64 = weights.iter().map(|weight| weight.packed).sum();
    print_table(&weights, sum);
    Ok(sum > 0 && sum <= LIMIT)
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

fn print_table(weights: &[Weight], sum: u64) {
    println!("{:>10} {:>10}  file of the first load", "bytes", "brotli");
    for weight in weights {
        println!("{:>10} {:>10}  {}", weight.raw, weight.packed, weight.name);
    }
    let raw: u64 = weights.iter().map(|weight| weight.raw).sum();
    let verdict = if sum <= LIMIT { "within" } else { "OVER" };
    println!("{raw:>10} {sum:>10}  sum, {verdict} the limit of {LIMIT} bytes");
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
}
