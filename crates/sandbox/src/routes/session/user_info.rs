//! `GET userinfo`: who is signed in.

use axum::{extract::State, http::HeaderMap, response::Response};
use pilothouse_wire::automation::UserInfo;
use serde_json::json;

use crate::{
    auth::{
        caller,
        tokens::{CUSTOMER, SUPPORT},
    },
    error::SessionFailure,
    routes::answer,
    state::App,
};

pub(crate) async fn handle(State(app): State<App>, headers: HeaderMap) -> Result<Response, SessionFailure> {
    let (account, _) = caller::signed_in(&app.people, &headers).await?;
    let login = account.login.as_str().to_owned();
    let more = [
        ("name", json!(account.name)),
        ("email_verified", json!(true)),
        ("customer_git_name", json!("sandbox")),
        ("customer_git_org", json!("sandbox")),
        ("user_id", json!(["sandbox|", &login].concat())),
    ];
    let info = UserInfo {
        login: Some(login),
        email: Some(account.email),
        customer_name: Some(CUSTOMER.to_owned()),
        support_email: Some(SUPPORT.to_owned()),
        role: Some(account.role.as_str().to_owned()),
        extra: more.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
    };
    Ok(answer::json(&info)?)
}
