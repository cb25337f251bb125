//! Users, and the caller's own: `contract/iguazio-control-plane.md` §5.1.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod get;
pub(super) mod list;
pub(super) mod own;
pub(super) mod update;
