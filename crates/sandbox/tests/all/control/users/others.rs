//! What is seen of other people, and by whom

use pilothouse_wire::control::{
    Ask, Item,
    groups::GROUPS,
    projects::PROJECTS,
    users::{self as u, USERS},
};
use serde_json::{Value, json};

use crate::support::{As, Node, person};

const SEEN: [&str; 5] = ["admin_status", "first_name", "last_name", "operational_status", "username"];

/// The fields of each user by its name, from wherever they stand in an answer.
fn fields(body: &Value) -> Vec<(String, Vec<String>)> {
    let data = body["data"].as_array().cloned().unwrap_or_else(|| vec![body["data"].clone()]);
    let included = body["included"].as_array().unwrap();
    let users = data.iter().chain(included).filter(|one| one["type"] == "user");
    let name = |user: &Value| user["attributes"]["username"].as_str().unwrap().to_owned();
    let mut all: Vec<_> = users
        .map(|user| {
            let mut fields: Vec<String> = user["attributes"].as_object().unwrap().keys().cloned().collect();
            fields.sort();
            (name(user), fields)
        })
        .collect();
    all.sort();
    all
}

async fn asked(node: &Node, who: &As, path: &str) -> Value {
    let (status, body) = node.asked(who, "GET", path, Value::Null).await;
    assert_eq!(status, 200, "{path} {body}");
    body
}

struct Place {
    node: Node,
    admin: As,
    ada: As,
    ben: Item,
    crew: Item,
}

/// Ada, who may do much and is no security administrator, and ben, who owns the project in which both are.
async fn place() -> Place {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let ada = node.control_person(&admin, "ada", &["IT Admin", "Project Security Admin"]).await;
    let ben = node.made(&admin, &USERS, person("ben"), json!({})).await;
    let users = [&node.own(&ada).await, &ben].map(|user| json!({"type": "user", "id": user.id}));
    let owner = json!({"owner": {"data": users[1]}});
    let crew = node.made(&admin, &GROUPS, json!({"name": "crew"}), json!({"users": {"data": users}})).await;
    node.made(&admin, &PROJECTS, json!({"name": "sales"}), owner).await;
    Place { node, admin, ada, ben, crew }
}

#[tokio::test]
async fn others_are_seen_by_name_and_status_wherever_they_stand() {
    let Place { node, ada, ben, crew, .. } = place().await;
    for path in [
        "users",
        &format!("users/{}", ben.id),
        "user_groups?include=users",
        &format!("user_groups/{}?include=users", crew.id),
        "projects?include=owner",
        "projects/__name__/sales?include=owner",
        "self?include=user_groups.users",
    ] {
        let all = fields(&asked(&node, &ada, path).await);
        let (_, of_ben) = all.iter().find(|(name, _)| name == "ben").unwrap_or_else(|| panic!("{path} {all:?}"));
        assert_eq!(of_ben, &SEEN, "{path}");
        // One's own are all there.
        let own = all.iter().find(|(name, _)| name == "ada");
        assert!(own.is_none_or(|(_, own)| own.contains(&u::EMAIL.to_owned())), "{path} {own:?}");
    }
    let link = json!({"data": {"attributes": {"description": "x"}}});
    let (_, changed) = node.asked(&ada, "PUT", "projects/__name__/sales", link).await;
    assert_eq!(fields(&changed), [("ben".to_owned(), SEEN.map(str::to_owned).to_vec())]);
    let made = json!({"data": {"attributes": {"name": "next"}, "relationships": {"owner": {"data": {"id": ben.id}}}}});
    let (_, made) = node.asked(&ada, "POST", "projects", made).await;
    assert_eq!(fields(&made), [("ben".to_owned(), SEEN.map(str::to_owned).to_vec())]);
}

#[tokio::test]
async fn no_list_goes_by_what_is_hidden() {
    let Place { node, admin, ada, .. } = place().await;
    for query in ["filter[email]=[$match-i]^a", "filter[assigned_policies]=[$contains_any]Data", "sort=username,-uid"] {
        let path = ["users?", query].concat();
        let (status, body) = node.asked(&ada, "GET", &path, Value::Null).await;
        assert!(status == 403 && body.to_string().contains("Security Admin"), "{query} {body}");
        asked(&node, &admin, &path).await;
    }
    let names = async |query: &str| {
        let body = asked(&node, &ada, &["users?", query].concat()).await;
        let name = |user: &Value| user["attributes"]["username"].as_str().unwrap().to_owned();
        body["data"].as_array().unwrap().iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(names("sort=-username&filter[operational_status]=up").await, ["ben", "admin", "ada"]);
    assert_eq!(names("filter[first_name]=Ada&filter[username]=[$contains_istr]EN").await, ["ben"]);
}

#[tokio::test]
async fn a_security_administrator_sees_all_in_person_or_through_a_group() {
    let Place { node, admin, ada, crew, .. } = place().await;
    let all = fields(&asked(&node, &admin, "user_groups?include=users").await);
    assert!(all.iter().all(|(_, fields)| fields.contains(&u::POLICIES.to_owned())), "{all:?}");
    let policies = json!({"assigned_policies": ["Security Admin"]});
    node.changed(&admin, &GROUPS, &crate::support::by_id(&crew), policies, json!({})).await.unwrap();
    let page = node.page(&ada, &USERS, &Ask::default()).await;
    assert!(page.items.iter().all(|user| user.text(u::EMAIL).is_some()));
}
