//! Every call of DSS against the tables of `docs/contract/dataiku-dss.md`: method, path, query, body.

#![allow(clippy::unwrap_used, reason = "a set-up that fails is a test that fails")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::line;
use pilothouse_wire::dss::name::BadName;
use pilothouse_wire::dss::{
    self, ApiKeyId, AuditKind, GroupName, LogName, Login, PluginId, ProjectKey, auth, connections, global_keys, groups,
    instance, personal_keys, projects, users,
};
use pilothouse_wire::{Call, Endpoint, Secret, System, Whole};
use serde_json::{Value, json};

/// Rows of the contract that the console has no use for.
const LEFT_OUT: [&str; 14] = [
    "DELETE admin/connections/{}",
    "GET admin/connections/{}",
    "GET admin/external-groups",
    "GET admin/external-users",
    "GET admin/globalAPIKeys/{}",
    "GET connections/{}/info",
    "GET connections/{}/test",
    "GET futures/{}",
    "POST admin/connections/",
    "POST admin/users/actions/provision",
    "POST admin/users/actions/resync-multi",
    "POST admin/users/{}/actions/resync",
    "POST permissions/actions/check-objects",
    "PUT admin/connections/{}",
];

fn all() -> Vec<&'static Endpoint> {
    dss::OPEN.iter().chain(&dss::OWN).chain(&dss::ADMIN).copied().collect()
}

fn whole(value: Value) -> Whole {
    Whole::of(value).unwrap()
}

fn login(text: &str) -> Login {
    Login::parse(text).unwrap()
}

/// Method and path with nothing in its braces.
fn row(method: &str, path: &str) -> String {
    let path = path.trim_start_matches('/').split('?').next().unwrap();
    let parts: Vec<&str> = path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part }).collect();
    format!("{method} {}", parts.join("/"))
}

#[test]
fn the_calls_are_those_of_the_contract_and_no_others() {
    let contract = include_str!("../../../docs/contract/dataiku-dss.md");
    let quoted = contract.split('`').skip(1).step_by(2);
    let rows = quoted.filter_map(|text| {
        let (method, path) = text.split_once(' ')?;
        let known = ["GET", "POST", "PUT", "DELETE"].contains(&method) && path.starts_with('/');
        known.then(|| row(method, path.split(' ').next().unwrap()))
    });
    let mut rows: BTreeSet<String> = rows.collect();
    // `GET /admin/connections/{name}`, `PUT`, `DELETE`: two more in one cell.
    rows.extend(["PUT", "DELETE"].map(|method| row(method, "/admin/connections/{name}")));
    let ours = all().into_iter().map(|one| row(one.method.as_str(), one.path));
    let left_out = LEFT_OUT.map(str::to_owned);
    let known: BTreeSet<String> = ours.chain(left_out).collect();
    assert_eq!(known, rows);
    assert_eq!(all().len() + LEFT_OUT.len(), rows.len(), "one of them is in two lists");
}

#[test]
fn every_constant_is_in_one_list_once() {
    let sources = [
        include_str!("../src/dss/auth.rs"),
        include_str!("../src/dss/connections.rs"),
        include_str!("../src/dss/global_keys.rs"),
        include_str!("../src/dss/groups.rs"),
        include_str!("../src/dss/instance.rs"),
        include_str!("../src/dss/personal_keys.rs"),
        include_str!("../src/dss/projects.rs"),
        include_str!("../src/dss/users.rs"),
    ];
    let constants: usize = sources.iter().map(|text| text.matches(": Endpoint =").count()).sum();
    assert_eq!(all().len(), constants);
    let names: BTreeSet<&str> = all().into_iter().map(|one| one.name).collect();
    assert_eq!(names.len(), constants, "two calls have one name");
    for one in all() {
        assert_eq!(one.system, System::Dss, "{}", one.name);
        // What is not in a secret's place in a path is written down as it is.
        assert!(!one.path.contains("{key}"), "{}", one.name);
        let asks = [&auth::INFO_FROM_HEADERS].contains(&one);
        assert_eq!(one.repeatable, one.method == pilothouse_wire::Method::Get || asks, "{}", one.name);
    }
}

#[test]
fn who_am_i() {
    let headers = BTreeMap::from([("cookie".to_owned(), "a=b".to_owned())]);
    assert_eq!(line(&auth::info()), "GET auth/info?withSecrets=False");
    assert_eq!(line(&auth::info_with_secrets()), "GET auth/info?withSecrets=True");
    assert_eq!(
        line(&auth::info_from_headers(&headers)),
        r#"POST auth/info-from-browser-headers?withSecrets=False {"cookie":"a=b"}"#
    );
    assert_eq!(line(&auth::ticket_from_headers(&headers)), r#"POST auth/ticket-from-browser-headers {"cookie":"a=b"}"#);
    assert_eq!(line(&auth::ticket()), "POST auth/ticket");
}

#[test]
fn many_users() {
    let user = |password: Option<&str>, email: &str| users::NewUser {
        login: login("omar.t"),
        password: password.map(Secret::new),
        display_name: "Omar T.".into(),
        source_type: "LOCAL".into(),
        groups: vec!["logistics".into()],
        profile: "READER".into(),
        email: email.into(),
    };
    let with = r#"{"displayName":"Omar T.","email":"o@example.org","groups":["logistics"],"login":"omar.t","password":"pw","sourceType":"LOCAL","userProfile":"READER"}"#;
    let without = r#"{"displayName":"Omar T.","email":null,"groups":["logistics"],"login":"omar.t","sourceType":"LOCAL","userProfile":"READER"}"#;
    assert_eq!(line(&users::list(false)), "GET admin/users/?includeSettings=False");
    assert_eq!(line(&users::list(true)), "GET admin/users/?includeSettings=True");
    assert_eq!(line(&users::create(&user(Some("pw"), "o@example.org"))), format!("POST admin/users/ {with}"));
    let many = [user(Some("pw"), "o@example.org"), user(None, "")];
    assert_eq!(line(&users::create_many(&many)), format!("POST admin/users/actions/bulk [{with},{without}]"));
    let change = whole(json!({"login": "a", "enabled": false}));
    assert_eq!(line(&users::edit_many(&[change])), r#"PUT admin/users/actions/bulk [{"enabled":false,"login":"a"}]"#);
    assert_eq!(
        line(&users::delete_many(&[login("a"), login("b@c")])),
        r#"DELETE admin/users/actions/bulk?allowSelfDeletion=False ["a","b@c"]"#
    );
    assert_eq!(line(&users::all_activity(false)), "GET admin/users-activity?enabledUsersOnly=False");
    assert_eq!(line(&users::all_activity(true)), "GET admin/users-activity?enabledUsersOnly=True");
    assert_eq!(line(&users::trial_expired()), "GET admin/list-trial-expired-users");
    assert_eq!(line(&users::names()), "GET users");
    assert!(!format!("{:?}", user(Some("hidden"), "")).contains("hidden"));
}

#[test]
fn one_user() {
    let (who, user) = (login("nadia.k"), whole(json!({"login": "nadia.k", "new": null})));
    assert_eq!(line(&users::get(&who)), "GET admin/users/nadia.k");
    assert_eq!(line(&users::save(&who, &user)), r#"PUT admin/users/nadia.k {"login":"nadia.k","new":null}"#);
    assert_eq!(line(&users::delete(&who)), "DELETE admin/users/nadia.k?allowSelfDeletion=False");
    assert_eq!(line(&users::activity(&who)), "GET admin/users/nadia.k/activity");
    assert_eq!(line(&users::name(&who)), "GET users/nadia.k");
    assert_eq!(line(&users::own()), "GET current-user");
    assert_eq!(line(&users::save_own(&user)), r#"PUT current-user {"login":"nadia.k","new":null}"#);
}

#[test]
fn all_groups() {
    let (name, group) = (GroupName::parse("logistics").unwrap(), whole(json!({"name": "logistics"})));
    assert_eq!(line(&groups::list()), "GET admin/groups/");
    assert_eq!(
        line(&groups::create(&name, "Dispatch", "LOCAL")),
        r#"POST admin/groups/ {"description":"Dispatch","name":"logistics","sourceType":"LOCAL"}"#
    );
    assert_eq!(line(&groups::get(&name)), "GET admin/groups/logistics");
    assert_eq!(line(&groups::save(&name, &group)), r#"PUT admin/groups/logistics {"name":"logistics"}"#);
    assert_eq!(line(&groups::delete(&name)), "DELETE admin/groups/logistics");
    assert_eq!(line(&groups::names()), "GET groups");
}

#[test]
fn all_keys() {
    let (id, key) = (ApiKeyId::parse("pA1").unwrap(), whole(json!({"id": "pA1"})));
    assert_eq!(line(&personal_keys::list()), "GET personal-api-keys/");
    assert_eq!(line(&personal_keys::create("l", "")), r#"POST personal-api-keys/ {"description":"","label":"l"}"#);
    assert_eq!(line(&personal_keys::get(&id)), "GET personal-api-keys/pA1");
    assert_eq!(line(&personal_keys::save(&id, &key)), r#"PUT personal-api-keys/pA1 {"id":"pA1"}"#);
    assert_eq!(line(&personal_keys::delete(&id)), "DELETE personal-api-keys/pA1");
    assert_eq!(line(&personal_keys::all()), "GET admin/personal-api-keys/");
    assert_eq!(
        line(&personal_keys::create_for(&login("a"), "l", "d")),
        r#"POST admin/personal-api-keys/ {"description":"d","label":"l","user":"a"}"#
    );
    assert_eq!(line(&global_keys::list()), "GET admin/global-api-keys/");
    for (rights, members) in [
        (global_keys::Rights::Admin, r#""globalPermissions":{"admin":true},"label":"l""#),
        (global_keys::Rights::None, r#""globalPermissions":{"admin":false},"label":"l""#),
        (global_keys::Rights::Groups(vec!["a".into()]), r#""groups":["a"],"label":"l""#),
    ] {
        let call = global_keys::create("l", "d", &rights);
        assert_eq!(line(&call), format!(r#"POST admin/global-api-keys/ {{"description":"d",{members}}}"#));
    }
    assert_eq!(line(&global_keys::get(&id)), "GET admin/global-api-keys/pA1");
    assert_eq!(line(&global_keys::save(&id, &key)), r#"PUT admin/global-api-keys/pA1 {"id":"pA1"}"#);
    assert_eq!(line(&global_keys::delete(&id)), "DELETE admin/global-api-keys/pA1");
}

#[test]
fn projects_connections_and_the_instance() {
    let project = ProjectKey::parse("PARCELS").unwrap();
    let (log, plugin) = (LogName::parse("backend.log").unwrap(), PluginId::parse("geo-tools").unwrap());
    let some = whole(json!({"a": [1, null]}));
    assert_eq!(line(&projects::list()), "GET projects/");
    assert_eq!(line(&projects::permissions(&project)), "GET projects/PARCELS/permissions");
    assert_eq!(
        line(&projects::save_permissions(&project, &some)),
        r#"PUT projects/PARCELS/permissions {"a":[1,null]}"#
    );
    assert_eq!(line(&projects::datasets(&project)), "GET projects/PARCELS/datasets/?foreign=False");
    assert_eq!(line(&connections::names()), "GET connections/get-names?type=all");
    assert_eq!(line(&connections::list()), "GET admin/connections/");
    assert_eq!(line(&connections::plugins()), "GET plugins/");
    assert_eq!(line(&connections::plugin_settings(&plugin)), "GET plugins/geo-tools/settings");
    assert_eq!(line(&instance::info()), "GET instance-info");
    assert_eq!(line(&instance::licensing()), "GET admin/licensing/status");
    assert_eq!(line(&instance::matrix()), "GET admin/authorization-matrix");
    assert_eq!(line(&instance::logs()), "GET admin/logs/");
    assert_eq!(line(&instance::log(&log)), "GET admin/logs/backend.log");
    // An empty object is sent too (§1, certain).
    let audit = instance::audit(&AuditKind::parse("looked").unwrap(), &Whole::default());
    assert_eq!(line(&audit), "POST admin/audit/custom/looked {}");
    assert_eq!(line(&instance::variables()), "GET admin/variables/");
    assert_eq!(line(&instance::save_variables(&some)), r#"PUT admin/variables/ {"a":[1,null]}"#);
}

#[test]
fn a_name_is_one_segment_whatever_stands_in_it() {
    for (text, segment) in [
        ("ana@example.org", "ana%40example.org"),
        ("a/b", "a%2Fb"),
        ("../../admin", "..%2F..%2Fadmin"),
        ("%2e%2e", "%252e%252e"),
        ("50 % of us?#;", "50%20%25%20of%20us%3F%23%3B"),
        ("back\\slash", "back%5Cslash"),
        ("Łódź 日本", "%C5%81%C3%B3d%C5%BA%20%E6%97%A5%E6%9C%AC"),
        ("\u{202e}x", "%E2%80%AEx"),
    ] {
        let path = |call: Call<Whole>| call.path();
        assert_eq!(path(users::get(&login(text))), format!("admin/users/{segment}"));
        assert_eq!(path(users::activity(&login(text))), format!("admin/users/{segment}/activity"));
        assert_eq!(path(groups::get(&GroupName::parse(text).unwrap())), format!("admin/groups/{segment}"));
        assert_eq!(path(global_keys::get(&ApiKeyId::parse(text).unwrap())), format!("admin/global-api-keys/{segment}"));
        let project = ProjectKey::parse(text).unwrap();
        assert_eq!(path(projects::permissions(&project)), format!("projects/{segment}/permissions"));
        let plugin = PluginId::parse(text).unwrap();
        assert_eq!(path(connections::plugin_settings(&plugin)), format!("plugins/{segment}/settings"));
        assert_eq!(instance::log(&LogName::parse(text).unwrap()).path(), format!("admin/logs/{segment}"));
    }
}

#[test]
fn no_name_is_taken_that_no_address_can_say() {
    let long = "é".repeat(513);
    for (text, why) in [
        ("", BadName::Empty),
        (".", BadName::Dots),
        ("..", BadName::Dots),
        ("a\nb", BadName::Control),
        ("a\u{0}", BadName::Control),
        ("\u{85}", BadName::Control),
        (long.as_str(), BadName::TooLong),
    ] {
        let bad = Some(why);
        assert_eq!(Login::parse(text).err(), bad, "{text:?}");
        assert_eq!(GroupName::parse(text).err(), bad);
        assert_eq!(ProjectKey::parse(text).err(), bad);
        assert_eq!(ApiKeyId::parse(text).err(), bad);
        assert_eq!(LogName::parse(text).err(), bad);
        assert_eq!(PluginId::parse(text).err(), bad);
        assert_eq!(AuditKind::parse(text).err(), bad);
        // Nor where it comes from a stored value.
        assert!(serde_json::from_value::<Login>(json!(text)).is_err());
    }
    assert!(Login::parse(&"é".repeat(512)).is_ok());
    assert!(Login::parse("...").is_ok());
}
