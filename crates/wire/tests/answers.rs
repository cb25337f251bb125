//! What is read of an answer: records with fields nobody has heard of, lists with bad rows, every shape of failure.

#![allow(clippy::unwrap_used, reason = "a set-up that fails is a test that fails")]

use pilothouse_wire::api_node::{generations, keys, mapping, prediction, services};
use pilothouse_wire::{Answer, EndpointId, Error, Outcome, Secret, ServiceId, Share, automation};
use serde_json::{Value, json};

fn service() -> ServiceId {
    ServiceId::parse("parcel-eta").unwrap()
}

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, headers: vec![("content-type".into(), "application/json".into())], body: body.into() }
}

fn refused(error: Error) -> pilothouse_wire::Refusal {
    let Error::Refused(refusal) = error else { panic!("not a refusal: {error:?}") };
    *refusal
}

#[test]
fn unknown_fields_survive_a_round_trip() {
    let services = r#"[{"serviceId":"a","enabled":true,"startAbortedReason":"no memory","shard":{"n":[1,2]}},
        {"serviceId":"b","newInVersion16":[null]}]"#;
    let list = services::list().read(&answer(200, services)).unwrap();
    assert_eq!(serde_json::to_value(&list.rows).unwrap(), serde_json::from_str::<Value>(services).unwrap());
    let generations = r#"{"generations":[{"generationId":"w","createdOn":1764576000000.0,"mapped":0.2,"x":"y"}]}"#;
    let list = generations::list(&service()).read(&answer(200, generations)).unwrap();
    let back = json!({"generations": list.rows});
    assert_eq!(back, serde_json::from_str::<Value>(generations).unwrap());
}

#[test]
fn a_member_of_the_wrong_kind_is_named() {
    for (row, why) in [
        (r#"{"enabled":true}"#, "“serviceId” is missing"),
        (r#"{"serviceId":7}"#, "“serviceId” is not a text"),
        (r#"{"serviceId":"a","enabled":"yes"}"#, "“enabled” is not true or false"),
        (r#"{"serviceId":"a/b"}"#, "“serviceId”: An id cannot contain “/”."),
        ("7", "an object was expected"),
    ] {
        let list = services::list().read(&answer(200, &format!("[{row}]"))).unwrap();
        assert_eq!(list.unreadable[0].why, why);
    }
    assert!(matches!(services::list().read(&answer(200, "{}")), Err(Error::Unreadable(_))));
}

#[test]
fn one_bad_row_does_not_spoil_the_list() {
    let body = r#"[{"serviceId":"a","enabled":true},{"serviceId":"../x"},7,{"serviceId":"b"}]"#;
    let list = services::list().read(&answer(200, body)).unwrap();
    let ids: Vec<&str> = list.rows.iter().map(|s| s.service_id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(list.unreadable.iter().map(|row| row.index).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn a_truncated_list_is_no_short_list() {
    let error = services::list().read(&answer(200, r#"[{"serviceId":"a"},"#)).unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)));
    assert_eq!(error.outcome(), Outcome::Done);
}

#[test]
fn what_a_node_does_not_say_is_not_zero() {
    let body =
        r#"{"generations":[{"generationId":"w"},{"generationId":"v","mapped":80},{"generationId":"u","mapped":0.8}]}"#;
    let list = generations::list(&service()).read(&answer(200, body)).unwrap();
    assert_eq!(list.rows[0].share(), generations::Mapped::NotGiven);
    assert_eq!(list.rows[0].mounted, None);
    assert_eq!(list.rows[1].share(), generations::Mapped::UnknownScale(80.0));
    assert_eq!(list.rows[2].share(), generations::Mapped::Share(Share::new(8000).unwrap()));
}

#[test]
fn ignored_answers_may_be_anything() {
    for body in ["", r#"{"ok":true}"#, "null", "whatever"] {
        services::enable(&service()).read(&answer(200, body)).unwrap();
    }
}

#[test]
fn switch_to_newest_may_say_nothing() {
    let call = mapping::switch_to_newest(&service());
    for body in ["", "null", "{}"] {
        assert_eq!(call.read(&answer(200, body)).unwrap(), None);
    }
    let to = call.read(&answer(200, r#"{"switchedToGeneration":"w-4"}"#)).unwrap().unwrap();
    assert_eq!(to.as_str(), "w-4");
}

#[test]
fn a_listed_key_is_masked_absent_or_clear() {
    let body = r#"[{"id":"k","key":"******"},{"id":"l"},{"key":"old-secret","label":null}]"#;
    let list = keys::list().read(&answer(200, body)).unwrap();
    assert_eq!(list.rows[0].key, keys::KeyText::Masked);
    assert_eq!(list.rows[1].key, keys::KeyText::Absent);
    assert_eq!(list.rows[2].key, keys::KeyText::Clear(Secret::new("old-secret")));
    assert!(!format!("{list:?}").contains("old-secret"));
    assert!(!serde_json::to_string(&list.rows).unwrap().contains("old-secret"));
}

#[test]
fn a_new_key_without_its_secret_is_an_error() {
    let call = keys::add(&keys::NewKey::default());
    assert!(matches!(call.read(&answer(200, r#"{"id":"k","key":"******"}"#)), Err(Error::Unreadable(_))));
    let record = call.read(&answer(200, r#"{"id":"k","key":"s"}"#)).unwrap();
    let shown = keys::created_answer(&record, &Secret::new("s"));
    assert_eq!(shown["key"], "s");
}

#[test]
fn a_prediction_says_which_generation_answered() {
    let body = json!({"result": {"prediction": "late", "probas": {"late": 0.66}, "probaPercentile": 71},
        "timing": {"x": 1}, "apiContext": {"serviceGeneration": "winter-2"}});
    let call = prediction::predict(&service(), &EndpointId::parse("delay").unwrap(), &Default::default());
    let read = call.read(&answer(200, &body.to_string())).unwrap();
    assert_eq!(read.api_context.unwrap().service_generation.unwrap().as_str(), "winter-2");
    assert_eq!(read.result.extra["probaPercentile"], 71);
}

#[test]
fn an_api_node_error_is_read() {
    let body = r#"{"errorType":"java.lang.IllegalArgumentException","message":"short","detailedMessage":"long"}"#;
    let mut given = answer(500, body);
    given.headers.push(("x-request-id".into(), "r-1".into()));
    let error = services::list().read(&given).unwrap_err();
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.outcome(), Outcome::Unknown);
    let refusal = refused(error);
    assert_eq!(refusal.error_type.as_deref(), Some("java.lang.IllegalArgumentException"));
    assert_eq!(refusal.message.as_deref(), Some("long"));
    let older = refused(services::list().read(&answer(404, r#"{"message":"short"}"#)).unwrap_err());
    assert_eq!(older.message.as_deref(), Some("short"));
}

#[test]
fn every_shape_of_an_automation_error_is_read() {
    for (status, body, message, issues) in [
        (401, r#"{"message":{"error":"no"}}"#, "no", vec![]),
        (400, r#"{"message":{"error":{"message":"bad","detail":"line 3"}}}"#, "bad", vec!["line 3"]),
        (
            400,
            r#"{"message":{"error":"bad","issues":[{"severity":"error","file":"a.json","description":"x"}]}}"#,
            "bad",
            vec!["error: a.json: x"],
        ),
        (400, r#"{"message":{"error":{"message":"bad","detail":["a","b"]}}}"#, "bad", vec!["a", "b"]),
        (500, r#"{"status":500,"message":"text"}"#, "text", vec![]),
        (200, r#"{"error":"hidden"}"#, "hidden", vec![]),
        (200, r#"{"error":{"message":"deep"}}"#, "deep", vec![]),
        (417, "plain words", "plain words", vec![]),
    ] {
        let refusal = refused(automation::user_info().read(&answer(status, body)).unwrap_err());
        assert_eq!(refusal.message.as_deref(), Some(message), "{body}");
        assert_eq!(refusal.issues, issues, "{body}");
        assert_eq!(refusal.status, status);
    }
}

#[test]
fn an_empty_failure_has_no_invented_reason() {
    let error = services::list().read(&answer(503, "")).unwrap_err();
    assert!(error.is_passing());
    assert_eq!(error.to_string(), "The server gave no reason.");
}

#[test]
fn a_page_in_place_of_the_api_is_named() {
    let page = "<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>x</h1></body></html>";
    for status in [200, 502, 503] {
        let mut html = answer(status, page);
        html.headers = vec![("content-type".into(), "text/html; charset=utf-8".into())];
        let error = services::list().read(&html).unwrap_err();
        assert_eq!(error.status(), Some(status));
        assert_eq!(error.to_string(), "502 Bad Gateway");
        assert_eq!(error.is_passing(), status != 200);
    }
    let lying = answer(200, "\u{feff}  <html><body>Sign in to <b>the</b> network</body></html>");
    assert_eq!(services::list().read(&lying).unwrap_err().to_string(), "Sign in to the network");
}

#[test]
fn waiting_times_are_read() {
    let mut busy = answer(429, "{}");
    busy.headers.push(("retry-after".into(), "7".into()));
    assert_eq!(services::list().read(&busy).unwrap_err().retry_after(), Some(7));
}

/// `{"exp":1800014400,"iat":1800000000,"email":"ana@example.org","role":"ADMIN"}`, unsigned.
const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE4MDAwMTQ0MDAsImlhdCI6MTgwMDAwMDAwMCwiZW1haWwiOiJhbmFAZXhhbXBsZS5vcmciLCJyb2xlIjoiQURNSU4ifQ.c2lnbmF0dXJl";

#[test]
fn a_login_answers_the_raw_token_in_quotes_or_not() {
    let call = automation::login("ana@example.org", &Secret::new("x"));
    for body in [JWT.to_owned(), format!("\"{JWT}\"\n")] {
        let token = call.read(&answer(200, &body)).unwrap();
        assert_eq!(token.secret.expose(), JWT);
        assert_eq!(token.claims.lifetime(), 14_400.0);
        assert_eq!(token.claims.email.as_deref(), Some("ana@example.org"));
    }
    for body in ["", "true", "a.b.c", "0123456789abc", "{\"token\":\"x\"}"] {
        assert!(call.read(&answer(200, body)).is_err(), "{body}");
    }
}

#[test]
fn validate_answers_a_token_or_a_word() {
    let call = automation::validate();
    assert_eq!(call.read(&answer(200, "true")).unwrap(), None);
    assert!(call.read(&answer(200, "false")).unwrap_err().is_unauthorized());
    let token = call.read(&answer(200, &json!({"token": JWT}).to_string())).unwrap().unwrap();
    assert_eq!(token.claims.exp, 1_800_014_400.0);
}

#[test]
fn a_404_on_a_newer_call_means_an_older_node() {
    use pilothouse_wire::api_node::maintenance;
    for body in ["", r#"{"errorType":"NotFound","message":"no such call"}"#, "<html><title>404</title></html>"] {
        assert_eq!(maintenance::clean_unused().read(&answer(404, body)), Err(Error::Older("13.0")), "{body}");
        assert!(!matches!(services::list().read(&answer(404, body)), Err(Error::Older(_))), "{body}");
    }
    let refused = refused(maintenance::clear_models().read(&answer(409, r#"{"message":"busy"}"#)).unwrap_err());
    assert_eq!(refused.message.as_deref(), Some("busy"));
}
