//! Packages: the archives that generations are imported from. What is in one is a sandbox choice.

pub mod archive;
pub mod build;
pub mod contents;
pub mod folder;

mod tail;
