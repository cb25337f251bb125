//! `serve`, `user`, `package`

use std::{
    io::Write,
    path::Path,
    process::{Output, Stdio},
};

use crate::server::{Connection, KEY, Server, program, request};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";

fn login(server: &Server, user: &str, password: &str) -> Result<String, u16> {
    let mut connection = server.connect();
    let body = format!("username={user}&password={password}");
    connection.send(&request("POST", "/automation/v2/login", FORM, &body)).unwrap();
    match connection.try_read().unwrap() {
        (200, token) => Ok(token),
        (status, _) => Err(status),
    }
}

fn status(server: &Server, token: &str) -> u16 {
    let mut connection = server.connect();
    let headers = format!("Authorization: Bearer {token}\r\n");
    connection.send(&request("GET", "/apinode/admin/api/services", &headers, "")).unwrap();
    connection.try_read().unwrap().0
}

/// Runs `user …` with a password on its standard input.
fn user(data: &Path, words: &[&str], password: &str) -> Output {
    let mut command = program();
    command.arg("user").args(words).arg("--data").arg(data);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that needs no password may have ended before it is written.
    drop(child.stdin.take().unwrap().write_all(password.as_bytes()));
    child.wait_with_output().unwrap()
}

#[test]
fn the_first_start_makes_a_password_and_prints_it_once() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let password = server.printed[0].strip_prefix("password of admin: ").unwrap().to_owned();
    assert!(login(&server, "admin", &password).is_ok());
    drop(server);
    let server = Server::start(data.path(), &[]);
    assert_eq!(server.printed, Vec::<String>::new());
    assert!(login(&server, "admin", &password).is_ok());
}

#[test]
fn a_password_on_the_command_line_counts_and_is_not_printed() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path(), &["--admin-user", "ana", "--admin-password", "first"]);
    assert_eq!(server.printed, Vec::<String>::new());
    let token = login(&server, "ana", "first").unwrap();
    drop(server);
    let server = Server::start(data.path(), &["--admin-user", "ana", "--admin-password", "first"]);
    assert_eq!(status(&server, &token), 200, "the same password ends no session");
    drop(server);
    let server = Server::start(data.path(), &["--admin-user", "ana", "--admin-password", "second"]);
    assert_eq!(status(&server, &token), 401, "another one does");
    assert!(login(&server, "ana", "second").is_ok());
}

#[test]
fn no_secret_reaches_the_disk_or_the_log() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path(), &["--admin-password", "open-sesame"]);
    let token = login(&server, "admin", "open-sesame").unwrap();
    assert_eq!(login(&server, "admin", "guessed-password"), Err(401));
    assert_eq!(status(&server, &token), 200);
    assert_eq!(status(&server, "forged-token"), 401);
    let mut connection = server.connect();
    let (_, made) = connection.ask("POST", "/apinode/admin/api/keys", "{\"label\":\"night-job\"}");
    let made: serde_json::Value = serde_json::from_str(&made).unwrap();
    let secret = made["key"].as_str().unwrap();
    for path in [secret, "guessed-key", "x?token=guessed-in-query"] {
        connection.ask("DELETE", &["/apinode/admin/api/keys/", path].concat(), "");
    }
    let (ctx, key) = control_key(&mut connection, &token);
    drop((connection, server));
    let made_up = ["open-sesame", "guessed-password", "forged-token", "guessed-key", "guessed-in-query"];
    let secrets = made_up.into_iter().chain([token.as_str(), secret, KEY, key.as_str()]);
    let mut looked_at = Vec::new();
    for entry in std::fs::read_dir(data.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            for secret in secrets.clone() {
                let found = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
                assert!(!found, "{secret} in {}", path.display());
            }
            looked_at.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    looked_at.sort();
    assert_eq!(looked_at, ["sandbox.sqlite", "sandbox.sqlite-shm", "sandbox.sqlite-wal", "secrets.key", "server.log"]);
    let log = std::fs::read_to_string(data.path().join("server.log")).unwrap();
    assert!(log.contains("route=/apinode/admin/api/keys/{key}"), "{log}");
    let line = log.lines().find(|line| line.contains(&format!("ctx=\"{ctx}\"")));
    assert!(line.is_some_and(|line| line.contains("route=/control-plane/api/access_keys")), "{ctx} {log}");
}

/// Makes an access key of the control plane and asks for it by its secret: the trace id of its making, and the secret.
fn control_key(connection: &mut Connection, token: &str) -> (String, String) {
    let headers = format!("Authorization: Bearer {token}\r\n");
    let mut ask = |method: &str, path: &str, body: &str| {
        connection.send(&request(method, &["/control-plane/api/access_keys", path].concat(), &headers, body)).unwrap();
        let (status, body) = connection.try_read().unwrap();
        assert!(status < 300, "{body}");
        serde_json::from_str::<serde_json::Value>(&body).unwrap()
    };
    let made = ask("POST", "", "{\"data\":{}}");
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let key = text(&made["data"]["id"]);
    ask("GET", &["/", &key].concat(), "");
    (text(&made["meta"]["ctx"]), key)
}

#[test]
fn people_are_added_and_locked_out_while_the_server_runs() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path(), &["--admin-password", "x"]);
    assert!(user(data.path(), &["add", "bo", "--role", "GUEST"], "pass word\n").status.success());
    assert!(!user(data.path(), &["add", "BO"], "other\n").status.success(), "taken, in any case");
    let token = login(&server, "bo", "pass+word").unwrap();
    assert_eq!(status(&server, &token), 200);
    assert!(user(data.path(), &["disable", "bo"], "").status.success());
    assert_eq!(status(&server, &token), 401, "within one request");
    assert_eq!(login(&server, "bo", "pass+word"), Err(401));
    assert!(user(data.path(), &["enable", "bo"], "").status.success());
    assert!(user(data.path(), &["password", "bo"], "another\n").status.success());
    assert!(login(&server, "bo", "another").is_ok());
    assert!(!user(data.path(), &["disable", "nobody"], "").status.success());
    assert!(!user(data.path(), &["add", "cy"], "\n").status.success(), "no password");
    let list = user(data.path(), &["list"], "");
    assert_eq!(String::from_utf8(list.stdout).unwrap(), "admin\tADMIN\tenabled\nbo\tGUEST\tenabled\n");
}

#[test]
fn an_example_package_can_be_imported() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let out = data.path().join("packages/example.zip");
    let words = ["package", "--service", "a", "--generation", "g", "--regression", "cost", "--shift", "-2.5", "--out"];
    assert!(program().args(words).arg(&out).status().unwrap().success());
    let mut connection = server.connect();
    assert_eq!(connection.ask("POST", "/apinode/admin/api/services/", r#"{"serviceId":"a"}"#).0, 200);
    let path =
        format!("/apinode/admin/api/services/a/generations/actions/importFromArchive?filePath={}", out.display());
    assert_eq!(connection.ask("POST", &path, "").0, 200);
    assert_eq!(connection.ask("POST", "/apinode/admin/api/services/a/actions/switchTo/g", "").0, 200);
    let query = "/apinode/public/api/v1/a/cost/predict-simple?weight_kg=1&distance_km=0";
    let answer: serde_json::Value = serde_json::from_str(&connection.ask("GET", query, "").1).unwrap();
    assert_eq!(answer["result"]["prediction"], 9);
    assert!(
        !program().args(["package", "--service", "a/b", "--generation", "g", "--out", "x"]).status().unwrap().success()
    );
}

#[test]
fn a_head_that_is_too_large_is_refused_and_the_server_goes_on() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let mut connection = server.connect();
    let huge = format!("X-Huge: {}\r\n", "x".repeat(1024 * 1024));
    // It may stop reading, and close, before all is sent.
    drop(connection.send(&request("GET", "/apinode/isAlive/", &huge, "")));
    let answer = connection.try_read();
    assert!(answer.is_none() || answer.is_some_and(|(status, _)| status == 431));
    let mut smuggled = server.connect();
    let both = "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n";
    smuggled.send(&format!("POST /apinode/admin/api/services HTTP/1.1\r\nHost: x\r\n{both}\r\n0\r\n\r\n")).unwrap();
    let status = smuggled.try_read().map(|(status, _)| status);
    assert!(matches!(status, None | Some(400 | 401)), "{status:?}");
    assert_eq!(server.connect().ask("GET", "/apinode/isAlive/", "").0, 200);
}
