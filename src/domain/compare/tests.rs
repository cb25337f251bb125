//! Services on two nodes, and what is found between them.

use super::*;
use pilothouse_wire::{Extra, ServiceId};

fn service(enabled: Option<bool>, failed: Option<&str>) -> Service {
    Service {
        service_id: ServiceId::parse("parcel-eta").expect("an id"),
        enabled,
        start_aborted_reason: failed.map(str::to_owned),
        extra: Extra::default(),
    }
}

fn id(name: &str) -> GenerationId {
    GenerationId::parse(name).expect("an id")
}

fn rows(given: &[(&str, Option<f64>)]) -> Vec<Generation> {
    let row = |(name, mapped): &(&str, Option<f64>)| Generation {
        generation_id: id(name),
        created_on: None,
        mounted: Some(true),
        mapped: *mapped,
        extra: Extra::default(),
    };
    given.iter().map(row).collect()
}

fn between(there: &[Generation], here: &[Generation]) -> Comparison {
    let service = service(Some(true), None);
    compare(Seen::There(&service, Some(there)), Seen::There(&service, Some(here)))
}

fn half() -> Split {
    source(&rows(&[("v1", Some(0.5)), ("v2", Some(0.5))])).expect("a split")
}

#[test]
fn presence_is_a_difference_only_where_both_are_known() {
    let it = service(Some(true), None);
    let there = Seen::There(&it, None);
    assert_eq!(compare(there, Seen::Absent).differences, [Difference::NotThere]);
    assert_eq!(compare(Seen::Absent, there).differences, [Difference::OnlyHere]);
    assert_eq!(compare(Seen::Absent, Seen::Absent), Comparison::default());
    for (reference, here) in [(Seen::NotKnown, there), (there, Seen::NotKnown), (Seen::Absent, Seen::NotKnown)] {
        assert_eq!(compare(reference, here), Comparison { differences: Vec::new(), open: true });
    }
}

#[test]
fn state_differs_by_what_both_say() {
    let state = |there: &Service, here: &Service| {
        compare(Seen::There(there, Some(&[])), Seen::There(here, Some(&[]))).differences
    };
    let (on, off, silent) = (service(Some(true), None), service(Some(false), None), service(None, None));
    let failed = service(Some(true), Some("no memory"));
    assert_eq!(state(&on, &off), [Difference::Enabled(false)]);
    assert_eq!(state(&off, &on), [Difference::Enabled(true)]);
    assert_eq!(state(&on, &failed), [Difference::Failed(true)]);
    assert_eq!(state(&failed, &off), [Difference::Failed(false), Difference::Enabled(false)]);
    assert_eq!(state(&on, &silent), []);
    assert!(compare(Seen::There(&on, Some(&[])), Seen::There(&silent, Some(&[]))).open);
}

#[test]
fn a_mapping_in_another_order_or_with_zeros_is_the_same() {
    let there = rows(&[("v1", Some(0.2)), ("v2", Some(0.8)), ("v3", Some(0.0))]);
    let here = rows(&[("v3", Some(0.0)), ("v2", Some(0.8)), ("v1", Some(0.2))]);
    assert_eq!(between(&there, &here), Comparison::default());
    let other = rows(&[("v1", Some(0.2001)), ("v2", Some(0.7999)), ("v3", Some(0.0))]);
    assert_eq!(between(&there, &other).differences, [Difference::Mapping]);
}

#[test]
fn thirds_are_the_same_thirds_after_they_were_carried() {
    let third = 1.0 / 3.0;
    let there = rows(&[("v1", Some(third)), ("v2", Some(third)), ("v3", Some(third))]);
    let carried: Vec<(GenerationId, f64)> =
        source(&there).expect("a split").shares().iter().map(|(id, share)| (id.clone(), share.proba())).collect();
    let here: Vec<(&str, Option<f64>)> = carried.iter().map(|(id, proba)| (id.as_str(), Some(*proba))).collect();
    assert_eq!(between(&there, &rows(&here)).differences, []);
}

#[test]
fn a_mapping_that_is_not_given_is_unknown() {
    let there = rows(&[("v1", Some(1.0))]);
    assert_eq!(between(&there, &rows(&[("v1", None)])), Comparison { differences: Vec::new(), open: true });
    assert_eq!(between(&there, &rows(&[("v1", Some(100.0))])), Comparison { differences: Vec::new(), open: true });
}

#[test]
fn generations_are_missing_or_more() {
    let there = rows(&[("v1", Some(0.0)), ("v2", Some(0.0)), ("v3", Some(1.0))]);
    let here = rows(&[("v3", Some(1.0)), ("v4", Some(0.0))]);
    let found = between(&there, &here);
    assert_eq!(found.differences, [Difference::Missing(2), Difference::More(1)]);
    let words: Vec<String> = found.differences.iter().map(|difference| difference.words()).collect();
    assert_eq!(words, ["2 generations missing", "1 generation more"]);
    assert!(found.kinds().meets(Kinds::GENERATIONS) && !found.kinds().meets(Kinds::MAPPING));
}

#[test]
fn generations_that_were_not_asked_for_leave_the_comparison_open() {
    let it = service(Some(true), None);
    let found = compare(Seen::There(&it, None), Seen::There(&it, Some(&[])));
    assert_eq!(found, Comparison { differences: Vec::new(), open: true });
}

#[test]
fn what_is_no_mapping_is_not_carried() {
    for (given, why) in [
        (&[("v1", None)][..], "does not say"),
        (&[("v1", Some(0.0))], "nothing to carry"),
        (&[], "nothing to carry"),
        (&[("v1", Some(0.5))], "add up to 50"),
        (&[("v1", Some(7.0))], "does not say"),
    ] {
        let told = source(&rows(given)).expect_err("no split");
        assert!(told.contains(why), "{told}");
    }
}

#[test]
fn a_mapping_is_carried_where_its_generations_are_and_it_is_another() {
    let (on, off) = (service(Some(true), None), service(Some(false), None));
    let to = |service, given: &[(&str, Option<f64>)]| carry(&half(), Seen::There(service, Some(&rows(given))));
    let yes = |enables| Carry::Yes { cold: Vec::new(), enables };
    assert_eq!(to(&on, &[("v1", Some(1.0)), ("v2", Some(0.0))]), yes(false));
    assert_eq!(to(&off, &[("v1", Some(1.0)), ("v2", Some(0.0)), ("v3", Some(0.0))]), yes(true));
    // What it has now is not given: it may be another.
    assert_eq!(to(&on, &[("v1", None), ("v2", None)]), yes(false));
    for (given, why) in [
        (&[("v2", Some(0.5)), ("v1", Some(0.5))][..], "The mapping is the same there already."),
        (&[("v1", Some(1.0))], "Generation v2 is not there."),
        (&[], "Generations v1, v2 are not there."),
    ] {
        assert_eq!(to(&on, given), Carry::No(why.into()));
    }
}

#[test]
fn a_mapping_is_not_carried_to_where_nothing_is_known() {
    let it = service(Some(true), None);
    for there in [Seen::NotKnown, Seen::Absent, Seen::There(&it, None)] {
        assert!(matches!(carry(&half(), there), Carry::No(_)));
    }
}

#[test]
fn what_is_not_mounted_is_named() {
    let it = service(Some(true), None);
    let mut there = rows(&[("v1", Some(1.0)), ("v2", Some(0.0)), ("v3", Some(0.0))]);
    there[1].mounted = Some(false);
    there[2].mounted = Some(false);
    assert_eq!(carry(&half(), Seen::There(&it, Some(&there))), Carry::Yes { cold: vec![id("v2")], enables: false });
}
