//! What is read of an answer of DSS, what is not kept of a call, and the names of credentials.

#![allow(clippy::unwrap_used, reason = "a set-up that fails is a test that fails")]

#[path = "../examples/script/every.rs"]
mod every;

use std::collections::BTreeMap;

use every::HIDDEN;
use pilothouse_wire::dss::global_keys::Rights;
use pilothouse_wire::dss::{self, ApiKeyId, Login, auth, connections, global_keys, groups, personal_keys, users};
use pilothouse_wire::script::{Language, Login as WayIn, write};
use pilothouse_wire::{Answer, Error, Outcome, Secret, ShownBody, Whole, automation};
use serde_json::{Value, json};

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, headers: vec![("x-request-id".into(), "r-1".into())], body: body.into() }
}

fn ok(body: &Value) -> Answer {
    answer(200, &body.to_string())
}

#[test]
fn what_nobody_has_changed_goes_back_as_it_came() {
    let body =
        json!({"login": "a", "nothing": null, "new": {"deep": [null, 1, 1.5, "x"]}, "big": u64::MAX, "flag": false});
    let who = Login::parse("a").unwrap();
    let mut user = users::get(&who).read(&ok(&body)).unwrap();
    assert_eq!(user.value(), body);
    assert_eq!(user.get("nothing"), None);
    user.set(users::EMAIL, "a@example.org");
    let mut expected = body;
    expected["email"] = "a@example.org".into();
    let call = users::save(&who, &user);
    assert!(matches!(call.sent_body(), pilothouse_wire::Body::Json(sent) if *sent == expected));
}

#[test]
fn a_row_that_is_broken_is_named() {
    let body = json!([{"login": "a", "new": 1}, 7, null, {"login": "b"}]);
    let list = users::list(false).read(&ok(&body)).unwrap();
    assert_eq!(list.rows.iter().map(Whole::value).collect::<Vec<_>>(), [body[0].clone(), body[3].clone()]);
    assert_eq!(list.unreadable.iter().map(|row| row.index).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(list.unreadable[0].why, "an object was expected");
    for wrong in ["{}", "", "[{\"login\":", "7"] {
        assert!(matches!(groups::list().read(&answer(200, wrong)), Err(Error::Unreadable(_))), "{wrong}");
    }
    // Of connections it is the name that there is to choose, so that none is lost.
    let all = connections::list().read(&ok(&json!({"a": {"type": "JDBC"}, "b": null, "c": 1}))).unwrap();
    assert_eq!(all.keys().collect::<Vec<_>>(), ["a", "b", "c"]);
}

#[test]
fn a_list_of_keys_has_no_secrets() {
    let body = ok(&json!([{"id": "a", "key": HIDDEN, "label": null}, {"id": "b"}, {"id": "c", "key": null}]));
    for list in [personal_keys::list(), personal_keys::all(), global_keys::list()] {
        let list = list.read(&body).unwrap();
        let rows: Vec<Value> = list.rows.iter().map(Whole::value).collect();
        assert_eq!(rows, [json!({"id": "a", "label": null}), json!({"id": "b"}), json!({"id": "c"})]);
    }
}

#[test]
fn a_creation_may_fail_in_spite_of_its_status() {
    let calls = || {
        let (who, some) = (Login::parse("a").unwrap(), Rights::None);
        [personal_keys::create("l", ""), personal_keys::create_for(&who, "l", ""), global_keys::create("l", "", &some)]
    };
    for (body, message) in [
        (json!({"messages": {"error": true, "messages": [{"title": "No"}]}}), Some(r#"[{"title":"No"}]"#)),
        (json!({"id": "k", "key": "s", "messages": {"error": true}}), None),
        (json!({"key": "s"}), Some("The answer names no key.")),
        (json!({}), Some("The answer names no key.")),
    ] {
        for call in calls() {
            let Err(Error::Refused(refusal)) = call.read(&ok(&body)) else { panic!("{body}") };
            assert_eq!((refusal.status, refusal.message.as_deref()), (200, message));
            assert_eq!(refusal.request_id.as_deref(), Some("r-1"));
        }
    }
    for call in calls() {
        let body = json!({"id": "k", "key": HIDDEN, "messages": {"error": false, "messages": []}});
        let mut key = call.read(&ok(&body)).unwrap();
        assert!(!format!("{key:?}").contains(HIDDEN));
        assert_eq!(key.take_secret(personal_keys::KEY), Some(Secret::new(HIDDEN)));
        assert_eq!(key.take_secret(personal_keys::KEY), None);
    }
}

#[test]
fn a_ticket_is_a_secret_and_where_each_call_has_it() {
    assert_eq!(auth::ticket().read(&ok(&json!({"ticket": "t"}))), Ok(Secret::new("t")));
    let call = auth::ticket_from_headers(&BTreeMap::new());
    assert_eq!(call.read(&ok(&json!({"msg": "t"}))), Ok(Secret::new("t")));
    assert!(matches!(call.read(&ok(&json!({"ticket": "t"}))), Err(Error::Unreadable(_))));
}

#[test]
fn failures_are_read_and_what_is_older_says_so() {
    let body = r#"{"errorType":"com.dataiku.dip.server.controllers.NotFoundException","message":"short",
        "detailedMessage":"User not found: a"}"#;
    let error = users::get(&Login::parse("a").unwrap()).read(&answer(500, body)).unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    let Error::Refused(refusal) = error else { panic!("{error:?}") };
    assert_eq!(refusal.error_type.as_deref(), Some(dss::NOT_FOUND));
    assert_eq!(refusal.message.as_deref(), Some("User not found: a"));
    assert_eq!(users::create_many(&[]).read(&answer(404, "")).unwrap_err(), Error::Older("14.2"));
    // Of a name a 404 may mean that there is nobody of it.
    assert!(matches!(users::name(&Login::parse("a").unwrap()).read(&answer(404, "{}")), Err(Error::Refused(_))));
    for body in ["", r#"{"msg":"Edited user a"}"#, "null"] {
        users::save(&Login::parse("a").unwrap(), &Whole::default()).read(&answer(200, body)).unwrap();
    }
}

#[test]
fn a_whole_says_what_it_has_in_the_shapes_of_old_and_new_servers() {
    let group =
        Whole::of(json!({"new": ["a", "b"], "old": "a, b,", "at": 5, "never": 0, "list": [{"a": 1}, 2]})).unwrap();
    assert_eq!(group.texts("new"), Some(vec!["a".into(), "b".into()]));
    assert_eq!(group.texts("old"), Some(vec!["a".into(), "b".into()]));
    assert_eq!((group.texts("at"), group.texts("absent")), (None, None));
    assert_eq!((group.moment("at"), group.moment("never"), group.moment("absent")), (Some(5.0), None, None));
    assert_eq!(group.list("list").len(), 1);
}

#[test]
fn a_kitchen_whose_staff_cannot_be_read_is_not_open_to_everyone() {
    let body = json!({"kitchens": [
        {"name": "open", "kitchen-staff": [], "new": 1},
        {"name": "old"},
        {"name": "closed", "parent-kitchen": "open", "kitchen-staff": ["a@example.org"],
         "kitchen-roles": {"a@example.org": "Admin"}},
        {"name": "odd", "kitchen-staff": "a@example.org"},
        {"name": "odd", "kitchen-staff": [7]},
        {"name": "odd", "kitchen-roles": {"a": []}},
        {"description": "nameless"},
    ]});
    let list = automation::kitchens::list().read(&ok(&body)).unwrap();
    assert_eq!(list.rows.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["open", "old", "closed"]);
    assert_eq!((list.rows[0].staff.clone(), list.rows[1].staff.clone()), (Some(Vec::new()), None));
    assert_eq!(list.rows[0].extra["new"], 1);
    assert_eq!(list.rows[2].staff, Some(vec!["a@example.org".into()]));
    assert_eq!(list.rows[2].roles.as_ref().unwrap()["a@example.org"], "Admin");
    assert_eq!(list.unreadable.iter().map(|row| row.index).collect::<Vec<_>>(), [3, 4, 5, 6]);
    assert_eq!(list.unreadable[0].why, "“kitchen-staff” cannot be read");
    assert!(matches!(automation::kitchens::list().read(&ok(&json!([]))), Err(Error::Unreadable(_))));
}

#[test]
fn the_key_of_a_plugins_credential_has_the_contracts_text() {
    let key = users::plugin_key("geo-tools", "geo-account", "main", "login");
    assert_eq!(key, r#""PLUGIN", "geo-tools", "geo-account", "main", "login""#);
    let odd = ["é", "a \"b\"\\, ", "日😀\u{7f}\n", ""];
    let key = users::plugin_key(odd[0], odd[1], odd[2], odd[3]);
    assert_eq!(key, r#""PLUGIN", "\u00e9", "a \"b\"\\, ", "\u65e5\ud83d\ude00\u007f\n", """#);
    assert_eq!(users::read_plugin_key(&key), Some(odd.map(str::to_owned)));
    for other in ["warehouse", r#""PLUGIN", "a""#, r#""OTHER", "a", "b", "c", "d""#, r#"], ["#, ""] {
        assert_eq!(users::read_plugin_key(other), None, "{other}");
    }
}

#[test]
fn nothing_that_is_kept_of_a_call_has_its_secrets() {
    let all = dss::OPEN.iter().chain(&dss::OWN).chain(&dss::ADMIN);
    let hiding: Vec<_> = all.filter(|one| !one.hides.is_empty()).collect();
    let steps = every::steps("https://host");
    for endpoint in &hiding {
        let steps = || steps.iter().filter(|step| step.call.endpoint == **endpoint);
        let kept = steps().any(|step| matches!(&step.call.body, ShownBody::Json(body) if !body.hidden.is_empty()));
        assert!(kept, "{} is not in the walk with a secret", endpoint.name);
        for step in steps() {
            let text = format!("{step:?}{}", write(Language::Json, std::slice::from_ref(step)));
            assert!(!text.contains(HIDDEN) && !text.contains("4711"), "{text}");
        }
    }
    assert_eq!(hiding.len(), 9);
    let user = Whole::of(json!({"login": "a", "password": HIDDEN})).unwrap();
    let call = users::save_own(&user);
    assert!(!format!("{user:?}{call:?}{:?}", call.sent_body()).contains(HIDDEN));
}

#[test]
fn what_only_names_a_secret_is_kept_and_nothing_else_is() {
    let user = json!({
        "secrets": [{"name": "n", "value": HIDDEN, "secret": true}, HIDDEN, {"user": {"name": HIDDEN}}],
        "credentials": {
            "user": {"type": "BASIC", "user": "u", "password": HIDDEN, "lastUpdate": 5},
            "name": HIDDEN, "a/~": {"type": [HIDDEN], "deep": {"user": HIDDEN}},
        },
        "userProperties": {"name": "kept"}, "password": "", "******": "******",
    });
    let call = users::save_own(&Whole::of(user).unwrap());
    let ShownBody::Json(kept) = call.request().shown().body else { panic!("no JSON") };
    let blank = "******";
    assert_eq!(
        kept.value,
        json!({
            "secrets": [{"name": "n", "value": blank, "secret": true}, blank, {"user": {"name": blank}}],
            "credentials": {
                "user": {"type": "BASIC", "user": "u", "password": blank, "lastUpdate": 5},
                "name": blank, "a/~": {"type": [blank], "deep": {"user": blank}},
            },
            "userProperties": {"name": "kept"}, "password": "", "******": "******",
        })
    );
    assert_eq!(
        kept.hidden,
        [
            "/credentials/a~1~0/deep/user",
            "/credentials/a~1~0/type/0",
            "/credentials/name",
            "/credentials/user/password",
            "/secrets/0/value",
            "/secrets/1",
            "/secrets/2/user/name",
        ]
    );
}

#[test]
fn scripts_act_in_the_same_name_and_ask_for_each_secret() {
    let mut key = Whole::of(json!({"id": "k", "key": HIDDEN, "label": "******"})).unwrap();
    key.set("description", "it's");
    let call = global_keys::save(&ApiKeyId::parse("k").unwrap(), &key);
    let mut step = pilothouse_wire::script::Step {
        call: call.request().shown(),
        base: "https://host/dss/dip/publicapi".into(),
        login: WayIn::Key,
        acting_as: Some("m.ito".into()),
        made: None,
    };
    let asked = "#   SECRET: what is sent by call 1 (save global API key): key\n";
    let shell = write(Language::Curl, std::slice::from_ref(&step));
    let body =
        r#"printf '%s' '{"description": "it'\''s", "id": "k", "key": '"$(json_text SECRET)"', "label": "******"}' |"#;
    for wanted in [asked, body, "json_text() {\n", "  --header 'x-dku-proxyuser: m.ito' \\\n", "  --data @- \\\n"] {
        assert!(shell.contains(wanted), "{wanted}: {shell}");
    }
    assert!(!shell.contains("json_number"), "{shell}");
    let python = write(Language::Python, std::slice::from_ref(&step));
    let body = r#"json={"description": "it's", "id": "k", "key": os.environ["SECRET"], "label": "******"},"#;
    for wanted in [asked, body, r#"headers={"x-dku-proxyuser": "m.ito"},"#] {
        assert!(python.contains(wanted), "{wanted}: {python}");
    }
    step.acting_as = Some("日\u{202e}\n".into());
    let shell = write(Language::Curl, std::slice::from_ref(&step));
    assert!(shell.contains(r#"--header "$(printf 'x-dku-proxyuser: 日\342\200\256')""#), "{shell}");
    let python = write(Language::Python, &[step]);
    assert!(python.contains(r#"headers={"x-dku-proxyuser": "日\u202e\n".encode()},"#), "{python}");
}
