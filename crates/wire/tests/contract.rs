//! Every call against the tables of `docs/contract/`: method, path, query, body.

#![allow(clippy::unwrap_used, reason = "a set-up that fails is a test that fails")]

mod common;

use common::line;
use pilothouse_wire::api_node::{self, generations, keys, maintenance, mapping, prediction, services};
use pilothouse_wire::{EndpointId, GenerationId, KeyId, Secret, ServiceId, Share, Split, automation, packages};
use serde_json::{Value, json};

fn service() -> ServiceId {
    ServiceId::parse("parcel-eta").unwrap()
}

fn generation() -> GenerationId {
    GenerationId::parse("winter-3").unwrap()
}

#[test]
fn the_admin_api_has_the_22_calls_of_the_checklist() {
    let checklist = include_str!("../../../docs/contract/dataiku-apinode.md");
    let start = checklist.find("## 9. Full list").unwrap();
    let block: String = checklist[start..].split("```").nth(1).unwrap().into();
    let words: Vec<&str> = block.split_whitespace().collect();
    let mut wanted: Vec<String> = words.chunks(2).map(|pair| format!("{} {}", pair[0], pair[1])).collect();
    let mut ours: Vec<String> = api_node::ADMIN
        .iter()
        .map(|e| {
            let path = e.path.replace("{service}", "{s}").replace("{generation}", "{g}");
            format!("{} {path}", e.method.as_str())
        })
        .collect();
    wanted.sort();
    ours.sort();
    assert_eq!(ours.len(), 22);
    assert_eq!(ours, wanted);
}

#[test]
fn services() {
    assert_eq!(line(&services::list()), "GET admin/api/services");
    assert_eq!(line(&services::create(&service())), r#"POST admin/api/services/ {"serviceId":"parcel-eta"}"#);
    assert_eq!(line(&services::delete(&service())), "DELETE admin/api/services/parcel-eta");
    assert_eq!(line(&services::enable(&service())), "POST admin/api/services/parcel-eta/actions/enable");
    assert_eq!(line(&services::disable(&service())), "POST admin/api/services/parcel-eta/actions/disable");
}

#[test]
fn generations() {
    assert_eq!(line(&generations::list(&service())), "GET admin/api/services/parcel-eta/generations");
    assert_eq!(
        line(&generations::import(&service(), "/data/a b&c.zip")),
        "POST admin/api/services/parcel-eta/generations/actions/importFromArchive?filePath=%2Fdata%2Fa%20b%26c.zip"
    );
    assert_eq!(
        line(&generations::preload(&service(), &generation())),
        "POST admin/api/services/parcel-eta/generations/winter-3/preload"
    );
}

#[test]
fn mapping() {
    let rest = GenerationId::parse("winter-2").unwrap();
    let split = Split::new(vec![(generation(), Share::new(8000).unwrap()), (rest, Share::new(2000).unwrap())]).unwrap();
    assert_eq!(
        line(&mapping::set(&service(), &split)),
        "POST admin/api/services/parcel-eta/actions/setMapping \
         {\"entries\":[{\"generation\":\"winter-3\",\"proba\":0.8},{\"generation\":\"winter-2\",\"proba\":0.2}]}"
    );
    assert_eq!(
        line(&mapping::switch_to_newest(&service())),
        "POST admin/api/services/parcel-eta/actions/switchToNewest"
    );
    assert_eq!(
        line(&mapping::switch_to(&service(), &generation())),
        "POST admin/api/services/parcel-eta/actions/switchTo/winter-3"
    );
}

#[test]
fn keys_send_all_four_members_always() {
    assert_eq!(line(&keys::list()), "GET admin/api/keys");
    assert_eq!(
        line(&keys::add(&keys::NewKey { label: Some("night-job".into()), ..Default::default() })),
        r#"POST admin/api/keys {"createdBy":null,"description":null,"expiry":null,"label":"night-job"}"#
    );
    assert_eq!(line(&keys::delete_by_id(&KeyId::parse("k7Qm2").unwrap())), "DELETE admin/api/keys/k7Qm2/key");
    assert_eq!(line(&keys::delete_by_secret(Secret::new("s/e%c"))), "DELETE admin/api/keys/s%2Fe%25c");
}

#[test]
fn maintenance() {
    assert_eq!(line(&maintenance::metrics()), "GET admin/api/metrics");
    assert_eq!(line(&maintenance::clean_unused()), "DELETE admin/api/services-clean-unused");
    assert_eq!(
        line(&maintenance::import_code_envs("/envs", maintenance::Language::R)),
        "POST admin/api/cached-code-envs?fileDir=%2Fenvs&language=R"
    );
    assert_eq!(line(&maintenance::clean_code_envs()), "DELETE admin/api/cached-code-envs");
    assert_eq!(
        line(&maintenance::register_code_env("/a", "/b", maintenance::Language::Python)),
        "POST admin/api/register-global-code-env?exportedEnvDir=%2Fa&builtEnvDir=%2Fb&language=python"
    );
    assert_eq!(line(&maintenance::import_model("/m.zip")), "POST admin/api/model-cache?modelArchivePath=%2Fm.zip");
    assert_eq!(line(&maintenance::clear_models()), "DELETE admin/api/model-cache");
}

#[test]
fn predictions() {
    let endpoint = EndpointId::parse("delay").unwrap();
    let Value::Object(features) = json!({"weight_kg": 2.4}) else { unreachable!() };
    let query = prediction::Query {
        features,
        dispatch: Some(prediction::Dispatch::ForcedGeneration(generation())),
        ..Default::default()
    };
    assert_eq!(
        line(&prediction::predict(&service(), &endpoint, &query)),
        "POST public/api/v1/parcel-eta/delay/predict \
         {\"dispatch\":{\"forcedGeneration\":\"winter-3\"},\"features\":{\"weight_kg\":2.4}}"
    );
    assert_eq!(
        line(&prediction::predict_simple(&service(), &endpoint, &[("weight kg", "2.4")])),
        "GET public/api/v1/parcel-eta/delay/predict-simple?weight%20kg=2.4"
    );
    assert_eq!(
        line(&prediction::ask(&prediction::LOOKUP, &service(), &endpoint, json!({"data": {}}))),
        "POST public/api/v1/parcel-eta/delay/lookup {\"data\":{}}"
    );
    assert_eq!(line(&prediction::swagger(&service())), "GET public/api/v1/parcel-eta/swagger");
    assert_eq!(line(&api_node::is_alive()), "GET isAlive/");
}

#[test]
fn every_prediction_call_of_the_contract_is_there() {
    let text = include_str!("../../../docs/contract/dataiku-apinode.md");
    let table = text.split("### 7.2 Calls").nth(1).unwrap().split("### 7.3").next().unwrap();
    for endpoint in prediction::ALL {
        let verb = endpoint.path.rsplit('/').next().unwrap();
        assert!(table.contains(verb), "{verb}");
    }
    assert_eq!(prediction::ALL.len(), 11);
}

#[test]
fn the_session() {
    assert_eq!(
        line(&automation::login("me@example.com", &Secret::new("correct horse&"))),
        "POST v2/login form username=me%40example.com&password=correct%20horse%26"
    );
    assert_eq!(line(&automation::validate()), "GET v2/validatetoken");
    assert_eq!(line(&automation::user_info()), "GET v2/userinfo");
}

#[test]
fn the_drop_folder() {
    assert_eq!(line(&packages::upload("winter-4.zip")), "PUT winter-4.zip file");
    assert_eq!(packages::safe_name("../../etc/<b>winter 4.zip"), "etc--b-winter-4.zip");
    assert_eq!(packages::safe_name("\u{202e}.zip"), "package.zip");
    assert_eq!(packages::safe_name("winter-4.zip"), "winter-4.zip");
}

#[test]
fn an_id_cannot_change_the_path_of_a_call() {
    for text in ["..", ".", "a/b", "a\\b", "", "a\u{0}", "a\nb"] {
        assert!(ServiceId::parse(text).is_err(), "{text:?}");
    }
    for (text, segment) in [
        ("..%2Fkeys", "..%252Fkeys"),
        ("%2e%2e", "%252e%252e"),
        ("a?b", "a%3Fb"),
        ("a#b", "a%23b"),
        ("é 1", "%C3%A9%201"),
        ("a;b", "a%3Bb"),
    ] {
        let call = services::delete(&ServiceId::parse(text).unwrap());
        assert_eq!(call.path(), format!("admin/api/services/{segment}"));
    }
}

#[test]
fn secrets_are_blanked_wherever_a_call_is_shown() {
    let call = keys::delete_by_secret(Secret::new("hidden"));
    assert_eq!(call.shown_path(), "admin/api/keys/%2A%2A%2A%2A%2A%2A");
    assert!(!format!("{call:?}").contains("hidden"));
    let login = automation::login("me", &Secret::new("hidden"));
    assert!(!format!("{login:?} {:?}", login.sent_body()).contains("hidden"));
}
