//! Users of the control plane

mod create;
mod delete;
mod list;
mod others;
mod own;
mod status;
mod update;
