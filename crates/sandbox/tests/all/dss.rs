//! Dataiku DSS

mod auth;
