//! `POST projects`

use pilothouse_wire::{
    Extra,
    control::{Ask, Link, Which, create, get, jobs as j, projects as p, to_one},
};
use serde_json::{Value, json};

use super::{attributes, called, id};
use crate::support::{Node, refused, words};

#[tokio::test]
async fn a_project_is_there_at_once_and_up_when_its_job_is_done() {
    let node = Node::new().await;
    let ana = node.control_user("ana").await;
    let call = create(&p::PROJECTS, attributes("sales"), Extra::new()).unwrap();
    let answer = node.answer_as(&ana, &call).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let done = call.read(&answer).unwrap();
    let item = done.item.unwrap();
    assert_eq!((item.id.as_str(), item.text(p::OPERATIONAL_STATUS)), ("sales@default-tenant", Some(p::CREATING)));
    assert_eq!(item.text(p::OWNER_USERNAME), Some("ana"));
    let job = done.job.unwrap();
    assert_eq!(node.job(&ana, &job).await.text(j::CTX_ID), done.ctx.as_deref());
    node.run_jobs().await;
    assert_eq!(node.job(&ana, &job).await.text(j::STATE), Some(j::COMPLETED));
    let one = node.one(&ana, get(&p::PROJECTS, &Which::Id(id(&item.id)), &[p::ROLES_OF, p::OWNER, p::LAST_JOB])).await;
    assert_eq!(one.item.text(p::OPERATIONAL_STATUS), Some(p::ONLINE));
    let roles: Vec<_> = one.included.iter().filter(|one| one.record == p::PROJECT_ROLES.record).collect();
    assert_eq!(roles.iter().map(|role| role.text(p::NAME).unwrap()).collect::<Vec<_>>(), p::ROLES);
    assert!(roles.iter().all(|role| role.attributes.get(p::PERMISSIONS).is_some_and(Value::is_array)));
    assert_eq!(one.item.one(p::LAST_JOB).unwrap().id, job.to_string());
    assert_eq!(refused(node.ask_as(&ana, call).await), 409);
}

#[tokio::test]
async fn names_are_labels_and_what_is_missing_or_unknown_is_named() {
    let node = Node::new().await;
    let ana = node.control_user("ana").await;
    for name in ["", "Sales", "-sales", "sales-", "sa les", "söl", &"x".repeat(64)] {
        let call = create(&p::PROJECTS, attributes(name), Extra::new()).unwrap();
        let words = words(node.ask_as(&ana, call).await);
        assert!(words.contains(p::NAME), "{words}");
    }
    for (field, value) in [("owner", json!("x")), (p::LABELS, json!([{"name": "a"}])), (p::MLRUN_PROJECT, json!("{"))] {
        let mut wrong = attributes("sales");
        wrong.insert(field.into(), value);
        let words = words(node.ask_as(&ana, create(&p::PROJECTS, wrong, Extra::new()).unwrap()).await);
        assert!(words.contains(field), "{words}");
    }
    assert_eq!(node.page(&ana, &p::PROJECTS, &Ask::default()).await.items, []);
}

#[tokio::test]
async fn it_takes_a_policy_and_may_be_for_somebody_else() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let ana = node.control_user("ana").await;
    let link = Link { record: "user".into(), id: node.own(&ana).await.id };
    let relations: Extra = [(p::OWNER.to_owned(), to_one(&link))].into_iter().collect();
    node.ask_as(&admin, create(&p::PROJECTS, attributes("sales"), relations).unwrap()).await.unwrap();
    let one = node.ask_as(&ana, p::by_name(&called("sales"), &[p::OWNER])).await.unwrap();
    assert_eq!(one.included[0].text("username"), Some("ana"));
    let body = json!({"data": {"type": "user", "attributes": {"assigned_policies": ["Data"]}, "relationships": {}}});
    if node.asked(&admin, "PUT", &["users/", &link.id].concat(), body).await.0 == 200 {
        let call = create(&p::PROJECTS, attributes("other"), Extra::new()).unwrap();
        assert_eq!(refused(node.ask_as(&ana, call).await), 403);
    }
}

#[tokio::test]
async fn known_names_make_known_ends() {
    let node = Node::new().await;
    let ana = node.control_user("ana").await;
    for (name, state, status) in [
        ("stuck-job", j::IN_PROGRESS, p::CREATING),
        ("failing-job", j::FAILED, p::UNKNOWN),
        ("canceled-job", j::CANCELED, p::UNKNOWN),
        ("failing-service", j::COMPLETED, p::ONLINE),
    ] {
        let call = create(&p::PROJECTS, attributes(name), Extra::new()).unwrap();
        let job = node.ask_as(&ana, call).await.unwrap().job.unwrap();
        node.run_jobs().await;
        let job = node.job(&ana, &job).await;
        assert_eq!(job.text(j::STATE), Some(state), "{name}");
        assert_eq!(j::said(&job).message.is_some(), state != j::IN_PROGRESS, "{name}");
        let project = node.ask_as(&ana, p::by_name(&called(name), &[])).await.unwrap().item;
        assert_eq!(project.text(p::OPERATIONAL_STATUS), Some(status), "{name}");
        for wish in [p::OFFLINE, p::ONLINE] {
            let change = [(p::ADMIN_STATUS.to_owned(), json!(wish))].into_iter().collect();
            node.ask_as(&ana, p::update_by_name(&called(name), change, Extra::new())).await.unwrap();
        }
        let project = node.ask_as(&ana, p::by_name(&called(name), &[])).await.unwrap().item;
        assert_eq!(project.text(p::OPERATIONAL_STATUS), Some(status), "{name}: nothing else brings it up");
    }
}
