//! The calls of the control plane against the contract's tables: none is missing, none is in two lists.

use std::collections::BTreeSet;

use pilothouse_wire::control::{self, KINDS, events, sessions};
use pilothouse_wire::{Endpoint, Method, System};

/// Rows of the contract that have no call. Containers belong to the plane of data, and no page of the console is about them.
const LEFT_OUT: [&str; 3] = ["GET containers", "GET containers/{}", "POST containers"];
/// What the contract has in words only: another collection that exists (§5), and the deletion of all (§5, column "delete").
const IN_WORDS: [&str; 3] = ["GET tenants", "GET tenants/{}", "DELETE communication_events/"];

fn all() -> Vec<&'static Endpoint> {
    control::OPEN.iter().chain(&control::CLOSED).copied().collect()
}

/// Method and path with nothing in its braces; a tunnel names its service in the path.
fn row(method: &str, path: &str) -> String {
    let path = path.split(['?', '[']).next().unwrap();
    let part = |part: &str| match part.chars().next() {
        Some('{' | '<') => "{}".to_owned(),
        Some(_) if part.ends_with(".0") || part == "igz0" => "{}".to_owned(),
        _ => part.to_owned(),
    };
    format!("{method} {}", path.split('/').map(part).collect::<Vec<_>>().join("/"))
}

/// The rows of §1 to §8 and §10; §9 is another system.
fn rows() -> BTreeSet<String> {
    let contract = include_str!("../../../../docs/contract/iguazio-control-plane.md");
    let (before, after) = (contract.split("\n## 9.").next().unwrap(), contract.split("\n## 10.").nth(1).unwrap());
    let mut rows = BTreeSet::new();
    for text in before.split('`').skip(1).step_by(2).chain(after.split('`').skip(1).step_by(2)) {
        let Some((methods, path)) = text.split_once(" /api/") else { continue };
        if !path.starts_with("<plural>") && !methods.contains(char::is_whitespace) {
            rows.extend(methods.split('/').map(|method| row(method, path)));
        }
    }
    // The table of the classes: get, list, create, update, delete.
    let table =
        before.split("| class | record type").nth(1).unwrap().lines().skip(2).take_while(|l| l.starts_with('|'));
    for line in table {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let Some(path) = cells[2].strip_prefix("`/api/").and_then(|path| path.strip_suffix('`')) else { continue };
        let one = format!("{path}/<id>");
        let calls = [("GET", &one[..]), ("GET", path), ("POST", path), ("PUT", &one), ("DELETE", &one)];
        rows.extend(calls.iter().zip(&cells[3..]).filter(|(_, cell)| **cell == "yes").map(|((m, p), _)| row(m, p)));
    }
    rows.insert(row("GET", "containers/<id>"));
    rows
}

#[test]
fn the_calls_are_those_of_the_contract_and_no_others() {
    let ours = all().into_iter().map(|one| row(one.method.as_str(), one.path));
    let known: BTreeSet<String> = ours.chain(LEFT_OUT.map(str::to_owned)).collect();
    let wanted: BTreeSet<String> = rows().into_iter().chain(IN_WORDS.map(str::to_owned)).collect();
    assert_eq!(known, wanted);
    assert_eq!(all().len() + LEFT_OUT.len(), wanted.len(), "one of them is in two lists");
}

#[test]
fn every_constant_is_in_one_list_once() {
    let sources = [
        include_str!("../../src/control/access_keys.rs"),
        include_str!("../../src/control/events.rs"),
        include_str!("../../src/control/groups.rs"),
        include_str!("../../src/control/jobs.rs"),
        include_str!("../../src/control/projects.rs"),
        include_str!("../../src/control/services.rs"),
        include_str!("../../src/control/sessions.rs"),
        include_str!("../../src/control/system.rs"),
        include_str!("../../src/control/users.rs"),
    ];
    let constants: usize = sources.iter().map(|text| text.matches(": Endpoint =").count()).sum();
    assert_eq!(all().len(), constants);
    let names: BTreeSet<&str> = all().into_iter().map(|one| one.name).collect();
    assert_eq!(names.len(), constants, "two calls have one name");
    for one in all() {
        assert_eq!(one.system, System::ControlPlane, "{}", one.name);
        assert_eq!(one.path.contains("{key}"), one.path.starts_with("access_keys/"), "{}", one.name);
        let asks = one == &sessions::VERIFY;
        assert_eq!(one.repeatable, one.method == Method::Get || asks, "{}", one.name);
    }
}

#[test]
fn a_kind_is_found_by_what_its_records_say_and_has_its_calls() {
    let mut calls = BTreeSet::new();
    for kind in KINDS {
        assert_eq!(control::kind(kind.record), Some(kind));
        let own = [kind.list, kind.get, kind.create, kind.update, kind.delete].into_iter().flatten();
        own.for_each(|one| assert!(calls.insert(one.name), "{} belongs to two kinds", one.name));
        assert!(kind.field(kind.label).is_some(), "{}", kind.record);
        let names: BTreeSet<&str> = kind.fields.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), kind.fields.len(), "{}", kind.record);
        for field in kind.fields {
            assert!(!field.is_plain() || field.is_filtered(), "{}.{}", kind.record, field.name);
            assert!(
                !field.required || kind.create.is_some() || kind.fields == events::EVENTS.fields,
                "{}",
                kind.record
            );
        }
        for relation in kind.relations {
            assert!(control::kind(relation.to).is_some(), "{} leads to {}", relation.name, relation.to);
        }
    }
    assert_eq!(control::kind("container"), None);
    let secret: Vec<&str> = KINDS.into_iter().filter(|kind| kind.secret_id).map(|kind| kind.record).collect();
    assert_eq!(secret, ["access_key"]);
}
