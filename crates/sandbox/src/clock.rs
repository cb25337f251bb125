//! The time of day and stopwatches, handed to whoever needs them. Nothing else in this crate asks the machine for the time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// One day in milliseconds.
pub const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Tells the time: the machine's, or one that a test sets.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    Machine,
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub const fn machine() -> Self {
        Self(Source::Machine)
    }

    /// A clock that stands at `ms` since 1970 until it is moved with [`Clock::advance`].
    #[must_use]
    pub fn set_to(ms: i64) -> Self {
        Self(Source::Set(Arc::new(AtomicI64::new(ms))))
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        match &self.0 {
            Source::Machine => machine_ms(),
            Source::Set(ms) => ms.load(Ordering::SeqCst),
        }
    }

    /// Moves a set clock on; the machine's clock goes by itself, so nothing happens to it.
    pub fn advance(&self, by: Duration) {
        if let Source::Set(ms) = &self.0 {
            ms.fetch_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX), Ordering::SeqCst);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the sandbox's clock")]
fn machine_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Measures how long something takes; not affected by a set clock.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the sandbox's clock")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// Time since the start.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
