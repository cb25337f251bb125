//! A job of the control plane that was under way when the program was killed.

use pilothouse_wire::{Body, Secret, automation};
use serde_json::Value;

use crate::server::{Server, request};

const PASSWORD: &str = "correct horse";

/// A session of the administrator, as a header.
fn sign_in(server: &Server) -> String {
    let call = automation::login("admin", &Secret::new(PASSWORD));
    let Body::Form(form) = call.sent_body() else { panic!("the sign-in is no form") };
    let mut connection = server.connect();
    let header = "Content-Type: application/x-www-form-urlencoded\r\n";
    connection.send(&request("POST", "/automation/v2/login", header, form.expose())).unwrap();
    let (status, token) = connection.try_read().unwrap();
    assert_eq!(status, 200, "{token}");
    format!("Authorization: Bearer {token}\r\n")
}

fn ask(server: &Server, login: &str, method: &str, path: &str, body: &str) -> Value {
    let mut connection = server.connect();
    let path = ["/control-plane/api/", path].concat();
    connection.send(&request(method, &path, login, body)).unwrap();
    let (status, body) = connection.try_read().unwrap();
    assert!(status < 300, "{status} {body}");
    serde_json::from_str(&body).unwrap()
}

/// Asks for a job again and again until it is in this state, and gives the states on the way.
fn wait(server: &Server, login: &str, job: &str, state: &str) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    while seen.last().is_none_or(|last| last != state) {
        let answer = ask(server, login, "GET", &["jobs/", job].concat(), "");
        seen.push(answer["data"]["attributes"]["state"].as_str().unwrap().to_owned());
        seen.dedup();
        assert!(!seen.iter().any(|state| ["failed", "canceled"].contains(&state.as_str())), "{seen:?}");
    }
    seen
}

#[test]
fn a_job_under_way_survives_kill_9_and_ends_after_the_restart() {
    let data = tempfile::tempdir().unwrap();
    let more = |ms| ["--admin-password", PASSWORD, "--job-ms", ms];
    let mut server = Server::start(data.path(), &more("1200"));
    let login = sign_in(&server);
    let body = r#"{"data": {"type": "project", "attributes": {"name": "sales"}, "relationships": {}}}"#;
    let made = ask(&server, &login, "POST", "projects", body);
    let job = made["data"]["relationships"]["last_job"]["data"]["id"].as_str().unwrap().to_owned();
    wait(&server, &login, &job, "in_progress");
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let server = Server::start(data.path(), &more("600"));
    let login = sign_in(&server);
    let seen = wait(&server, &login, &job, "completed");
    assert!(!seen.contains(&"created".to_owned()) && !seen.contains(&"dispatched".to_owned()), "{seen:?}");
    let project = ask(&server, &login, "GET", "projects/__name__/sales", "");
    assert_eq!(project["data"]["attributes"]["operational_status"], "online");
}
