//! The machine is driven second by second.

use super::*;
use pilothouse_wire::api_node::metrics::Series;
use pilothouse_wire::{GenerationId, ServiceId};

fn plan(watch: bool) -> Plan {
    let id = |name| GenerationId::parse(name).unwrap();
    Plan {
        node: "main".into(),
        service: ServiceId::parse("s").unwrap(),
        generation: id("new"),
        before: vec![(id("old"), 8000), (id("older"), 2000), (id("new"), 0)],
        steps: vec![500, 5000, 10_000],
        wait: 10.0,
        most_errors: watch.then_some(5.0),
        most_p95: watch.then_some(100.0),
    }
}

fn reading(queries: f64, errors: f64, p95: f64) -> Reading {
    let total = Figures { queries: Some(queries), errors: Some(errors), p95: Some(p95), ..Figures::default() };
    let series = |generation: &str| Series {
        service: "s".into(),
        endpoint: "e".into(),
        generation: generation.into(),
        total: total.clone(),
        lately: None,
    };
    Reading { since: None, series: vec![series("new"), Series { service: "t".into(), ..series("new") }] }
}

/// A rollout and its clock.
struct Drive(Rollout, f64);

impl Drive {
    fn tick(&mut self, seconds: f64, visible: bool, signed_in: bool) -> Option<Deed> {
        self.1 += seconds * 1000.0;
        self.0.tick(Moment { wall: self.1, mono: self.1 }, visible, signed_in)
    }

    fn go(&mut self, seconds: f64) -> Option<Deed> {
        self.tick(seconds, true, true)
    }
}

#[test]
fn without_conditions_it_goes_step_by_step() {
    let mut drive = Drive(Rollout::new(plan(false)), 0.0);
    for share in [500, 5000] {
        assert_eq!(drive.go(1.0), Some(Deed::Map(share)));
        assert_eq!(drive.go(1.0), None, "one thing at a time");
        drive.0.mapped(Ok(()));
        assert_eq!((drive.go(9.0), &drive.0.state), (None, &State::Waiting(1.0)));
        assert_eq!((drive.go(1.0), &drive.0.state), (None, &State::Mapping));
    }
    assert_eq!(drive.go(1.0), Some(Deed::Map(10_000)));
    drive.0.mapped(Ok(()));
    assert!(drive.0.is_over() && drive.0.state == State::Done);
    assert_eq!(drive.go(60.0), None);
}

#[test]
fn others_keep_their_proportions() {
    let split = |share| {
        let split = plan(false).split(share).unwrap();
        split.shares().iter().map(|(id, share)| (id.to_string(), share.hundredths())).collect::<Vec<_>>()
    };
    assert_eq!(split(5000), [("old".into(), 4000), ("older".into(), 1000), ("new".into(), 5000)]);
    assert_eq!(split(10_000), [("new".into(), 10_000)]);
}

#[test]
fn it_stands_still_while_the_tab_is_hidden_or_the_session_has_ended() {
    let mut drive = Drive(Rollout::new(plan(false)), 0.0);
    drive.go(0.0);
    drive.0.mapped(Ok(()));
    assert_eq!(drive.tick(100.0, false, true), None);
    assert_eq!((drive.0.pause, &drive.0.state), (Some(Pause::Hidden), &State::Waiting(10.0)));
    assert_eq!(drive.tick(100.0, true, false), None);
    assert_eq!((drive.0.pause, &drive.0.state), (Some(Pause::Session), &State::Waiting(10.0)));
    drive.0.hold(true);
    assert_eq!(drive.go(100.0), None);
    assert_eq!((drive.0.pause, &drive.0.state), (Some(Pause::User), &State::Waiting(10.0)));
    drive.0.hold(false);
    assert_eq!((drive.go(3_600.0), &drive.0.state), (None, &State::Waiting(10.0)), "what passed does not count");
    drive.go(4.0);
    assert_eq!((drive.0.pause, &drive.0.state), (None, &State::Waiting(6.0)));
}

/// To the first step's wait, with these figures from before.
fn waiting(base: &Reading) -> Drive {
    let mut drive = Drive(Rollout::new(plan(true)), 0.0);
    assert_eq!(drive.go(0.0), Some(Deed::Look), "what was counted before the step");
    drive.0.looked(Some(base));
    assert_eq!(drive.go(0.0), Some(Deed::Map(500)));
    drive.0.mapped(Ok(()));
    drive
}

#[test]
fn too_many_errors_in_a_step_bring_the_mapping_back() {
    let mut drive = waiting(&reading(1000.0, 900.0, 1.0));
    assert_eq!(drive.go(5.0), Some(Deed::Look));
    drive.0.looked(Some(&reading(1010.0, 910.0, 1.0)));
    assert_eq!(drive.0.state, State::Waiting(5.0), "ten queries say too little");
    drive.go(5.0);
    drive.0.looked(Some(&reading(1100.0, 910.0, 1.0)));
    assert!(matches!(&drive.0.state, State::Returning(why) if why.contains("10.0 %")), "{:?}", drive.0.state);
    assert_eq!(drive.tick(0.0, false, true), Some(Deed::Return(false)), "also from a hidden tab");
    drive.0.returned(Err("gone".into()));
    assert_eq!(drive.go(60.0), None);
    drive.0.again();
    assert_eq!(drive.go(0.0), Some(Deed::Return(false)));
    drive.0.returned(Ok(()));
    assert!(matches!(&drive.0.state, State::Returned(why) if why.contains("10.0 %")));
}

#[test]
fn counters_that_were_reset_are_judged_from_nothing() {
    let mut drive = waiting(&reading(1000.0, 0.0, 1.0));
    drive.go(5.0);
    drive.0.looked(Some(&reading(50.0, 25.0, 1.0)));
    assert!(matches!(&drive.0.state, State::Returning(why) if why.contains("50.0 %")), "{:?}", drive.0.state);
}

#[test]
fn a_mapping_from_before_that_does_not_add_up_is_not_made_up() {
    let odd = Plan { before: vec![(GenerationId::parse("old").unwrap(), 9999)], ..plan(false) };
    assert!(odd.back().is_err() && odd.split(500).is_err());
    let unknown = Plan { generation: GenerationId::parse("gone").unwrap(), ..plan(false) };
    assert!(unknown.split(500).is_err());
}

#[test]
fn stopped_before_a_step_was_set_it_goes_over_nobodys_mapping() {
    let mut drive = Drive(Rollout::new(plan(false)), 0.0);
    drive.go(0.0);
    drive.0.mapped(Err("changed".into()));
    drive.0.stop();
    assert_eq!(drive.go(0.0), Some(Deed::Return(false)));
}

#[test]
fn a_slow_generation_brings_the_mapping_back() {
    let mut drive = waiting(&reading(0.0, 0.0, 1.0));
    drive.go(5.0);
    drive.0.looked(Some(&reading(50.0, 0.0, 250.0)));
    assert!(matches!(&drive.0.state, State::Returning(why) if why.contains("250.000 ms")));
}

#[test]
fn a_node_that_goes_away_makes_it_wait_and_not_guess() {
    let mut drive = waiting(&reading(0.0, 0.0, 1.0));
    drive.go(5.0);
    drive.0.looked(None);
    assert_eq!(drive.go(5.0), None, "more slowly");
    assert_eq!(drive.go(5.0), Some(Deed::Look), "it asks again");
    assert_eq!((drive.0.pause, &drive.0.state), (Some(Pause::Away), &State::Waiting(5.0)));
    drive.0.looked(Some(&reading(50.0, 0.0, 1.0)));
    assert_eq!(drive.go(60.0), None, "what it was away does not count");
    assert_eq!(drive.go(5.0), Some(Deed::Look), "no step without a last look");
    drive.0.looked(Some(&reading(60.0, 0.0, 1.0)));
    assert_eq!((drive.0.step, &drive.0.state), (1, &State::Mapping));
}

#[test]
fn a_step_that_cannot_be_set_waits_for_the_user() {
    let mut drive = Drive(Rollout::new(plan(false)), 0.0);
    drive.go(0.0);
    drive.0.mapped(Err("refused".into()));
    assert_eq!((drive.go(60.0), &drive.0.state), (None, &State::NotMapped("refused".into())));
    drive.0.again();
    assert_eq!(drive.go(0.0), Some(Deed::Map(500)));
    drive.0.stop();
    drive.0.mapped(Ok(()));
    assert_eq!(drive.go(0.0), Some(Deed::Return(true)), "stopped while a step was on its way");
}

#[test]
fn the_last_step_is_watched_too() {
    let mut drive = waiting(&reading(0.0, 0.0, 1.0));
    drive.0.step = 2;
    drive.go(10.0);
    drive.0.looked(Some(&reading(60.0, 0.0, 1.0)));
    assert_eq!(drive.0.state, State::Done);
}

#[test]
fn steps_are_read_as_people_type_them() {
    assert_eq!(parse_steps("5, 25,50 → 100 %").unwrap(), [500, 2500, 5000, 10_000]);
    assert_eq!(parse_steps("0.5;1").unwrap(), [50, 100]);
    for (text, why) in [
        ("", "at least one"),
        ("5, x", "“x” is not a number"),
        ("50, 25", "not more"),
        ("0", "above 0"),
        ("101", "up to 100"),
    ] {
        let wrong = parse_steps(text).unwrap_err();
        assert!(wrong.contains(why), "{text}: {wrong}");
    }
}
