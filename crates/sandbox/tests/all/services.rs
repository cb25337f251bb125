//! `services…`

mod create;
mod delete;
mod disable;
mod enable;
mod list;
