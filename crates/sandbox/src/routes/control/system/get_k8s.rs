//! `GET k8s_configs/{id}`: one Kubernetes configuration, its secrets masked.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::system::K8S_CONFIGS;

use crate::{
    auth::control::Caller,
    error::Failure,
    extract::{Asked, Segments},
    routes::control,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
    asked: Asked,
) -> Result<Response, Failure> {
    control::get(&app, &caller, &K8S_CONFIGS, id, asked).await
}
