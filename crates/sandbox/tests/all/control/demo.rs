//! Demo data of the control plane

use std::collections::BTreeSet;

use pilothouse_sandbox::{clock::Clock, control::runner, demo, nodes::NodeNumber, random::Random};
use pilothouse_wire::control::{
    Ask, Item, KINDS, Kind, Page, Part, access_keys, events as e, groups, jobs as j, list,
    projects::{self as p, RoleMembers},
    services as s, system, users as u,
};
use serde_json::Value;

use crate::support::{As, Node, START, by_id, refused};

async fn seeded(size: u32) -> (Node, As) {
    let node = Node::new().await;
    let clock = Clock::set_to(START);
    demo::seed(&node.folder.path().join("data"), NodeNumber::FIRST, size, &clock, &Random::sequence(1)).unwrap();
    let admin = node.control_admin().await;
    (node, admin)
}

/// All records of a kind, page by page.
async fn all(node: &Node, who: &As, kind: &Kind, include: Vec<&'static str>) -> Page {
    let mut whole = Page::default();
    for number in 0.. {
        let ask = Ask { part: Part::Number(number), size: 200, include: include.clone(), ..Ask::default() };
        let page = node.page(who, kind, &ask).await;
        assert_eq!(page.unreadable, []);
        if page.items.is_empty() {
            break;
        }
        whole.items.extend(page.items);
        whole.included.extend(page.included);
    }
    whole
}

/// The values of a field.
fn values(items: &[Item], field: &str) -> BTreeSet<String> {
    items.iter().filter_map(|item| item.text(field).map(str::to_owned)).collect()
}

#[tokio::test]
async fn people_are_in_groups_and_the_administrator_is_one_of_them() {
    let (node, admin) = seeded(12).await;
    let users = all(&node, &admin, &u::USERS, vec![u::GROUPS]).await.items;
    assert_eq!(users.len(), 201);
    assert_eq!(values(&users, u::USERNAME).len(), 201);
    assert_eq!(values(&users, u::ADMIN_STATUS).len(), 2);
    assert_eq!(values(&users, u::OPERATIONAL_STATUS).len(), 3);
    assert!(users.iter().all(|user| !user.many(u::GROUPS).unwrap().is_empty()));
    assert_eq!(node.own(&admin).await.text(u::USERNAME), Some("admin"));
    let going = users.iter().find(|user| user.text(u::OPERATIONAL_STATUS) == Some(u::DELETING)).unwrap();
    let call = || pilothouse_wire::control::delete(&u::USERS, &by_id(going)).unwrap();
    node.ask_as(&admin, call()).await.unwrap();
    assert_eq!(refused(node.ask_as(&admin, call()).await), 409);
    let groups = all(&node, &admin, &groups::GROUPS, vec![groups::USERS_OF]).await.items;
    assert_eq!(groups.len(), 25);
    for record in users.iter().chain(&groups) {
        let policies = record.attributes.texts(u::POLICIES).unwrap();
        assert!(policies.iter().all(|policy| u::KNOWN_POLICIES[..12].contains(&policy.as_str())), "{policies:?}");
    }
}

#[tokio::test]
async fn projects_have_members_with_one_role_each() {
    let (node, admin) = seeded(12).await;
    let include =
        vec!["project_authorization_roles.principal_users", "project_authorization_roles.principal_user_groups"];
    let page = all(&node, &admin, &p::PROJECTS, include).await;
    assert_eq!(page.items.len(), 30);
    assert_eq!(values(&page.items, p::OPERATIONAL_STATUS).len(), 5);
    for project in &page.items {
        let of = |link: &pilothouse_wire::control::Link| page.included.iter().find(|one| one.id == link.id);
        let roles: Vec<_> =
            project.many(p::ROLES_OF).unwrap().iter().filter_map(of).filter_map(RoleMembers::of).collect();
        assert_eq!(roles.len(), 3);
        let members: Vec<_> = roles.iter().flat_map(|role| role.users.iter().chain(&role.groups)).collect();
        assert_eq!(members.iter().collect::<BTreeSet<_>>().len(), members.len(), "{}", project.id);
        assert!(serde_json::from_str::<Value>(project.text(p::MLRUN_PROJECT).unwrap()).is_ok());
    }
}

#[tokio::test]
async fn jobs_are_in_every_state_and_none_of_them_moves() {
    let (node, admin) = seeded(12).await;
    let jobs = all(&node, &admin, &j::JOBS, vec![]).await.items;
    assert_eq!((jobs.len(), values(&jobs, j::STATE).len()), (60, j::STATES.len()));
    assert!(
        jobs.iter()
            .filter(|job| job.text(j::STATE) == Some(j::FAILED))
            .all(|job| !j::said(job).eq(&j::Said::default()))
    );
    assert_eq!(runner::run_due(&node.app).await.unwrap(), None);
}

#[tokio::test]
async fn events_are_of_every_sort_and_of_the_last_two_weeks() {
    let (node, admin) = seeded(12).await;
    let events = all(&node, &admin, &e::EVENTS, vec![]).await.items;
    assert_eq!(events.len(), 400);
    let audit = all(&node, &admin, &e::AUDIT_EVENTS, vec![]).await.items;
    assert!(audit.len() >= 600);
    for (field, known) in [(e::SEVERITY, e::SEVERITIES.len()), (e::VISIBILITY, e::VISIBILITIES.len())] {
        assert_eq!(values(&events, field).len(), known, "{field}");
    }
    let mut sorts = values(&events, e::CLASSIFICATION);
    sorts.extend(values(&audit, e::CLASSIFICATION));
    assert_eq!(sorts.len(), e::CLASSIFICATIONS.len());
    assert!(
        values(&events, e::TIME)
            .iter()
            .all(|time| time.starts_with("2027-01-") && time.as_str() < "2027-01-15T08:00:01")
    );
    assert!(!all(&node, &admin, &e::COMMUNICATION_EVENTS, vec![]).await.items.is_empty());
}

#[tokio::test]
async fn the_manifest_has_services_in_every_state() {
    let (node, admin) = seeded(12).await;
    let manifest = node.ask_as(&admin, s::list()).await.unwrap().items.remove(0).attributes;
    let value = manifest.value();
    let services = value[s::SERVICES].as_array().unwrap();
    let states: BTreeSet<_> = services.iter().map(|one| one[s::STATUS][s::STATE].as_str().unwrap()).collect();
    assert_eq!(states, BTreeSet::from([s::READY, s::DISABLED, s::SCALED_TO_ZERO, s::ERROR]));
    assert_eq!(services.len(), 14);
    assert!(manifest.text(s::LAST_ERROR).unwrap().contains("prometheus"));
    // Sent back as it came it changes nothing.
    let job = node.ask_as(&admin, s::save(&manifest, false)).await.unwrap().job.unwrap();
    node.run_jobs().await;
    assert_eq!(node.job(&admin, &job).await.text(j::STATE), Some(j::COMPLETED));
}

#[tokio::test]
async fn every_kind_that_can_be_listed_has_something_to_show() {
    let (node, admin) = seeded(12).await;
    let keys = [&access_keys::ACCESS_KEYS, &p::PROJECT_ROLES];
    for kind in KINDS.into_iter().filter(|kind| !keys.contains(kind)) {
        let page = node.ask_as(&admin, list(kind, &Ask::default()).unwrap()).await.unwrap();
        assert!(!page.items.is_empty(), "{}", kind.record);
    }
    let cluster = node.page(&admin, &system::K8S_CONFIGS, &Ask::default()).await.items.remove(0);
    assert!(cluster.text(system::MANIFEST).unwrap().contains("jupyter"));
}

#[tokio::test]
async fn the_users_are_as_many_as_the_services_up_to_a_bound() {
    let (node, admin) = seeded(450).await;
    let ask = Ask { part: Part::Number(0), size: 1, count: true, ..Ask::default() };
    assert_eq!(node.page(&admin, &u::USERS, &ask).await.total, Some(451));
}
