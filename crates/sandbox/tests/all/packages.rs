//! The drop folder

mod upload;
