//! Metrics, caches, cleaning

mod caches;
mod clean_unused;
mod metrics;
