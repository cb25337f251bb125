//! Rules of the control plane's records: what the address asks of a list, how fields are called and shown, what a patch is.

pub mod asked;
pub mod patch;
pub mod services;
pub mod words;
