//! `PUT {name}`: streams a package to the disk and answers where it lies.

use axum::{body::Body, extract::State, response::Response};
use pilothouse_wire::packages::Stored;

use crate::{
    error::Failure,
    extract::{Announced, Segments},
    packages::folder::MOST_BYTES,
    routes::answer,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Segments(name): Segments<String>,
    Announced(length): Announced,
    body: Body,
) -> Result<Response, Failure> {
    if length.is_some_and(|length| length > MOST_BYTES) {
        return Err(Failure::too_large(MOST_BYTES));
    }
    let (path, size) = app.folder.store(&name, body).await?;
    let file_path = path.to_str().map(str::to_owned);
    let file_path = file_path.ok_or_else(|| Failure::internal("naming a package", &"its path is not Unicode"))?;
    answer::json(&Stored { file_path, size: Some(size) })
}
