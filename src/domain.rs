//! Pure rules of the console, tested on the host. No I/O, no clock, no browser: what they need is handed in.

pub mod align;
pub mod allowed;
pub mod clock;
pub mod compare;
pub mod config;
pub mod effective;
pub mod expiry;
pub mod failure;
pub mod features;
pub mod journal;
pub mod list;
pub mod merge;
pub mod metrics;
pub mod moment;
pub mod node_path;
pub mod project;
pub mod rank;
pub mod rights;
pub mod rollout;
pub mod sample;
pub mod segment;
pub mod shares;
pub mod timeline;
