//! Users

mod activity;
mod bulk;
mod create;
mod delete;
mod last_admin;
mod list;
mod names;
mod own;
mod save;
