//! Dataiku DSS

mod auth;
mod global_keys;
mod instance;
mod personal_keys;
mod projects;
