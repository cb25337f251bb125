//! How near a key's end is.

/// Days before the end from which on a key stands out.
pub const SOON_DAYS: f64 = 14.0;

/// A key's end, by the browser's clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Expiry {
    /// The server names no end; whether it has one is not said.
    NotGiven,
    /// 0: never (contract/dataiku-apinode.md §2.4, inferred).
    Never,
    /// After this moment, in ms since the epoch.
    Later(f64),
    /// Within [`SOON_DAYS`].
    Soon(f64),
    /// It is over.
    Over(f64),
}

impl Expiry {
    /// Of an `expiresOn`, at a moment in ms since the epoch.
    pub fn of(expires_on: Option<f64>, now: f64) -> Self {
        match expires_on {
            None => Self::NotGiven,
            Some(0.0) => Self::Never,
            Some(end) if end <= now => Self::Over(end),
            Some(end) if end - now <= SOON_DAYS * 86_400_000.0 => Self::Soon(end),
            Some(end) => Self::Later(end),
        }
    }
}

/// Reads a lifetime in whole days as typed; nothing is for ever.
pub fn parse_days(text: &str) -> Result<Option<u32>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<u32>() {
        Ok(days) if (1..=36_500).contains(&days) => Ok(Some(days)),
        Ok(_) | Err(_) => Err("Give whole days from 1 to 36,500, or nothing for a key without an end.".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_given_is_not_never() {
        let day = 86_400_000.0;
        for (given, told) in [
            (None, Expiry::NotGiven),
            (Some(0.0), Expiry::Never),
            (Some(99.0 * day), Expiry::Over(99.0 * day)),
            (Some(100.0 * day), Expiry::Over(100.0 * day)),
            (Some(114.0 * day), Expiry::Soon(114.0 * day)),
            (Some(115.0 * day), Expiry::Later(115.0 * day)),
        ] {
            assert_eq!(Expiry::of(given, 100.0 * day), told);
        }
    }

    #[test]
    fn days_are_whole_and_positive() {
        assert_eq!(parse_days(" 90 "), Ok(Some(90)));
        assert_eq!(parse_days(""), Ok(None));
        for text in ["0", "-1", "1.5", "many", "36501"] {
            assert!(parse_days(text).is_err(), "{text}");
        }
    }
}
