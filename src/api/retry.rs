//! How long to wait before a read is sent again: longer each time, spread, and as the server asks.

use std::time::Duration;

use crate::browser::clock;

/// Repeats of one call at most.
pub(super) const MOST: u32 = 2;
/// Seconds that a server may ask to wait without the user being told instead.
const PATIENCE: u32 = 10;

/// Waits before try number `tries` + 2.
pub(super) async fn pause(tries: u32, asked: Option<u32>) {
    let own = 400.0 * f64::from(1 << tries) * (0.5 + clock::jitter());
    let asked = f64::from(asked.unwrap_or(0).min(PATIENCE)) * 1000.0;
    clock::sleep(Duration::from_millis(own.max(asked) as u64)).await;
}
