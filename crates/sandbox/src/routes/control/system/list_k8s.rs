//! `GET k8s_configs`: the Kubernetes configurations.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::system::K8S_CONFIGS;

use crate::{
    auth::control::Caller, error::Failure, extract::Asked, routes::control, state::App, store::control::list::Scope,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    asked: Asked,
) -> Result<Response, Failure> {
    control::list(&app, &caller, &K8S_CONFIGS, Scope::All, asked).await
}
