//! `serve --nodes N`: several nodes in one program

use std::{path::Path, process::Command};

use serde_json::Value;

use crate::server::{KEY, Server, program};

const RECORD: &str = r#"{"features":{"weight_kg":1,"distance_km":2}}"#;

/// A console's folder with the settings that are shipped.
fn console(folder: &Path) -> String {
    std::fs::write(folder.join("config.json"), include_str!("../../../../public/config.json")).unwrap();
    folder.to_str().unwrap().to_owned()
}

fn read(server: &Server, path: &str) -> Value {
    let (status, body) = server.connect().ask("GET", path, "");
    assert_eq!(status, 200, "{path}");
    serde_json::from_str(&body).unwrap()
}

/// Queries that a node counted of one service of the demo.
fn queries(server: &Server, base: &str) -> u64 {
    let metrics = read(server, &[base, "/admin/api/metrics"].concat());
    let generations = &metrics["sandbox"]["services"]["fraud-screening"]["endpoints"]["screen"]["generations"];
    generations["2026.5"]["queries"].as_u64().unwrap()
}

#[test]
fn a_wrong_number_is_refused_in_words() {
    let data = tempfile::tempdir().unwrap();
    for wrong in ["0", "10", "-1", "256", "two", "1.5"] {
        let command = &mut program();
        let out =
            command.args(["serve", "--data"]).arg(data.path()).arg(["--nodes=", wrong].concat()).output().unwrap();
        let said = String::from_utf8(out.stderr).unwrap();
        assert!(!out.status.success() && said.contains("--nodes") && said.contains(wrong), "{wrong}: {said}");
    }
    let out = program().args(["serve", "--nodes", "10", "--data", "x"]).output().unwrap();
    assert!(String::from_utf8(out.stderr).unwrap().contains("1..=9"));
    assert_eq!(std::fs::read_dir(data.path()).unwrap().count(), 0, "nothing was made");
}

#[test]
fn settings_that_cannot_name_them_are_refused_in_words() {
    let data = tempfile::tempdir().unwrap();
    let command = &mut program();
    let words = ["serve", "--listen", "127.0.0.1:0", "--nodes", "2", "--data"];
    let out = command.args(words).arg(data.path()).arg("--console").arg(data.path()).output().unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(!out.status.success() && said.contains("config.json") && said.contains("2 nodes"), "{said}");
}

#[test]
fn nodes_that_are_stopped_and_started_again_are_as_they_were() {
    let (data, dist) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let dist = console(dist.path());
    let words = ["--nodes", "3", "--demo", "--console", &dist, "--admin-password", "x"];
    let mut server = Server::start(data.path(), &words);
    let listed: Vec<usize> = read(&server, "/config.json")["api_nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| format!("/{}/admin/api/services", node["base"].as_str().unwrap()))
        .map(|path| read(&server, &path).as_array().unwrap().len())
        .collect();
    assert_eq!(listed, [12, 10, 12], "one key opens all of them");
    let before = ["/apinode", "/apinode-2", "/apinode-3"].map(|base| queries(&server, base));
    let path = "/apinode-2/public/api/v1/fraud-screening/screen/predict";
    assert_eq!(server.connect().ask("POST", path, RECORD).0, 200);
    let made = server.connect().ask("POST", "/apinode-3/admin/api/services/", r#"{"serviceId":"made-by-hand"}"#);
    assert_eq!(made.0, 200);
    assert!(Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap().success());
    assert!(server.child.wait().unwrap().success());
    let log = std::fs::read_to_string(data.path().join("server.log")).unwrap();
    assert!(log.contains("route=/apinode-2/public/api/v1/{service}/{endpoint}/predict"), "{log}");
    let files = ["sandbox.sqlite", "node-2/sandbox.sqlite", "node-3/sandbox.sqlite"];
    for file in files.iter().chain(&["server.log"]) {
        let bytes = std::fs::read(data.path().join(file)).unwrap();
        assert!(!bytes.windows(KEY.len()).any(|part| part == KEY.as_bytes()), "the key in {file}");
    }
    let server = Server::start(data.path(), &words);
    let after = ["/apinode", "/apinode-2", "/apinode-3"].map(|base| queries(&server, base));
    assert_eq!(after, [before[0], before[1] + 1, before[2]]);
    assert_eq!(read(&server, "/apinode-3/admin/api/services").as_array().unwrap().len(), 13);
    assert_eq!(read(&server, "/apinode-2/admin/api/services").as_array().unwrap().len(), 10, "seeded once");
}

#[test]
fn a_folder_may_be_served_as_fewer_nodes_and_as_more() {
    let data = tempfile::tempdir().unwrap();
    drop(Server::start(data.path(), &["--admin-password", "x"]));
    assert!(!data.path().join("node-2").exists(), "one node makes no folder of another");
    let count =
        |server: &Server, base: &str| read(server, &[base, "/admin/api/services"].concat()).as_array().unwrap().len();
    let server = Server::start(data.path(), &["--nodes", "2", "--demo"]);
    assert_eq!((count(&server, "/apinode"), count(&server, "/apinode-2")), (12, 10));
    drop(server);
    let server = Server::start(data.path(), &[]);
    assert_eq!(count(&server, "/apinode"), 12);
    assert_eq!(server.connect().ask("GET", "/apinode-2/admin/api/services", "").0, 404);
    drop(server);
    assert_eq!(count(&Server::start(data.path(), &["--nodes", "2"]), "/apinode-2"), 10);
}
