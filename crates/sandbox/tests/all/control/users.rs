//! Users of the control plane

mod list;
mod own;
