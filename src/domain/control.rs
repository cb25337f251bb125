//! Rules of the control plane's records: what the address asks of a list, how fields are called and shown, what a patch is, how
//! one waits for a job.

pub mod asked;
pub mod patch;
pub mod services;
pub mod waiting;
pub mod words;
