//! Events of the control plane

use pilothouse_wire::{
    Secret,
    control::{
        Ask, Filter, Op,
        events::{self as e, AUDIT_EVENTS, COMMUNICATION_EVENTS, EVENTS},
        sessions,
        users::USERS,
    },
};
use serde_json::{Value, json};

use crate::support::{As, Node, PASSWORD, USER, person};

#[tokio::test]
async fn an_event_is_emitted_listed_and_deleted_with_all_others() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let sent = json!({"kind": "Ship.Docked", "description": "at last", "severity": "major", "timestamp_uint64": 0,
        "parameters_text": [{"name": "pier", "value": "7"}], "tags": ["x"]});
    node.ask_as(&admin, e::emit(sent.as_object().unwrap().clone(), None)).await.unwrap();
    let event = node.page(&admin, &EVENTS, &Ask::only(e::KIND, "Ship.Docked")).await.items.remove(0);
    assert_eq!(event.text(e::TIME), Some("2027-01-15T08:00:00.000000+00:00"));
    assert_eq!(event.text(e::TIME_TEXT), Some("1800000000000000000"));
    assert_eq!(event.attributes.get(e::TIME_NUMBER), Some(&json!(1_800_000_000_000_000_000_i64)));
    assert_eq!(event.text(e::USER_ID), Some(node.own(&admin).await.id.as_str()));
    node.ask_as(&admin, e::delete_all(&EVENTS).unwrap()).await.unwrap();
    assert_eq!(node.page(&admin, &EVENTS, &Ask::default()).await.items, []);
    node.ask_as(&admin, e::delete_all(&COMMUNICATION_EVENTS).unwrap()).await.unwrap();
}

#[tokio::test]
async fn with_a_tenant_it_stands_in_the_audit_trail() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let tenant = node.ask_as(&admin, sessions::verify()).await.unwrap().tenant_id.unwrap();
    let sent =
        json!({"kind": "Ship.Boarded", "timestamp_iso8601": "2026-01-02T03:04:05Z"}).as_object().unwrap().clone();
    node.ask_as(&admin, e::emit(sent.clone(), Some(&tenant))).await.unwrap();
    let ask = Ask { include: vec![e::AUDIT_TENANT], ..Ask::only(e::KIND, "Ship.Boarded") };
    let page = node.page(&admin, &AUDIT_EVENTS, &ask).await;
    assert_eq!(page.items[0].text(e::TIME), Some("2026-01-02T03:04:05.000000+00:00"));
    assert_eq!(page.items[0].one(e::AUDIT_TENANT).unwrap().id, tenant);
    assert_eq!(node.page(&admin, &EVENTS, &Ask::default()).await.items, []);
    assert!(crate::support::words(node.ask_as(&admin, e::emit(sent, Some("none"))).await).contains("audit_tenant"));
}

#[tokio::test]
async fn a_time_is_kept_to_its_last_digit_in_whichever_spelling_it_came() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let (nanos, iso) = ("1767323045123456789", "2026-01-02T03:04:05.123456+00:00");
    for (sent, number) in [
        (json!({"kind": "a.b", "timestamp_iso8601": "2026-01-02T04:04:05.123456+01:00"}), "1767323045123456000"),
        (json!({"kind": "a.b", "timestamp_uint64": nanos.parse::<u64>().unwrap()}), nanos),
        (json!({"kind": "a.b", "timestamp_uint64_str": nanos, "timestamp_uint64": 0}), nanos),
    ] {
        let body = json!({"data": {"type": "event", "attributes": sent}});
        let (status, body) = node.asked(&admin, "POST", "manual_events", body).await;
        let event = &body["data"]["attributes"];
        assert_eq!(status, 201, "{body}");
        assert_eq!((&event[e::TIME], &event[e::TIME_TEXT]), (&json!(iso), &json!(number)));
        assert_eq!(event[e::TIME_NUMBER], number.parse::<u64>().unwrap());
    }
}

#[tokio::test]
async fn who_deletes_all_events_stands_in_the_trail() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let sent = json!({"kind": "Ship.Docked"});
    node.ask_as(&admin, e::emit(sent.as_object().unwrap().clone(), None)).await.unwrap();
    for kind in [&EVENTS, &COMMUNICATION_EVENTS] {
        node.ask_as(&admin, e::delete_all(kind).unwrap()).await.unwrap();
    }
    let page = node.page(&admin, &AUDIT_EVENTS, &Ask::default()).await;
    let said: Vec<_> =
        page.items.iter().map(|one| (one.text("kind").unwrap(), one.text("description").unwrap())).collect();
    assert_eq!(
        said,
        [
            ("Event.AllDeleted", "admin deleted all events"),
            ("CommunicationEvent.AllDeleted", "admin deleted all communication events"),
        ]
    );
    assert_eq!(page.items[0].attributes.get(e::TEXTS), Some(&json!([{"name": "count", "value": "1"}])));
    assert_eq!(page.items[0].text(e::USER_ID), Some(node.own(&admin).await.id.as_str()));
}

#[tokio::test]
async fn the_server_writes_down_who_signed_in_and_who_could_not() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    node.made(&admin, &USERS, person("ada"), json!({})).await;
    node.control_session("ada", PASSWORD).await;
    for name in ["ada", "eve"] {
        let wrong = node.ask_as(&As::Nobody, sessions::create(name, &Secret::new("a wrong horse"))).await;
        assert_eq!(crate::support::refused(wrong), 401);
    }
    let trail = node.trail(&admin).await;
    let said: Vec<(&str, &str)> = trail.iter().map(|(kind, text)| (kind.as_str(), text.as_str())).collect();
    assert_eq!(
        said,
        [
            ("Security.User.Login.Failed", "eve could not sign in"),
            ("Security.User.Login.Failed", "ada could not sign in"),
            ("Security.User.Login.Succeeded", "ada signed in"),
            ("User.Created", "admin made the user ada"),
        ]
    );
    let (_, body) = node.asked(&admin, "GET", "audit_events", Value::Null).await;
    assert!(!body.to_string().contains("horse"), "{body}");
}

#[tokio::test]
async fn a_range_of_time_is_two_filters_of_one_field() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    for hour in 0..5 {
        let sent = json!({"kind": "Bell.Rung", "timestamp_iso8601": format!("2026-01-02T0{hour}:00:00Z")});
        node.ask_as(&admin, e::emit(sent.as_object().unwrap().clone(), None)).await.unwrap();
    }
    let filter = |op, value: &str| Filter { field: e::TIME.into(), op, value: value.into() };
    let filters = vec![filter(Op::AtLeast, "2026-01-02T01:00:00Z"), filter(Op::Less, "2026-01-02T04:00:00+00:00")];
    let page = node.page(&admin, &EVENTS, &Ask { filters, count: true, ..Ask::default() }).await;
    assert_eq!(page.total, Some(3));
}

#[tokio::test]
async fn what_does_not_do_is_named() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    for (attributes, named) in [
        (json!({}), "kind"),
        (json!({"kind": "a.b", "severity": "awful"}), "severity"),
        (json!({"kind": "a.b", "timestamp_iso8601": "noon"}), "timestamp_iso8601"),
        (json!({"kind": "a.b", "timestamp_iso8601": "2024-01-01T00:00:00+1é"}), "timestamp_iso8601"),
        (json!({"kind": "a.b", "timestamp_iso8601": "1960-01-01"}), "timestamp_iso8601"),
        (json!({"kind": "a.b", "timestamp_iso8601": "2300-01-01"}), "timestamp_iso8601"),
        (json!({"kind": "a.b", "timestamp_uint64": -1}), "timestamp_uint64"),
        (json!({"kind": "a.b", "timestamp_uint64_str": "abc"}), "timestamp_uint64_str"),
        (json!({"kind": "a.b", "timestamp_uint64_str": "-5"}), "timestamp_uint64_str"),
        (json!({"kind": "a.b", "parameters_text": 5}), "parameters_text"),
        (json!({"kind": "a.b", "parameters_text": [{"name": "a", "value": 5}]}), "parameters_text"),
        (json!({"kind": "a.b", "parameters_uint64": [{"name": "a", "value": -5}]}), "parameters_uint64"),
        (json!({"kind": "a.b", "affected_resources": ["x"]}), "affected_resources"),
        (json!({"kind": "a.b", "affected_resources": [{"type": 5}]}), "affected_resources"),
        (json!({"kind": "a.b", "tags": "x"}), "tags"),
        (json!({"kind": "a.b", "tags": [5]}), "tags"),
        (json!({"kind": "a.b", "colour": "red"}), "colour"),
    ] {
        let body = json!({"data": {"type": "event", "attributes": attributes}});
        let (status, body) = node.asked(&admin, "POST", "manual_events", body).await;
        assert!(status == 400 && body["errors"][0]["detail"].as_str().unwrap().contains(named), "{body}");
    }
    let (status, _) = node.asked(&admin, "DELETE", "audit_events/", Value::Null).await;
    assert_eq!(status, 404, "nobody deletes the audit trail");
    assert_eq!(node.own(&admin).await.text("username"), Some(USER));
}
