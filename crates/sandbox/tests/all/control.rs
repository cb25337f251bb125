//! The control plane

mod envelope;
mod jobs;
mod projects;
mod services;
mod sessions;
mod users;
