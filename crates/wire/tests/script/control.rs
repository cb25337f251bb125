//! Scripts of the control plane.

use pilothouse_wire::control::{self, Id, Which, access_keys, projects, users};
use pilothouse_wire::script::{Language, Login, write};
use pilothouse_wire::{Extra, Secret, ShownBody};
use serde_json::json;

use crate::every::{self, HIDDEN};
use crate::{ROOT, step};

#[test]
fn a_cookie_of_an_access_key_and_the_calls_own_headers() {
    let delete = || projects::delete("sales", projects::Strategy::Cascading);
    let shell = write(Language::Curl, &[step("cp", Login::Cookie, &delete())]);
    let expected = r##"set -eu
: "${ACCESS_KEY:?is not set}"

# 1. delete project
curl --fail-with-body --silent --show-error --write-out '\n' \
  --request DELETE \
  --cookie 'session=j:{"sid": "'"$ACCESS_KEY"'"}' \
  --header 'x-projects-role: pilothouse' \
  --header 'igz-project-deletion-strategy: cascading' \
  --header 'Content-Type: application/json' \
  --data '{"data": {"attributes": {"name": "sales"}, "relationships": {}, "type": "project"}}' \
  'https://host/cp/api/projects'
"##;
    assert!(shell.ends_with(expected), "{shell}");
    assert_eq!(write(Language::Curl, &[step("cp", Login::Key, &delete())]), shell);
    let by_session = write(Language::Curl, &[step("cp", Login::Session, &delete())]);
    let bearer = "  --header \"Authorization: Bearer $SESSION_TOKEN\" \\\n";
    assert!(by_session.contains(bearer) && !by_session.contains("--cookie"), "{by_session}");
    let json = write(Language::Json, &[step("cp", Login::Cookie, &delete())]);
    assert!(json.contains(r#""igz-project-deletion-strategy": "cascading""#), "{json}");
}

#[test]
fn python_by_the_client_and_by_requests() {
    let who = Which::Id(Id::parse("u-1").unwrap());
    let attributes = json!({"last_name": "Byron"}).as_object().unwrap().clone();
    let update = control::update(&users::USERS, &who, attributes, Extra::new()).unwrap();
    let own = step("cp", Login::Session, &users::own());
    let key = Which::Secret(std::sync::Arc::new(Secret::new(HIDDEN)));
    let key = step("cp", Login::Cookie, &control::get(&access_keys::ACCESS_KEYS, &key, &[]).unwrap());
    let expected = r##"#!/usr/bin/env python3
# REST calls as a script. It stops at the first that fails.
# It needs: pip install igz_mgmt requests
# It needs in the environment:
#   ACCESS_KEY: an access key with the plane “control” of the control plane at https://host/cp
#   SESSION_TOKEN: the token of a session, as a sign-in gives it
#   KNOWN_KEY: the key to be read or changed by call 3

import os
from urllib.parse import quote

import igz_mgmt
import requests

control = igz_mgmt.Client(endpoint="https://host/cp", access_key=os.environ["ACCESS_KEY"])
# This client asks for the version and for whose key it is before anything else. It does not check the
# server's certificate: run it where you trust the network, or take the script for curl.

# 1. update user
print(control.update("user", "u-1", {"last_name": "Byron"}, {}).text)

# 2. get own user
answer = requests.request(
    "GET",
    "https://host/cp/api/self",
    headers={"Authorization": "Bearer " + os.environ["SESSION_TOKEN"]},
    timeout=60,
)
answer.raise_for_status()
print(answer.text)

# 3. get access key
answer = requests.request(
    "GET",
    "https://host/cp/api/access_keys/" + quote(os.environ["KNOWN_KEY"], safe=""),
    cookies={"session": "j:{\"sid\": \"%s\"}" % os.environ["ACCESS_KEY"]},
    timeout=60,
)
answer.raise_for_status()
print(answer.text)
"##;
    assert_eq!(write(Language::Python, &[step("cp", Login::Cookie, &update), own, key]), expected);
}

#[test]
fn no_call_with_a_secret_is_made_by_a_client_that_prints_what_it_sent() {
    let mut hiding: Vec<_> = control::OPEN.iter().chain(&control::CLOSED).filter(|one| !one.hides.is_empty()).collect();
    for step in every::steps(ROOT) {
        let ShownBody::Json(body) = &step.call.body else { continue };
        if !body.hidden.is_empty() && step.call.endpoint.system == pilothouse_wire::System::ControlPlane {
            let script = write(Language::Python, std::slice::from_ref(&step));
            assert!(!script.contains("igz_mgmt") && !script.contains(HIDDEN), "{script}");
            hiding.retain(|one| **one != step.call.endpoint);
        }
    }
    assert!(hiding.is_empty(), "{hiding:?} are not in the walk with a secret");
}
