//! Tests of the services of a manifest.

use super::*;
use crate::domain::allowed::Allowed;
use serde_json::json;

fn manifest() -> Whole {
    Whole::of(json!({
        "cluster_name": "", "tenant_name": "default-tenant", "state": "ready", "unknown": {"stays": null},
        "last_modification_job": "j-1", "running_modification_job": "",
        "app_services": [
            {"spec": {"name": "lab", "kind": "jupyter", "owner": "ana", "desired_state": "ready", "display_name": "Lab",
                "mark_for_restart": false, "mark_as_changed": false,
                "resources": {"limits": {"cpu": "4", "memory": "8Gi"}, "requests": {"cpu": "1"}},
                "jupyter": {"image_name": "jupyter-all"}},
             "meta": {"labels": {}},
             "status": {"state": "ready", "version": "3.5.5", "urls": [{"kind": "https", "url": "https://lab.example"}],
                "api_urls": [{"kind": "https", "url": "javascript:x"}]}},
            {"spec": {"name": "board", "kind": "tensorboard", "desired_state": "scaledToZero"},
             "status": {"state": "scaledToZero"}},
            {"spec": {"name": "logs", "kind": "filebeat", "enabled": false,
                "filebeat": {"elasticsearch_url": "https://x", "elasticsearch_password": "hush"}}},
            {"spec": {"name": "prom", "kind": "v3io_prometheus", "desired_state": "ready"},
             "status": {"state": "error", "error_info": {"description": "full", "timestamp": "2026-01-02"}}},
        ],
    }))
    .unwrap()
}

fn step(name: &str, deed: Deed) -> Step {
    Step { name: name.into(), deed }
}

fn spec(manifest: &Whole, name: &str) -> Value {
    manifest.value()["app_services"].as_array().unwrap().iter().find(|one| one["spec"]["name"] == name).unwrap()["spec"]
        .clone()
}

#[test]
fn a_service_is_read_as_it_is() {
    let lab = find(&manifest(), "lab").unwrap();
    assert_eq!((lab.title(), lab.kind(), lab.owner()), ("Lab", Some("jupyter"), Some("ana")));
    assert_eq!((lab.state(), lab.desired(), lab.wish()), (Some("ready"), Some("ready"), None));
    assert_eq!(lab.links(), [(false, "https://lab.example"), (true, "javascript:x")]);
    assert_eq!(lab.resources(), [("CPU", "1, 4 at most".to_owned()), ("Memory", "8Gi at most".to_owned())]);
    let logs = find(&manifest(), "logs").unwrap();
    assert_eq!((logs.state(), logs.desired(), logs.wish(), logs.version()), (None, Some("disabled"), None, None));
    let prom = find(&manifest(), "prom").unwrap();
    assert_eq!((prom.wish(), prom.error(), prom.failed_at()), (Some("ready"), Some("full"), Some("2026-01-02")));
}

#[test]
fn what_cannot_be_told_from_others_is_no_service_of_its_own() {
    let spec = |kind: &str| json!({"spec": {"name": "a", "kind": kind}});
    let manifest = Whole::of(json!({"app_services": [spec("x"), {}, 7, {"spec": {"name": " "}}, spec("y")]})).unwrap();
    let kinds: Vec<String> = all(&manifest).iter().filter_map(|one| one.kind().map(str::to_owned)).collect();
    assert_eq!(kinds, ["x"]);
}

#[test]
fn states_are_said_in_words() {
    assert_eq!(words("waitingForScalingFromZero"), "waiting for scaling from zero");
    assert_eq!((&*words("scaledToZero"), &*words("error")), ("scaled to zero", "failed"));
}

#[test]
fn a_job_that_runs_is_named() {
    assert_eq!(running(&manifest()), None);
    let mut other = manifest();
    other.set("running_modification_job", "j-2");
    assert_eq!(running(&other), Some("j-2"));
}

#[test]
fn each_step_changes_what_the_contract_says_and_nothing_else() {
    let before = manifest();
    let steps = [step("lab", Deed::Disable), step("logs", Deed::Enable), step("prom", Deed::Restart)];
    let after = apply(&before, &steps, true);
    let mut expected = before.value();
    expected["app_services"][0]["spec"]["desired_state"] = json!("disabled");
    expected["app_services"][0]["spec"]["mark_as_changed"] = json!(true);
    expected["app_services"][2]["spec"]["desired_state"] = json!("ready");
    expected["app_services"][2]["spec"]["mark_as_changed"] = json!(true);
    expected["app_services"][3]["spec"]["mark_for_restart"] = json!(true);
    assert_eq!(after.value(), expected);
    assert_eq!(apply(&before, &[step("nobody", Deed::Disable)], true), before);
}

#[test]
fn a_removed_service_is_dropped_from_the_list() {
    let after = apply(&manifest(), &[step("board", Deed::Remove)], true);
    let names: Vec<String> = all(&after).iter().map(|one| one.name().to_owned()).collect();
    assert_eq!(names, ["lab", "logs", "prom"]);
}

#[test]
fn scaling_from_zero_has_a_mode_by_the_version() {
    let mode = |steps: &[Step], since| apply(&manifest(), steps, since).text("apply_services_mode").map(str::to_owned);
    let zero = [step("board", Deed::FromZero)];
    assert_eq!(mode(&zero, true).as_deref(), Some("serviceOwnerEdit"));
    assert_eq!(mode(&zero, false).as_deref(), Some("scaleFromZeroOnly"));
    assert_eq!(mode(&[step("board", Deed::FromZero), step("lab", Deed::Disable)], true), None);
    // What an earlier apply has left is not for this one.
    let left = apply(&manifest(), &zero, true);
    let next = apply(&left, &[step("lab", Deed::Disable)], true);
    assert_eq!(next.text("apply_services_mode"), Some("default"));
}

#[test]
fn what_makes_no_sense_is_closed_with_the_reason() {
    let open = |name: &str| {
        let service = find(&manifest(), name).unwrap();
        let open = Deed::ASKED.into_iter().filter(|deed| allowed(&service, *deed) == Allowed::Yes);
        open.map(Deed::label).collect::<Vec<_>>()
    };
    assert_eq!(open("lab"), ["Disable", "Restart", "Remove"]);
    assert_eq!(open("board"), ["Disable", "Scale from zero", "Remove"]);
    assert_eq!(open("logs"), ["Enable", "Remove"]);
    assert_eq!(open("prom"), ["Enable", "Disable", "Restart", "Remove"]);
    let reason = allowed(&find(&manifest(), "board").unwrap(), Deed::Enable);
    assert_eq!(reason.reason(), Some("It is scaled to zero: scale it from zero."));
}

#[test]
fn a_difference_is_said_line_by_line_and_gives_no_secret_away() {
    let before = manifest();
    let steps = [step("lab", Deed::Disable), step("board", Deed::Remove), step("prom", Deed::Restart)];
    let mut after = apply(&before, &steps, true).value();
    after["app_services"][1]["spec"]["filebeat"] =
        json!({"elasticsearch_url": "https://y", "elasticsearch_password": "new"});
    after["app_services"][0]["status"] = json!({"state": "disabled"});
    let lines = |name: &str| {
        let all = difference(&before, &Whole::of(after.clone()).unwrap());
        all.into_iter().find(|one| one.service == name).map(|one| one.lines)
    };
    assert_eq!(lines("lab").unwrap(), ["desired state: ready → disabled"]);
    assert_eq!(lines("board").unwrap(), ["removed"]);
    assert_eq!(lines("prom").unwrap(), ["started anew"]);
    let logs = lines("logs").unwrap();
    assert_eq!(
        logs,
        [
            "filebeat › elasticsearch_password: changed, not shown",
            "filebeat › elasticsearch_url: https://x → https://y"
        ]
    );
    let zero = apply(&before, &[step("board", Deed::FromZero)], true);
    let words: Vec<String> = difference(&before, &zero).into_iter().flat_map(|one| one.lines).collect();
    assert_eq!(words, ["desired state: scaled to zero → ready", "mode: not given → serviceOwnerEdit"]);
}

#[test]
fn only_a_change_of_a_touched_service_is_anothers() {
    let before = manifest();
    let mut status = before.value();
    status["app_services"][0]["status"]["state"] = json!("error");
    assert!(touched(&before, &Whole::of(status).unwrap(), ["lab"]).is_empty());
    let other = apply(&before, &[step("board", Deed::Disable)], true);
    assert!(touched(&before, &other, ["lab", "logs"]).is_empty());
    assert_eq!(touched(&before, &other, ["board"])[0].lines, ["desired state: scaled to zero → disabled"]);
}

#[test]
fn the_way_back_is_by_names_and_desired_states() {
    let before = manifest();
    let kept = Snapshot::take(&before, "control-plane", "ana", 7.0);
    assert!(kept.back(&before).is_empty());
    let steps = [step("lab", Deed::Disable), step("board", Deed::FromZero), step("logs", Deed::Enable)];
    let now = apply(&apply(&before, &steps, true), &[step("prom", Deed::Remove)], true);
    let back = kept.back(&now);
    assert_eq!(back.gone, ["prom"]);
    assert_eq!(back.steps, [step("board", Deed::ToZero), step("lab", Deed::Enable), step("logs", Deed::Disable)]);
    let again = apply(&now, &back.steps, true);
    assert_eq!(kept.back(&again).steps, []);
    assert_eq!(spec(&again, "board")["desired_state"], "scaledToZero");
}

#[test]
fn what_is_kept_holds_no_secret_and_comes_back() {
    let mut all = Snapshots::default();
    all.put(Snapshot::take(&manifest(), "control-plane", "ana", 7.0));
    let text = all.to_text();
    assert!(!text.contains("hush") && !text.contains("jupyter"), "{text}");
    assert_eq!(Snapshots::from_text(&text), all);
    assert!(all.of("control-plane", "bob").is_none());
    let foreign = r#"[{"server": "x", "login": "y", "at": 1, "states": {"a": "on fire", "b": "ready"}}, 7, {}]"#;
    let read = Snapshots::from_text(foreign);
    assert_eq!(read.of("x", "y").unwrap().states.keys().collect::<Vec<_>>(), ["b"]);
    assert_eq!(Snapshots::from_text("no json"), Snapshots::default());
}

#[test]
fn the_text_holds_no_secret_and_no_status() {
    let text = editable(&manifest()).value().to_string();
    assert!(!text.contains("hush") && !text.contains("status") && text.contains(MASK), "{text}");
    let one = editable_one(&manifest(), "logs").unwrap();
    assert_eq!(one.value()["filebeat"]["elasticsearch_password"], MASK);
}

#[test]
fn a_mask_goes_back_as_the_secret_that_was_there() {
    let before = manifest();
    assert_eq!(complete(&before, &editable(&before)).unwrap(), before);
    let mut edited = editable_one(&before, "logs").unwrap().value();
    edited["filebeat"]["elasticsearch_url"] = json!("https://y");
    let after = complete_one(&before, "logs", &Whole::of(edited).unwrap()).unwrap();
    let logs = spec(&after, "logs");
    assert_eq!(logs["filebeat"], json!({"elasticsearch_url": "https://y", "elasticsearch_password": "hush"}));
    assert_eq!(logs["mark_as_changed"], true);
    assert_eq!(spec(&after, "lab"), spec(&before, "lab"));
}

#[test]
fn what_was_edited_keeps_what_the_server_says() {
    let before = manifest();
    let mut edited = editable(&before).value();
    edited["app_services"][0]["spec"]["mark_for_restart"] = json!(true);
    edited["app_services"].as_array_mut().unwrap().push(json!({"spec": {"name": "new", "kind": "shell"}}));
    let after = complete(&before, &Whole::of(edited).unwrap()).unwrap().value();
    assert_eq!(after["app_services"][0]["status"]["state"], "ready");
    assert_eq!(after["app_services"][0]["spec"]["mark_as_changed"], false);
    assert_eq!(after["app_services"][4], json!({"spec": {"name": "new", "kind": "shell", "mark_as_changed": true}}));
    assert_eq!(after["unknown"], json!({"stays": null}));
}

#[test]
fn a_text_that_cannot_be_sent_says_why() {
    let before = manifest();
    let wrong = |value: Value| complete(&before, &Whole::of(value).unwrap()).unwrap_err();
    assert_eq!(wrong(json!({"app_services": [{}]})), "Service 1: it needs an object “spec”.");
    assert_eq!(
        wrong(json!({"app_services": [], "state": "ready"})),
        "“state” cannot be edited: only “app_services” is sent from here."
    );
    let twice = json!({"app_services": [{"spec": {"name": "a", "kind": "b"}}, {"spec": {"name": "a", "kind": "b"}}]});
    assert_eq!(wrong(twice), "Service 2: another one has the same name.");
    let mask = json!({"app_services": [{"spec": {"name": "a", "kind": "filebeat", "filebeat": {"password": MASK}}}]});
    assert!(wrong(mask).contains("“password” of a has no value yet"));
    let renamed = Whole::of(json!({"name": "x", "kind": "shell"})).unwrap();
    assert!(complete_one(&before, "lab", &renamed).unwrap_err().contains("has to stay “lab”"));
}
