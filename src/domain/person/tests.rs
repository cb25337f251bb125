//! Rows of users, changes of many, and who is left alone.

use super::*;
use serde_json::json;

fn people(users: serde_json::Value) -> People {
    let rows = users.as_array().unwrap().iter().cloned().filter_map(Whole::of).collect();
    List { rows, unreadable: Vec::new() }.into()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn logins(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn what_is_made_of_one_user_may_not_end_the_last_administrator_or_oneself() {
    let all = people(json!([
        {"login": "boss", "groups": ["admins"], "enabled": true},
        {"login": "old", "groups": ["admins"], "enabled": false},
    ]));
    let why = |user: serde_json::Value, own: Option<&str>| {
        let deed = Deed::Save(Whole::of(user).unwrap());
        refused(&all, &set(&["admins"]), own, &deed, &logins(&["boss"])).remove("boss")
    };
    let stays = json!({"login": "boss", "groups": ["admins", "more"], "enabled": true});
    assert_eq!(why(stays, Some("boss")), None);
    let leaves = json!({"login": "boss", "groups": ["more"], "enabled": true});
    assert!(why(leaves, None).unwrap().starts_with("No administrator would be left"));
    let sleeps = json!({"login": "boss", "groups": ["admins"], "enabled": false});
    assert!(why(sleeps.clone(), None).unwrap().starts_with("No administrator would be left"));
    assert!(why(sleeps, Some("boss")).unwrap().contains("lock yourself out"));
    assert!(all.has_admin(&set(&["admins"])) && !all.has_admin(&set(&["more"])));
}

#[test]
fn a_user_is_read_as_far_as_the_server_told() {
    let all = people(json!([
        {"login": "nadia.k", "groups": ["ops"], "enabled": false, "activeWebSocketSesssions": 2},
        {"displayName": "nobody"},
        {"login": "o/t", "activeWebSocketSessions": 0, "groups": null},
    ]));
    assert_eq!(all.rows.len(), 2);
    assert_eq!(all.unreadable, [UnreadableRow { index: 1, why: "it has no login".into() }]);
    let nadia = all.get("nadia.k").unwrap();
    assert_eq!((nadia.state(), nadia.sessions, nadia.is_in("ops")), ("disabled", Some(2.0), true));
    let other = all.get("o/t").unwrap();
    assert_eq!((other.groups.as_ref(), other.sessions, other.state()), (None, Some(0.0), "not given"));
    assert_eq!(all.different(|person| person.groups.iter().flatten()), ["ops"]);
    assert_eq!(all.members().get("ops"), Some(&1));
}

#[test]
fn profiles_are_those_in_use_and_then_the_typical_ones() {
    let all =
        people(json!([{"login": "a", "userProfile": "OWN"}, {"login": "b", "userProfile": "OWN"}, {"login": "c"}]));
    assert_eq!((all.usual_profile().as_str(), all.profiles()[0].as_str()), ("OWN", "OWN"));
    assert!(all.profiles().contains(&"READER".to_owned()));
    assert_eq!(People::default().usual_profile(), "DATA_SCIENTIST");
}

#[test]
fn zero_is_never_and_absence_of_the_user_is_not_known() {
    let rows = [json!({"login": "a", "lastSuccessfulLogin": 0, "lastLoaded": 5}), json!({"lastFailedLogin": 1})];
    let seen = seen(&List { rows: rows.into_iter().filter_map(Whole::of).collect(), unreadable: Vec::new() });
    assert_eq!(seen.get("a"), Some(&Seen { login: None, failed: None, session: Some(5.0) }));
    assert_eq!(seen.len(), 1);
}

#[test]
fn a_change_sends_the_login_and_one_member_or_nothing() {
    let all = people(json!([{"login": "a", "groups": ["x", "y"], "userProfile": "READER"}, {"login": "b"}]));
    let (a, b) = (&all.rows[0], &all.rows[1]);
    let sent = |change: Change, person| change.of(person).unwrap().map(|part| part.value());
    assert_eq!(sent(Change::Join(set(&["y", "z"])), a), Some(json!({"login": "a", "groups": ["x", "y", "z"]})));
    assert_eq!(sent(Change::Leave(set(&["x", "n"])), a), Some(json!({"login": "a", "groups": ["y"]})));
    assert_eq!(sent(Change::Join(set(&["x"])), a), None);
    assert_eq!(sent(Change::Leave(set(&["n"])), a), None);
    assert_eq!(sent(Change::Profile("READER".into()), a), None);
    assert_eq!(sent(Change::Profile("X".into()), b), Some(json!({"login": "b", "userProfile": "X"})));
    assert_eq!(sent(Change::Enabled(false), b), Some(json!({"login": "b", "enabled": false})));
    assert!(Change::Join(set(&["x"])).of(b).is_err(), "groups that are not known are not replaced");
}

fn three() -> People {
    people(json!([
        {"login": "root", "groups": ["admins"], "enabled": true},
        {"login": "second", "groups": ["admins", "ops"], "enabled": true},
        {"login": "gone", "groups": ["admins"], "enabled": false},
        {"login": "plain", "groups": ["ops"], "enabled": true},
    ]))
}

#[test]
fn ones_own_account_and_the_last_administrator_are_left_alone() {
    let (all, admins) = (three(), set(&["admins"]));
    let told = |own, deed: &Deed, chosen: &[&str]| {
        refused(&all, &admins, own, deed, &logins(chosen)).into_keys().collect::<Vec<_>>()
    };
    let everybody = ["root", "second", "gone", "plain"];
    assert_eq!(told(Some("root"), &Deed::Delete, &everybody), ["root"]);
    assert_eq!(told(None, &Deed::Delete, &everybody), ["root", "second"]);
    assert_eq!(told(None, &Deed::Delete, &["root", "plain"]), Vec::<String>::new());
    let disable = Deed::Change(Change::Enabled(false));
    assert_eq!(told(Some("root"), &disable, &["root", "second"]), ["root"]);
    assert_eq!(told(None, &disable, &["root", "second"]), ["root", "second"]);
    let leave = Deed::Change(Change::Leave(set(&["admins"])));
    assert_eq!(told(Some("root"), &leave, &["root", "second"]), ["root", "second"]);
    assert_eq!(told(Some("root"), &leave, &["root"]), Vec::<String>::new());
    assert_eq!(told(None, &Deed::Change(Change::Profile("X".into())), &everybody), Vec::<String>::new());
}

#[test]
fn where_no_administrator_is_known_nobody_is_refused_for_being_the_last() {
    assert!(refused(&three(), &BTreeSet::new(), None, &Deed::Delete, &logins(&["root", "second"])).is_empty());
}
