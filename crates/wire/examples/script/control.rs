//! Every call of the control plane, with names that try to get out of their quotes, and with secrets.

use std::sync::Arc;

use pilothouse_wire::control::{
    self, Ask, Filter, Id, Kind, Link, Op, Part, ProjectName, Sort, Which, access_keys, events, groups, jobs, projects,
    services, sessions, system, users,
};
use pilothouse_wire::script::Login;
use pilothouse_wire::{Call, Extra, Secret, Whole};
use serde_json::{Value, json};

use crate::every::{HIDDEN, HOSTILE, WORSE, Walk};

/// An id that needs every kind of encoding.
const NAME: &str = "it's a/b@c %2F é\u{202e}日本";
pub(crate) const PLACE: &str = "control-plane";

impl Walk {
    /// A call to the control plane, in a session that the browser keeps.
    pub(crate) fn control<T>(&mut self, call: &Call<T>) {
        self.add(PLACE, Login::Cookie, call);
    }
}

fn id() -> Which {
    Which::Id(Id::parse(NAME).unwrap())
}

fn members(value: Value) -> Extra {
    value.as_object().unwrap().clone()
}

fn link(record: &str) -> Link {
    Link { record: record.into(), id: NAME.into() }
}

fn filter(field: &str, op: Op, value: &str) -> Filter {
    Filter { field: field.into(), op, value: value.into() }
}

/// The calls, each at least once, in the order of the contract.
pub(crate) fn add(walk: &mut Walk) {
    walk.add(PLACE, Login::Nothing, &sessions::create(WORSE, &Secret::new(HIDDEN)));
    walk.control(&sessions::verify());
    walk.control(&users::own());
    lists(walk);
    for kind in [&users::USERS, &groups::GROUPS, &jobs::JOBS, &system::K8S_CONFIGS, &system::TENANTS] {
        walk.control(&control::get(kind, &id(), &[]).unwrap());
    }
    walk.control(&control::get(&users::USERS, &id(), &[users::GROUPS, "user_groups.users"]).unwrap());
    changes(walk);
    keys(walk);
    all_projects(walk);
    the_rest(walk);
    // By the console's own session the script sends what the console sends; by a key it is the same as by the cookie.
    walk.add(PLACE, Login::Session, &users::own());
    let key = Which::Secret(Arc::new(Secret::new(HIDDEN)));
    walk.add(PLACE, Login::Session, &control::delete(&access_keys::ACCESS_KEYS, &key).unwrap());
    walk.add(PLACE, Login::Session, &projects::delete(WORSE, projects::Strategy::Restricted));
    walk.add("control-plane-2", Login::Key, &users::own());
    walk.add("control-plane-2", Login::Key, &events::emit(Extra::new(), None));
}

fn lists(walk: &mut Walk) {
    for kind in control::KINDS {
        let call = control::list(kind, &Ask::default());
        call.iter().for_each(|call| walk.control(call));
    }
    let mut ask = Ask {
        filters: vec![
            filter("username", Op::Is, WORSE),
            filter("created_at", Op::AtLeast, "2024-08-04T07:04:00.000Z"),
            filter("created_at", Op::Less, HOSTILE),
        ],
        sort: vec![Sort { field: "uid".into(), descending: true }, Sort { field: "email".into(), descending: false }],
        include: vec![users::GROUPS, users::PRIMARY_GROUP],
        part: Part::Number(0),
        size: 20,
        count: true,
    };
    walk.control(&control::list(&users::USERS, &ask).unwrap());
    // No dict has this order.
    ask.filters.push(filter("username", Op::Unequal, "b"));
    walk.control(&control::list(&users::USERS, &ask).unwrap());
    walk.control(&control::list(&access_keys::ACCESS_KEYS, &Ask { part: Part::Of(NAME.into()), ..ask }).unwrap());
}

fn changes(walk: &mut Walk) {
    let relations = members(json!({"user_groups": control::to_many(&[link("user_group")]), WORSE: {}}));
    let make = |kind: &Kind, attributes| control::create(kind, members(attributes), relations.clone()).unwrap();
    walk.control(&make(&users::USERS, json!({"username": HOSTILE, "first_name": WORSE})));
    walk.control(&make(&users::USERS, json!({"username": HOSTILE, "password": HIDDEN})));
    walk.control(&make(&groups::GROUPS, json!({"name": WORSE, "gid": 7, "assigned_policies": ["Data"]})));
    let change = |kind, attributes, relations| control::update(kind, &id(), members(attributes), relations).unwrap();
    walk.control(&change(&users::USERS, json!({"admin_status": "down", "new": [1.5, true, null]}), relations.clone()));
    walk.control(&change(&users::USERS, json!({"password": HIDDEN}), Extra::new()));
    walk.control(&change(&groups::GROUPS, json!({"description": ""}), relations.clone()));
    walk.control(&change(&system::SMTP_CONNECTIONS, json!({"server_address": WORSE}), Extra::new()));
    walk.control(&change(&system::SMTP_CONNECTIONS, json!({"auth_password": HIDDEN}), Extra::new()));
    walk.control(&control::get(&system::SMTP_CONNECTIONS, &id(), &[]).unwrap());
    for kind in [&users::USERS, &groups::GROUPS] {
        walk.control(&control::delete(kind, &id()).unwrap());
    }
}

fn keys(walk: &mut Walk) {
    let key = Which::Secret(Arc::new(Secret::new(HIDDEN)));
    let label = || members(json!({"label": WORSE}));
    walk.control(&control::create(&access_keys::ACCESS_KEYS, label(), Extra::new()).unwrap());
    walk.control(&access_keys::get_or_create(WORSE, &[access_keys::CONTROL, access_keys::DATA]));
    walk.control(&control::get(&access_keys::ACCESS_KEYS, &key, &["tenant"]).unwrap());
    walk.control(&control::update(&access_keys::ACCESS_KEYS, &key, label(), Extra::new()).unwrap());
    walk.control(&control::delete(&access_keys::ACCESS_KEYS, &key).unwrap());
}

fn all_projects(walk: &mut Walk) {
    let (name, project) = (ProjectName::parse(NAME).unwrap(), Id::parse("sales@default-tenant").unwrap());
    let some = || members(json!({"name": WORSE, "labels": [{"name": "a", "value": HOSTILE}]}));
    walk.control(&control::create(&projects::PROJECTS, some(), Extra::new()).unwrap());
    walk.control(&control::get(&projects::PROJECTS, &id(), &[projects::OWNER]).unwrap());
    walk.control(&control::update(&projects::PROJECTS, &id(), some(), Extra::new()).unwrap());
    walk.control(&projects::set_owner(&project, &link("user")));
    walk.control(&projects::by_name(&name, &[]));
    walk.control(&projects::by_name(&name, &[projects::OWNER, projects::TENANT]));
    walk.control(&projects::update_by_name(&name, some(), Extra::new()));
    walk.control(&projects::may(&name, "update", "authorization/owner"));
    walk.control(&projects::delete(WORSE, projects::Strategy::Restricted));
    walk.control(&projects::delete("sales", projects::Strategy::Cascading));
    let role = projects::RoleMembers {
        id: Id::parse("r-1").unwrap(),
        name: "Editor".into(),
        permissions: Some(json!([{"resource": "function", "actions": [WORSE]}])),
        users: vec![NAME.into(), "u-2".into()],
        groups: Vec::new(),
    };
    walk.control(&projects::set_members(&project, &[role], true));
}

fn the_rest(walk: &mut Walk) {
    let manifest = |password: Value| {
        let spec = json!({"name": WORSE, "kind": "filebeat", "filebeat": {"elasticsearch_password": password}});
        Whole::of(json!({"app_services": [{"spec": spec, "status": {}}], "state": "ready"})).unwrap()
    };
    walk.control(&services::save(&manifest(Value::Null), false));
    walk.control(&services::save(&manifest(json!(HIDDEN)), true));
    walk.control(&events::emit(members(json!({"kind": WORSE})), Some(NAME)));
    walk.control(&events::delete_all(&events::EVENTS).unwrap());
    walk.control(&events::delete_all(&events::COMMUNICATION_EVENTS).unwrap());
    walk.control(&system::reload("app_services"));
    walk.control(&system::statistics("igz0"));
    walk.control(&system::version("igz1"));
}
