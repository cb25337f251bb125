//! Rules of the control plane's records: what the address asks of a list, how fields are called and shown, what a patch is,
//! who is in a project, how one waits for a job, what can be done with app services.

pub mod asked;
pub mod holdings;
pub mod members;
pub mod patch;
pub mod services;
pub mod waiting;
pub mod words;
