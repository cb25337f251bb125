//! The life of a followed job, played with answers of the contract's form.

use pilothouse_wire::control::jobs::JOBS;
use pilothouse_wire::control::{self, Which};
use pilothouse_wire::{Answer, Foreign, Refusal};
use serde_json::{Value, json};

use super::*;

fn at(seconds: f64) -> Moment {
    Moment { wall: 1.8e12 + seconds * 1000.0, mono: seconds * 1000.0 }
}

fn id(text: &str) -> Id {
    Id::parse(text).unwrap()
}

fn job() -> Followed {
    Followed::new(id("j-1"), "Create user ana".into(), at(0.0))
}

/// A job as the server writes it.
fn written(state: &str, result: &Value) -> Item {
    let result = result.as_str().map_or_else(|| result.to_string(), str::to_owned);
    let attributes = json!({"kind": "tenancy.user.create", "state": state, "result": result, "ctx_id": "12345"});
    let body = json!({"data": {"type": "job", "id": "j-1", "attributes": attributes}}).to_string();
    let call = control::get(&JOBS, &Which::Id(id("j-1")), &[]).unwrap();
    call.read(&Answer { status: 200, body, ..Answer::default() }).unwrap().item
}

fn refused(status: u16) -> Error {
    Error::Refused(Box::new(Refusal { status, ..Refusal::default() }))
}

#[test]
fn it_is_asked_for_less_and_less_often() {
    let (mut job, mut looks, open) = (job(), Vec::new(), written("in_progress", &json!("")));
    for second in 0..3_600 {
        let now = at(f64::from(second));
        if job.is_due(now) {
            job.ask();
            assert!(!job.is_due(now), "asked for twice at once");
            assert!(!job.heard(Ok(&open), None, now));
            looks.push(second);
        }
    }
    assert_eq!(looks[..10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(looks[10..13], [14, 19, 24]);
    let last: Vec<i32> = looks.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(last.last(), Some(&30));
    assert!(last[10..].is_sorted());
}

#[test]
fn after_an_hour_somebody_has_to_ask_again() {
    let (mut job, open) = (job(), written("in_progress", &json!("")));
    // The page was hidden: it is asked for once more before it is given up.
    assert!(job.is_due(at(7_200.0)));
    assert!(!job.heard(Ok(&open), None, at(7_200.0)));
    assert!(job.has_lapsed() && !job.is_due(at(9_000.0)) && !job.is_under_way());
    job.ask_again(at(9_000.0));
    assert!(!job.has_lapsed() && job.is_due(at(9_000.0)));
    assert!(job.heard(Ok(&written("completed", &json!(""))), Some(4.0), at(9_001.0)));
    assert_eq!(job.seconds(at(9_900.0).wall), Some(4.0));
    assert!(!job.has_lapsed() && !job.is_bad());
}

#[test]
fn failures_slow_it_down_and_a_new_session_forgets_them() {
    let mut job = job();
    for (second, wait) in [(0.0, 2.0), (2.0, 4.0), (6.0, 40.0), (46.0, 60.0)] {
        assert!(job.is_due(at(second)), "{second}");
        assert!(!job.heard(Err(&refused(503)), None, at(second)));
        assert!(!job.is_due(at(second + wait - 0.1)) && job.is_due(at(second + wait)), "{second}");
    }
    assert!(job.trouble.is_some() && !job.is_due(at(55.0)));
    job.wake();
    assert!(job.is_due(at(55.0)));
    assert!(!job.heard(Err(&Error::NoCredentials("signed out")), None, at(55.0)));
    assert!(job.is_due(at(55.0)), "it was not asked for");
    assert!(!job.heard(Ok(&written("dispatched", &json!(""))), None, at(55.0)));
    assert_eq!(job.trouble, None);
}

#[test]
fn a_job_that_the_server_does_not_know_is_not_asked_for_again() {
    let mut unknown = job();
    assert!(unknown.heard(Err(&refused(404)), None, at(1.0)));
    assert_eq!(unknown.end, Some(End::Unknown));
    assert!(!unknown.is_due(at(100.0)) && unknown.is_bad());
    assert_eq!(unknown.seconds(at(2.0).wall), None);

    let mut behind_a_proxy = job();
    let foreign = Error::NotTheApi(Box::new(Foreign { status: 404, ..Foreign::default() }));
    assert!(!behind_a_proxy.heard(Err(&foreign), None, at(1.0)));
    assert!(behind_a_proxy.is_asked());
}

#[test]
fn the_real_cause_of_a_failure_is_told() {
    for (result, cause) in [
        (json!({"status": 412, "message": "user owns projects"}), "user owns projects (status 412)"),
        (json!({"status": 500}), "Status 500"),
        (json!("no space left"), "no space left"),
        (json!(""), "It failed; the cause was not given by this server."),
    ] {
        let mut job = job();
        assert!(job.heard(Ok(&written("failed", &result)), None, at(3.0)));
        let end = job.end.clone().unwrap();
        assert_eq!(end.words(), cause);
        assert!(end.told(&job.words).starts_with("Create user ana failed. "));
        assert_eq!(end.failure("x", job.trace.as_deref()).unwrap().detail.as_deref(), Some("Trace 12345"));
        assert!(!job.heard(Ok(&written("completed", &json!(""))), None, at(4.0)), "an end is the end");
        assert!(job.is_bad());
    }
}

#[test]
fn only_completed_is_a_success() {
    for (state, end) in [
        ("completed", Some(End::Completed(None))),
        ("canceled", Some(End::Canceled(None))),
        ("failed", Some(End::Failed(None))),
        ("republishing", None),
        ("a state of tomorrow", None),
    ] {
        let mut job = job();
        assert_eq!(job.heard(Ok(&written(state, &json!(""))), None, at(1.0)), end.is_some(), "{state}");
        assert_eq!((job.end, job.state.as_deref()), (end, Some(state)));
    }
}

#[test]
fn a_reload_takes_up_ids_and_words_and_nothing_that_the_server_said() {
    let mut failed = job();
    failed.heard(Ok(&written("failed", &json!("password hunter2"))), None, at(5.0));
    failed.told = true;
    let mut kept = Kept::default();
    kept.put(Note::of(&failed, "/control-plane", "ana"));
    kept.put(Note::of(&job(), "/control-plane", "ben"));
    let text = kept.to_text();
    assert!(!text.contains("hunter2"));
    let again = Kept::from_text(&text);
    assert_eq!(again, kept);
    assert_eq!(again.of("/control-plane", "ben").count(), 1);
    assert_eq!(again.of("/elsewhere", "ana").count(), 0);
    let job = Followed::resume(again.of("/control-plane", "ana").next().unwrap(), at(60.0));
    assert!(job.told && job.is_due(at(60.0)) && !job.is_under_way(), "asked for again, and not told again");
    assert_eq!(job.begun, at(0.0).wall);
}

#[test]
fn foreign_text_is_ignored() {
    let good = Note::of(&job(), "/c", "ana");
    let mut all: Vec<Value> = vec![json!(7), json!({}), json!({"server": "/c", "login": "ana"}), Value::Null];
    for (name, bad) in
        [("id", json!("..")), ("id", json!("")), ("begun", json!("now")), ("told", json!("yes")), ("words", json!(1))]
    {
        let mut one = good.write();
        one[name] = bad;
        all.push(one);
    }
    all.push(good.write());
    assert_eq!(Kept::from_text(&Value::Array(all).to_string()).of("/c", "ana").collect::<Vec<_>>(), [&good]);
    for text in ["", "{", "null", "{\"a\":1}", "[[[["] {
        assert_eq!(Kept::from_text(text), Kept::default(), "{text}");
    }
    let long = Note { words: "x".repeat(10_000), ..good.clone() };
    assert!(Kept::from_text(&Value::Array(vec![long.write()]).to_string()).to_text().len() < 600);
}

#[test]
fn fifty_are_kept_and_those_that_go_on_last() {
    let (mut kept, mut all) = (Kept::default(), Vec::new());
    for number in 0..=MOST {
        let mut one = Followed::new(id(&["j-", &number.to_string()].concat()), "x".into(), at(0.0));
        if number == 3 {
            one.heard(Ok(&written("completed", &json!(""))), None, at(1.0));
            one.told = true;
        }
        kept.put(Note::of(&one, "/c", "ana"));
        all.push(one);
    }
    shorten(&mut all);
    assert_eq!((all.len(), kept.of("/c", "ana").count()), (MOST, MOST));
    assert!(all.iter().all(|job| job.id.as_str() != "j-3"));
    assert!(kept.of("/c", "ana").all(|note| note.id.as_str() != "j-3"));
    kept.forget("/c", "ana", &id("j-0"));
    assert_eq!(kept.of("/c", "ana").count(), MOST - 1);
}

#[test]
fn stretches_of_time_read_well() {
    for (seconds, text) in [(0.4, "0 s"), (59.9, "59 s"), (125.0, "2 min 05 s"), (3_725.0, "1 h 02 min")] {
        assert_eq!(span_text(seconds), text);
    }
}
