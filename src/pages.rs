//! The screens, one module a family. They do not import each other.

pub mod api_keys;
pub mod compare;
pub mod control;
pub mod groups;
pub mod instance;
pub mod journal;
pub mod keys;
pub mod kitchens;
pub mod maintenance;
pub mod matrix;
pub mod metrics;
pub mod not_found;
pub mod overview;
pub mod people;
pub mod projects;
pub mod rights;
pub mod service;
pub mod services;
