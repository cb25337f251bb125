//! Times as records have them: ISO 8601 with microseconds and `+00:00` (contract/iguazio-control-plane.md §3, certain).
//! All are written alike, so that as texts they have the order of time.

const DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// Milliseconds since 1970 as records have them.
#[must_use]
pub fn iso(ms: i64) -> String {
    of_micros(ms.saturating_mul(1000))
}

/// Microseconds since 1970 as records have them.
pub(crate) fn of_micros(micros: i64) -> String {
    let (day, rest) = (micros.div_euclid(DAY), micros.rem_euclid(DAY));
    let (year, month, of_month) = civil(day);
    let (second, micro) = (rest / 1_000_000, rest % 1_000_000);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{of_month:02}T{hour:02}:{minute:02}:{second:02}.{micro:06}+00:00")
}

/// A time in any usual spelling of ISO 8601, as records have it: a date alone is its first moment, no zone is UTC.
#[must_use]
pub fn normal(text: &str) -> Option<String> {
    Some(of_micros(micros(text)?))
}

/// Milliseconds since 1970 of a time as it was sent.
#[must_use]
pub fn ms(text: &str) -> Option<i64> {
    Some(micros(text)?.div_euclid(1000))
}

/// Microseconds since 1970 of a time as it was sent.
pub(crate) fn micros(text: &str) -> Option<i64> {
    let text = text.trim();
    // Whatever is cut below is then cut between characters.
    if !text.is_ascii() {
        return None;
    }
    let (date, time) = text.split_once(['T', 't', ' ']).unwrap_or((text, "00:00"));
    let mut parts = date.split('-');
    let (year, month, day) = (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let days = days(year, month, day);
    if parts.next().is_some() || civil(days) != (year, month, day) {
        return None;
    }
    let (time, offset) = zone(time)?;
    Some(days * DAY + time_of_day(time)? - offset * 60_000_000)
}

/// The time without its zone, and the zone in minutes east.
fn zone(time: &str) -> Option<(&str, i64)> {
    if let Some(time) = time.strip_suffix(['Z', 'z']) {
        return Some((time, 0));
    }
    // A plus sign that was not encoded in an address came as a space.
    let Some(at) = time.find(['+', '-', ' ']) else { return Some((time, 0)) };
    let (time, zone) = time.split_at(at);
    let (sign, zone) = zone.split_at(1);
    let (hours, minutes) = zone.split_once(':').unwrap_or_else(|| zone.split_at(zone.len().min(2)));
    let minutes = if minutes.is_empty() { 0 } else { digits(minutes, 2)? };
    let east = digits(hours, 2)? * 60 + minutes;
    Some((time, if sign == "-" { -east } else { east }))
}

fn time_of_day(time: &str) -> Option<i64> {
    let mut parts = time.split(':');
    let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let (second, micro) = match parts.next() {
        None => (0, 0),
        Some(text) => {
            let (second, fraction) = text.split_once('.').unwrap_or((text, "0"));
            (digits(second, 2)?, fraction_of(fraction)?)
        }
    };
    let fits = hour < 24 && minute < 60 && second <= 60 && parts.next().is_none();
    fits.then_some(((hour * 60 + minute) * 60 + second) * 1_000_000 + micro)
}

fn fraction_of(text: &str) -> Option<i64> {
    let six: String = text.chars().chain("000000".chars()).take(6).collect();
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| six.parse().ok())?
}

fn digits(text: &str, count: usize) -> Option<i64> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Days since 1970 of a date of the Gregorian calendar. Years are counted from March, in eras of 400.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The way back: year, month, day.
const fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year + era * 400 + if month <= 2 { 1 } else { 0 }, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_spellings_of_a_time_are_one() {
        for text in [
            "2024-02-29T07:04:03.5Z",
            "2024-02-29T07:04:03.500000+00:00",
            "2024-02-29 09:04:03.5 02:00",
            "2024-02-29t05:34:03.5-0130",
            "2024-02-29T10:04:03.500+03",
        ] {
            assert_eq!(normal(text).as_deref(), Some("2024-02-29T07:04:03.500000+00:00"), "{text}");
        }
        assert_eq!(normal("2024-03-01").as_deref(), Some("2024-03-01T00:00:00.000000+00:00"));
        for bad in ["", "now", "2024-02-29T25:00", "2024-02-29T07:04:03.x", "24-02-29", "2024-02-29T"] {
            assert_eq!(normal(bad), None, "{bad}");
        }
        for none in ["2024-13-01", "2024-00-10", "2024-02-30", "2024-02-31", "2023-02-29", "2024-04-31", "2024-04-00"] {
            assert_eq!(normal(none), None, "{none} is no day");
        }
        for other in
            ["2024-01-01T00:00:00+1é", "2024-01-01T00:00:00+é", "é024-01-01", "2024-01-01T00:00:0é", "٢٠٢٤-01-01"]
        {
            assert_eq!(normal(other), None, "{other}");
        }
    }

    #[test]
    fn days_and_dates_are_each_others_way_back() {
        for day in (-200_000..200_000).step_by(37) {
            let (year, month, of_month) = civil(day);
            assert_eq!(days(year, month, of_month), day);
        }
        assert_eq!(iso(1_800_000_000_000), "2027-01-15T08:00:00.000000+00:00");
        assert_eq!(ms("2027-01-15T08:00:00.001Z"), Some(1_800_000_000_001));
    }
}
