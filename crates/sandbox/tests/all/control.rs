//! The control plane

mod envelope;
mod sessions;
mod users;
