//! Element ids. They are counted, never made from data: a name in the data must not become a name in the document.

use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// An id that no other element of this page has. `stem` is a fixed word of ours that makes it readable.
pub fn fresh(stem: &'static str) -> String {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    [stem, "-", &number.to_string()].concat()
}
