//! Calls that a sandbox with a fresh folder can carry out from the first to the last, given a package that has the
//! endpoint `cost`.

use pilothouse_wire::api_node::prediction::{Dispatch, Query};
use pilothouse_wire::api_node::{self, generations, keys, maintenance, mapping, prediction, services};
use pilothouse_wire::control::{self, Ask, ProjectName, groups, projects, sessions, system, users};
use pilothouse_wire::script::{Login, Step};
use pilothouse_wire::{Extra, KeyId, Secret, ServiceId, automation, packages};
use serde_json::json;

use crate::every::control::PLACE;
use crate::every::{HIDDEN, HOSTILE, WORSE, Walk, all_to, endpoint, features, generation, service};

/// The calls. The package is sent to the drop folder, where it lies at `path` for the node; the key of this id is
/// deleted, and another one by its secret.
pub(crate) fn steps(root: &str, path: &str, key: &str) -> Vec<Step> {
    let mut walk = Walk::new(root);
    let (scripted, hostile) = (service("scripted"), service(HOSTILE));
    walk.ask(&api_node::is_alive());
    walk.add("automation", Login::Session, &automation::validate());
    walk.add("automation", Login::Session, &automation::user_info());
    walk.node(&services::create(&scripted));
    walk.add("apinode", Login::Session, &services::create(&hostile));
    walk.add("packages", Login::Session, &packages::upload("scripted.zip"));
    walk.node(&generations::import(&scripted, path));
    walk.node(&generations::preload(&scripted, &generation("winter-1")));
    walk.node(&mapping::set(&scripted, &all_to("winter-1")));
    walk.node(&mapping::switch_to(&scripted, &generation("winter-1")));
    walk.node(&mapping::switch_to_newest(&scripted));
    walk.node(&services::disable(&scripted));
    walk.node(&services::enable(&scripted));
    walk.node(&services::disable(&hostile));
    walk.add("apinode", Login::Session, &services::enable(&hostile));
    walk.node(&generations::list(&scripted));
    walk.node(&keys::add(&keys::NewKey { label: Some(WORSE.replace('\0', "")), ..Default::default() }));
    walk.node(&keys::delete_by_secret(Secret::new(HIDDEN)));
    walk.node(&keys::delete_by_id(&KeyId::parse(key).unwrap()));
    walk.node(&keys::list());
    walk.node(&maintenance::import_code_envs("/envs/a", maintenance::Language::Python));
    walk.node(&maintenance::register_code_env("/envs/b", "/built/b", maintenance::Language::R));
    walk.node(&maintenance::clean_code_envs());
    walk.node(&maintenance::import_model("/models/m.zip"));
    walk.node(&maintenance::clear_models());
    for name in ["deleted", "cleaned"] {
        walk.node(&services::create(&service(name)));
    }
    walk.node(&services::delete(&service("deleted")));
    walk.node(&maintenance::clean_unused());
    walk.node(&services::list());
    questions(&mut walk, &scripted);
    control_plane(&mut walk);
    walk.node(&maintenance::metrics());
    walk.steps
}

fn questions(walk: &mut Walk, service: &ServiceId) {
    let cost = endpoint("cost");
    let record = json!({"weight_kg": 2, "distance_km": 100});
    let dispatch = Some(Dispatch::ForcedGeneration(generation("winter-1")));
    let query = Query { features: features(record.clone()), dispatch, ..Default::default() };
    walk.ask(&prediction::predict(service, &cost, &query));
    walk.ask(&prediction::predict_simple(service, &cost, &[("weight_kg", "2"), ("distance_km", "100")]));
    let many = json!({"items": [{"features": record}]});
    walk.ask(&prediction::ask(&prediction::PREDICT_MULTI, service, &cost, many));
}

fn control_plane(walk: &mut Walk) {
    let words = || WORSE.replace('\0', "");
    let group = json!({"name": "scripted", "description": words()});
    walk.control(&control::create(&groups::GROUPS, features(group), Extra::new()).unwrap());
    let user = json!({
        "username": "scripted", "first_name": words(), "last_name": "Last", "email": "s@example.org", "password": HIDDEN,
    });
    walk.control(&control::create(&users::USERS, features(user), Extra::new()).unwrap());
    walk.control(&control::list(&users::USERS, &Ask::only(users::USERNAME, "scripted")).unwrap());
    let (name, project) = (ProjectName::parse("scripted").unwrap(), json!({"name": "scripted"}));
    walk.control(&control::create(&projects::PROJECTS, features(project), Extra::new()).unwrap());
    walk.control(&projects::update_by_name(&name, features(json!({"description": words()})), Extra::new()));
    walk.control(&projects::may(&name, "update", "authorization/owner"));
    walk.control(&system::reload("events"));
    walk.control(&sessions::verify());
    walk.add(PLACE, Login::Session, &users::own());
    walk.add(PLACE, Login::Session, &projects::by_name(&name, &[projects::OWNER]));
}
