//! Projects and who is in them: `contract/iguazio-control-plane.md` §5.5. A project is there for those who are in it.

pub(super) mod by_name;
pub(super) mod create;
pub(super) mod delete;
pub(super) mod get;
pub(super) mod list;
pub(super) mod may;
pub(super) mod set_members;
pub(super) mod update;
pub(super) mod update_by_name;
