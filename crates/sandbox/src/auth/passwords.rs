//! Password hashing with argon2id, beside the async threads, two at a time: each takes 19 MiB, and an attacker who
//! opens a thousand connections must not get a thousand of them.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash};
use tokio::sync::Semaphore;

use crate::{error::Failure, random::Random, store::off_thread};

use super::login::LONGEST_PASSWORD;

/// Hashes worked on at a time.
const AT_A_TIME: usize = 2;

/// Requests that may wait for their turn; more are told to come back.
pub const QUEUE: usize = 64;

/// Shortest password in characters (sandbox choice).
const SHORTEST: usize = 8;

/// Whether a new password may be one.
pub(crate) fn check_new(password: &str) -> Result<(), Failure> {
    if password.chars().count() < SHORTEST || password.len() > LONGEST_PASSWORD {
        let bounds = format!("{SHORTEST} characters at least and {LONGEST_PASSWORD} bytes at most");
        return Err(Failure::wrong(format!("A password has {bounds}")));
    }
    Ok(())
}

/// Hashes and checks passwords.
#[derive(Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    random: Random,
    decoy: Arc<str>,
    turns: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

/// How much work a hash is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// 19 MiB, two passes: the recommended least for argon2id.
    Full,
    /// Next to nothing, for tests.
    Least,
}

impl Passwords {
    /// With this effort.
    pub fn new(effort: Effort, random: Random) -> Result<Self, Failure> {
        let params = match effort {
            Effort::Full => Params::default(),
            Effort::Least => Params::new(8, 1, 1, None).map_err(|e| Failure::internal("setting argon2 up", &e))?,
        };
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = hash(&argon2, &random, "a password that no account has")?.into();
        let turns = Arc::new(Semaphore::new(AT_A_TIME));
        Ok(Self { argon2, random, decoy, turns, waiting: Arc::default() })
    }

    /// The hash to keep for a new password; blocks for as long as it takes.
    pub fn hash(&self, password: &str) -> Result<String, Failure> {
        hash(&self.argon2, &self.random, password)
    }

    /// Whether a password fits a hash; blocks. Without a hash the same work is done in vain, so that the time does not
    /// tell whether there is an account.
    #[must_use]
    pub fn fits(&self, password: &str, kept: Option<&str>) -> bool {
        let hash = PasswordHash::new(kept.unwrap_or(&self.decoy));
        let fits = hash.is_ok_and(|hash| self.argon2.verify_password(password.as_bytes(), &hash).is_ok());
        fits && kept.is_some()
    }

    /// [`Passwords::fits`] when its turn has come.
    pub async fn check(&self, password: String, kept: Option<String>) -> Result<bool, Failure> {
        self.in_turn(move |this| Ok(this.fits(&password, kept.as_deref()))).await
    }

    /// [`Passwords::hash`] when its turn has come.
    pub async fn hash_in_turn(&self, password: String) -> Result<String, Failure> {
        self.in_turn(move |this| this.hash(&password)).await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let _place = Place::take(&self.waiting)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let turn = turn.map_err(|e| Failure::internal("waiting for a turn", &e))?;
        let this = self.clone();
        off_thread(move || {
            let result = work(&this);
            drop(turn);
            result
        })
        .await
    }
}

fn hash(argon2: &Argon2<'_>, random: &Random, password: &str) -> Result<String, Failure> {
    let mut salt = [0; 16];
    random.fill(&mut salt);
    let hash = argon2.hash_password_with_salt(password.as_bytes(), &salt);
    Ok(hash.map_err(|e| Failure::internal("hashing a password", &e))?.to_string())
}

/// A place in the queue, given back when dropped.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(waiting: &Arc<AtomicUsize>) -> Result<Self, Failure> {
        let place = Self(Arc::clone(waiting));
        if waiting.fetch_add(1, Ordering::SeqCst) >= QUEUE {
            return Err(Failure::busy("Too many sign-ins at the moment", 1));
        }
        Ok(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_fits() {
        let passwords = Passwords::new(Effort::Least, Random::sequence(1)).unwrap();
        let hash = passwords.hash("correct horse").unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(passwords.fits("correct horse", Some(&hash)));
        assert!(!passwords.fits("wrong horse", Some(&hash)));
        assert!(!passwords.fits("a password that no account has", None));
    }

    #[test]
    fn the_queue_is_bounded() {
        let waiting = Arc::default();
        let places: Vec<_> = (0..QUEUE).map(|_| Place::take(&waiting).unwrap()).collect();
        assert!(Place::take(&waiting).is_err());
        drop(places);
        assert!(Place::take(&waiting).is_ok());
    }
}
