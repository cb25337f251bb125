//! Demo data

use std::collections::BTreeMap;

use pilothouse_sandbox::{clock::Clock, demo, nodes::NodeNumber, random::Random};
use pilothouse_wire::{
    api_node::{generations, keys, maintenance, mapping, prediction, services},
    automation::kitchens,
    dss::{ApiKeyId, ProjectKey, global_keys, groups, projects, users},
};
use tempfile::TempDir;

use crate::support::{Node, START, USER, endpoint, generation, open, service};

/// A node whose folder was seeded before it was opened.
async fn seeded(services: u32) -> Node {
    let node = Node::new().await;
    let clock = Clock::set_to(START);
    demo::seed(&node.folder.path().join("data"), NodeNumber::FIRST, services, &clock, &Random::sequence(1)).unwrap();
    node.app.loader.load_at_start().await.unwrap();
    node
}

#[tokio::test]
async fn it_is_a_node_with_every_kind_of_mapping() {
    let node = seeded(demo::BY_HAND).await;
    let all = node.ask(services::list()).await.unwrap().rows;
    let (mut number, mut splits) = (0, Vec::new());
    for one in &all {
        let list = node.ask(generations::list(&one.service_id)).await.unwrap().rows;
        number += list.len();
        splits.push(list.iter().filter(|generation| generation.mapped > Some(0.0)).count());
    }
    assert_eq!((all.len(), number), (12, 40));
    assert!(splits.contains(&3) && splits.contains(&2) && splits.contains(&1) && splits.contains(&0));
    let failed: Vec<_> = all.iter().filter(|one| one.start_aborted_reason.is_some()).collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].service_id, service("claim-triage"));
    assert_eq!(all.iter().filter(|one| one.enabled == Some(false)).count(), 3);
}

#[tokio::test]
async fn it_answers_and_its_packages_can_be_imported() {
    let node = seeded(demo::BY_HAND).await;
    for (id, end, archive) in [("parcel-eta", "delay", "winter-6"), ("refund-risk", "risk", "v5")] {
        let path = node.app.folder.path().join(format!("{id}-{archive}.zip"));
        node.ask(generations::import(&service(id), path.to_str().unwrap())).await.unwrap();
        node.ask(mapping::switch_to(&service(id), &generation(archive))).await.unwrap();
        let record = r#"{"features":{"weight_kg":1,"distance_km":2}}"#;
        let path = format!("/apinode/public/api/v1/{id}/{end}/predict");
        let answer = node.raw("POST", &path, record).await;
        let call = prediction::predict(&service(id), &endpoint(end), &Default::default());
        let context = call.read(&answer).unwrap().api_context.unwrap();
        assert_eq!(context.service_generation, Some(generation(archive)));
    }
}

#[tokio::test]
async fn keys_and_traffic_are_there() {
    let node = seeded(demo::BY_HAND).await;
    let keys = node.ask(keys::list()).await.unwrap().rows;
    let now = START as f64;
    assert!(keys.iter().any(|key| key.expires_on.is_some_and(|end| end < now)), "an ended one");
    assert!(keys.iter().any(|key| key.expires_on.is_some_and(|end| end > now && end < now + 7.0 * 86_400_000.0)));
    assert!(keys.iter().any(|key| key.expires_on.is_none()));
    let (again, _) = open(node.folder.path().join("data")).await;
    let metrics = again.traffic.show(0);
    let series = &metrics["sandbox"]["services"]["parcel-eta"]["endpoints"]["delay"]["generations"];
    assert_eq!((&series["winter-4"]["queries"], &series["winter-5"]["queries"]), (&19_200.into(), &4_800.into()));
    assert!(node.ask(maintenance::metrics()).await.is_ok());
}

/// What is seen of a node from outside: each service, whether it is enabled, its generations and their shares.
async fn seen(node: &Node) -> BTreeMap<String, (bool, Vec<(String, f64)>)> {
    let mut seen = BTreeMap::new();
    for (id, enabled) in node.services().await {
        let list = node.ask(generations::list(&service(&id))).await.unwrap().rows;
        let shares = list.into_iter().map(|one| (one.generation_id.to_string(), one.mapped.unwrap())).collect();
        seen.insert(id, (enabled, shares));
    }
    seen
}

#[tokio::test]
async fn of_several_nodes_the_second_lags_behind_and_the_third_has_another_mapping() {
    let nodes = Node::several(4).await;
    let mut all = Vec::new();
    for node in &nodes {
        let clock = Clock::set_to(START);
        demo::seed(&node.app.data, node.app.number, demo::BY_HAND, &clock, &Random::sequence(1)).unwrap();
        all.push(seen(node).await);
    }
    let [first, second, third, fourth] = all.try_into().unwrap();
    let missing: Vec<_> = first.keys().filter(|id| !second.contains_key(*id)).collect();
    assert_eq!(missing, ["credit-limit", "stock-cover"]);
    let differ = |other: &BTreeMap<_, _>| -> Vec<String> {
        first
            .iter()
            .filter(|(id, one)| other.get(*id).is_some_and(|two| two != *one))
            .map(|(id, _)| id.clone())
            .collect()
    };
    assert_eq!(differ(&second), ["churn-score", "lead-scoring", "parcel-eta", "refund-risk"]);
    let shown =
        |shares: &[(&str, f64)]| shares.iter().map(|(id, share)| ((*id).to_owned(), *share)).collect::<Vec<_>>();
    assert_eq!(second["churn-score"], (false, first["churn-score"].1.clone()));
    assert_eq!(second["lead-scoring"].1, first["lead-scoring"].1[1..], "the newest is not there, the rest is the same");
    assert_eq!(second["parcel-eta"].1[..2], shown(&[("winter-5", 0.05), ("winter-4", 0.95)]));
    assert_eq!(second["refund-risk"].1[..3], shown(&[("v4", 0.0), ("v3", 0.2), ("v2", 0.8)]));
    assert_eq!((third.len(), differ(&third)), (12, vec!["demand-daily".to_owned()]));
    assert_eq!(third["demand-daily"].1[..2], shown(&[("week-4", 0.75), ("week-3", 0.25)]));
    assert_eq!(fourth, first);
}

#[tokio::test]
async fn a_second_start_seeds_nothing() {
    let node = seeded(3).await;
    node.ask(services::delete(&service("parcel-eta"))).await.unwrap();
    let data = node.folder.path().join("data");
    demo::seed(&data, NodeNumber::FIRST, 12, &Clock::set_to(START), &Random::sequence(1)).unwrap();
    assert_eq!(node.services().await.len(), 2);
}

#[tokio::test]
async fn there_are_people_and_what_they_may_do() {
    let node = seeded(demo::BY_HAND).await;
    let admin = node.admin().await;
    let users = node.ask_as(&admin, users::list(false)).await.unwrap().rows;
    let demo: Vec<_> = users.iter().filter(|one| one.text(users::LOGIN) != Some(USER)).collect();
    assert_eq!(demo.len(), 200);
    assert!(demo.iter().any(|one| one.flag(users::ENABLED) == Some(false)), "some are disabled");
    assert!(demo.iter().any(|one| one.text(users::SOURCE_TYPE) != Some(users::LOCAL)), "some come from elsewhere");
    assert!(demo.iter().all(|one| !one.texts(users::GROUPS).unwrap().is_empty()));
    assert_eq!(node.ask_as(&admin, groups::list()).await.unwrap().rows.len(), 12);
    let projects = node.ask_as(&admin, projects::list()).await.unwrap().rows;
    assert_eq!(projects.len(), 6);
    for project in &projects {
        let key = ProjectKey::parse(project.text(projects::PROJECT_KEY).unwrap()).unwrap();
        assert!(!node.ask_as(&admin, projects::datasets(&key)).await.unwrap().rows.is_empty(), "{key}");
        // What it says can be put back: there is nobody in it whom the demo does not have.
        let who = node.ask_as(&admin, projects::permissions(&key)).await.unwrap();
        assert!(!who.list(projects::ENTRIES).is_empty(), "{key}");
        node.ask_as(&admin, projects::save_permissions(&key, &who)).await.unwrap();
    }
    for key in node.ask_as(&admin, global_keys::list()).await.unwrap().rows {
        let id = ApiKeyId::parse(key.text(global_keys::ID).unwrap()).unwrap();
        node.ask_as(&admin, global_keys::save(&id, &key)).await.unwrap();
    }
    assert_eq!(node.ask_as(&node.sign_in().await, kitchens::list()).await.unwrap().rows.len(), 5);
}

#[test]
fn users_grow_with_the_services_and_groups_and_projects_do_not() {
    for (services, users) in [(3, 200), (200, 200), (201, 201), (450, 450)] {
        let folder = TempDir::new().unwrap();
        demo::seed(folder.path(), NodeNumber::FIRST, services, &Clock::set_to(START), &Random::sequence(1)).unwrap();
        let db = pilothouse_sandbox::store::connect(folder.path()).unwrap();
        let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap();
        assert_eq!(count("SELECT count(*) FROM service"), services);
        assert_eq!(count("SELECT count(*) FROM dss_user"), users, "--demo {services}");
        assert_eq!(count("SELECT count(*) FROM dss_group"), 12);
        assert_eq!(count("SELECT count(*) FROM dss_project"), 6);
    }
}

#[test]
fn a_large_node_is_filled_up_with_names_that_can_be_searched() {
    let folder = TempDir::new().unwrap();
    demo::seed(folder.path(), NodeNumber::FIRST, 1000, &Clock::set_to(START), &Random::sequence(1)).unwrap();
    let db = pilothouse_sandbox::store::connect(folder.path()).unwrap();
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM service"), 1000);
    assert_eq!(count("SELECT count(*) FROM service WHERE id LIKE 'coast-%'"), 124);
    assert_eq!(count("SELECT count(*) FROM package"), 40 + 1);
}
