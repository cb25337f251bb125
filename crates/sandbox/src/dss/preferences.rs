//! Preferences that were sent: `contract/dataiku-dss.md` §3.2. Those that nobody knows are dropped.

use pilothouse_wire::dss::users as u;

use crate::{error::Failure, store::dss::Object};

use super::said::Said;

/// What is to be kept of them.
pub(super) fn read(said: &Object) -> Result<Object, Failure> {
    let members = Said(said);
    if let Some(language) = members.text(u::UI_LANGUAGE)?
        && !u::LANGUAGES.contains(&language)
    {
        return Err(Failure::wrong(format!("{} is one of {}", u::UI_LANGUAGE, u::LANGUAGES.join(", "))));
    }
    for name in u::PREFERENCE_FLAGS {
        members.flag(name)?;
    }
    let known = |name: &str| name == u::UI_LANGUAGE || u::PREFERENCE_FLAGS.contains(&name);
    let kept = said.iter().filter(|(name, value)| known(name) && !value.is_null());
    Ok(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
}
