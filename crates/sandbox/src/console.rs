//! Serves the built console: files of one folder, its `config.json` from elsewhere if so told, or made for several
//! nodes. It reads nothing but these files, and the paths of the APIs never come here.

pub mod headers;
mod paths;
mod settings;

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::UNIX_EPOCH,
};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};

use crate::{auth::digest, error::Failure};

/// The page that every screen's address gives.
const PAGE: &str = "index.html";

/// The console's settings.
const CONFIG: &str = "config.json";

/// Where the console lies.
#[derive(Clone, Debug, Default)]
pub struct Console(Arc<Folders>);

#[derive(Debug, Default)]
struct Folders {
    dist: Option<PathBuf>,
    config: Option<Config>,
}

/// Settings in place of those in the console's folder.
#[derive(Debug)]
enum Config {
    File(PathBuf),
    Made(Bytes),
}

impl Console {
    /// The console built into `dist`, with settings from `config` in place of its own. Without `dist` only the APIs
    /// are served. Its own settings are served as they are for one node; for several they are read now and made to name
    /// all of them, which is an error where they name no node to go by.
    pub fn open(dist: Option<PathBuf>, config: Option<PathBuf>, nodes: u8) -> io::Result<Self> {
        let dist = dist.map(|dist| dist.canonicalize()).transpose()?;
        let config = match (config, &dist) {
            (Some(config), _) => Some(Config::File(config.canonicalize()?)),
            (None, Some(dist)) if nodes > 1 => Some(Config::Made(made(dist, nodes)?)),
            (None, Some(_) | None) => None,
        };
        Ok(Self(Arc::new(Folders { dist, config })))
    }

    /// Answers a request for a file or a screen.
    pub async fn serve(&self, request: &Parts) -> Response {
        if !matches!(request.method, Method::GET | Method::HEAD) {
            return Failure::method().into_response();
        }
        match self.find(request).await {
            Some(file) => file.answer(&request.headers).await,
            None => (StatusCode::NOT_FOUND, "There is nothing here\n").into_response(),
        }
    }

    async fn find(&self, request: &Parts) -> Option<Found> {
        let path = request.uri.path();
        let relative = paths::inside(path)?;
        if relative == CONFIG
            && let Some(config) = &self.0.config
        {
            return match config {
                Config::File(path) => Found::at(path.clone(), CONFIG).await,
                Config::Made(bytes) => Some(Found::made(bytes.clone(), CONFIG)),
            };
        }
        let dist = self.0.dist.as_ref()?;
        let name = if relative.is_empty() { PAGE } else { &relative };
        let path = dist.join(name);
        if let Some(found) = Found::at(path.clone(), name).await {
            let real = tokio::fs::canonicalize(&path).await.ok()?;
            return real.starts_with(dist).then_some(found);
        }
        match paths::is_screen(&relative) && wants_page(&request.headers) {
            true => Found::at(dist.join(PAGE), PAGE).await,
            false => None,
        }
    }
}

/// The console's own settings, naming so many nodes.
fn made(dist: &Path, nodes: u8) -> io::Result<Bytes> {
    let shipped = std::fs::read(dist.join(CONFIG)).map_err(|error| error.to_string());
    let made = shipped.and_then(|shipped| settings::for_nodes(&shipped, nodes));
    let unfit = |why| format!("{CONFIG} in its folder cannot be made to name {nodes} nodes: {why}");
    made.map(Bytes::from).map_err(|why| io::Error::new(io::ErrorKind::InvalidData, unfit(why)))
}

/// Whether a person's browser asks for a page, not a script for data.
fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// A file that is there, or is made as if it were.
struct Found {
    content: Content,
    name: String,
    tag: String,
}

enum Content {
    At(PathBuf),
    Made(Bytes),
}

impl Content {
    async fn read(self) -> io::Result<Bytes> {
        match self {
            Self::At(path) => tokio::fs::read(path).await.map(Bytes::from),
            Self::Made(bytes) => Ok(bytes),
        }
    }
}

impl Found {
    fn made(bytes: Bytes, name: &str) -> Self {
        let tag: String = digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Self { content: Content::Made(bytes), name: name.to_owned(), tag: format!("W/\"{tag}\"") }
    }

    async fn at(path: PathBuf, name: &str) -> Option<Self> {
        let about = tokio::fs::metadata(&path).await.ok().filter(std::fs::Metadata::is_file)?;
        let changed = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        // Weak: the same file goes out in several encodings.
        let tag = format!("W/\"{:x}-{:x}\"", about.len(), changed.as_nanos());
        Some(Self { content: Content::At(path), name: name.to_owned(), tag })
    }

    async fn answer(self, asked: &HeaderMap) -> Response {
        let kept = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        let mut response = if kept.is_some_and(|kept| kept.split(',').any(|tag| tag.trim() == self.tag)) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            match self.content.read().await {
                Ok(bytes) => bytes.into_response(),
                Err(error) => return Failure::internal("reading a file of the console", &error).into_response(),
            }
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(headers::content_type(&self.name)));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(headers::caching(&self.name)));
        if let Ok(tag) = HeaderValue::from_str(&self.tag) {
            headers.insert(header::ETAG, tag);
        }
        response
    }
}
