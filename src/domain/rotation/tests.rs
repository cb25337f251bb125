//! A key's way out.

use super::*;
use serde_json::{Value, json};

const DAY: f64 = 86_400_000.0;
const NOW: f64 = 20_000.0 * DAY;

fn begun() -> Rotation {
    Rotation::new("dss", "nadia", "old", "new", 7.0 * DAY, NOW)
}

fn watched() -> Rotation {
    let mut rotation = begun();
    rotation.in_place(NOW);
    rotation
}

fn keys(last: Value) -> Vec<Whole> {
    let keys = [json!({"id": "new"}), json!({"id": "old", "lastUsedOn": last})];
    keys.into_iter().filter_map(Whole::of).collect()
}

#[test]
fn the_old_key_goes_when_it_has_been_silent() {
    let mut rotation = begun();
    rotation.saw(&keys(json!(NOW - 30.0 * DAY)), NOW);
    assert_eq!(rotation.phase(), Phase::Made, "nobody has put the new key in place");
    rotation.in_place(NOW);
    assert_eq!(rotation.phase(), Phase::Watching(LastUse::NotGiven, 7.0 * DAY));
    rotation.saw(&keys(json!(NOW - 30.0 * DAY)), NOW + DAY);
    assert_eq!(rotation.phase(), Phase::Watching(LastUse::At(NOW - 30.0 * DAY), 6.0 * DAY), "counted from then on");
    rotation.saw(&keys(json!(NOW + 2.0 * DAY)), NOW + 3.0 * DAY);
    assert_eq!(rotation.phase(), Phase::Watching(LastUse::At(NOW + 2.0 * DAY), 6.0 * DAY), "used again");
    assert!(matches!(rotation.may_revoke(), Allowed::No(_)));
    rotation.saw(&keys(json!(NOW + 2.0 * DAY)), NOW + 9.0 * DAY);
    assert_eq!((rotation.phase(), rotation.may_revoke()), (Phase::Quiet(false), Allowed::Yes));
    rotation.revoked(NOW + 9.0 * DAY);
    rotation.saw(&keys(json!(0)), NOW + 10.0 * DAY);
    assert_eq!(rotation.phase(), Phase::Revoked(NOW + 9.0 * DAY));
}

#[test]
fn a_key_that_was_never_used_is_silent_and_one_of_the_future_is_not() {
    let mut rotation = watched();
    rotation.saw(&keys(json!(0)), NOW + 7.0 * DAY);
    assert_eq!(rotation.phase(), Phase::Quiet(false));
    rotation.saw(&keys(json!(NOW + 90.0 * DAY)), NOW + 7.0 * DAY);
    assert_eq!(rotation.phase(), Phase::Watching(LastUse::At(NOW + 90.0 * DAY), 7.0 * DAY));
}

#[test]
fn without_a_last_use_somebody_has_to_say_so() {
    let mut rotation = watched();
    rotation.saw(&keys(Value::Null), NOW + 900.0 * DAY);
    assert_eq!(rotation.phase(), Phase::Ask);
    assert!(rotation.may_revoke().reason().unwrap().contains("does not say"));
    rotation.vouch();
    assert_eq!((rotation.phase(), rotation.may_revoke()), (Phase::Quiet(true), Allowed::Yes));
    rotation.saw(&keys(json!(NOW + DAY)), NOW + 901.0 * DAY);
    assert_eq!(rotation.phase(), Phase::Quiet(false), "the server's word replaces the person's");
    let mut rotation = watched();
    rotation.vouch();
    rotation.saw(&keys(json!(NOW + DAY)), NOW + 2.0 * DAY);
    assert!(matches!(rotation.phase(), Phase::Watching(..)), "it was used after all");
    let mut rotation = begun();
    rotation.vouch();
    assert_eq!(rotation.phase(), Phase::Made);
}

#[test]
fn a_key_that_somebody_else_deleted_is_gone() {
    let mut rotation = watched();
    rotation.saw(&keys(json!(0))[1..], NOW + 7.0 * DAY);
    assert_eq!(rotation.phase(), Phase::Lost);
    assert!(matches!(rotation.may_revoke(), Allowed::No(_)));
    rotation.saw(&keys(json!(0))[..1], NOW + 8.0 * DAY);
    assert_eq!(rotation.phase(), Phase::Revoked(NOW + 8.0 * DAY));
    let mut rotation = watched();
    rotation.not_in_place();
    assert_eq!(rotation.phase(), Phase::Made);
}

#[test]
fn what_is_kept_is_read_back_and_nonsense_is_left_out() {
    let mut all = Rotations::default();
    let mut states = vec![begun(), watched(), watched(), watched(), watched(), watched()];
    states[2].saw(&keys(json!(NOW)), NOW + DAY);
    states[3].saw(&keys(Value::Null), NOW + DAY);
    states[3].vouch();
    states[4].saw(&[], NOW);
    states[5].saw(&keys(json!(0))[1..], NOW);
    for (place, rotation) in states.into_iter().enumerate() {
        all.put(Rotation { old: ["old ", &place.to_string()].concat(), ..rotation });
    }
    assert_eq!(Rotations::from_text(&all.to_text()), all);
    assert_eq!((all.of("dss", "nadia").count(), all.of("dss", "omar").count()), (6, 0));
    let again = Rotation { old: "old 0".into(), ..watched() };
    all.put(again.clone());
    assert_eq!(all.of("dss", "nadia").last(), Some(&again));
    all.forget("dss", "old 0");
    assert_eq!(all.of("dss", "nadia").count(), 5);
    (0..200).for_each(|n| all.put(Rotation { old: n.to_string(), ..begun() }));
    assert_eq!(all.of("dss", "nadia").count(), 100);
    for text in ["", "{}", "[1, {}, {\"server\": 7}]", "[{\"made\": \"x\"}]"] {
        assert_eq!(Rotations::from_text(text), Rotations::default(), "{text}");
    }
}
