//! Users

mod activity;
mod bulk;
mod create;
mod delete;
mod list;
mod names;
mod own;
mod save;
