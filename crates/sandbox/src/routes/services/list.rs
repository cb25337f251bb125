//! `GET services`: written row by row into one buffer, so that a list of 100,000 is never held as records.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use crate::{error::Failure, state::App, store::services};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    let json = app.store.read(|db| {
        let mut json = vec![b'['];
        services::for_each(db, |service| {
            if json.len() > 1 {
                json.push(b',');
            }
            serde_json::to_writer(&mut json, &service).map_err(|e| Failure::internal("writing the services", &e))
        })?;
        json.push(b']');
        Ok(json)
    });
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], json.await?).into_response())
}
