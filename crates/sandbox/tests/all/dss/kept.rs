//! Secrets and credentials: encrypted where they are kept, masked where they are shown, in clear for their owner alone

use std::path::Path;

use pilothouse_wire::{
    Secret, Whole,
    dss::{auth, users as u},
};
use serde_json::json;

use crate::{
    dss::{change, settings},
    support::{As, Node, refused, words},
};

const HUSH: &str = "nobody may read this";

/// A user with a secret, and both kinds of credentials.
async fn with_secrets() -> (Node, As, As) {
    let node = Node::new().await;
    let (admin, nadia) = (node.admin().await, node.user("nadia").await);
    let oauth = u::plugin_key("geo", "acc", "main", "login");
    let secret = Secret::new(HUSH);
    let members = [
        (u::SECRETS, json!([u::secret("token", &secret), u::secret("é/%@ b", &secret)])),
        (u::CREDENTIALS, json!({"pg": u::basic("n", &secret), oauth: u::oauth(&secret)})),
    ];
    change(&node, &admin, "nadia", &members).await.unwrap();
    (node, admin, nadia)
}

async fn in_clear(node: &Node, who: &As) -> Vec<Whole> {
    node.ask_as(who, auth::info_with_secrets()).await.unwrap().list(auth::SECRETS)
}

#[tokio::test]
async fn no_answer_has_them_but_the_one_to_their_owner() {
    let (node, admin, nadia) = with_secrets().await;
    let session = node.session("nadia").await;
    for who in [&nadia, &session] {
        let clear: Vec<_> = in_clear(&node, who).await;
        let shown: Vec<_> =
            clear.iter().map(|one| (one.text(auth::SECRET_NAME), one.text(auth::SECRET_VALUE))).collect();
        assert_eq!(shown, [(Some("token"), Some(HUSH)), (Some("é/%@ b"), Some(HUSH))]);
    }
    let acting = admin.acting_as("nadia");
    let ticket = node.ask_as(&acting, auth::ticket()).await.unwrap();
    let by_ticket = super::auth::by_ticket(&node, ticket.expose()).await;
    assert!(by_ticket.body.contains("nadia") && !by_ticket.body.contains(HUSH));
    let name = super::login("nadia");
    for answer in [
        node.answer_as(&acting, &auth::info_with_secrets()).await,
        node.answer_as(&admin, &auth::info_with_secrets()).await,
        node.answer_as(&nadia, &auth::info()).await,
        node.answer_as(&nadia, &u::own()).await,
        node.answer_as(&admin, &u::get(&name)).await,
        node.answer_as(&admin, &u::list(true)).await,
        node.answer_as(&admin, &u::name(&name)).await,
    ] {
        assert_eq!(answer.status, 200);
        assert!(!answer.body.contains(HUSH), "{}", answer.body);
    }
    let masked = settings(&node, &admin, "nadia").await;
    assert_eq!(masked.list(u::SECRETS).len(), 2);
    let credentials = masked.object(u::CREDENTIALS).unwrap();
    assert_eq!(credentials["pg"][u::CREDENTIAL_USER], "n");
    assert_eq!(credentials[r#""PLUGIN", "geo", "acc", "main", "login""#][u::CREDENTIAL_TYPE], u::OAUTH);
}

#[tokio::test]
async fn a_mask_that_comes_back_keeps_what_there_was() {
    let (node, admin, nadia) = with_secrets().await;
    let mut own = node.ask_as(&nadia, u::own()).await.unwrap();
    let mut secrets = own.get(u::SECRETS).unwrap().clone();
    secrets[1] = u::secret("é/%@ b", &Secret::new("another"));
    own.set(u::SECRETS, secrets);
    node.ask_as(&nadia, u::save_own(&own)).await.unwrap();
    let values =
        |all: &[Whole]| all.iter().map(|one| one.text(auth::SECRET_VALUE).unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(values(&in_clear(&node, &nadia).await), [HUSH, "another"]);
    let mask = own.list(u::SECRETS)[0].get(u::SECRET_VALUE).unwrap().clone();
    for (member, value, name) in [
        (u::SECRETS, json!([{"name": "new", "value": mask}]), "new"),
        (u::CREDENTIALS, json!({"new": {"type": "BASIC", "user": "n", "password": mask}}), "new"),
        (u::CREDENTIALS, json!({"pg": {"type": "OAUTH_REFRESH_TOKEN", "refreshToken": mask}}), "pg"),
    ] {
        let refusal = change(&node, &admin, "nadia", &[(member, value)]).await;
        assert_eq!(refused(refusal.clone()), 400);
        assert!(words(refusal).contains(name));
    }
    let shown = settings(&node, &admin, "nadia").await;
    change(&node, &admin, "nadia", &[(u::SECRETS, json!([shown.list(u::SECRETS)[0].value()]))]).await.unwrap();
    assert_eq!(values(&in_clear(&node, &nadia).await), [HUSH], "what is left out is gone");
    change(&node, &admin, "nadia", &[(u::CREDENTIALS, json!({}))]).await.unwrap();
    assert_eq!(settings(&node, &admin, "nadia").await.object(u::CREDENTIALS).unwrap().len(), 0);
}

#[tokio::test]
async fn the_disk_has_neither_them_nor_a_key_to_read_them_with() {
    let (node, _, nadia) = with_secrets().await;
    assert_eq!(in_clear(&node, &nadia).await.len(), 2);
    let data = node.folder.path().join("data");
    let key = std::fs::read(data.join("secrets.key")).unwrap();
    let files: Vec<_> = std::fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().path()).collect();
    let databases: Vec<&Path> = files.iter().map(|path| path.as_path()).filter(|path| is_database(path)).collect();
    assert!(databases.len() >= 2, "the database and what was written to it last: {files:?}");
    for path in databases {
        let bytes = std::fs::read(path).unwrap();
        for text in [HUSH.as_bytes(), &key] {
            assert!(!bytes.windows(text.len()).any(|part| part == text), "{}", path.display());
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(data.join("secrets.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

fn is_database(path: &Path) -> bool {
    path.file_name().unwrap().to_string_lossy().starts_with("sandbox.sqlite")
}

#[tokio::test]
async fn with_another_key_they_are_not_to_be_read_and_all_else_is() {
    let (node, _, nadia) = with_secrets().await;
    let data = node.folder.path().join("data");
    std::fs::write(data.join("secrets.key"), [7; 32]).unwrap();
    let (setup, _) = crate::support::setup(data);
    let nodes = pilothouse_sandbox::nodes::Nodes::open(setup, 1).await.unwrap();
    let router = pilothouse_sandbox::app::router(&nodes, pilothouse_sandbox::console::Console::default());
    let ask = |path: &str| {
        let request = axum::http::Request::get(path).header("authorization", nadia.header().unwrap());
        tower::ServiceExt::oneshot(router.clone(), request.body(axum::body::Body::empty()).unwrap())
    };
    assert_eq!(ask("/dss/public/api/auth/info").await.unwrap().status(), 200);
    assert_eq!(ask("/dss/public/api/current-user").await.unwrap().status(), 500);
}
