//! The instance: `contract/dataiku-dss.md` §3.4 and §10.

pub(super) mod audit;
pub(super) mod info;
pub(super) mod licensing;
pub(super) mod log;
pub(super) mod logs;
pub(super) mod matrix;
pub(super) mod save_variables;
pub(super) mod variables;
