//! The sandbox's bars, measured on the program as it is delivered: `cargo test --release -p pilothouse-sandbox --test
//! bars -- --nocapture` prints the figures. A debug build says nothing about them, so there is no test in one.
#![cfg_attr(not(debug_assertions), expect(clippy::unwrap_used, reason = "a test that cannot go on has failed"))]
#![cfg(not(debug_assertions))]

#[path = "process/server.rs"]
mod server;

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use server::Server;

/// Requests a second, and for how many seconds.
const RATE: u32 = 200;
const SECONDS: u32 = 5;

/// Connections that share the rate.
const CLIENTS: u32 = 4;

/// One measurement at a time.
static ALONE: Mutex<()> = Mutex::new(());

#[expect(clippy::disallowed_methods, reason = "this test measures real time")]
fn now() -> Instant {
    Instant::now()
}

/// Asks at a steady pace whether or not the last answer was quick; a late answer makes the next one late too, and that
/// counts: the time runs from when a request was due.
fn client(server: &Server, path: &str) -> Vec<Duration> {
    let mut connection = server.connect();
    let pace = Duration::from_secs(1) * CLIENTS / RATE;
    let start = now();
    let one = |n: u32| {
        let due = start + pace * n;
        thread::sleep(due.saturating_duration_since(now()));
        let (status, body) = connection.ask("GET", path, "");
        assert_eq!(status, 200);
        assert!(body.len() > 1000);
        now() - due
    };
    (0..RATE * SECONDS / CLIENTS).map(one).collect()
}

/// Sorted times of all requests.
fn load(server: &Server, path: &str) -> Vec<Duration> {
    let mut times: Vec<Duration> = thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(|| client(server, path))).collect();
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    });
    times.sort();
    times
}

fn resident_kib(pid: u32) -> u64 {
    let status = std::fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[test]
fn listing_a_thousand_services_is_quick_and_small() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path(), &["--demo", "1000", "--admin-password", "x"]);
    assert_eq!(server.printed, Vec::<String>::new());
    let times = load(&server, "/apinode/admin/api/services");
    let at = |share: f64| times[(times.len() as f64 * share) as usize - 1];
    let memory = resident_kib(server.child.id());
    println!(
        "1,000 services at {RATE}/s: p50 {:?}, p95 {:?}, p99 {:?}, worst {:?}; resident {} KiB",
        at(0.5),
        at(0.95),
        at(0.99),
        times[times.len() - 1],
        memory
    );
    assert!(at(0.99) < Duration::from_millis(10), "p99 is {:?}", at(0.99));
    assert!(memory < 64 * 1024, "{memory} KiB resident");
}

#[test]
fn a_hundred_thousand_services_are_seeded_in_ten_seconds() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let data = tempfile::tempdir().unwrap();
    let start = now();
    let server = Server::start(data.path(), &["--demo", "100000", "--admin-password", "x"]);
    let seeded = now() - start;
    let start = now();
    let (status, body) = server.connect().ask("GET", "/apinode/admin/api/services", "");
    println!(
        "100,000 services: seeded and listening in {seeded:?}, listed in {:?} ({} bytes); resident {} KiB",
        now() - start,
        body.len(),
        resident_kib(server.child.id())
    );
    assert_eq!(status, 200);
    assert!(seeded < Duration::from_secs(10), "{seeded:?}");
}
