//! Components in headless Chromium, found by role and label as a person would.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test stops at whatever it did not expect")]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

mod page;
mod pages_mapping;
mod pages_upload;
mod stage;
mod ui_dialog;
mod ui_parts;
mod ui_permissions;
mod ui_table;
