//! Dataiku DSS

mod auth;
mod authorization;
mod global_keys;
mod groups;
mod instance;
mod kept;
mod personal_keys;
mod projects;
mod users;
