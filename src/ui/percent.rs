//! Shares in whole hundredths of a percent, as text and back.

/// The whole: 100 %.
pub const WHOLE: u16 = 10_000;

/// "80 %", "12.5 %", "33.33 %": no digits that say nothing, a space that does not break.
pub fn text(hundredths: u16) -> String {
    [&plain(hundredths), "\u{a0}%"].concat()
}

/// The same without the sign, for a field whose unit stands beside it.
pub fn plain(hundredths: u16) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match (rest / 10, rest % 10) {
        (0, 0) => whole.to_string(),
        (tens, 0) => [whole.to_string(), tens.to_string()].join("."),
        (tens, ones) => [whole.to_string(), [tens.to_string(), ones.to_string()].concat()].join("."),
    }
}

/// Reads what a person types: "12.5", "12,5", "12.5 %". At most two decimals, from 0 to 100.
pub fn parse(text: &str) -> Option<u16> {
    let text = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && rest.is_empty()) || whole.len() > 3 || rest.len() > 2 || !digits(whole) || !digits(rest) {
        return None;
    }
    let number = |part: &str| if part.is_empty() { 0 } else { part.parse::<u32>().unwrap_or(0) };
    let scale = if rest.len() == 1 { 10 } else { 1 };
    u16::try_from(number(whole) * 100 + number(rest) * scale).ok().filter(|share| *share <= WHOLE)
}

#[cfg(test)]
mod tests {
    use super::{parse, plain, text};

    #[test]
    fn shares_are_written_without_idle_digits() {
        let cases = [(0, "0"), (5, "0.05"), (50, "0.5"), (100, "1"), (1250, "12.5"), (3333, "33.33"), (10_000, "100")];
        for (share, words) in cases {
            assert_eq!(plain(share), words);
        }
        assert_eq!(text(8000), "80\u{a0}%");
    }

    #[test]
    fn every_share_is_read_back_as_written() {
        for share in 0..=10_000 {
            assert_eq!(parse(&plain(share)), Some(share));
        }
    }

    #[test]
    fn people_type_in_many_ways() {
        for (typed, share) in [(" 12,5 % ", 1250), ("12.50", 1250), (".5", 50), ("7.", 700), ("007", 700)] {
            assert_eq!(parse(typed), Some(share), "{typed:?}");
        }
        for typed in ["", ".", "%", "100.01", "101", "-1", "1e1", "1.234", "12 5", "0x1", "99999999999", "１２"] {
            assert_eq!(parse(typed), None, "{typed:?}");
        }
    }
}
