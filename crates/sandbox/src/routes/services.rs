//! Services: `contract/dataiku-apinode.md` §2.1.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod disable;
pub(super) mod enable;
pub(super) mod list;
