//! The node itself: `contract/dataiku-apinode.md` §2.6.

pub(super) mod is_alive;
