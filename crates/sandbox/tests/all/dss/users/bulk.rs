//! `admin/users/actions/bulk`

use pilothouse_wire::{
    List, Whole,
    dss::users::{self as u, NewUser},
};
use serde_json::json;

use crate::{
    dss::{login, new_user, settings, whole},
    support::{Node, USER, refused},
};

/// Login, status and whether there are words about it.
fn outcomes(list: &List<Whole>) -> Vec<(String, String, bool)> {
    let text = |row: &Whole, name: &str| row.text(name).unwrap().to_owned();
    list.rows.iter().map(|row| (text(row, u::LOGIN), text(row, u::STATUS), !text(row, u::ERROR).is_empty())).collect()
}

fn told(rows: &[(&str, bool)]) -> Vec<(String, String, bool)> {
    let one = |(login, good): &(&str, bool)| {
        ((*login).to_owned(), if *good { u::SUCCESS } else { u::FAILURE }.to_owned(), !good)
    };
    rows.iter().map(one).collect()
}

#[tokio::test]
async fn of_five_rows_two_are_bad_and_three_are_made() {
    let node = Node::new().await;
    let admin = node.admin().await;
    let rows = [
        new_user("a", &[]),
        new_user("b", &["nowhere"]),
        new_user("c", &["administrators"]),
        NewUser { password: None, ..new_user("d", &[]) },
        new_user("e/%@ é", &[]),
    ];
    let made = node.ask_as(&admin, u::create_many(&rows)).await.unwrap();
    assert_eq!(outcomes(&made), told(&[("a", true), ("b", false), ("c", true), ("d", false), ("e/%@ é", true)]));
    assert_eq!(node.ask_as(&admin, u::list(false)).await.unwrap().rows.len(), 4);
    let again =
        node.ask_as(&admin, u::create_many(&[new_user("A", &[]), new_user("f", &[]), new_user("F", &[])])).await;
    assert_eq!(outcomes(&again.unwrap()), told(&[("A", false), ("f", true), ("F", false)]));
}

#[tokio::test]
async fn partial_objects_change_what_they_name() {
    let node = Node::new().await;
    let admin = node.admin().await;
    node.ask_as(&admin, u::create_many(&[new_user("a", &[]), new_user("b", &[])])).await.unwrap();
    let rows = [
        whole(json!({"login": "A", "userProfile": "READER", "adminProperties": {"x": 1}})),
        whole(json!({"login": "b", "groups": ["nowhere"], "email": "new"})),
        whole(json!({"login": "nobody"})),
        whole(json!({"userProfile": "READER"})),
        whole(json!({"login": USER, "enabled": false})),
    ];
    let edited = node.ask_as(&admin, u::edit_many(&rows)).await.unwrap();
    assert_eq!(outcomes(&edited), told(&[("A", true), ("b", false), ("nobody", false), ("", false), (USER, false)]));
    let (a, b) = (settings(&node, &admin, "a").await, settings(&node, &admin, "b").await);
    assert_eq!((a.text(u::PROFILE), a.text(u::DISPLAY_NAME)), (Some("READER"), Some("The one called a")));
    assert_eq!((b.text(u::PROFILE), b.text(u::EMAIL)), (Some("DATA_DESIGNER"), Some("")));
}

#[tokio::test]
async fn the_last_administrator_and_the_caller_are_left_out() {
    let node = Node::new().await;
    let admin = node.admin().await;
    node.ask_as(&admin, u::create_many(&[new_user("a", &["administrators"]), new_user("b", &[])])).await.unwrap();
    let (global, _) = node.global_key(json!({"globalPermissions": {"admin": true}}), None).await;
    let call = u::delete_many(&[login("b"), login("nobody"), login(USER)]);
    let gone = node.ask_as(&admin, call).await.unwrap();
    assert_eq!(outcomes(&gone), told(&[("b", true), ("nobody", false), (USER, false)]));
    let gone = node.ask_as(&global, u::delete_many(&[login("a"), login(USER)])).await.unwrap();
    assert_eq!(outcomes(&gone), told(&[("a", true), (USER, false)]));
}

#[tokio::test]
async fn what_is_no_list_is_refused() {
    let node = Node::new().await;
    let admin = node.admin().await;
    for (method, body) in [("POST", "{}"), ("PUT", "{}"), ("DELETE", "{}"), ("POST", ""), ("DELETE", "")] {
        let request = axum::http::Request::builder().method(method).uri("/dss/public/api/admin/users/actions/bulk");
        let request = request.header("authorization", admin.header().unwrap()).body(body.into()).unwrap();
        assert_eq!(node.send(request).await.status, 400, "{method} {body}");
    }
    let many = vec![whole(json!({})); 1001];
    assert_eq!(refused(node.ask_as(&admin, u::edit_many(&many)).await), 400);
    let odd = node.ask_as(&admin, u::edit_many(&[])).await.unwrap();
    assert_eq!(odd.rows.len(), 0);
}
