//! What a node does with its generations: loads them, picks one for each query, runs its models, counts.

pub mod loader;
pub mod model;
pub mod prediction;
pub mod swagger;
pub mod traffic;
