//! What two edits of one object come to.

use super::*;
use pilothouse_wire::dss::identity;
use serde_json::json;

fn user() -> Value {
    json!({
        "login": "nadia.k", "displayName": "Nadia", "email": null, "enabled": true, "groups": ["logistics", "night"],
        "userProperties": {"shift": "evening", "site": "B"},
        "secrets": [{"name": "token", "value": "enc:1", "secret": true}, {"name": "api", "value": "enc:2", "secret": true}],
        "credentials": {"pg": {"type": "BASIC", "user": "nadia", "password": "enc:3"}},
        "somethingNew": {"deep": [1, null]},
    })
}

fn with(edit: impl FnOnce(&mut Value)) -> Value {
    let mut value = user();
    edit(&mut value);
    value
}

fn paths(changes: &[Change]) -> Vec<String> {
    changes.iter().map(|change| words(&change.path)).collect()
}

#[test]
fn what_nobody_changed_goes_back_as_it_came() {
    let merge = merge(&user(), &user(), &user(), identity);
    assert_eq!(merge.merged, user());
    assert!(merge.is_current() && merge.clashes.is_empty() && merge.mine_changes.is_empty());
}

#[test]
fn edits_of_different_places_are_both_kept() {
    let mine = with(|user| {
        user["displayName"] = json!("Nadia K.");
        user["groups"] = json!(["night", "packing"]);
        user["userProperties"]["shift"] = json!("day");
        user["secrets"][0]["value"] = json!("new");
    });
    let theirs = with(|user| {
        user["email"] = json!("n@example.org");
        user["groups"] = json!(["logistics", "night", "audit"]);
        user["userProperties"].as_object_mut().unwrap().remove("site");
        user["secrets"].as_array_mut().unwrap().push(json!({"name": "third", "value": "enc:4", "secret": true}));
        user["evenNewer"] = json!(1);
    });
    let merge = merge(&user(), &mine, &theirs, identity);
    assert!(merge.clashes.is_empty(), "{merge:?}");
    let merged = &merge.merged;
    assert_eq!(merged["displayName"], "Nadia K.");
    assert_eq!(merged["email"], "n@example.org");
    assert_eq!(merged["groups"], json!(["night", "audit", "packing"]), "one left by me, one joined by each");
    assert_eq!(merged["userProperties"], json!({"shift": "day"}));
    assert_eq!(merged["secrets"][0]["value"], "new");
    assert_eq!(merged["secrets"].as_array().unwrap().len(), 3);
    assert_eq!(merged["evenNewer"], 1);
    assert_eq!(merged["somethingNew"], user()["somethingNew"]);
    assert_eq!(
        paths(&merge.theirs_changes),
        ["email", "groups › audit", "secrets › third", "userProperties › site", "evenNewer"]
    );
}

#[test]
fn the_same_edit_by_both_is_no_clash() {
    let both = with(|user| user["displayName"] = json!("N."));
    let merge = merge(&user(), &both, &both, identity);
    assert!(merge.clashes.is_empty() && !merge.is_current());
    assert_eq!(merge.merged, both);
}

#[test]
fn what_both_changed_is_asked_for() {
    let mine = with(|user| {
        user["displayName"] = json!("mine");
        user["userProperties"].as_object_mut().unwrap().remove("site");
    });
    let theirs = with(|user| {
        user["displayName"] = json!("theirs");
        user["userProperties"]["site"] = json!("C");
        user["enabled"] = json!(false);
    });
    let merge = merge(&user(), &mine, &theirs, identity);
    let asked: Vec<String> = merge.clashes.iter().map(|clash| words(&clash.path)).collect();
    assert_eq!(asked, ["displayName", "userProperties › site"]);
    assert_eq!(merge.clashes[1].base, Some(json!("B")));
    assert_eq!((&merge.clashes[1].mine, &merge.clashes[1].theirs), (&None, &Some(json!("C"))));
    assert_eq!(merge.merged["displayName"], "theirs");
    let resolved = merge.clone().resolve(&[Pick::Theirs, Pick::Mine]);
    assert_eq!(resolved["displayName"], "theirs");
    assert_eq!(resolved["userProperties"], json!({"shift": "evening"}));
    assert_eq!(resolved["enabled"], false, "what does not clash is kept whatever is picked");
    let resolved = merge.clone().resolve(&[Pick::Mine]);
    assert_eq!((&resolved["displayName"], &resolved["userProperties"]["site"]), (&json!("mine"), &json!("C")));
}

#[test]
fn a_credential_is_never_put_together_from_two() {
    let mine = with(|user| user["credentials"]["pg"]["password"] = json!("mine"));
    let theirs = with(|user| user["credentials"]["pg"]["user"] = json!("other"));
    let merge = merge(&user(), &mine, &theirs, identity);
    assert_eq!(words(&merge.clashes[0].path), "credentials › pg");
    let resolved = merge.resolve(&[Pick::Mine]);
    assert_eq!(resolved["credentials"], mine["credentials"]);
}

#[test]
fn permissions_of_two_groups_are_two_places() {
    let base = json!({"owner": "a", "permissions": [{"group": "x", "admin": false}, {"user": "x", "admin": false}]});
    let mine = json!({"owner": "a", "permissions": [{"group": "x", "admin": true}]});
    let theirs = json!({"owner": "b", "permissions":
        [{"user": "x", "admin": false}, {"group": "x", "admin": false, "runScenarios": true}]});
    let merge = merge(&base, &mine, &theirs, identity);
    assert!(merge.clashes.is_empty());
    let wanted = json!({"owner": "b", "permissions": [{"group": "x", "admin": true, "runScenarios": true}]});
    assert_eq!(merge.merged, wanted);
    assert_eq!(paths(&merge.mine_changes), ["permissions › group x › admin", "permissions › user x"]);
}

#[test]
fn a_list_whose_items_cannot_be_told_apart_is_one_value() {
    let base = json!({"groups": ["a", "a"], "steps": ["1", "2"]});
    let mine = json!({"groups": ["a"], "steps": ["2", "1"]});
    let theirs = json!({"groups": ["a", "a", "b"], "steps": ["1", "2"]});
    let merge = merge(&base, &mine, &theirs, identity);
    assert_eq!(merge.clashes.len(), 1);
    assert_eq!(merge.merged["steps"], json!(["2", "1"]), "here the order counts");
    assert_eq!(changes(&json!({"groups": ["a", "b"]}), &json!({"groups": ["b", "a"]}), identity), []);
    assert_eq!(changes(&json!({"groups": ["a", "b"]}), &json!({"groups": ["b", "a"]}), no_identity).len(), 1);
}

#[test]
fn objects_that_both_added_are_merged_and_other_kinds_clash() {
    let merge = merge(
        &json!({"a": 1}),
        &json!({"a": {"x": 1}, "new": {"mine": 1}}),
        &json!({"a": {"y": 1}, "new": {"theirs": 2}}),
        identity,
    );
    assert_eq!(merge.merged["new"], json!({"mine": 1, "theirs": 2}));
    assert_eq!(merge.clashes.len(), 1, "where a number became two objects nobody knows what belongs together");
}

#[test]
fn null_is_absent_and_numbers_are_numbers() {
    assert_eq!(changes(&json!({"a": null, "b": 1}), &json!({"b": 1.0}), identity), []);
    let (one, other) = (9_007_199_254_740_993_i64, 9_007_199_254_740_992_i64);
    assert_eq!(changes(&json!({"b": one}), &json!({"b": other}), identity).len(), 1);
}

#[test]
fn secrets_are_named_and_never_shown() {
    let path = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
    for secret in [
        &["secrets"][..],
        &["secrets", "t"],
        &["secrets", "t", "value"],
        &["secrets", "t", "whatever"],
        &["credentials"],
        &["credentials", "pg"],
        &["credentials", "pg", "password"],
        &["credentials", "pg", "refreshToken"],
        &["password"],
        &["params", "password"],
        &["key"],
    ] {
        assert!(is_secret(&path(secret)), "{secret:?}");
        assert_eq!(shown(&path(secret), Some(&json!("hunter2"))), "not shown");
    }
    for open in [
        &["displayName"][..],
        &["secrets", "t", "name"],
        &["credentials", "pg", "type"],
        &["credentials", "pg", "user"],
        &["userProperties", "key"],
    ] {
        assert!(!is_secret(&path(open)), "{open:?}");
        assert_eq!(shown(&path(open), Some(&json!("text"))), "text");
    }
    assert_eq!(shown(&path(&["secrets", "t"]), None), "nothing");
    let mine = with(|user| user["secrets"][0]["value"] = json!("hunter2"));
    let theirs = with(|user| user["secrets"][0]["value"] = json!("hunter3"));
    let told = format!("{:?}", merge(&user(), &mine, &theirs, identity));
    assert!(told.contains("token") && !told.contains("hunter") && !told.contains("enc:"), "{told}");
}

#[test]
fn what_the_server_kept_is_told() {
    let sent = with(|user| user["groups"] = json!(["logistics", "packing"]));
    let kept = with(|user| user["groups"] = json!(["logistics"]));
    let told = changes(&sent, &kept, identity);
    assert_eq!((paths(&told), told[0].kind()), (vec!["groups › packing".to_owned()], "removed"));
}
