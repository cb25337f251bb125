//! Signing in to the control plane

mod create;
mod verify;
