//! Groups of users: `contract/iguazio-control-plane.md` §5.2.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod get;
pub(super) mod list;
pub(super) mod update;
