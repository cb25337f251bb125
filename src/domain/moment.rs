//! Moments in words. The clock and the local zone are handed in.

/// The parts of a moment as a calendar on the wall shows them, and how far that wall is from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    /// Year, for example 2026.
    pub year: u32,
    /// Month, from 1.
    pub month: u32,
    /// Day of the month, from 1.
    pub day: u32,
    /// Hour, from 0.
    pub hour: u32,
    /// Minute, from 0.
    pub minute: u32,
    /// Second, from 0.
    pub second: u32,
    /// Minutes ahead of UTC.
    pub zone: i32,
}

fn two(number: u32) -> String {
    [if number < 10 { "0" } else { "" }, &number.to_string()].concat()
}

impl Local {
    /// "2026-11-23 04:29:21 UTC+01:00".
    pub fn text(self) -> String {
        let date = [self.year.to_string(), two(self.month), two(self.day)].join("-");
        let time = [two(self.hour), two(self.minute), two(self.second)].join(":");
        let ahead = self.zone.unsigned_abs();
        let sign = if self.zone < 0 { "-" } else { "+" };
        [&date, " ", &time, " UTC", sign, &two(ahead / 60), ":", &two(ahead % 60)].concat()
    }
}

fn count(number: u64, unit: &str) -> String {
    [number.to_string().as_str(), " ", unit, if number == 1 { "" } else { "s" }].concat()
}

/// "3 hours ago", "in 5 days", "just now"; both in milliseconds since 1970.
pub fn relative(moment: f64, now: f64) -> String {
    let seconds = ((moment - now).abs() / 1000.0) as u64;
    let words = match seconds {
        0..45 => return "just now".to_owned(),
        45..5_400 => count((seconds + 30) / 60, "minute"),
        5_400..129_600 => count((seconds + 1_800) / 3_600, "hour"),
        129_600..5_184_000 => count((seconds + 43_200) / 86_400, "day"),
        5_184_000..63_072_000 => count(seconds / 2_629_800, "month"),
        _ => count(seconds / 31_557_600, "year"),
    };
    if moment > now { ["in ", &words].concat() } else { [&words, " ago"].concat() }
}

#[cfg(test)]
mod tests {
    use super::{Local, relative};

    const NOW: f64 = 1.8e12;

    #[test]
    fn the_distance_is_told_in_the_unit_that_fits() {
        let cases = [
            (0, "just now"),
            (-44, "just now"),
            (44, "just now"),
            (-60, "1 minute ago"),
            (60, "in 1 minute"),
            (-3_600, "60 minutes ago"),
            (-7_200, "2 hours ago"),
            (86_400, "in 24 hours"),
            (-172_800, "2 days ago"),
            (-86_400 * 59, "59 days ago"),
            (-86_400 * 70, "2 months ago"),
            (86_400 * 800, "in 2 years"),
        ];
        for (seconds, words) in cases {
            assert_eq!(relative(NOW + f64::from(seconds) * 1000.0, NOW), words, "{seconds} s");
        }
    }

    #[test]
    fn a_moment_that_is_no_number_does_no_harm() {
        assert_eq!(relative(f64::NAN, NOW), "just now");
    }

    #[test]
    fn the_zone_is_always_written() {
        let local = Local { year: 2026, month: 1, day: 2, hour: 3, minute: 4, second: 5, zone: 330 };
        assert_eq!(local.text(), "2026-01-02 03:04:05 UTC+05:30");
        assert_eq!(Local { zone: -210, ..local }.text(), "2026-01-02 03:04:05 UTC-03:30");
        assert_eq!(Local { zone: 0, ..local }.text(), "2026-01-02 03:04:05 UTC+00:00");
    }
}
