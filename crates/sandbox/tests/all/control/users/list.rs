//! `GET users`, and what may be asked of any list

use pilothouse_sandbox::{
    control::{Deed, users::add},
    store::dss::Object,
};
use pilothouse_wire::control::Which;
use pilothouse_wire::control::{
    Ask, Filter, Op, Part, Sort, get, groups, list,
    users::{self as u, USERS},
};
use serde_json::{Value, json};

use crate::support::{As, Node, refused, words};

/// So many users beside the administrator, made a second apart.
async fn crowd(node: &Node, count: i64) -> As {
    let admin = node.control_admin().await;
    node.own(&admin).await;
    let deed = Deed::of(&node.app, "1");
    let fill = move |db: &rusqlite::Transaction<'_>| {
        for n in 0..count {
            let deed = Deed { now: deed.now + n * 1000, ..deed.clone() };
            add(db, &deed, person(n))?;
        }
        Ok(())
    };
    node.app.people.store.write(fill).await.unwrap();
    admin
}

fn person(n: i64) -> Object {
    let policies = if n % 2 == 0 { json!(["Data"]) } else { json!(["Developer", "IT Admin"]) };
    let first_name = ["Zoë", "Émile", "ada"][usize::try_from(n % 3).unwrap()];
    let said = json!({"username": format!("user-{n:04}"), "first_name": first_name, "last_name": format!("Number {n}"),
        "email": format!("user-{n}@example.org"), "assigned_policies": policies, "job_title": "100% _x_"});
    said.as_object().unwrap().clone()
}

async fn names(node: &Node, who: &As, ask: &Ask) -> Vec<String> {
    let page = node.page(who, &USERS, ask).await;
    page.items.iter().map(|item| item.text(u::USERNAME).unwrap().to_owned()).collect()
}

fn filter(field: &str, op: Op, value: &str) -> Filter {
    Filter { field: field.into(), op, value: value.into() }
}

fn by(field: &str, descending: bool) -> Sort {
    Sort { field: field.into(), descending }
}

#[tokio::test]
async fn pages_are_counted_from_zero_and_end() {
    let node = Node::new().await;
    let admin = crowd(&node, 24).await;
    let ask = |number| Ask {
        part: Part::Number(number),
        size: 10,
        count: true,
        sort: vec![by("username", false)],
        ..Ask::default()
    };
    let sizes = [10, 10, 5, 0];
    let mut all = Vec::new();
    for (number, size) in sizes.into_iter().enumerate() {
        let page = node.page(&admin, &USERS, &ask(number as u32)).await;
        assert_eq!((page.items.len(), page.total, page.number), (size, Some(25), Some(number as u32)));
        all.extend(page.items.into_iter().map(|item| item.id));
    }
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 25);
}

#[tokio::test]
async fn the_page_that_holds_a_record_is_found() {
    let node = Node::new().await;
    let admin = crowd(&node, 24).await;
    let wanted = node.page(&admin, &USERS, &Ask::only(u::USERNAME, "user-0013")).await.items.remove(0);
    let sort = vec![by("username", true)];
    let ask = Ask { part: Part::Of(wanted.id.clone()), size: 5, sort, ..Ask::default() };
    let page = node.page(&admin, &USERS, &ask).await;
    assert_eq!(page.number, Some(2));
    assert!(page.items.contains(&wanted));
    let ask = Ask { part: Part::Of("none".into()), ..Ask::default() };
    assert_eq!(refused(node.ask_as(&admin, list(&USERS, &ask).unwrap()).await), 404);
}

#[tokio::test]
async fn without_a_page_the_first_two_hundred_come_in_the_order_of_their_making() {
    let node = Node::new().await;
    let admin = crowd(&node, 230).await;
    let (_, body) = node.asked(&admin, "GET", "users", Value::Null).await;
    assert_eq!(body["data"].as_array().unwrap().len(), 200);
    assert_eq!(body["data"][199]["attributes"]["username"], "user-0198");
    assert_eq!(body["meta"]["page_size"], 200);
    assert_eq!(body["meta"].get("total_records"), None);
    let (_, body) = node.asked(&admin, "GET", "users?count=records&page[size]=100", Value::Null).await;
    assert_eq!((&body["meta"]["total_records"], &body["meta"]["total_pages"]), (&json!(231), &json!(3)));
}

#[tokio::test]
async fn every_operator_filters() {
    let node = Node::new().await;
    let admin = crowd(&node, 12).await;
    let cases = [
        (filter("username", Op::Is, "user-0003"), 1),
        (filter("username", Op::Equal, "user-0003"), 1),
        (filter("username", Op::Unequal, "user-0003"), 12),
        (filter("uid", Op::Greater, "1008"), 4),
        (filter("uid", Op::AtLeast, "1008"), 5),
        (filter("created_at", Op::Less, "2027-01-15T08:00:03Z"), 4),
        (filter("created_at", Op::AtMost, "2027-01-15T09:00:03.000+01:00"), 5),
        (filter("username", Op::Matches, "^USER-00(01|1[01])$"), 3),
        (filter("first_name", Op::Matches, "^É"), 4),
        (filter("first_name", Op::Contains, "ZOË"), 4),
        (filter("job_title", Op::Contains, "% _"), 12),
        (filter("assigned_policies", Op::ContainsAny, "IT Admin,System Admin"), 7),
        (filter("username", Op::ContainsAny, "user-0001,user-0002,x"), 2),
        (filter("send_password_on_creation", Op::Is, "false"), 13),
        (filter("description", Op::Unequal, "x"), 13),
    ];
    for (one, count) in cases {
        let ask = Ask { filters: vec![one.clone()], ..Ask::default() };
        assert_eq!(node.page(&admin, &USERS, &ask).await.items.len(), count, "{one:?}");
    }
    let both = vec![filter("uid", Op::Greater, "1003"), filter("uid", Op::Less, "1006")];
    assert_eq!(names(&node, &admin, &Ask { filters: both, ..Ask::default() }).await, ["user-0003", "user-0004"]);
}

#[tokio::test]
async fn the_order_is_by_several_fields_and_whatever_the_case() {
    let node = Node::new().await;
    let admin = crowd(&node, 6).await;
    let ask = Ask { sort: vec![by("first_name", false), by("uid", true)], ..Ask::default() };
    let sorted = names(&node, &admin, &ask).await;
    assert_eq!(sorted, ["user-0005", "user-0002", "admin", "user-0003", "user-0000", "user-0004", "user-0001"]);
}

#[tokio::test]
async fn what_nobody_knows_is_refused_by_its_name() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    for (query, named) in [
        ("colour=red", "colour"),
        ("filter[colour]=red", "colour"),
        ("filter[colour=red", "filter[colour"),
        ("filter[username]=[$near]x", "[$near]"),
        ("filter[password]=x", "password"),
        ("filter[assigned_policies]=Data", "assigned_policies"),
        ("filter[uid]=ten", "uid"),
        ("filter[admin_status]=sideways", "admin_status"),
        ("filter[admin_status]=[$ne]", "up, down"),
        ("filter[assigned_policies]=[$contains_any]Data,Nothing", "Nothing"),
        ("filter[uid]=[$match-i]1", "uid"),
        ("filter[created_at]=[$ge]yesterday", "created_at"),
        ("filter[created_at]=[$ge]2024-01-01T00:00:00%2B1%C3%A9", "created_at"),
        ("filter[created_at]=[$ge]2024-02-31", "created_at"),
        ("filter[send_password_on_creation]=yes", "send_password_on_creation"),
        ("filter[username]=[$match-i](", "username"),
        ("sort=colour", "colour"),
        ("sort=-assigned_policies", "assigned_policies"),
        ("sort=username&sort=uid", "sort"),
        ("include=colour", "colour"),
        ("include=user_groups.colour", "colour"),
        ("include=user_groups.users.user_groups.users.user_groups", "include"),
        ("page[number]=-1", "page[number]"),
        ("page[number]=1&page[of]=x", "page[of]"),
        ("page[size]=0", "page[size]"),
        ("page[size]=201", "200"),
        ("page[colour]=1", "page[colour]"),
        ("count=all", "count"),
    ] {
        let (status, body) = node.asked(&admin, "GET", &["users?", query].concat(), Value::Null).await;
        let detail = body["errors"][0]["detail"].as_str().unwrap();
        assert_eq!(status, 400, "{query} {detail}");
        assert!(detail.contains(named), "{query} {detail}");
    }
    let (status, body) = node.asked(&admin, "GET", "users/x?sort=uid", Value::Null).await;
    assert!(status == 400 && body["errors"][0]["detail"].as_str().unwrap().contains("sort"), "{body}");
}

#[tokio::test]
async fn a_list_is_asked_for_so_much_and_no_more() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let filters = |count: usize| vec!["filter[uid]=[$ge]1"; count].join("&");
    let sort = |count: usize| ["sort=", &vec!["uid"; count].join(",")].concat();
    let values = |count: usize| ["filter[uid]=[$contains_any]", &vec!["1"; count].join(",")].concat();
    for query in [filters(20), sort(10), values(100)] {
        assert_eq!(node.asked(&admin, "GET", &["users?", &query].concat(), Value::Null).await.0, 200, "{query}");
    }
    for (query, most) in [
        (filters(21), "20 filters"),
        (filters(1100), "20 filters"),
        (sort(11), "10 fields"),
        (sort(2100), "10 fields"),
        (values(101), "100 values"),
    ] {
        let (status, body) = node.asked(&admin, "GET", &["users?", &query].concat(), Value::Null).await;
        let detail = body["errors"][0]["detail"].as_str().unwrap();
        assert!(status == 400 && detail.contains(most), "{status} {detail}");
    }
}

#[tokio::test]
async fn who_was_never_there_was_not_there_before_anything() {
    let node = Node::new().await;
    let admin = crowd(&node, 3).await;
    node.control_user("ana").await;
    for (op, count) in [(Op::Less, 1), (Op::AtMost, 1), (Op::Greater, 0)] {
        let ask = Ask { filters: vec![filter("last_activity", op, "2030-01-01")], ..Ask::default() };
        let found = names(&node, &admin, &ask).await;
        assert_eq!(found, vec!["ana"; count], "{op:?}");
    }
}

#[tokio::test]
async fn a_pattern_has_bounds() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    for pattern in ["x".repeat(201), "(\\w{200}){200}".to_owned(), "[a-z]{1,500}{1,5}".to_owned()] {
        let ask = Ask { filters: vec![filter("username", Op::Matches, &pattern)], ..Ask::default() };
        assert!(words(node.ask_as(&admin, list(&USERS, &ask).unwrap()).await).contains("username"));
    }
}

#[tokio::test]
async fn related_records_come_along_once_and_only_when_asked_for() {
    let node = Node::new().await;
    let admin = crowd(&node, 3).await;
    let page = node.page(&admin, &USERS, &Ask::default()).await;
    assert!(page.included.is_empty() && page.items.iter().all(|item| item.many(u::GROUPS).is_none()));
    let page = node.page(&admin, &USERS, &Ask { include: vec![u::GROUPS, u::PRIMARY_GROUP], ..Ask::default() }).await;
    assert_eq!(page.included.len(), 1);
    assert!(page.items.iter().all(|item| item.many(u::GROUPS).unwrap()[0].id == page.included[0].id));
    assert!(page.items.iter().all(|item| item.one(u::PRIMARY_GROUP).is_none()));
    let id = pilothouse_wire::control::Id::parse(&page.items[0].id).unwrap();
    let one = node.one(&admin, get(&USERS, &Which::Id(id), &["user_groups.users", "tenant"])).await;
    let records: Vec<&str> = one.included.iter().map(|item| item.record.as_str()).collect();
    assert_eq!(records, ["user", "user", "user", "user_group", "tenant"]);
    let group = one.included.iter().find(|item| item.record == "user_group").unwrap();
    assert_eq!(group.many(groups::USERS_OF).unwrap().len(), 4);
}
