//! Every call to the browser, small: clock, timers, storage, channel between tabs, clipboard, upload, download, the document.
//! Nothing here knows what a service or a session is.

pub mod address;
pub mod channel;
pub mod clipboard;
pub mod clock;
pub mod crash;
pub mod document;
pub mod download;
pub mod file;
pub mod later;
pub mod storage;
pub mod upload;

/// The window. A console outside a window cannot run at all.
pub(crate) fn window() -> web_sys::Window {
    leptos::prelude::window()
}
