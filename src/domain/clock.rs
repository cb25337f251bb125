//! The session's clock. Two times are handed in, for neither can be trusted alone: the wall clock may be wrong or be
//! set, the monotonic one may stand still while a laptop sleeps. The larger elapsed time counts, and the server has
//! the last word: before a session is closed by this clock, the server is asked.

/// Warn once when this many seconds are left, and again at [`URGENT`].
pub const WARN: f64 = 600.0;
/// The second, louder warning.
pub const URGENT: f64 = 120.0;
/// Renew an active user's session when this many seconds are left: before the first warning.
const RENEW_AT: f64 = 900.0;
/// A user is active for so long after the last key or click.
const ACTIVE: f64 = 300.0;
/// Seconds between two tries to renew.
const PAUSE: f64 = 60.0;

/// A moment by both clocks, in ms.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moment {
    /// Since the epoch.
    pub wall: f64,
    /// Since the page was opened.
    pub mono: f64,
}

impl Moment {
    /// Seconds since an earlier moment.
    pub fn since(self, earlier: Self) -> f64 {
        (self.wall - earlier.wall).max(self.mono - earlier.mono).max(0.0) / 1000.0
    }
}

/// When a session began here and how long the server lets it live.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SessionClock {
    /// When its token came.
    pub start: Moment,
    /// Seconds, from the server's own two times.
    pub lifetime: f64,
}

/// How near the end is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Over ten minutes.
    Fine,
    /// Under ten minutes.
    Ending,
    /// Under two minutes.
    Urgent,
    /// Over, by this clock.
    Over,
}

impl SessionClock {
    /// Takes up a session that began before the page was opened: only the wall clock knows when.
    pub fn resume(started_wall: f64, lifetime: f64, now: Moment) -> Self {
        let elapsed = (now.wall - started_wall).max(0.0);
        Self { start: Moment { wall: started_wall, mono: now.mono - elapsed }, lifetime }
    }

    /// Seconds left, never below 0.
    pub fn left(&self, now: Moment) -> f64 {
        (self.lifetime - now.since(self.start)).max(0.0)
    }

    /// How near the end is.
    pub fn phase(&self, now: Moment) -> Phase {
        match self.left(now) {
            left if left <= 0.0 => Phase::Over,
            left if left <= URGENT => Phase::Urgent,
            left if left <= WARN => Phase::Ending,
            _ => Phase::Fine,
        }
    }

    /// Whether to ask the server for a longer session, by itself: the user is active and the end is near.
    pub fn should_renew(&self, now: Moment, active: Moment, tried: Option<Moment>) -> bool {
        let left = self.left(now);
        let soon = left > 0.0 && left <= RENEW_AT.min(self.lifetime / 2.0);
        soon && now.since(active) <= ACTIVE && tried.is_none_or(|tried| now.since(tried) >= PAUSE)
    }
}

/// Time left as people read it: `3 h 58 min`, `12 min`, `9:41`.
pub fn left_text(seconds: f64) -> String {
    let seconds = seconds.ceil() as u32;
    match (seconds / 3600, seconds / 60) {
        (0, 0..10) => format!("{}:{:02}", seconds / 60, seconds % 60),
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {:02} min", minutes % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: f64) -> Moment {
        Moment { wall: 1.8e12 + seconds * 1000.0, mono: seconds * 1000.0 }
    }

    const FOUR_HOURS: SessionClock = SessionClock { start: Moment { wall: 1.8e12, mono: 0.0 }, lifetime: 14_400.0 };

    #[test]
    fn it_warns_at_ten_and_two_minutes() {
        for (second, phase) in [
            (0.0, Phase::Fine),
            (13_799.0, Phase::Fine),
            (13_800.0, Phase::Ending),
            (14_280.0, Phase::Urgent),
            (14_399.0, Phase::Urgent),
            (14_400.0, Phase::Over),
        ] {
            assert_eq!(FOUR_HOURS.phase(at(second)), phase, "{second}");
        }
    }

    #[test]
    fn an_active_user_is_renewed_before_the_first_warning() {
        assert!(!FOUR_HOURS.should_renew(at(13_400.0), at(13_399.0), None));
        assert!(FOUR_HOURS.should_renew(at(13_600.0), at(13_590.0), None));
        assert!(!FOUR_HOURS.should_renew(at(13_600.0), at(13_000.0), None), "idle");
        assert!(!FOUR_HOURS.should_renew(at(13_600.0), at(13_590.0), Some(at(13_580.0))), "just tried");
        assert!(!FOUR_HOURS.should_renew(at(14_400.0), at(14_400.0), None), "an ended one cannot be renewed");
    }

    #[test]
    fn a_clock_set_back_does_not_lengthen_the_session() {
        let now = Moment { wall: 1.8e12 - 86_400_000.0, mono: 14_400_000.0 };
        assert_eq!(FOUR_HOURS.phase(now), Phase::Over);
    }

    #[test]
    fn sleep_counts_though_the_monotonic_clock_stood_still() {
        let now = Moment { wall: 1.8e12 + 18_000_000.0, mono: 60_000.0 };
        assert_eq!(FOUR_HOURS.phase(now), Phase::Over);
    }

    #[test]
    fn a_reloaded_page_goes_on_where_it_was() {
        let now = Moment { wall: 1.8e12 + 3_600_000.0, mono: 50.0 };
        let clock = SessionClock::resume(1.8e12, 14_400.0, now);
        assert_eq!(clock.left(now), 10_800.0);
    }

    #[test]
    fn what_is_left_reads_well() {
        for (seconds, text) in [
            (14_400.0, "4 h 00 min"),
            (14_339.5, "3 h 59 min"),
            (3_599.0, "59 min"),
            (600.0, "10 min"),
            (581.0, "9:41"),
            (0.0, "0:00"),
        ] {
            assert_eq!(left_text(seconds), text);
        }
    }
}
