//! App services, which are one manifest: `contract/iguazio-control-plane.md` §7.

pub(super) mod list;
pub(super) mod save;
