//! Groups: `contract/dataiku-dss.md` §5. Their names are taken as they are, in every letter.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod get;
pub(super) mod list;
pub(super) mod names;
pub(super) mod save;
