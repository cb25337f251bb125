//! The sandbox, endpoint by endpoint, driven in process through the contract's own calls. The modules are shaped like
//! the URLs; each asks: does it work, twice, with an unknown id, with a bad body, without a login?
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod authorization;
mod console;
mod control;
mod demo;
mod dss;
mod errors;
mod faults;
mod generations;
mod keys;
mod maintenance;
mod mapping;
mod node;
mod nodes;
mod packages;
mod prediction;
mod services;
mod session;
mod support;
