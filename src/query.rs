//! Between calls and pages: what was loaded and how fresh it is, details for the rows on screen, and the list's state
//! in the address.

mod act;
mod address;
mod bulk;
mod details;
mod drafts;
mod dss;
mod edit;
mod everyone;
mod mappings;
mod node;
mod poll;
mod remote;
mod rollouts;
mod rotations;
mod survey;
mod there;

pub use act::Act;
pub use address::{list_query, search};
pub use bulk::{Bulk, Progress};
pub use details::Details;
pub use drafts::{Drafts, Left};
pub use dss::Dss;
pub use edit::{Edit, Kept, Stage};
pub use everyone::Everyone;
pub use mappings::{Mappings, shares_of, use_mappings};
pub use node::Node;
pub use poll::Poll;
pub use remote::{Load, Remote};
pub use rollouts::{Rollouts, use_rollouts};
pub use rotations::Rotating;
pub use survey::{Found, Look, Survey};
pub use there::{There, use_dss, use_node};
