//! The screens, one module a family. They do not import each other.

pub mod keys;
pub mod not_found;
pub mod service;
pub mod services;
