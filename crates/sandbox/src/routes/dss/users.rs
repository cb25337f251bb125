//! Users, and the caller's own account: `contract/dataiku-dss.md` §3 and §4.

pub(super) mod get;
pub(super) mod list;
pub(super) mod own;

use crate::{
    error::Failure,
    state::App,
    store::{
        accounts::Login,
        dss::users::{self, User},
    },
};

/// The user of a login as it stands in a path.
async fn find(app: &App, login: &str) -> Result<User, Failure> {
    let login = Login::new(login);
    app.people.store.read(move |db| users::get(db, &login)).await
}
