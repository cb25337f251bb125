//! Pure rules of the console, tested on the host. No I/O, no clock, no browser: what they need is handed in.

pub mod allowed;
pub mod clock;
pub mod config;
pub mod expiry;
pub mod failure;
pub mod list;
pub mod moment;
pub mod node_path;
pub mod rank;
pub mod segment;
pub mod shares;
