//! Every call of the control plane against `docs/contract/iguazio-control-plane.md`: method, path, query, headers, body.

#![allow(clippy::unwrap_used, reason = "a set-up that fails is a test that fails")]

mod common;
#[path = "control/rows.rs"]
mod rows;

use std::sync::Arc;

use pilothouse_wire::control::{
    self, Ask, Filter, Id, KINDS, Kind, Link, Op, Part, ProjectName, Sort, Which, access_keys, events, groups, jobs,
    projects, services, sessions, system, users,
};
use pilothouse_wire::dss::name::BadName;
use pilothouse_wire::{Call, Extra, Secret, Whole};
use serde_json::{Value, json};

/// A call as one line, with the headers that belong to it.
fn line<T>(call: &Call<T>) -> String {
    let headers = call.request().headers().iter().map(|(name, value)| format!(" [{name}: {value}]"));
    format!("{}{}", common::line(call), headers.collect::<String>())
}

fn id(text: &str) -> Id {
    Id::parse(text).unwrap()
}

fn by_id(text: &str) -> Which {
    Which::Id(id(text))
}

fn members(value: Value) -> Extra {
    value.as_object().unwrap().clone()
}

fn link(record: &str, id: &str) -> Link {
    Link { record: record.into(), id: id.into() }
}

#[test]
fn sessions_and_who_one_is() {
    assert_eq!(
        line(&sessions::create("ana", &Secret::new("s3cret"))),
        r#"POST api/sessions {"data":{"attributes":{"interface_kind":"web","password":"s3cret","plane":"control","username":"ana"},"relationships":{},"type":"session"}}"#
    );
    assert_eq!(line(&sessions::verify()), "POST api/sessions/verifications/planes/any/internal");
    assert_eq!(line(&users::own()), "GET api/self");
    assert_eq!(sessions::cookie("k-1"), r#"j:{"sid": "k-1"}"#);
    for cookie in [r#"j:{"sid": "k-1"}"#, r#"j:{"sid":"k-1"}"#, r#"j:{"new": 1, "sid": "k-1"}"#] {
        assert_eq!(sessions::sid(cookie).as_deref(), Some("k-1"));
    }
    for cookie in ["", "k-1", "j:", "j:[]", r#"j:{"sid": 1}"#, r#"{"sid": "k-1"}"#] {
        assert_eq!(sessions::sid(cookie), None, "{cookie}");
    }
}

#[test]
fn lists_say_all_that_is_asked() {
    let filter = |field: &str, op, value: &str| Filter { field: field.into(), op, value: value.into() };
    let sort = |field: &str, descending| Sort { field: field.into(), descending };
    let ask = Ask {
        filters: vec![
            filter("last_name", Op::Is, "Byron King"),
            filter("created_at", Op::AtLeast, "2024-08-04T07:04:00.000Z"),
            filter("created_at", Op::Less, "2025"),
        ],
        sort: vec![sort("created_at", false), sort("uid", true)],
        include: vec![users::GROUPS, users::PRIMARY_GROUP],
        part: Part::Number(0),
        size: 20,
        count: true,
    };
    // The contract's example (§4), but for the space, which is as good as `+`.
    assert_eq!(
        line(&control::list(&users::USERS, &ask).unwrap()),
        "GET api/users?filter%5Blast_name%5D=Byron%20King&filter%5Bcreated_at%5D=%5B%24ge%5D2024-08-04T07%3A04%3A00.000Z\
         &filter%5Bcreated_at%5D=%5B%24lt%5D2025&include=user_groups%2Cprimary_group&sort=created_at%2C-uid\
         &page%5Bnumber%5D=0&page%5Bsize%5D=20&count=records"
    );
    let of = Ask { part: Part::Of("u-1".into()), ..Ask::default() };
    assert_eq!(line(&control::list(&users::USERS, &of).unwrap()), "GET api/users?page%5Bof%5D=u-1&page%5Bsize%5D=50");
    let name = Ask::only("name", "a&b=c");
    assert_eq!(line(&control::list(&groups::GROUPS, &name).unwrap()), "GET api/user_groups?filter%5Bname%5D=a%26b%3Dc");
    let paths = KINDS.into_iter().filter_map(|kind| Some(control::list(kind, &Ask::default())?.path()));
    assert_eq!(
        paths.collect::<Vec<_>>(),
        [
            "api/users",
            "api/user_groups",
            "api/access_keys",
            "api/projects",
            "api/jobs",
            "api/app_services_manifests",
            "api/events",
            "api/audit_events",
            "api/communication_events",
            "api/k8s_configs",
            "api/smtp_connections",
            "api/tenants",
        ]
    );
    assert_eq!(line(&services::list()), "GET api/app_services_manifests");
}

#[test]
fn an_operator_is_read_as_it_was_written() {
    for op in Op::ALL {
        assert_eq!(Op::split(&[op.sign(), "a,b"].concat()), Some((op, "a,b")));
    }
    assert_eq!(Op::split(""), Some((Op::Is, "")));
    assert_eq!(Op::split("[a]"), Some((Op::Is, "[a]")));
    assert_eq!(Op::split("[$eq][$ne]a"), Some((Op::Equal, "[$ne]a")));
    assert_eq!(Op::split("[$ge"), None);
    assert_eq!(Op::split("[$nobody]a"), None);
    assert_eq!(Ask::filtered(&Ask::filter_name("created_at")), Some("created_at"));
    for name in ["filter", "filter[a", "page[size]", "xfilter[a]"] {
        assert_eq!(Ask::filtered(name), None);
    }
    // What a person typed is no operator, whatever it looks like.
    let typed = control::list(&users::USERS, &Ask::only("username", "[$ne]ana")).unwrap();
    assert_eq!(typed.path(), "api/users?filter%5Busername%5D=%5B%24eq%5D%5B%24ne%5Dana");
}

#[test]
fn records_are_read_made_changed_and_taken_away() {
    let include = [users::GROUPS, "user_groups.users"];
    assert_eq!(
        line(&control::get(&users::USERS, &by_id("u-1"), &include).unwrap()),
        "GET api/users/u-1?include=user_groups%2Cuser_groups.users"
    );
    let groups_of = members(json!({"user_groups": control::to_many(&[link("user_group", "g-1")])}));
    let create =
        control::create(&users::USERS, members(json!({"username": "ana", "password": "pw"})), groups_of.clone());
    assert_eq!(
        line(&create.unwrap()),
        r#"POST api/users {"data":{"attributes":{"password":"pw","username":"ana"},"relationships":{"user_groups":{"data":[{"id":"g-1","type":"user_group"}]}},"type":"user"}}"#
    );
    // Only what was set, and the relationships that are left alone are `{}` (§5, certain).
    let update = |kind, which: &Which, attributes| control::update(kind, which, members(attributes), Extra::new());
    assert_eq!(
        line(&update(&users::USERS, &by_id("u-1"), json!({"last_name": "Byron"})).unwrap()),
        r#"PUT api/users/u-1 {"data":{"attributes":{"last_name":"Byron"},"relationships":{},"type":"user"}}"#
    );
    assert_eq!(
        line(&update(&system::SMTP_CONNECTIONS, &by_id("0"), json!({"mode": "enabled"})).unwrap()),
        r#"PUT api/smtp_connections/0 {"data":{"attributes":{"mode":"enabled"},"relationships":{},"type":"smtp_connection"}}"#
    );
    assert_eq!(line(&control::delete(&users::USERS, &by_id("u-1")).unwrap()), "DELETE api/users/u-1");
    assert_eq!(line(&control::delete(&groups::GROUPS, &by_id("g-1")).unwrap()), "DELETE api/user_groups/g-1");
    assert_eq!(line(&control::get(&jobs::JOBS, &by_id("j-1"), &[]).unwrap()), "GET api/jobs/j-1");
    assert_eq!(line(&control::get(&system::K8S_CONFIGS, &by_id("0"), &[]).unwrap()), "GET api/k8s_configs/0");
    assert_eq!(line(&control::get(&system::TENANTS, &by_id("t-1"), &[]).unwrap()), "GET api/tenants/t-1");
    assert!(control::delete(&jobs::JOBS, &by_id("j-1")).is_none());
    assert!(control::delete(&projects::PROJECTS, &by_id("p-1")).is_none());
    assert!(control::get(&events::EVENTS, &by_id("e-1"), &[]).is_none());
    assert!(control::create(&system::SMTP_CONNECTIONS, Extra::new(), Extra::new()).is_none());
    assert!(control::list(&projects::PROJECT_ROLES, &Ask::default()).is_none());
}

#[test]
fn the_id_of_an_access_key_is_sent_and_not_shown() {
    let key = Which::Secret(Arc::new(Secret::new("the/unseen one")));
    let label = members(json!({"label": "ci"}));
    let calls = [
        control::get(&access_keys::ACCESS_KEYS, &key, &[]).unwrap().request().shown(),
        control::update(&access_keys::ACCESS_KEYS, &key, label, Extra::new()).unwrap().request().shown(),
        control::delete(&access_keys::ACCESS_KEYS, &key).unwrap().request().shown(),
    ];
    assert!(calls.iter().all(|call| call.path() == "api/access_keys/%2A%2A%2A%2A%2A%2A"), "{calls:?}");
    let call = control::delete(&access_keys::ACCESS_KEYS, &key).unwrap();
    assert_eq!(line(&call), "DELETE api/access_keys/the%2Funseen%20one");
    let shown = format!("{key:?} {call:?} {calls:?} {}", call.shown_path());
    assert!(!shown.contains("unseen"), "{shown}");
    assert_eq!(
        line(&access_keys::get_or_create("ci", &[access_keys::CONTROL, access_keys::DATA])),
        r#"POST api/self/get_or_create_access_key {"data":{"attributes":{"label":"ci","planes":["control","data"]},"relationships":{},"type":"access_key"}}"#
    );
    let create = control::create(&access_keys::ACCESS_KEYS, members(json!({"label": "ci"})), Extra::new());
    assert_eq!(
        line(&create.unwrap()),
        r#"POST api/access_keys {"data":{"attributes":{"label":"ci"},"relationships":{},"type":"access_key"}}"#
    );
}

#[test]
fn projects_say_who_writes_and_what_becomes_of_them() {
    let (name, sales) = (ProjectName::parse("sales é").unwrap(), by_id("sales@default-tenant"));
    let writes = "[x-projects-role: pilothouse]";
    let empty = r#""relationships":{},"type":"project"}}"#;
    let some = members(json!({"description": "d"}));
    assert_eq!(
        line(&control::create(&projects::PROJECTS, members(json!({"name": "sales"})), Extra::new()).unwrap()),
        format!(r#"POST api/projects {{"data":{{"attributes":{{"name":"sales"}},{empty} {writes}"#)
    );
    assert_eq!(
        line(&control::update(&projects::PROJECTS, &sales, some.clone(), Extra::new()).unwrap()),
        format!(
            r#"PUT api/projects/sales%40default-tenant {{"data":{{"attributes":{{"description":"d"}},{empty} {writes}"#
        )
    );
    assert_eq!(
        line(&projects::update_by_name(&name, some, Extra::new())),
        format!(
            r#"PUT api/projects/__name__/sales%20%C3%A9 {{"data":{{"attributes":{{"description":"d"}},{empty} {writes}"#
        )
    );
    assert_eq!(
        line(&projects::set_owner(&id("p-1"), &link("user", "u-1"))),
        format!(
            r#"PUT api/projects/p-1 {{"data":{{"attributes":{{}},"relationships":{{"owner":{{"data":{{"id":"u-1","type":"user"}}}}}},"type":"project"}}}} {writes}"#
        )
    );
    for (strategy, word) in
        [(projects::Strategy::Restricted, "restricted"), (projects::Strategy::Cascading, "cascading")]
    {
        assert_eq!(
            line(&projects::delete("sales", strategy)),
            format!(
                r#"DELETE api/projects {{"data":{{"attributes":{{"name":"sales"}},{empty} {writes} [igz-project-deletion-strategy: {word}]"#
            )
        );
    }
    assert_eq!(
        line(&projects::by_name(&name, &[projects::OWNER])),
        "GET api/projects/__name__/sales%20%C3%A9?include=owner"
    );
    assert_eq!(
        line(&projects::may(&name, "update", "authorization/owner")),
        "GET api/projects/__name__/sales%20%C3%A9/authorization?action=update&sub_resource=authorization%2Fowner"
    );
    // Reads say nothing of who writes.
    assert_eq!(line(&control::get(&projects::PROJECTS, &by_id("p-1"), &[]).unwrap()), "GET api/projects/p-1");
}

#[test]
fn the_members_of_a_role_are_sent_as_a_whole() {
    let role = projects::RoleMembers {
        id: id("r-1"),
        name: "Editor".into(),
        permissions: None,
        users: vec!["u-1".into()],
        groups: Vec::new(),
    };
    // The contract's example (§5.5).
    assert_eq!(
        line(&projects::set_members(&id("sales@default-tenant"), &[role], false)),
        r#"POST api/async_transactions {"data":{"attributes":{"metadata":{"notify_by_email":false,"project_ids":["sales@default-tenant"]},"requests":[{"body":{"data":{"attributes":{"name":"Editor"},"relationships":{"principal_user_groups":{"data":[]},"principal_users":{"data":[{"id":"u-1","type":"user"}]},"project":{"data":{"id":"sales@default-tenant","type":"project"}}},"type":"project_authorization_role"}},"method":"put","resource":"project_authorization_roles/r-1"}]}}}"#
    );
}

#[test]
fn the_manifest_goes_back_without_nulls_and_with_its_mode() {
    let manifest = json!({
        "app_services": [{"spec": {"name": "lab", "kind": "jupyter", "owner": null, "new": [null, {"a": null}]}, "status": {}}],
        "last_error": null,
        "running_modification_job": "",
    });
    let manifest = Whole::of(manifest).unwrap();
    for (force, mode) in [(false, "disabled"), (true, "enabled")] {
        assert_eq!(
            line(&services::save(&manifest, force)),
            format!(
                r#"PUT api/app_services_manifests {{"data":{{"attributes":{{"app_services":[{{"spec":{{"kind":"jupyter","name":"lab","new":[null,{{}}]}},"status":{{}}}}],"force_apply_all_mode":"{mode}","running_modification_job":""}},"relationships":{{}},"type":"app_services_manifest"}}}}"#
            )
        );
    }
}

#[test]
fn events_and_the_system() {
    let event = members(json!({"kind": "Mine.Happened"}));
    let start = r#"POST api/manual_events {"data":{"attributes":{"kind":"Mine.Happened"},"relationships":"#;
    assert_eq!(line(&events::emit(event.clone(), None)), format!(r#"{start}{{}},"type":"event"}}}}"#));
    assert_eq!(
        line(&events::emit(event, Some("t-1"))),
        format!(r#"{start}{{"audit_tenant":{{"data":{{"id":"t-1","type":"tenant"}}}}}},"type":"event"}}}}"#)
    );
    let delete_all = |kind: &Kind| events::delete_all(kind).map(|call| line(&call));
    assert_eq!(delete_all(&events::EVENTS).as_deref(), Some("DELETE api/events/"));
    assert_eq!(delete_all(&events::COMMUNICATION_EVENTS).as_deref(), Some("DELETE api/communication_events/"));
    assert_eq!(delete_all(&events::AUDIT_EVENTS), None);
    for what in system::RELOADED {
        assert_eq!(line(&system::reload(what)), format!("POST api/configurations/{what}/reloads"));
    }
    assert_eq!(line(&system::statistics("igz0")), "POST api/tunnel/igz0.storage_device_info.0/statistics");
    assert_eq!(line(&system::version("igz1")), "GET api/tunnel/igz1.version.0/external_versions/igz1");
}

#[test]
fn an_id_is_one_segment_and_one_that_no_address_can_say_is_refused() {
    for (text, segment) in
        [("a/b", "a%2Fb"), ("../../self", "..%2F..%2Fself"), ("%2e%2e", "%252e%252e"), ("é?#;", "%C3%A9%3F%23%3B")]
    {
        assert_eq!(control::delete(&users::USERS, &by_id(text)).unwrap().path(), format!("api/users/{segment}"));
        let name = ProjectName::parse(text).unwrap();
        assert_eq!(projects::by_name(&name, &[]).path(), format!("api/projects/__name__/{segment}"));
    }
    for (text, why) in [("", BadName::Empty), (".", BadName::Dots), ("..", BadName::Dots), ("a\nb", BadName::Control)] {
        assert_eq!(Id::parse(text).err(), Some(why));
        assert_eq!(ProjectName::parse(text).err(), Some(why));
    }
}
