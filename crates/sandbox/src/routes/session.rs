//! The session: `contract/datakitchen-automation.md` §1 to §4, errors as in its §6.

pub(super) mod kitchens;
pub(super) mod login;
pub(super) mod user_info;
pub(super) mod validate;
