//! Reads requests. Whatever is wrong with one becomes a [`Failure`] in the contract's own shape.

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, FromRequestParts, Path, Query, Request},
    http::{HeaderMap, header, request::Parts},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;

use crate::error::Failure;

pub(crate) use pilothouse_wire::Once;

/// Bytes of a body that is not a package.
pub(crate) const MOST_BYTES: usize = 1024 * 1024;

/// A sender slower than this is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads a body of at most [`MOST_BYTES`].
pub(crate) async fn bytes(headers: &HeaderMap, body: Body) -> Result<Bytes, Failure> {
    let too_large = || Failure::too_large(MOST_BYTES as u64);
    if announced(headers).is_some_and(|length| length > MOST_BYTES as u64) {
        return Err(too_large());
    }
    match tokio::time::timeout(PATIENCE, Limited::new(body, MOST_BYTES).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
        Ok(Err(_)) => Err(Failure::wrong("The body broke off")),
        Err(_) => Err(Failure::wrong("The body did not come in time")),
    }
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// A JSON body. Its content type is not asked for: the vendor's client sends none (`contract/dataiku-apinode.md` §1).
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let bytes = bytes(&parts.headers, body).await?;
        let value = serde_json::from_slice(&bytes);
        value.map(Self).map_err(|e| Failure::wrong(format!("The body is not the JSON that is needed: {e}")))
    }
}

/// What varies in the path, decoded once.
pub(crate) struct Segments<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Segments<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let path = Path::<T>::from_request_parts(parts, state).await;
        path.map(|Path(value)| Self(value)).map_err(|e| Failure::wrong(format!("The path is wrong: {}", e.body_text())))
    }
}

/// The query's names and values in their order.
pub(crate) struct Asked(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let query = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        query
            .map(|Query(pairs)| Self(pairs))
            .map_err(|e| Failure::wrong(format!("The query is wrong: {}", e.body_text())))
    }
}

impl Asked {
    /// A parameter that must be there, once, and not empty.
    pub(crate) fn one(&self, name: &str) -> Result<&str, Failure> {
        let mut values = self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (Some(value), None) if !value.is_empty() => Ok(value),
            (Some(_), Some(_)) => Err(Failure::wrong(format!("The parameter {name} stands in the query twice"))),
            (Some(_) | None, _) => Err(Failure::wrong(format!("The parameter {name} is missing"))),
        }
    }

    /// A parameter that may be there, once.
    pub(crate) fn maybe(&self, name: &str) -> Result<Option<&str>, Failure> {
        let mut values = self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (value, None) => Ok(value),
            (_, Some(_)) => Err(Failure::wrong(format!("The parameter {name} stands in the query twice"))),
        }
    }

    /// All names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// All values.
    pub(crate) fn values(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, value)| value.as_str())
    }

    /// All names and values.
    pub(crate) fn all(self) -> Vec<(String, String)> {
        self.0
    }
}

/// How long the body says it is.
pub(crate) struct Announced(pub(crate) Option<u64>);

impl<S: Send + Sync> FromRequestParts<S> for Announced {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(announced(&parts.headers)))
    }
}
