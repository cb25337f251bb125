//! Secrets in what the control plane answers.

use pilothouse_wire::Extra;
use pilothouse_wire::control::{self, Ask, Item, Which, access_keys, services, system};
use serde_json::{Value, json};

use crate::{id, ok};

const KEY: &str = "11111111-hidden-4333-8444-555555555555";

fn key_item(body: &Value) -> Item {
    control::list(&access_keys::ACCESS_KEYS, &Ask::default()).unwrap().read(&ok(body)).unwrap().items.remove(0)
}

#[test]
fn the_id_of_an_access_key_is_a_secret_wherever_it_is_read() {
    let key = json!({"type": "access_key", "id": KEY, "attributes": {"label": "ci"}});
    let list = json!({"data": [key]});
    let item = key_item(&list);
    assert_eq!(item.secret.as_ref().unwrap().expose(), KEY);
    assert_eq!((item.id.len(), item.text("label")), (16, Some("ci")));
    assert_eq!(key_item(&list).id, item.id, "the handle stays the same");
    assert_ne!(key_item(&json!({"data": [{"type": "access_key", "id": "another"}]})).id, item.id);
    let Some(Which::Secret(secret)) = item.which() else { panic!("no secret") };
    assert_eq!(secret.expose(), KEY);

    let single = json!({"data": key, "included": [key]});
    let get = control::get(&access_keys::ACCESS_KEYS, &item.which().unwrap(), &[]).unwrap();
    let one = get.read(&ok(&single)).unwrap();
    assert_eq!((one.item.id, one.included[0].id.as_str()), (item.id.clone(), item.id.as_str()));
    let made = [
        control::create(&access_keys::ACCESS_KEYS, Extra::new(), Extra::new()).unwrap(),
        control::update(&access_keys::ACCESS_KEYS, &item.which().unwrap(), Extra::new(), Extra::new()).unwrap(),
        access_keys::get_or_create("ci", &[access_keys::CONTROL]),
    ];
    for call in made {
        let done = call.read(&ok(&single)).unwrap();
        assert_eq!(done.item.as_ref().unwrap().secret.as_ref().unwrap().expose(), KEY);
        assert!(!format!("{done:?} {call:?}").contains("hidden"));
    }
    // Whatever it calls itself, and wherever else it comes along.
    let odd = key_item(&json!({"data": [{"type": "session", "id": KEY}]}));
    let related =
        json!({"data": {"type": "user", "id": "u-1", "relationships": {"keys": {"data": [key]}}}, "included": [key]});
    let related = crate::one(&related).unwrap();
    assert_eq!(related.item.many("keys").unwrap()[0].id, item.id);
    let shown = format!("{item:?} {odd:?} {related:?} {:?}", related.item.many("keys"));
    assert!(!shown.contains("hidden"), "{shown}");
    // One that no path can hold is none: a call without it would be another call.
    for id in [json!(""), json!(null), json!(".."), json!("a\nb")] {
        let item = key_item(&json!({"data": [{"type": "access_key", "id": id}]}));
        assert!(item.secret.is_none() && item.which().is_none(), "{id}");
    }
}

#[test]
fn secrets_that_nobody_sends_back_are_dropped_as_they_are_read() {
    let manifest = json!({"app_services": [{"spec": {"name": "log", "kind": "filebeat", "filebeat": {
        "elasticsearch_url": "u", "elasticsearch_password": "hidden",
    }}}]});
    let k8s = json!({"data": {"type": "k8s_config", "id": "0", "attributes": {
        "namespace": "default-tenant", "kubeconfig": "hidden", "app_services_manifest": manifest.to_string(),
        "services_spec": manifest, "services_status": "{\"a\": 1}",
    }}});
    let read = control::get(&system::K8S_CONFIGS, &id(), &[]).unwrap().read(&ok(&k8s)).unwrap().item;
    assert!(!read.attributes.value().to_string().contains("hidden"), "{:?}", read.attributes.value());
    assert_eq!((read.text("namespace"), read.text("services_status")), (Some("default-tenant"), Some("{\"a\": 1}")));
    assert!(read.text(system::MANIFEST).unwrap().contains(r#""elasticsearch_url":"u""#));
    let smtp = json!({"data": [{"type": "smtp_connection", "id": 0, "attributes": {"auth_password": "hidden", "mode": "enabled"}}]});
    let read = control::list(&system::SMTP_CONNECTIONS, &Ask::default()).unwrap().read(&ok(&smtp)).unwrap();
    assert_eq!(read.items[0].attributes.value(), json!({"mode": "enabled"}));
    // The manifest itself goes back whole.
    let whole = json!({"data": [{"type": "app_services_manifest", "id": 0, "attributes": manifest}]});
    assert_eq!(services::list().read(&ok(&whole)).unwrap().items[0].attributes.value(), manifest);
    assert!(!format!("{:?}", services::list().read(&ok(&whole)).unwrap()).contains("hidden"));
}
