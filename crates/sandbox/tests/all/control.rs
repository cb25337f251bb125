//! The control plane

mod access_keys;
mod authorization;
mod demo;
mod envelope;
mod events;
mod groups;
mod jobs;
mod policies;
mod projects;
mod services;
mod sessions;
mod system;
mod unix_ids;
mod users;
