//! Between calls and pages: what was loaded and how fresh it is, details for the rows on screen, and the list's state
//! in the address.

mod act;
mod address;
mod bulk;
mod control;
mod details;
mod drafts;
mod dss;
mod edit;
mod everyone;
mod jobs;
mod manifest;
mod mappings;
mod node;
mod paged;
mod poll;
mod remote;
mod respec;
mod rollouts;
mod rotations;
mod run;
mod survey;
mod there;

pub use act::Act;
pub use address::{list_query, search};
pub use bulk::Bulk;
pub use control::Control;
pub use details::Details;
pub use drafts::{Drafts, Left};
pub use dss::Dss;
pub use edit::{Edit, Kept, Stage};
pub use everyone::Everyone;
pub use jobs::{Jobs, use_jobs};
pub use manifest::{Fresh, Manifest};
pub use mappings::{Mappings, shares_of, use_mappings};
pub use node::Node;
pub use paged::Paged;
pub use poll::Poll;
pub use remote::{Load, Remote};
pub use respec::{Respec, Turn};
pub use rollouts::{Rollouts, use_rollouts};
pub use rotations::Rotating;
pub use run::{Progress, Run};
pub use survey::{Found, Look, Survey};
pub use there::{There, use_control, use_dss, use_node};
