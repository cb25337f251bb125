//! Events of three kinds: `contract/iguazio-control-plane.md` §5.6.

pub(super) mod delete_all;
pub(super) mod delete_all_communication;
pub(super) mod emit;
pub(super) mod list;
pub(super) mod list_audit;
pub(super) mod list_communication;
