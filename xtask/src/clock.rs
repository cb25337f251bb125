//! The only place of the chores that reads a clock: how long a step took.

use std::time::{Duration, Instant};

/// Measures the time since it was started.
#[derive(Clone, Copy)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "the clock of the chores is this module")]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn elapsed(self) -> Duration {
        self.0.elapsed()
    }

    pub(crate) fn seconds(self) -> f64 {
        self.elapsed().as_secs_f64()
    }
}

/// Seconds as people read them: `4.2 s`, `3 min 05 s`.
pub(crate) fn readable(seconds: f64) -> String {
    if seconds < 100.0 {
        return format!("{seconds:.1} s");
    }
    let whole = Duration::from_secs_f64(seconds).as_secs();
    format!("{} min {:02} s", whole / 60, whole % 60)
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn seconds_are_readable() {
        assert_eq!(readable(4.21), "4.2 s");
        assert_eq!(readable(185.4), "3 min 05 s");
    }
}
