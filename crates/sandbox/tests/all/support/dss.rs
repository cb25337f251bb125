//! Who may be met at DSS: users with keys of their own, global keys, sessions.

use pilothouse_sandbox::{
    auth::digest,
    store::{
        accounts::Login,
        dss::keys::{self, GlobalKey, PersonalKey},
    },
};
use pilothouse_wire::{Secret, automation};
use serde_json::Value;

use super::{As, Node, PASSWORD, START, USER, add_user};

impl Node {
    /// The administrator of every test's node, by a personal key.
    pub(crate) async fn admin(&self) -> As {
        self.personal_key(USER).await
    }

    /// A new user without groups, by a personal key; the password is that of all tests.
    pub(crate) async fn user(&self, login: &str) -> As {
        add_user(&self.app, login, "GUEST").await;
        self.personal_key(login).await
    }

    /// A new personal key of a user that is there.
    pub(crate) async fn personal_key(&self, login: &str) -> As {
        let secret = self.app.random.text(40);
        let key = PersonalKey {
            id: self.app.random.text(8),
            account: Login::new(login).as_str().to_owned(),
            label: "tests".into(),
            description: String::new(),
            created_on: START,
            created_by: login.to_owned(),
            last_used_on: None,
        };
        let digest = digest(secret.as_bytes());
        let put = move |db: &rusqlite::Transaction<'_>| keys::add_personal(db, &key, &digest);
        self.app.people.store.write(put).await.unwrap();
        As::Key(secret)
    }

    /// A global key of this definition, and its id.
    pub(crate) async fn global_key(&self, definition: Value, expires_on: Option<i64>) -> (As, String) {
        let (secret, id) = (self.app.random.text(40), self.app.random.text(8));
        let key = GlobalKey {
            id: id.clone(),
            definition: definition.as_object().unwrap().clone(),
            created_on: START,
            created_by: USER.into(),
            expires_on,
            last_used_on: None,
        };
        let digest = digest(secret.as_bytes());
        let put = move |db: &rusqlite::Transaction<'_>| keys::add_global(db, &key, &digest);
        self.app.people.store.write(put).await.unwrap();
        (As::Key(secret), id)
    }

    /// A session of a user that is there.
    pub(crate) async fn session(&self, login: &str) -> As {
        let token = self.ask_as(&As::Nobody, automation::login(login, &Secret::new(PASSWORD))).await.unwrap();
        As::Token(token.secret.expose().to_owned())
    }
}
