//! What the pages of DSS share: where it lies, in whose name they speak, and who the server says that is.

use pilothouse_wire::Whole;
use pilothouse_wire::dss::{Login, auth};

use super::Remote;
use crate::reactive::StoredValue;
use crate::routes::{DssPlace, Route};
use crate::session::{Session, Target};

/// DSS, for oneself or in somebody else's name.
#[derive(Clone, Copy)]
pub struct Dss {
    /// Where its API lies.
    pub target: StoredValue<Target>,
    /// In whose name, where an administrator acts as somebody else.
    pub actor: StoredValue<Option<Login>>,
    /// Whom the server takes the caller for.
    pub me: Remote<Whole>,
}

impl Dss {
    /// Takes it up; `None` where the configuration has none.
    pub fn open(session: Session, actor: Option<Login>) -> Option<Self> {
        let target = session.dss(actor.as_ref())?;
        let to = target.clone();
        let me = Remote::new(move || {
            let to = to.clone();
            async move { session.send(&to, &auth::info()).await }
        });
        Some(Self { target: StoredValue::new(target), actor: StoredValue::new(actor), me })
    }

    /// A place in the same name.
    pub fn route(&self, place: DssPlace) -> Route {
        Route::Dss { actor: self.actor.get_value(), place }
    }

    /// The words of a button that changes something: “Delete user”, or “Delete user as m.ito”.
    pub fn deed(&self, words: &str) -> String {
        self.actor.with_value(|actor| match actor {
            Some(actor) => [words, " as ", actor.as_str()].concat(),
            None => words.to_owned(),
        })
    }

    /// The login that the server takes the caller for, tracked; `None` while it is not known, and for a key.
    pub fn login(&self) -> Option<String> {
        self.me.load.with(|load| {
            let me = load.value()?;
            me.get(auth::GROUPS)?;
            me.text(auth::IDENTIFIER).map(str::to_owned)
        })
    }
}
