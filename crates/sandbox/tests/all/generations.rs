//! `services/{service}/generations…`

mod import;
mod list;
mod preload;
