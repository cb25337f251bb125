//! The control plane: lists of records that the server cuts into pages, and a page for each record. Most kinds of records
//! are shown by one set of pages, which [`shape`] tells what to show.

mod cells;
mod conditions;
mod list;
mod pick;
mod project;
mod record;
mod services;
mod shape;

pub use list::page as list;
pub use record::page as record;
pub use services::page as services;
