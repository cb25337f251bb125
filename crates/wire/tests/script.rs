//! Calls as they are kept and written out: no secret, no way out of the quotes, and each call by the official client's own
//! method. That the scripts run, and send what they should, is held by `tests/clients/test_scripts.py`.

#![allow(clippy::unwrap_used, reason = "a set-up that fails is a test that fails")]

#[path = "script/control.rs"]
mod control_plane;
#[path = "../examples/script/every.rs"]
mod every;
#[path = "script/methods.rs"]
mod methods;

use every::{HIDDEN, HOSTILE, WORSE};
use methods::{CONTROL, METHODS};
use pilothouse_wire::api_node::{self, generations, keys, prediction, services};
use pilothouse_wire::script::{Language, Login, Made, Step, write};
use pilothouse_wire::{Call, Endpoint, Secret, ServiceId, ShownBody, automation, control, dss, packages};
use serde_json::Value;

const ROOT: &str = "https://host";
const LANGUAGES: [Language; 3] = [Language::Curl, Language::Python, Language::Json];

fn step<T>(place: &str, login: Login, call: &Call<T>) -> Step {
    Step { call: call.request().shown(), base: [ROOT, "/", place].concat(), login, acting_as: None, made: None }
}

fn service() -> ServiceId {
    ServiceId::parse("parcel-eta").unwrap()
}

#[test]
fn the_walk_has_every_call_of_the_contracts() {
    let others = [&api_node::IS_ALIVE, &packages::UPLOAD];
    let all = api_node::ADMIN.iter().chain(&prediction::ALL).chain(&automation::SESSION).chain(&others);
    let all = all.chain(&dss::OPEN).chain(&dss::OWN).chain(&dss::ADMIN).chain(&control::OPEN).chain(&control::CLOSED);
    let all: Vec<&Endpoint> = all.copied().collect();
    assert_eq!(all.len(), METHODS.len() + CONTROL.len());
    let walk = every::steps(ROOT);
    for endpoint in all {
        assert!(
            METHODS.iter().chain(&CONTROL).any(|(known, _)| *known == endpoint),
            "{} is not in the list",
            endpoint.name
        );
        assert!(walk.iter().any(|step| step.call.endpoint == endpoint), "{} is not in the walk", endpoint.name);
    }
}

#[test]
fn a_call_is_made_by_the_official_clients_own_method() {
    let walk = every::steps(ROOT);
    for (endpoint, method) in METHODS.into_iter().chain(CONTROL) {
        let step = walk.iter().find(|step| step.call.endpoint == endpoint).unwrap();
        let script = write(Language::Python, std::slice::from_ref(step));
        let used = method.unwrap_or(if endpoint == &automation::LOGIN { "# A sign-in" } else { "requests.request(" });
        assert!(script.contains(used), "{}: {script}", endpoint.name);
        assert_eq!(script.contains("import requests"), script.contains("requests.request("), "{script}");
        assert_eq!(script.contains("import os"), script.contains("os.environ"), "{script}");
        assert_eq!(script.contains("import quote"), script.contains("quote("), "{script}");
        assert_eq!(script.contains("import APINode"), script.contains(" = APINode"), "{script}");
        assert_eq!(script.contains("DSSClient\n"), script.contains(" = DSSClient("), "{script}");
        assert_eq!(script.contains("import igz_mgmt"), script.contains(" = igz_mgmt.Client("), "{script}");
        assert_eq!(script.contains("pip install igz_mgmt\n"), script.contains("import igz_mgmt"), "{script}");
        assert_eq!(script.contains("import json"), script.contains("json.loads("), "{script}");
    }
}

#[test]
fn no_secret_is_kept_or_written() {
    let deleting = keys::delete_by_secret(Secret::new(HIDDEN));
    let signing_in = automation::login("me", &Secret::new(HIDDEN));
    let shown = [deleting.request().shown(), signing_in.request().shown()];
    assert_eq!(shown[0].segments, ["******"]);
    assert_eq!(shown[0].path(), deleting.shown_path());
    assert_eq!(shown[1].body, ShownBody::Form);
    let sent = [deleting.path(), format!("{:?}", deleting.request()), format!("{:?}", signing_in.request())];
    assert!(sent[0].contains("hidden") && !sent[1].contains("hidden") && !sent[2].contains("hidden"));
    assert!(!format!("{shown:?}").contains("hidden"));
    let with_secrets = every::steps(ROOT);
    let with_secrets: Vec<_> = with_secrets.iter().filter(|step| shown.contains(&step.call)).collect();
    assert_eq!(with_secrets.len(), 3);
    for language in LANGUAGES {
        let script = write(language, &every::steps(ROOT));
        assert!(!script.contains(HIDDEN), "{script}");
        assert!(!script.contains("me%40"), "{script}");
    }
}

#[test]
fn what_is_kept_has_the_path_that_was_sent_and_a_size() {
    let id = ServiceId::parse(HOSTILE).unwrap();
    let call = generations::import(&id, WORSE);
    assert_eq!(call.request().shown().path(), call.path());
    let small = services::create(&service()).request().shown();
    assert_eq!(small.size(), r#"admin/api/services/{"serviceId":"parcel-eta"}"#.len());
    assert_eq!(services::list().request().shown().size(), "admin/api/services".len());
    assert_eq!(packages::upload("a.zip").request().shown().size(), "a.zip".len());
    // A service of that name is not taken for a secret.
    let stars = services::delete(&ServiceId::parse("******").unwrap());
    let script = write(Language::Curl, &[step("apinode", Login::Key, &stars)]);
    assert!(script.contains("services/%2A%2A%2A%2A%2A%2A'"), "{script}");
}

#[test]
fn nothing_hidden_is_in_a_script_and_no_name_makes_a_line_of_its_own() {
    for language in LANGUAGES {
        let script = write(language, &every::steps(ROOT));
        let hidden = script.chars().find(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{202e}' | '\u{2028}'));
        assert_eq!(hidden, None);
        let lines = script.lines().filter(|line| line.trim_start_matches(['#', ' ']).starts_with("\"'''")).count();
        assert_eq!(lines, 0, "{script}");
    }
    let steps = every::steps(ROOT);
    let script = write(Language::Curl, &steps);
    assert_eq!(script.lines().filter(|line| line.starts_with("curl ")).count(), steps.len() - 1);
    let mut endless = step("apinode", Login::Key, &services::list());
    endless.made = Some(Made { at: "x".repeat(10_000), status: Some(200), took_ms: 1, trace: None });
    assert!(write(Language::Curl, &[endless]).len() < 1_000);
}

#[test]
fn each_node_has_a_key_of_its_own() {
    let steps = [
        step("a", Login::Key, &services::list()),
        step("b", Login::Key, &services::list()),
        step("a", Login::Key, &keys::list()),
    ];
    let script = write(Language::Python, &steps);
    assert!(
        script.contains(r#"client = APINodeAdminClient("https://host/a", os.environ["API_NODE_KEY"])"#),
        "{script}"
    );
    assert!(script.contains(r#"client_2 = APINodeAdminClient("https://host/b", os.environ["API_NODE_KEY_2"])"#));
    assert!(script.contains("print(client.auth().list_keys())"));
    let script = write(Language::Curl, &steps);
    assert!(script.contains(": \"${API_NODE_KEY:?is not set}\"\n: \"${API_NODE_KEY_2:?is not set}\"\n"), "{script}");
}

#[test]
fn a_base_address_cannot_leave_its_quotes() {
    let mut step = step("apinode", Login::Key, &services::list());
    step.base = "https://[::1]:8080/a'b\"c\n$(d)`e`\\f{g}".into();
    for language in LANGUAGES {
        let script = write(language, std::slice::from_ref(&step));
        assert!(script.contains("https://[::1]:8080/a%27b%22c%0A%24%28d%29%60e%60%5Cf%7Bg%7D"), "{script}");
    }
}

#[test]
fn curl() {
    let mut create = step("apinode", Login::Key, &services::create(&service()));
    create.made = Some(Made { at: "2026-01-02T03:04:05Z".into(), status: Some(200), took_ms: 12, trace: None });
    let delete = step("apinode", Login::Session, &keys::delete_by_secret(Secret::new(HIDDEN)));
    let expected = r##"#!/bin/sh
# REST calls as a script. It stops at the first that fails. curl must be 7.76 or newer.
# It needs in the environment:
#   API_NODE_KEY: an admin key of the node at https://host/apinode
#   SESSION_TOKEN: the token of a session, as a sign-in gives it
#   DELETED_KEY: the key to be deleted by call 2
set -eu
: "${API_NODE_KEY:?is not set}"
: "${SESSION_TOKEN:?is not set}"
: "${DELETED_KEY:?is not set}"

# 1. create service
# 2026-01-02T03:04:05Z: HTTP 200 in 12 ms
curl --fail-with-body --silent --show-error --write-out '\n' \
  --request POST \
  --user "$API_NODE_KEY:" \
  --header 'Content-Type: application/json' \
  --data '{"serviceId": "parcel-eta"}' \
  'https://host/apinode/admin/api/services/'

# 2. delete key
curl --fail-with-body --silent --show-error --write-out '\n' \
  --request DELETE \
  --header "Authorization: Bearer $SESSION_TOKEN" \
  'https://host/apinode/admin/api/keys/'"$DELETED_KEY"''
"##;
    assert_eq!(write(Language::Curl, &[create, delete]), expected);
}

#[test]
fn python() {
    let create = step("apinode", Login::Key, &services::create(&service()));
    let mut alive = step("apinode", Login::Nothing, &api_node::is_alive());
    alive.made = Some(Made { at: "2026-01-02T03:04:05Z".into(), status: None, took_ms: 30_000, trace: None });
    let list = step("apinode", Login::Session, &generations::list(&service()));
    let expected = r##"#!/usr/bin/env python3
# REST calls as a script. It stops at the first that fails.
# It needs: pip install dataiku-api-client six
# It needs in the environment:
#   API_NODE_KEY: an admin key of the node at https://host/apinode
#   SESSION_TOKEN: the token of a session, as a sign-in gives it

import os

import requests
from dataikuapi import APINodeAdminClient

client = APINodeAdminClient("https://host/apinode", os.environ["API_NODE_KEY"])
client_2 = APINodeAdminClient("https://host/apinode", None)
# The console is let in there by its session. The admin client takes a key; what it is built on sends a
# token. With a key in place of None, leave the next line out.
client_2.bearer_token = os.environ["SESSION_TOKEN"]

# 1. create service
client.create_service("parcel-eta")

# 2. isAlive
# 2026-01-02T03:04:05Z: no answer in 30000 ms
answer = requests.request(
    "GET",
    "https://host/apinode/isAlive/",
    timeout=60,
)
answer.raise_for_status()
print(answer.text)

# 3. list generations
print(client_2.service("parcel-eta").list_generations())
"##;
    assert_eq!(write(Language::Python, &[create, alive, list]), expected);
}

#[test]
fn json() {
    let mut delete = step("apinode", Login::Key, &keys::delete_by_secret(Secret::new(HIDDEN)));
    delete.made =
        Some(Made { at: "2026-01-02T03:04:05Z".into(), status: Some(404), took_ms: 3, trace: Some("t-1".into()) });
    let expected = r#"[
  {
    "name": "delete key",
    "method": "DELETE",
    "url": "https://host/apinode/admin/api/keys/******",
    "time": "2026-01-02T03:04:05Z",
    "status": 404,
    "tookMs": 3,
    "traceId": "t-1"
  }
]
"#;
    assert_eq!(write(Language::Json, &[delete]), expected);
    assert_eq!(write(Language::Json, &[]), "[]\n");
    let steps = every::steps(ROOT);
    let read: Vec<Value> = serde_json::from_str(&write(Language::Json, &steps)).unwrap();
    assert_eq!(read.len(), steps.len());
    for (read, step) in read.iter().zip(&steps) {
        let ShownBody::Json(body) = &step.call.body else {
            assert_eq!(read.get("body"), None);
            continue;
        };
        let mut value = body.value.clone();
        body.hidden.iter().for_each(|place| *value.pointer_mut(place).unwrap() = "******".into());
        assert_eq!(read.get("body"), Some(&value));
        assert_eq!(read.get("hidden"), Some(&Value::from(body.hidden.clone())).filter(|_| !body.hidden.is_empty()));
        assert_eq!(read.get("actingAs").and_then(Value::as_str), step.acting_as.as_deref());
        let trace = step.made.as_ref().and_then(|made| made.trace.as_deref());
        assert_eq!(read.get("traceId").and_then(Value::as_str), trace);
    }
}
