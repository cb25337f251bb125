//! Acting as somebody else: before anything is sent in another's name, the server says whose name it is.

use pilothouse_wire::Error;
use pilothouse_wire::dss::auth;

use super::{Session, Target};
use crate::api::Credentials;

impl Session {
    /// Asks once, before the first call in somebody's name, as whom the server takes it (contract/dataiku-dss.md §6.1,
    /// inferred). A relay that drops the header would let an administrator do everything as himself.
    pub(super) async fn check_actor(&self, target: &Target, credentials: &Credentials) -> Result<(), Error> {
        let Some(actor) = target.actor.clone().filter(|actor| !self.acted_as.with_value(|known| known.contains(actor)))
        else {
            return Ok(());
        };
        let begun = self.left_at.get_value();
        let call = auth::info();
        let info = call.read(&self.call(target, call.request(), Some(credentials)).await?)?;
        let said = info.text(auth::IDENTIFIER).unwrap_or_default();
        if said != actor {
            let said = if said.is_empty() { "nobody by name" } else { said };
            let words = ["The server does not let you act as ", &actor, ": it takes the call as from ", said, "."];
            return Err(Error::NotSent([&words.concat(), " Nothing was sent in anybody's name."].concat()));
        }
        if self.left_at.get_value() == begun {
            self.acted_as.update_value(|known| {
                known.insert(actor);
            });
        }
        Ok(())
    }
}
