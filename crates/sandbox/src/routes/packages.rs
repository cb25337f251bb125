//! The drop folder (a sandbox choice: the API itself has no upload).

pub(super) mod upload;
