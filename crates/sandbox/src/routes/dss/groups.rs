//! Groups: `contract/dataiku-dss.md` §5.

pub(super) mod list;
