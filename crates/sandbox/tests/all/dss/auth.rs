//! Who the caller is

mod info;
