//! Users of the control plane

mod create;
mod delete;
mod list;
mod own;
mod status;
mod update;
