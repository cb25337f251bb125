//! Tickets: short-lived stand-ins for a login, in memory only. A ticket is as good as what it was given for is at the
//! moment of its use.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use pilothouse_wire::Secret;

use crate::{clock::Clock, lock::lock, random::Random, store::keys::Digest};

use super::{digest, dss::Login};

/// Life in milliseconds: an hour.
pub const LIFE_MS: i64 = 60 * 60 * 1000;

/// Tickets at a time; the oldest make room.
const MOST: usize = 10_000;

/// Characters of a ticket, five random bits each.
const LENGTH: usize = 40;

/// The tickets that are good.
#[derive(Clone)]
pub struct Tickets {
    clock: Clock,
    random: Random,
    kept: Arc<Mutex<HashMap<Digest, (i64, Login)>>>,
}

impl Tickets {
    /// None yet.
    #[must_use]
    pub fn new(clock: Clock, random: Random) -> Self {
        Self { clock, random, kept: Arc::default() }
    }

    /// A ticket for this login.
    #[must_use]
    pub fn issue(&self, login: Login) -> Secret {
        let text = self.random.text(LENGTH);
        let now = self.clock.now_ms();
        let mut kept = lock(&self.kept);
        if kept.len() >= MOST {
            kept.retain(|_, (end, _)| now < *end);
        }
        if kept.len() >= MOST
            && let Some(oldest) = kept.iter().min_by_key(|(_, (end, _))| *end).map(|(digest, _)| *digest)
        {
            kept.remove(&oldest);
        }
        kept.insert(digest(text.as_bytes()), (now + LIFE_MS, login));
        Secret::new(text)
    }

    /// What a ticket was given for, as long as it lives.
    #[must_use]
    pub fn check(&self, ticket: &str) -> Option<Login> {
        let now = self.clock.now_ms();
        let kept = lock(&self.kept);
        kept.get(&digest(ticket.as_bytes())).filter(|(end, _)| now < *end).map(|(_, login)| login.clone())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::auth::dss::Credential;

    fn login(id: &str) -> Login {
        Login { credential: Credential::GlobalKey(id.into()), as_user: None }
    }

    #[test]
    fn a_ticket_lives_an_hour_and_the_oldest_makes_room() {
        let clock = Clock::set_to(0);
        let tickets = Tickets::new(clock.clone(), Random::sequence(1));
        let first = tickets.issue(login("a"));
        assert_eq!(tickets.check(first.expose()), Some(login("a")));
        assert_eq!(tickets.check("no such"), None);
        clock.advance(Duration::from_millis(1));
        for _ in 0..MOST {
            let _ = tickets.issue(login("b"));
        }
        assert_eq!(tickets.check(first.expose()), None);
        let last = tickets.issue(login("c"));
        clock.advance(Duration::from_millis(LIFE_MS as u64 - 1));
        assert!(tickets.check(last.expose()).is_some());
        clock.advance(Duration::from_millis(1));
        assert_eq!(tickets.check(last.expose()), None);
    }
}
