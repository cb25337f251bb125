//! The screens, one module a family. They do not import each other.

pub mod compare;
pub mod journal;
pub mod keys;
pub mod maintenance;
pub mod metrics;
pub mod not_found;
pub mod overview;
pub mod service;
pub mod services;
