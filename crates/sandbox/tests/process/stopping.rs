//! A polite end: what is under way is finished, for a while.

use std::process::Command;

use crate::server::{AUTHORIZATION, Connection, Server};

/// Begins an upload and waits until the server is at it.
fn begin_upload(server: &Server) -> Connection {
    let mut connection = server.connect();
    let head =
        ["PUT /packages/p.zip HTTP/1.1\r\nHost: sandbox\r\n", AUTHORIZATION, "Expect: 100-continue\r\n"].concat();
    connection.send(&[&head, "Content-Length: 4\r\n\r\n"].concat()).unwrap();
    assert_eq!(connection.try_read().unwrap().0, 100);
    connection
}

/// Tells it to stop, politely.
fn terminate(server: &Server) {
    let sent = Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

#[test]
fn what_is_under_way_is_finished_and_counters_are_kept() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start(data.path(), &["--demo"]);
    let before = queries(&server);
    let record = r#"{"features":{"weight_kg":1,"distance_km":2}}"#;
    let answer = server.connect().ask("POST", "/apinode/public/api/v1/churn-score/churn/predict", record);
    assert_eq!(answer.0, 200);
    let mut upload = begin_upload(&server);
    terminate(&server);
    upload.send("data").unwrap();
    assert_eq!(upload.try_read().unwrap().0, 200);
    assert!(server.child.wait().unwrap().success());
    let server = Server::start(data.path(), &[]);
    assert_eq!(queries(&server), before + 1);
}

fn queries(server: &Server) -> u64 {
    let (_, metrics) = server.connect().ask("GET", "/apinode/admin/api/metrics", "");
    let metrics: serde_json::Value = serde_json::from_str(&metrics).unwrap();
    let series = &metrics["sandbox"]["services"]["churn-score"]["endpoints"]["churn"]["generations"]["v4"];
    series["queries"].as_u64().unwrap()
}

#[test]
fn what_never_ends_is_cut_off_at_the_deadline() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start(data.path(), &["--stop-ms", "200"]);
    let mut upload = begin_upload(&server);
    terminate(&server);
    assert!(server.child.wait().unwrap().success());
    assert_eq!(upload.try_read(), None);
    drop(server);
    let names = std::fs::read_dir(data.path().join("packages")).unwrap().count();
    let server = Server::start(data.path(), &[]);
    assert_eq!(std::fs::read_dir(data.path().join("packages")).unwrap().count(), 0, "{names} before");
    assert_eq!(server.connect().ask("GET", "/apinode/isAlive/", "").0, 200);
}
