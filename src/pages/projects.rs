//! Who may do what in which project: the list, and one project's permissions, which are put back whole
//! (contract/dataiku-dss.md §8.3).

mod add;
mod entry;
mod grants;
mod list;
mod one;
mod owner;

pub use list::list;
pub use one::one;
