//! Jobs: `contract/iguazio-control-plane.md` §6.

pub(super) mod get;
pub(super) mod list;
