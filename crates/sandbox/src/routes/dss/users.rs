//! Users, and the caller's own account: `contract/dataiku-dss.md` §3 and §4.

pub(super) mod activity;
pub(super) mod all_activity;
pub(super) mod create;
pub(super) mod create_many;
pub(super) mod delete;
pub(super) mod delete_many;
pub(super) mod edit_many;
pub(super) mod get;
pub(super) mod list;
pub(super) mod name;
pub(super) mod names;
pub(super) mod own;
pub(super) mod save;
pub(super) mod save_own;
pub(super) mod trial_expired;

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
