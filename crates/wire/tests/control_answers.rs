//! What the control plane answers, well formed and not: `docs/contract/iguazio-control-plane.md` §3, §5 and §6.

#![allow(clippy::unwrap_used, reason = "a set-up that fails is a test that fails")]

#[path = "control_answers/secrets.rs"]
mod secrets;

use pilothouse_wire::control::jobs::{self, End, Said};
use pilothouse_wire::control::{
    self, Ask, Done, Id, One, Page, Which, events, projects, services, sessions, system, users,
};
use pilothouse_wire::{Answer, Call, Error, Extra, Outcome, Whole};
use serde_json::{Value, json};

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, headers: vec![("content-type".into(), "application/json".into())], body: body.into() }
}

fn ok(body: &Value) -> Answer {
    answer(200, &body.to_string())
}

fn id() -> Which {
    Which::Id(Id::parse("x-1").unwrap())
}

fn page(body: &Value) -> Result<Page, Error> {
    control::list(&users::USERS, &Ask::default()).unwrap().read(&ok(body))
}

fn one(body: &Value) -> Result<One, Error> {
    control::get(&users::USERS, &id(), &[]).unwrap().read(&ok(body))
}

fn changed(answer: &Answer) -> Done {
    control::update(&users::USERS, &id(), Extra::new(), Extra::new()).unwrap().read(answer).unwrap()
}

fn job_id(done: &Done) -> Option<&str> {
    done.job.as_ref().map(Id::as_str)
}

#[test]
fn a_record_keeps_what_nobody_knows_and_misses_nothing_that_may_be_missing() {
    let body = json!({
        "data": {
            "type": "user", "id": "u-1", "links": {"self": "x"},
            "attributes": {"username": "ana", "new": {"a": [null, 1.5]}, "email": null, "uid": 7},
            "relationships": {"primary_group": {"data": {"type": "user_group", "id": 12}}, "user_groups": {"data": [
                {"type": "user_group", "id": "g-1"}, {"type": "user_group"}, 5, {"type": "user_group", "id": 12},
            ]}, "tenant": {"data": null}, "jobs": {}},
        },
        "included": [{"type": "user_group", "id": 12, "attributes": {"name": "all_users"}}, 7],
        "meta": {"ctx": "12345678901234567890"},
    });
    let one = one(&body).unwrap();
    assert_eq!((one.item.record.as_str(), one.item.id.as_str()), ("user", "u-1"));
    assert_eq!(one.item.text(users::USERNAME), Some("ana"));
    assert_eq!(one.item.text(users::EMAIL), None);
    assert_eq!(one.item.attributes.get("new"), Some(&json!({"a": [null, 1.5]})));
    assert_eq!(one.item.one(users::PRIMARY_GROUP).unwrap().id, "12");
    let ids: Vec<String> = one.item.many(users::GROUPS).unwrap().into_iter().map(|link| link.id).collect();
    assert_eq!(ids, ["g-1", "12"]);
    assert_eq!((one.item.one("tenant"), one.item.many("jobs"), one.item.many("nobody")), (None, None, None));
    assert_eq!(one.included.len(), 1);
    assert_eq!((one.included[0].id.as_str(), one.included[0].text("name")), ("12", Some("all_users")));
    assert!(matches!(one.item.which(), Some(Which::Id(id)) if id.as_str() == "u-1"));

    let bare = json!({"data": {"type": "user", "id": 18_446_744_073_709_551_615_u64}});
    let bare = self::one(&bare).unwrap();
    assert_eq!((bare.item.id.as_str(), bare.included.len()), ("18446744073709551615", 0));
    for id in [json!(null), json!("."), json!(""), json!(1.5), json!({})] {
        let item = self::one(&json!({"data": {"type": "user", "id": id}})).unwrap().item;
        assert!(item.which().is_none(), "{id}");
    }
}

#[test]
fn a_page_names_the_rows_that_could_not_be_read() {
    let body = json!({
        "data": [{"type": "user", "id": "u-1"}, {"id": "u-2"}, "u-3", {"type": "user", "id": "u-4", "attributes": []}],
        "included": [{"type": "user_group", "id": "g-1"}],
        "meta": {"total_records": 5000, "page_number": 3},
    });
    let page = page(&body).unwrap();
    let ids: Vec<&str> = page.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["u-1", "u-4"]);
    let unreadable: Vec<(usize, &str)> = page.unreadable.iter().map(|row| (row.index, row.why.as_str())).collect();
    assert_eq!(unreadable, [(1, "“type” is missing"), (2, "an object was expected")]);
    assert_eq!((page.included.len(), page.total, page.number), (1, Some(5000), Some(3)));
    let silent = self::page(&json!({"data": []})).unwrap();
    assert_eq!((silent.items.len(), silent.total, silent.number), (0, None, None));
    let odd = self::page(&json!({"data": [], "included": {}, "meta": {"total_records": "5", "page_number": -1}}));
    assert_eq!((odd.clone().unwrap().total, odd.unwrap().number), (None, None));
}

#[test]
fn what_is_no_record_and_no_list_is_unreadable_and_breaks_nothing() {
    for body in
        ["", "null", "[]", "1", "\"ok\"", "{}", r#"{"data": 5}"#, r#"{"data": {"attributes": 1}}"#, "{\"data\"", "OK"]
    {
        let answer = answer(200, body);
        let list = control::list(&users::USERS, &Ask::default()).unwrap();
        assert!(matches!(list.read(&answer), Err(Error::Unreadable(_))), "{body}");
        let get = control::get(&users::USERS, &id(), &[]).unwrap();
        assert!(matches!(get.read(&answer), Err(Error::Unreadable(_))), "{body}");
        // A change is done, whatever its answer says (§3, §5.6).
        assert_eq!(changed(&answer), Done::default(), "{body}");
        assert_eq!(services::save(&Whole::default(), false).read(&answer).unwrap(), Done::default(), "{body}");
        assert_eq!(events::emit(Extra::new(), None).read(&answer).unwrap(), Done::default(), "{body}");
        assert!(projects::may(&control::ProjectName::parse("a").unwrap(), "update", "x").read(&answer).is_ok());
    }
    assert_eq!(changed(&answer(204, "")), Done::default());
}

#[test]
fn the_job_is_found_wherever_the_contract_says_that_it_is() {
    let deletion = json!({"data": {"type": "deletion_response", "relationships": {"jobs": {"data": [
        {"type": "job", "id": "j-1"}, {"type": "job", "id": "j-2"},
    ]}}}, "meta": {"ctx": "7"}});
    let done = control::delete(&users::USERS, &id()).unwrap().read(&answer(202, &deletion.to_string())).unwrap();
    assert_eq!((job_id(&done), done.item.as_ref(), done.ctx.as_deref()), (Some("j-1"), None, Some("7")));

    let job = json!({"data": {"type": "job", "id": "j-1"}});
    let done = projects::delete("sales", projects::Strategy::Restricted).read(&answer(202, &job.to_string())).unwrap();
    assert_eq!((job_id(&done), done.item.as_ref()), (Some("j-1"), None));

    let user = json!({"data": {"type": "user", "id": "u-1", "relationships": {"jobs": {"data": [{"type": "job", "id": "j-1"}]}}}});
    let create = || control::create(&users::USERS, Extra::new(), Extra::new()).unwrap();
    let done = create().read(&answer(201, &user.to_string())).unwrap();
    assert_eq!((job_id(&done), done.item.as_ref().unwrap().id.as_str()), (Some("j-1"), "u-1"));
    for none in [json!({}), json!({"jobs": {"data": []}}), json!({"jobs": {"data": null}}), json!({"jobs": []})] {
        let body = json!({"data": {"type": "user", "id": "u-1", "relationships": none}});
        let done = create().read(&answer(201, &body.to_string())).unwrap();
        assert_eq!((job_id(&done), done.item.as_ref().unwrap().id.as_str()), (None, "u-1"));
    }

    let project = json!({"data": {"type": "project", "id": "p@t", "relationships": {"last_job": {"data": {"type": "job", "id": "j-1"}}}}});
    let done = control::create(&projects::PROJECTS, Extra::new(), Extra::new()).unwrap();
    let done = done.read(&answer(201, &project.to_string())).unwrap();
    assert_eq!((job_id(&done), done.item.as_ref().unwrap().id.as_str()), (Some("j-1"), "p@t"));
}

#[test]
fn calls_that_answer_with_a_job_do_so_whatever_its_type_is_called() {
    let calls: [fn() -> Call<Done>; 3] = [
        || services::save(&Whole::default(), false),
        || projects::set_members(&Id::parse("p@t").unwrap(), &[], false),
        || system::reload("events"),
    ];
    for call in calls {
        for record in ["job", "app_services_manifest", "async_transaction"] {
            let done = call().read(&ok(&json!({"data": {"type": record, "id": "j-1"}}))).unwrap();
            assert_eq!((job_id(&done), done.item.as_ref()), (Some("j-1"), None), "{record}");
        }
        assert_eq!(job_id(&call().read(&ok(&json!({"data": {"id": "j-1"}}))).unwrap()), Some("j-1"));
        assert_eq!(job_id(&call().read(&ok(&json!({"data": {"id": ""}}))).unwrap()), None);
    }
    // As the Go client has it for the type `cluster` (§6).
    let cluster = json!({"data": {"type": "cluster", "id": "c-1", "attributes": {"job_id": "j-1"}}});
    assert_eq!(job_id(&system::reload("cluster").read(&ok(&cluster)).unwrap()), Some("j-1"));
    // Elsewhere an id is the record's own.
    assert_eq!(job_id(&changed(&ok(&json!({"data": {"type": "user", "id": "u-1"}})))), None);
}

#[test]
fn a_jobs_state_and_result_in_all_shapes() {
    let ends: Vec<End> = jobs::STATES.into_iter().map(jobs::end_of).collect();
    assert_eq!(
        ends,
        [End::Open, End::Open, End::Open, End::Completed, End::Canceled, End::Open, End::Failed],
        "{:?}",
        jobs::STATES
    );
    assert_eq!(jobs::end_of("new"), End::Open);
    let said = |result: Value| {
        let body = json!({"data": {"type": "job", "id": "j-1", "attributes": {"state": "failed", "result": result}}});
        jobs::said(&control::get(&jobs::JOBS, &id(), &[]).unwrap().read(&ok(&body)).unwrap().item)
    };
    let words = |status, message: &str| Said { status, message: Some(message.into()) };
    assert_eq!(
        said(json!(r#"{"status": 412, "message": "user owns projects", "project_id": "p"}"#)),
        words(Some(412), "user owns projects")
    );
    assert_eq!(said(json!(r#"{"status": "412", "message": "m"}"#)), words(Some(412), "m"));
    assert_eq!(said(json!(r#"{"message": "m"}"#)), words(None, "m"));
    assert_eq!(said(json!(r#"{"status": 400}"#)), Said { status: Some(400), message: None });
    assert_eq!(said(json!(r#"{"project_id": "p"}"#)), words(None, r#"{"project_id": "p"}"#));
    assert_eq!(said(json!(r#"{"status": 99999999}"#)), words(None, r#"{"status": 99999999}"#));
    assert_eq!(said(json!("  it broke \n")), words(None, "it broke"));
    assert_eq!(said(json!("\"it broke\"")), words(None, "it broke"));
    assert_eq!(said(json!("[1]")), words(None, "[1]"));
    for nothing in [json!(""), json!(" "), json!(null), json!(5)] {
        assert_eq!(said(nothing), Said::default());
    }
}

#[test]
fn a_refusal_has_the_servers_words_and_its_trace_id() {
    let refused = |status, body: &str| {
        let error = control::get(&users::USERS, &id(), &[]).unwrap().read(&answer(status, body)).unwrap_err();
        let Error::Refused(refusal) = error else { panic!("{error:?}") };
        *refusal
    };
    let refusal = refused(
        400,
        r#"{"errors": [{"status": 400, "detail": "what went wrong"}, {"detail": "more"}, {"status": 1}], "meta": {"ctx": "12345678901234567890"}}"#,
    );
    assert_eq!((refusal.status, refusal.message.as_deref()), (400, Some("what went wrong")));
    assert_eq!(refusal.issues, ["more"]);
    assert_eq!(refusal.request_id.as_deref(), Some("12345678901234567890"));
    // The status is HTTP's, whether the error repeats it or not.
    assert_eq!(refused(412, r#"{"errors": [{"detail": "has resources"}]}"#).status, 412);
    for body in ["", "{}", "[]", r#"{"errors": []}"#, r#"{"errors": {}}"#, r#"{"errors": [5, {"detail": null}]}"#] {
        assert_eq!((refused(403, body).status, refused(403, body).message), (403, None), "{body}");
    }
    assert_eq!(refused(502, "upstream is gone").message.as_deref(), Some("upstream is gone"));
    // Too early and too many: another try is worth it; a write was not done.
    for status in [425, 429] {
        let error = control::get(&users::USERS, &id(), &[]).unwrap().read(&answer(status, "")).unwrap_err();
        assert!(error.is_passing() && error.outcome() == Outcome::NotDone);
    }
    let page = Answer { headers: vec![("content-type".into(), "text/html".into())], ..answer(404, "<title>x</title>") };
    let get = control::get(&users::USERS, &id(), &[]).unwrap();
    assert!(matches!(get.read(&page), Err(Error::NotTheApi(_))));
}

#[test]
fn the_trace_id_is_that_of_meta_and_of_nothing_else() {
    let ctx = |body: &str| answer(200, body).request_id().map(str::to_owned);
    let found = |body: &str| assert_eq!(ctx(body).as_deref(), Some("42"), "{body}");
    found(r#"{"meta":{"ctx":"42"}}"#);
    found(" {\n \"data\" : [ {\"a\" : \"}\\\"]{\"} , 1 ] ,\n \"meta\" : { \"a\": {}, \"ctx\" : \"42\" } } ");
    found(r#"{"meta": {"ctx": "42"}, "data": {"attributes": {"ctx": "1", "meta": {"ctx": "1"}}}}"#);
    found(r#"{"data": {"attributes": {"text": "\"meta\": {\"ctx\": \"1\"}"}}, "meta": {"ctx": "42"}}"#);
    found(r#"{"data": {"id": "\\"}, "meta": {"ctx": "42"}, "included": [{"attributes": {"ctx": "1"}}]}"#);
    for body in [
        "",
        "{",
        "[]",
        r#"{"ctx": "1"}"#,
        r#"{"data": {"meta": {"ctx": "1"}}}"#,
        r#"{"data": "\"meta\": {\"ctx\": \"1\"}"}"#,
        r#"{"data": [], "meta": {"a": {"ctx": "1"}}}"#,
        r#"[{"meta": {"ctx": "1"}}]"#,
        r#"{"meta": {"ctx": 1}}"#,
        r#"{"meta": {"ctx": ""}}"#,
        r#"{"meta": {"ctx": "a1"}}"#,
        r#"{"meta": "ctx"}"#,
        r#"{"meta": {"ctx": "1""#,
        r#"{"meta" {"ctx": "1"}}"#,
        "{\"a\\\"",
    ] {
        assert_eq!(ctx(body), None, "{body}");
    }
    // It counts more than a header, which counts where there is none.
    let mut both = answer(200, r#"{"meta": {"ctx": "42"}}"#);
    both.headers.push(("x-request-id".into(), "r-1".into()));
    assert_eq!(both.request_id(), Some("42"));
    both.body = "{}".into();
    assert_eq!(both.request_id(), Some("r-1"));
}

#[test]
fn who_calls_and_what_version() {
    let body = json!({"data": {"attributes": {"username": "ana", "context": {"authentication": {
        "tenant_id": "t-1", "user_id": "u-1", "group_ids": ["g-1,g-2, g-3", "g-4", "", 5], "mode": "normal",
    }}}}});
    let verified = sessions::verify().read(&ok(&body)).unwrap();
    assert_eq!(verified.group_ids, ["g-1", "g-2", "g-3", "g-4"]);
    assert_eq!((verified.username.as_deref(), verified.tenant_id.as_deref()), (Some("ana"), Some("t-1")));
    assert_eq!(sessions::verify().read(&ok(&json!({}))).unwrap(), sessions::Verified::default());
    assert!(sessions::verify().read(&answer(401, "")).unwrap_err().is_unauthorized());
    let version = json!({"data": {"attributes": {"external": "3.5.5"}}});
    assert_eq!(system::version("igz0").read(&ok(&version)).unwrap().as_deref(), Some("3.5.5"));
    assert_eq!(system::version("igz0").read(&ok(&json!({}))).unwrap(), None);
}

#[test]
fn parameters_of_an_event_are_read_whatever_they_hold() {
    let event = Whole::of(json!({"parameters_text": [{"name": "a", "value": "b"}, {"value": 1}, 5],
        "parameters_uint64": [{"name": "n", "value": 18_446_744_073_709_551_615_u64}]}));
    let event = event.unwrap();
    assert_eq!(events::parameters(&event, events::TEXTS), [("a".to_owned(), "b".to_owned())]);
    let number = [("n".to_owned(), "18446744073709551615".to_owned())];
    assert_eq!(events::parameters(&event, events::NUMBERS), number);
    assert_eq!(events::parameters(&event, "nobody"), []);
}

#[test]
fn the_roles_of_a_project_are_read_with_their_members() {
    let body = json!({"data": {"type": "project", "id": "p@t"}, "included": [
        {"type": "project_authorization_role", "id": "r-1", "attributes": {"name": "Admin", "permissions": [{"resource": "*"}]},
         "relationships": {"principal_users": {"data": [{"type": "user", "id": "u-1"}]}}},
        {"type": "user", "id": "u-1", "attributes": {"name": "Admin"}},
        {"type": "project_authorization_role", "id": "r-2", "attributes": {}},
    ]});
    let one = control::get(&projects::PROJECTS, &id(), &[]).unwrap().read(&ok(&body)).unwrap();
    let roles: Vec<_> = one.included.iter().filter_map(projects::RoleMembers::of).collect();
    assert_eq!(roles.len(), 1);
    assert_eq!((roles[0].id.as_str(), roles[0].users.len(), roles[0].groups.len()), ("r-1", 1, 0));
    assert_eq!(roles[0].permissions, Some(json!([{"resource": "*"}])));
}
