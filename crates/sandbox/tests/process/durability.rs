//! What was acknowledged is still there after a kill that cannot be caught.

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use pilothouse_sandbox::random::Random;

use crate::server::Server;

const ROUNDS: usize = 20;
const ACKNOWLEDGED: usize = 100;
const WRITERS: usize = 4;

/// Creates services until the connection breaks; gives those that were acknowledged.
fn write(server: &Server, round: usize, writer: usize, acknowledged: &AtomicUsize) -> Vec<String> {
    let mut connection = server.connect();
    let mut done = Vec::new();
    loop {
        let id = format!("r{round}-w{writer}-n{}", done.len());
        let body = format!(r#"{{"serviceId":"{id}"}}"#);
        match connection.try_ask("POST", "/apinode/admin/api/services/", &body) {
            Some((200, _)) => done.push(id),
            Some((status, body)) => panic!("{status} {body}"),
            None => return done,
        }
        acknowledged.fetch_add(1, Ordering::SeqCst);
    }
}

/// Kills the server at some moment after enough writes were acknowledged, with more of them on their way.
fn round(server: &mut Server, number: usize, random: &Random) -> Vec<String> {
    let acknowledged = AtomicUsize::new(0);
    let enough = ACKNOWLEDGED + random.below(50) as usize;
    let pid = server.child.id().to_string();
    let server = &*server;
    thread::scope(|scope| {
        let acknowledged = &acknowledged;
        let writers: Vec<_> =
            (0..WRITERS).map(|writer| scope.spawn(move || write(server, number, writer, acknowledged))).collect();
        while acknowledged.load(Ordering::SeqCst) < enough && !writers.iter().any(thread::ScopedJoinHandle::is_finished)
        {
            thread::yield_now();
        }
        assert!(std::process::Command::new("kill").args(["-KILL", &pid]).status().unwrap().success());
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
    })
}

#[test]
fn acknowledged_writes_survive_kill_9() {
    let data = tempfile::tempdir().unwrap();
    let random = Random::system();
    let mut all = BTreeSet::new();
    for number in 0..ROUNDS {
        let mut server = Server::start(data.path(), &[]);
        let done = round(&mut server, number, &random);
        assert!(done.len() >= ACKNOWLEDGED, "{}", done.len());
        all.extend(done);
    }
    let server = Server::start(data.path(), &[]);
    let (status, list) = server.connect().ask("GET", "/apinode/admin/api/services", "");
    assert_eq!(status, 200);
    let list: Vec<serde_json::Value> = serde_json::from_str(&list).unwrap();
    let kept: BTreeSet<String> = list.iter().map(|one| one["serviceId"].as_str().unwrap().to_owned()).collect();
    let lost: Vec<_> = all.difference(&kept).collect();
    assert!(lost.is_empty(), "{} of {} lost: {lost:?}", lost.len(), all.len());
}
