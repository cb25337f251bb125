//! The endpoints: one file each, named by resource and verb. [`table`] binds them to the contract's rows.

pub(crate) mod control;
pub(crate) mod dss;
mod generations;
mod keys;
mod maintenance;
mod mapping;
mod node;
mod packages;
mod prediction;
mod services;
mod session;
pub mod table;

mod answer;
