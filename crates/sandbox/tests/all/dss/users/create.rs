//! `POST admin/users/`

use pilothouse_wire::{
    Secret,
    dss::{auth, users as u},
};
use serde_json::{Value, json};

use crate::{
    dss::{ODD, login, make_group, new_user, settings},
    support::{As, Node, START, refused, words},
};

#[tokio::test]
async fn it_is_there_with_what_was_said_and_signs_in() {
    let node = Node::new().await;
    let admin = node.admin().await;
    make_group(&node, &admin, "logistics", false).await;
    let call = u::create(&new_user("Omar.T", &["logistics"]));
    let answer = node.answer_as(&admin, &call).await;
    assert_eq!((answer.status, answer.body.as_str()), (201, r#"{"msg":"Created user Omar.T"}"#));
    let made = settings(&node, &admin, "OMAR.T").await;
    assert_eq!(made.text(u::LOGIN), Some("Omar.T"), "as typed");
    assert_eq!(made.text(u::DISPLAY_NAME), Some("The one called Omar.T"));
    assert_eq!((made.text(u::EMAIL), made.text(u::PROFILE)), (Some(""), Some("DATA_DESIGNER")));
    assert_eq!((made.texts(u::GROUPS), made.flag(u::ENABLED)), (Some(vec!["logistics".into()]), Some(true)));
    assert_eq!(made.moment(u::CREATED), Some(START as f64));
    assert_eq!(made.get(u::PASSWORD), None);
    let own = node.ask_as(&node.session("omar.t").await, auth::info()).await.unwrap();
    assert_eq!(own.text(auth::IDENTIFIER), Some("Omar.T"));
    for again in ["Omar.T", "omar.t", " OMAR.T "] {
        assert_eq!(refused(node.ask_as(&admin, u::create(&new_user(again, &[]))).await), 409, "{again}");
    }
}

#[tokio::test]
async fn any_login_has_an_address() {
    let node = Node::new().await;
    let admin = node.admin().await;
    for name in ODD {
        node.ask_as(&admin, u::create(&new_user(name, &[]))).await.unwrap();
        assert_eq!(settings(&node, &admin, name).await.text(u::LOGIN), Some(name));
        let acting = node.ask_as(&admin.acting_as(name), auth::info()).await.unwrap();
        assert_eq!(acting.text(auth::IDENTIFIER), Some(name));
        node.ask_as(&admin, u::delete(&login(name))).await.unwrap();
        assert_eq!(refused(node.ask_as(&admin, u::get(&login(name))).await), 404, "{name}");
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused_in_words_and_makes_nobody() {
    let node = Node::new().await;
    let admin = node.admin().await;
    let good = |member: &str, value: Value| {
        let mut user = json!({"login": "omar", "password": "long enough"});
        user[member] = value;
        user.to_string()
    };
    let (long, longer) = ("x".repeat(201), "y".repeat(1025));
    let cases = [
        (good(u::LOGIN, json!("")), "empty"),
        (good(u::LOGIN, json!("  ")), "empty"),
        (good(u::LOGIN, json!("..")), "“..”"),
        (good(u::LOGIN, json!("a\u{7}b")), "control"),
        (good(u::LOGIN, json!(long)), "200"),
        (good(u::LOGIN, json!(7)), "text"),
        (good(u::LOGIN, Value::Null), "missing"),
        (good(u::PASSWORD, json!("short")), "8 characters"),
        (good(u::PASSWORD, json!(longer)), "at most"),
        (good(u::PASSWORD, Value::Null), "needs a password"),
        (good(u::SOURCE_TYPE, json!("LDAP")), "LOCAL"),
        (good(u::SOURCE_TYPE, json!("NONE")), "sourceType is one of"),
        (good(u::GROUPS, json!(["nowhere"])), "no group nowhere"),
        (good(u::GROUPS, json!("nowhere")), "list of texts"),
        (good(u::DISPLAY_NAME, json!([])), "displayName must be"),
        (good(u::ENABLED, json!("yes")), "true or false"),
        (good(u::SECRETS, json!({})), "list of objects"),
        (good(u::USER_PROPERTIES, json!([])), "an object"),
        (good(u::PREFERENCES, json!({"uiLanguage": "xx"})), "en, ja, fr"),
        (good(u::PREFERENCES, json!({"mentionEmails": "no"})), "mentionEmails"),
        ("[]".into(), "an object"),
        ("{".into(), "JSON"),
    ];
    for (body, hint) in cases {
        let request = axum::http::Request::post("/dss/public/api/admin/users/");
        let request = request.header("authorization", admin.header().unwrap()).body(body.clone().into()).unwrap();
        let answer = node.send(request).await;
        assert_eq!(answer.status, 400, "{body} {}", answer.body);
        assert!(answer.body.contains(hint), "{body} {}", answer.body);
    }
    assert_eq!(node.ask_as(&admin, u::list(false)).await.unwrap().rows.len(), 1);
}

#[tokio::test]
async fn whose_password_is_kept_elsewhere_has_none_here() {
    let node = Node::new().await;
    let admin = node.admin().await;
    let call = u::create(&u::NewUser { password: None, source_type: "LDAP".into(), ..new_user("lea", &[]) });
    node.ask_as(&admin, call).await.unwrap();
    let sign_in = || pilothouse_wire::automation::login("lea", &Secret::new(""));
    assert_eq!(refused(node.ask_as(&As::Nobody, sign_in()).await), 401);
    assert!(words(node.ask_as(&admin, u::create(&new_user("lea", &[]))).await).contains("exists"));
}

#[tokio::test]
async fn a_session_of_a_user_who_was_deleted_is_not_that_of_the_next() {
    let node = Node::new().await;
    let admin = node.admin().await;
    node.ask_as(&admin, u::create(&new_user("omar", &[]))).await.unwrap();
    let (session, key) = (node.session("omar").await, node.personal_key("omar").await);
    let ticket = node.ask_as(&session, auth::ticket()).await.unwrap();
    node.ask_as(&admin, u::delete(&login("omar"))).await.unwrap();
    node.ask_as(&admin, u::create(&new_user("omar", &[]))).await.unwrap();
    for who in [&session, &key] {
        assert_eq!(refused(node.ask_as(who, auth::info()).await), 401);
    }
    assert_eq!(super::super::auth::by_ticket(&node, ticket.expose()).await.status, 401);
}
