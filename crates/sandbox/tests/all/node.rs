//! The node itself

mod is_alive;
