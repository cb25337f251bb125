//! Access keys, each of which its owner alone sees: `contract/iguazio-control-plane.md` §5.4.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod get;
pub(super) mod get_or_create;
pub(super) mod list;
pub(super) mod update;
