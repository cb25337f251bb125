//! How many tests a runner ran, read from what it printed.

use std::ops::Add;
use std::process::ExitStatus;

/// Tests of a part, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: u64,
    pub(super) failed: u64,
    pub(super) skipped: u64,
}

impl Counts {
    pub(super) const PASSED: Self = Self { passed: 1, failed: 0, skipped: 0 };
    pub(super) const FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };

    /// One check that has no count of its own.
    pub(super) fn check(good: bool) -> Self {
        if good { Self::PASSED } else { Self::FAILED }
    }

    /// A runner that ended badly has a failure, though it did not count one: it died, or did not compile.
    pub(super) fn with_end(self, status: ExitStatus) -> Self {
        if !status.success() && self.failed == 0 { self + Self::FAILED } else { self }
    }

    /// No test at all is a failure.
    pub(super) fn never_silent(self) -> Self {
        if self.passed + self.failed == 0 { self + Self::FAILED } else { self }
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

/// All lines `test result: ok. 3 passed; 0 failed; 1 ignored; ...` of cargo and of wasm-bindgen's runner.
pub(super) fn of_cargo(lines: &[String]) -> Counts {
    let results = lines.iter().filter_map(|line| without_colour(line).trim().strip_prefix("test result: ").map(pairs));
    results.flatten().fold(Counts::default(), |sum, (count, word)| match word.as_str() {
        "passed" => Counts { passed: sum.passed + count, ..sum },
        "failed" => Counts { failed: sum.failed + count, ..sum },
        "ignored" => Counts { skipped: sum.skipped + count, ..sum },
        _ => sum,
    })
}

/// The last line `= 5 passed, 1 failed, 2 errors in 3.20s =` of pytest.
pub(super) fn of_pytest(lines: &[String]) -> Counts {
    let plain = lines.iter().rev().map(|line| without_colour(line));
    let summary = plain.map(|line| line.trim_matches([' ', '=']).to_owned()).find(|line| is_pytest_summary(line));
    let Some(summary) = summary else { return Counts::default() };
    pairs(&summary).into_iter().fold(Counts::default(), |sum, (count, word)| match word.as_str() {
        "passed" | "xpassed" => Counts { passed: sum.passed + count, ..sum },
        "failed" | "error" | "errors" => Counts { failed: sum.failed + count, ..sum },
        "skipped" | "xfailed" | "deselected" => Counts { skipped: sum.skipped + count, ..sum },
        _ => sum,
    })
}

fn is_pytest_summary(line: &str) -> bool {
    line.contains(" in ") && line.starts_with(|c: char| c.is_ascii_digit()) && !pairs(line).is_empty()
}

/// The summary of Node's runner: `ℹ pass 3`, or `# pass 3` where it writes TAP.
pub(super) fn of_node(lines: &[String]) -> Counts {
    lines.iter().fold(Counts::default(), |sum, line| {
        let line = without_colour(line);
        let mut words = line.split_whitespace();
        let (Some("ℹ" | "#"), Some(word), Some(count), None) = (words.next(), words.next(), words.next(), words.next())
        else {
            return sum;
        };
        let count = count.parse().unwrap_or(0);
        match word {
            "pass" => Counts { passed: sum.passed + count, ..sum },
            "fail" | "cancelled" => Counts { failed: sum.failed + count, ..sum },
            "skipped" | "todo" => Counts { skipped: sum.skipped + count, ..sum },
            _ => sum,
        }
    })
}

/// Each number with the word that follows it: `3 passed; 1 failed`.
fn pairs(text: &str) -> Vec<(u64, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pair = |two: &[&str]| Some((two[0].parse().ok()?, two[1].trim_end_matches([',', ';', '.']).to_owned()));
    words.windows(2).filter_map(pair).collect()
}

/// The line without the escapes by which terminals colour it.
fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut pieces = line.split("\x1b[");
    plain.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        plain.push_str(piece.split_once('m').map_or("", |(_, rest)| rest));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
        Counts { passed, failed, skipped }
    }

    #[test]
    fn cargo_is_summed_over_its_programs() {
        let printed = "running 2 tests\n\
            test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: \x1b[31mFAILED\x1b[m. 3 passed; 1 failed; 4 ignored; 0 measured; 9 filtered out; finished in 1.0s";
        assert_eq!(of_cargo(&lines(printed)), counts(5, 1, 4));
        assert_eq!(of_cargo(&lines("error: could not compile `x`")), counts(0, 0, 0));
    }

    #[test]
    fn pytest_counts_errors_as_failures() {
        let printed = "F.\nFAILED tests/a.py::b - assert 1 == 2 in 3 places\n\
            ==== 1 failed, 5 passed, 2 skipped, 1 warning, 2 errors in 3.20s ====";
        assert_eq!(of_pytest(&lines(printed)), counts(5, 3, 2));
        assert_eq!(of_pytest(&lines("12 passed in 0.11s")), counts(12, 0, 0));
        assert_eq!(of_pytest(&lines("no tests ran in 0.01s")), counts(0, 0, 0));
    }

    #[test]
    fn node_counts_cancelled_tests_as_failures() {
        let printed =
            "ℹ tests 7\nℹ suites 1\nℹ pass 4\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\nℹ todo 0\nℹ duration_ms 9.5";
        assert_eq!(of_node(&lines(printed)), counts(4, 2, 1));
        assert_eq!(of_node(&lines("# tests 1\n# pass 1\n# fail 0")), counts(1, 0, 0));
    }

    #[test]
    fn silence_is_a_failure() {
        assert_eq!(Counts::default().never_silent(), counts(0, 1, 0));
        assert_eq!(Counts::PASSED.never_silent(), counts(1, 0, 0));
    }
}
