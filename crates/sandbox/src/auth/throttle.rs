//! Counts failed sign-ins per account, whether the account exists or not.
//!
//! Five tries are free. From then on each failure closes the account's door for 1, 2, 4 … up to 60 seconds; while it is
//! closed nobody's password is looked at, right or wrong. A try takes its place before the password is checked, so
//! tries in parallel are counted too. The owner gets in as soon as the door opens; a success, or fifteen quiet minutes,
//! forget the failures.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use crate::{clock::Clock, lock::lock, store::accounts::Login};

/// Tries before the first wait.
pub const FREE_TRIES: u32 = 5;

/// The longest wait in seconds.
pub const LONGEST_WAIT: u32 = 60;

/// Failures are forgotten after this long without another.
const MEMORY_MS: i64 = 15 * 60 * 1000;

/// Accounts remembered at a time; the oldest make room.
const ACCOUNTS: usize = 10_000;

#[derive(Clone, Debug, Default)]
struct Record {
    failures: u32,
    /// Tries whose passwords are being checked.
    open: u32,
    closed_until: i64,
    last: i64,
}

/// The counts.
#[derive(Clone, Debug)]
pub struct Throttle {
    clock: Clock,
    records: Arc<Mutex<HashMap<Login, Record>>>,
}

/// A try that may be made. Dropped as it is, it counts as a failure.
#[derive(Debug)]
pub struct Try {
    throttle: Throttle,
    login: Login,
    outcome: Outcome,
}

#[derive(Clone, Copy, Debug)]
enum Outcome {
    Failed,
    Succeeded,
    NotMade,
}

impl Throttle {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self { clock, records: Arc::default() }
    }

    /// Takes a place for one try, or says how many seconds to wait.
    pub fn begin(&self, login: &Login) -> Result<Try, u32> {
        let now = self.clock.now_ms();
        let mut records = lock(&self.records);
        make_room(&mut records, now);
        let record = records.entry(login.clone()).or_default();
        if record.open == 0 && now - record.last > MEMORY_MS {
            *record = Record::default();
        }
        if now < record.closed_until {
            return Err(seconds_until(record.closed_until, now));
        }
        // Past the free tries one at a time: its failure closes the door again.
        let allowed = FREE_TRIES.saturating_sub(record.failures).max(1);
        if record.open >= allowed {
            return Err(1);
        }
        record.open += 1;
        record.last = now;
        Ok(Try { throttle: self.clone(), login: login.clone(), outcome: Outcome::Failed })
    }

    fn end(&self, login: &Login, outcome: Outcome) {
        let now = self.clock.now_ms();
        let mut records = lock(&self.records);
        let Some(record) = records.get_mut(login) else { return };
        record.open = record.open.saturating_sub(1);
        match outcome {
            Outcome::Failed => record.fail(now),
            Outcome::Succeeded => record.failures = 0,
            Outcome::NotMade => {}
        }
    }
}

impl Record {
    fn fail(&mut self, now: i64) {
        self.failures = self.failures.saturating_add(1);
        self.last = now;
        if self.failures >= FREE_TRIES {
            let doublings = (self.failures - FREE_TRIES).min(6);
            self.closed_until = now + i64::from((1_u32 << doublings).min(LONGEST_WAIT)) * 1000;
        }
    }
}

fn seconds_until(then: i64, now: i64) -> u32 {
    u32::try_from((then - now + 999) / 1000).unwrap_or(LONGEST_WAIT).max(1)
}

/// Forgets what is old; if that is not enough, the account that was quiet longest.
fn make_room(records: &mut HashMap<Login, Record>, now: i64) {
    if records.len() < ACCOUNTS {
        return;
    }
    records.retain(|_, record| record.open > 0 || now - record.last <= MEMORY_MS);
    if records.len() >= ACCOUNTS {
        let quiet = records.iter().filter(|(_, record)| record.open == 0).min_by_key(|(_, record)| record.last);
        if let Some(login) = quiet.map(|(login, _)| login.clone()) {
            records.remove(&login);
        }
    }
}

impl Try {
    /// The password was right.
    pub fn succeeded(mut self) {
        self.outcome = Outcome::Succeeded;
    }

    /// The password was not looked at after all.
    pub fn not_made(mut self) {
        self.outcome = Outcome::NotMade;
    }
}

impl Drop for Try {
    fn drop(&mut self) {
        self.throttle.end(&self.login, self.outcome);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn throttle() -> (Throttle, Clock) {
        let clock = Clock::set_to(1_800_000_000_000);
        (Throttle::new(clock.clone()), clock)
    }

    #[test]
    fn five_failures_close_the_door_for_longer_and_longer() {
        let (throttle, clock) = throttle();
        let login = Login::new("ana");
        for _ in 0..FREE_TRIES {
            drop(throttle.begin(&login).unwrap());
        }
        for wait in [1, 2, 4, 8, 16, 32, 60, 60] {
            assert_eq!(throttle.begin(&login).unwrap_err(), wait);
            clock.advance(Duration::from_secs(wait.into()));
            drop(throttle.begin(&login).unwrap());
        }
    }

    #[test]
    fn the_owner_gets_in_when_the_door_opens_and_all_is_forgotten() {
        let (throttle, clock) = throttle();
        let login = Login::new("ana");
        for _ in 0..FREE_TRIES {
            drop(throttle.begin(&login).unwrap());
        }
        clock.advance(Duration::from_secs(1));
        throttle.begin(&login).unwrap().succeeded();
        drop(throttle.begin(&login).unwrap());
        assert!(throttle.begin(&login).is_ok());
    }

    #[test]
    fn tries_in_parallel_are_counted_before_they_are_checked() {
        let (throttle, _clock) = throttle();
        let login = Login::new("ana");
        let tries: Vec<_> = (0..10_000).filter_map(|_| throttle.begin(&login).ok()).collect();
        assert_eq!(tries.len(), FREE_TRIES as usize);
    }

    #[test]
    fn one_account_does_not_close_another_and_memory_is_bounded() {
        let (throttle, clock) = throttle();
        for n in 0..ACCOUNTS + 100 {
            clock.advance(Duration::from_millis(1));
            drop(throttle.begin(&Login::new(&format!("user{n}"))).unwrap());
        }
        assert!(lock(&throttle.records).len() <= ACCOUNTS);
    }
}
