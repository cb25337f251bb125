//! Generations: `contract/dataiku-apinode.md` §2.2.

pub(super) mod import;
pub(super) mod list;
pub(super) mod preload;
