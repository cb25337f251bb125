//! Log files: a long one with all levels, a short one.

use std::{fmt::Write as _, fs, io, path::Path};

use super::folder;
use crate::{clock::DAY_MS, error::Failure};

const LINES: i64 = 4_000;

const WORDS: [(&str, &str); 6] = [
    ("INFO", "[ct: {n}] Served dataset sample"),
    ("INFO", "[ct: {n}] Scenario step finished"),
    ("DEBUG", "[dku.flow] Computed {n} partitions"),
    ("INFO", "[process] Recipe run done in {n} ms"),
    ("WARN", "[connections] Connection warehouse_pg answered slowly: {n} ms"),
    ("INFO", "[api.keys] Key checked"),
];

/// Writes them into the data folder.
pub(in crate::demo) fn write(data: &Path, now: i64) -> Result<(), Failure> {
    let write = || -> io::Result<()> {
        let folder = folder(data);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("backend.log"), backend(now))?;
        fs::write(folder.join("ipython.log"), format!("[{}] [INFO] Kernel pool started\n", stamp(now)))
    };
    write().map_err(|e| Failure::internal("writing demo logs", &e))
}

fn backend(now: i64) -> String {
    let mut text = String::new();
    for line in 0..LINES {
        let at = stamp(now - (LINES - line) * 21_000);
        let (level, words) = match line % 397 {
            0 => ("ERROR", "[job] Job failed: the table parcels_joined is locked by {n}"),
            _ => WORDS[(line % 6) as usize],
        };
        let words = words.replace("{n}", &(line * 7 % 991).to_string());
        // Writing into a text does not fail.
        let _ = writeln!(text, "[{at}] [{level}] {words}");
    }
    text
}

/// A moment as `2026/11/26-05:02:14.000`.
fn stamp(ms: i64) -> String {
    let (days, rest) = (ms.div_euclid(DAY_MS), ms.rem_euclid(DAY_MS));
    // Days since 0000-03-01 in 400-year eras: leap days come last in a year that begins with March.
    let shifted = days + 719_468;
    let (era, day) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (of_month, civil) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = year + era * 400 + i64::from(civil <= 2);
    let (seconds, millis) = (rest / 1000, rest % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}/{civil:02}/{of_month:02}-{hour:02}:{minute:02}:{second:02}.{millis:03}")
}

#[cfg(test)]
mod tests {
    use super::stamp;

    #[test]
    fn moments_are_told_by_the_calendar() {
        assert_eq!(stamp(0), "1970/01/01-00:00:00.000");
        assert_eq!(stamp(1_709_208_000_123), "2024/02/29-12:00:00.123");
        assert_eq!(stamp(1_798_675_199_999), "2026/12/30-23:59:59.999");
    }
}
