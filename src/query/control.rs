//! What the pages of the control plane share: where it lies, who one is there, and its version.

use pilothouse_wire::control::{Item, One, system, users};
use pilothouse_wire::{Call, Error};

use super::Remote;
use crate::reactive::StoredValue;
use crate::session::{Session, Target};

/// The control plane.
#[derive(Clone, Copy)]
pub struct Control {
    /// The session.
    pub session: Session,
    /// Where its API lies.
    pub target: StoredValue<Target>,
    /// The caller's own user, with its groups.
    pub me: Remote<One>,
    /// The system's version, where one of its nodes tells it.
    pub version: Remote<Option<String>>,
}

impl Control {
    /// Takes it up; `None` where the configuration has none.
    pub fn open(session: Session) -> Option<Self> {
        let target = session.control_plane()?;
        let (to, of) = (target.clone(), target.clone());
        let me = Remote::new(move || {
            let to = to.clone();
            async move { session.send(&to, &users::own()).await }
        });
        let version = Remote::new(move || {
            let of = of.clone();
            async move { ask_version(session, &of).await }
        });
        Some(Self { session, target: StoredValue::new(target), me, version })
    }

    /// Sends a call to it.
    pub async fn send<T>(&self, call: &Call<T>) -> Result<T, Error> {
        let target = self.target.try_get_value();
        let target = target.ok_or(Error::Cancelled)?;
        let result = self.session.send(&target, call).await;
        if result.is_ok() {
            self.ask_again();
        }
        result
    }

    /// What was not asked for because nobody would sign in is asked for once somebody has.
    fn ask_again(&self) {
        if self.me.load.try_get_untracked().is_some_and(|load| unasked(load.error())) {
            self.me.refresh();
        }
        if self.version.load.try_get_untracked().is_some_and(|load| unasked(load.error())) {
            self.version.refresh();
        }
    }

    /// Whether the system is at least of that version, tracked; one that tells none is taken for the oldest that the
    /// contract knows.
    pub fn is_since(&self, version: &str) -> bool {
        let told = self.version.load.with(|load| load.value().and_then(|told| (**told).clone()));
        numbers(told.as_deref().unwrap_or(system::UNKNOWN_VERSION)) >= numbers(version)
    }

    /// The caller's own user, tracked.
    pub fn own(&self) -> Option<Item> {
        self.me.value().map(|one| one.item.clone())
    }
}

fn unasked(error: Option<&Error>) -> bool {
    matches!(error, Some(Error::NoCredentials(_)))
}

/// The first node that tells the version (contract/iguazio-control-plane.md §1, certain).
async fn ask_version(session: Session, target: &Target) -> Result<Option<String>, Error> {
    let mut last = Ok(None);
    for node in system::NODES {
        last = session.send(target, &system::version(node)).await;
        // Who would not sign in is not asked for the next node again.
        if matches!(last, Ok(Some(_)) | Err(Error::NoCredentials(_))) {
            return last;
        }
    }
    last
}

/// The numbers of a version; what follows the third is no part of the order.
fn numbers(version: &str) -> Vec<u32> {
    let number = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0);
    version.split('.').take(3).map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn versions_are_compared_by_their_numbers() {
        assert!(numbers("3.10.0") > numbers("3.5.5"));
        assert!(numbers("3.5.5-b12.20240101") >= numbers("3.5.5"));
        assert!(numbers("3.5") < numbers("3.5.3"));
        assert!(numbers("") < numbers("3.4.2"));
    }
}
