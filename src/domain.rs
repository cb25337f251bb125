//! Pure rules of the console, tested on the host. No I/O, no clock, no browser: what they need is handed in.

pub mod align;
pub mod allowed;
pub mod clock;
pub mod compare;
pub mod config;
pub mod expiry;
pub mod failure;
pub mod list;
pub mod moment;
pub mod node_path;
pub mod segment;
pub mod shares;
