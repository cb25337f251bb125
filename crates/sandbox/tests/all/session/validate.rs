//! `GET validatetoken`

use std::time::Duration;

use pilothouse_sandbox::store::accounts::{self, Login};
use pilothouse_wire::automation::validate;

use crate::support::{As, Node, USER, refused};

fn text(who: &As) -> &str {
    match who {
        As::Token(token) => token,
        As::Nobody | As::Key(_) | As::Cookie(_) | As::Acting(..) => unreachable!(),
    }
}

#[tokio::test]
async fn a_young_token_stays_and_an_older_one_is_renewed() {
    let node = Node::new().await;
    let who = node.sign_in().await;
    let same = node.ask_as(&who, validate()).await.unwrap().unwrap();
    assert_eq!(same.secret.expose(), text(&who));
    node.clock.advance(Duration::from_secs(61));
    let newer = node.ask_as(&who, validate()).await.unwrap().unwrap();
    assert_eq!(newer.claims.exp, same.claims.exp + 61.0);
    let newer = As::Token(newer.secret.expose().to_owned());
    node.clock.advance(Duration::from_secs(14_400 - 61));
    assert_eq!(refused(node.ask_as(&who, validate()).await), 401, "an ended token cannot be renewed");
    assert!(node.ask_as(&newer, validate()).await.is_ok());
}

#[tokio::test]
async fn a_token_dies_with_its_account_and_with_its_password() {
    let node = Node::new().await;
    let who = node.sign_in().await;
    let change = |enabled| move |db: &rusqlite::Transaction<'_>| accounts::set_enabled(db, &Login::new(USER), enabled);
    node.app.store.write(change(false)).await.unwrap();
    assert_eq!(refused(node.ask_as(&who, validate()).await), 401);
    node.app.store.write(change(true)).await.unwrap();
    assert_eq!(refused(node.ask_as(&who, validate()).await), 401, "what is dead stays dead");
    let who = node.sign_in().await;
    let hash = node.app.people.passwords.hash("another").unwrap();
    node.app.store.write(move |db| accounts::set_password(db, &Login::new(USER), &hash)).await.unwrap();
    assert_eq!(refused(node.ask_as(&who, validate()).await), 401);
}

#[tokio::test]
async fn a_key_is_no_token_and_nobody_has_none() {
    let node = Node::new().await;
    for who in [As::Nobody, As::key(), As::Token("a.b.c".into()), As::Token(String::new())] {
        assert_eq!(refused(node.ask_as(&who, validate()).await), 401, "{who:?}");
    }
}
