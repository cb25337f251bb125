//! Between calls and pages: what was loaded and how fresh it is, details for the rows on screen, and the list's state
//! in the address.

mod act;
mod address;
mod details;
mod node;
mod remote;
mod survey;

pub use act::Act;
pub use address::{list_query, search};
pub use details::Details;
pub use node::{Node, use_node};
pub use remote::{Load, Remote};
pub use survey::{Found, Look, Survey};
