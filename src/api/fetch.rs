//! One request by fetch, given up when its future is dropped or when nothing comes for too long.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};
use pilothouse_wire::{Answer, Body, Error, Request, dss};
use web_sys::AbortController;

use super::{Credentials, body};

/// Seconds without a single byte after which a call is given up.
const SILENCE: u32 = 30;

/// Aborts the request when dropped: the view went away. A finished one is not touched by it.
pub(super) struct Watch {
    controller: AbortController,
    timed_out: Rc<Cell<bool>>,
    timer: Cell<Option<TimeoutHandle>>,
}

impl Watch {
    fn new() -> Result<Self, Error> {
        let controller = AbortController::new().map_err(|_| unreachable_("this browser cannot abort requests"))?;
        let watch = Self { controller, timed_out: Rc::default(), timer: Cell::new(None) };
        watch.byte_came();
        Ok(watch)
    }

    /// Starts the wait for the next byte.
    pub(super) fn byte_came(&self) {
        self.stop_timer();
        let (controller, timed_out) = (self.controller.clone(), self.timed_out.clone());
        let give_up = move || {
            timed_out.set(true);
            controller.abort();
        };
        self.timer.set(set_timeout_with_handle(give_up, Duration::from_secs(SILENCE.into())).ok());
    }

    fn stop_timer(&self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }

    /// What a broken request means: the browser does not say more than that it broke.
    pub(super) fn broken(&self) -> Error {
        if self.timed_out.get() {
            Error::TimedOut(SILENCE)
        } else {
            unreachable_("The connection was refused or broke off.")
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop_timer();
        self.controller.abort();
    }
}

fn unreachable_(why: &str) -> Error {
    Error::Unreachable(why.to_owned())
}

fn method(method: pilothouse_wire::Method) -> Method {
    match method {
        pilothouse_wire::Method::Get => Method::GET,
        pilothouse_wire::Method::Post => Method::POST,
        pilothouse_wire::Method::Put => Method::PUT,
        pilothouse_wire::Method::Delete => Method::DELETE,
    }
}

/// A text for a header. The browser takes no character above U+00FF there, for each becomes a byte: these are the bytes of
/// the text as UTF-8. How DSS reads other than ASCII is unknown.
fn header_bytes(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

/// Sends one request and reads its answer to the end.
pub(super) async fn once(base: &str, request: &Request, credentials: Option<&Credentials>) -> Result<Answer, Error> {
    let watch = Watch::new()?;
    let url = [base, "/", &request.path()].concat();
    let by_cookie = credentials.is_some_and(|credentials| credentials.authorization.is_none());
    let mut building = RequestBuilder::new(&url)
        .method(method(request.endpoint().method))
        .header("accept", "application/json, text/plain")
        .abort_signal(Some(&watch.controller.signal()))
        // The credentials travel in a header, never by themselves, but for the one API that knows nothing but a cookie;
        // and nothing of an API is kept by the browser.
        .credentials(match by_cookie {
            true => web_sys::RequestCredentials::SameOrigin,
            false => web_sys::RequestCredentials::Omit,
        })
        .cache(web_sys::RequestCache::NoStore)
        .redirect(web_sys::RequestRedirect::Manual);
    if let Some(credentials) = credentials {
        if let Some(authorization) = &credentials.authorization {
            building = building.header("authorization", authorization.expose());
        }
        if let Some(login) = &credentials.acting_as {
            building = building.header(dss::PROXY_USER, &header_bytes(login));
        }
    }
    for (name, value) in request.headers() {
        building = building.header(name, value);
    }
    let built = match request.body() {
        Body::None => building.build(),
        Body::Json(value) => building.header("content-type", "application/json").body(value.to_string()),
        Body::Form(text) => {
            building.header("content-type", "application/x-www-form-urlencoded").body(text.expose().to_owned())
        }
        Body::File => return Err(Error::NotSent("A file goes by upload.".into())),
    };
    let built = built.map_err(|_| Error::NotSent("The browser did not take the request.".into()))?;
    let response = built.send().await.map_err(|_| watch.broken())?;
    watch.byte_came();
    read(response, &watch).await
}

/// Reads a file of the console's own; the server may say that it has not changed.
pub(super) async fn file(url: &str) -> Result<Answer, Error> {
    let watch = Watch::new()?;
    let request = RequestBuilder::new(url).abort_signal(Some(&watch.controller.signal()));
    let request = request.cache(web_sys::RequestCache::NoCache);
    let response = request.send().await.map_err(|_| watch.broken())?;
    read(response, &watch).await
}

async fn read(response: Response, watch: &Watch) -> Result<Answer, Error> {
    if response.type_() == web_sys::ResponseType::Opaqueredirect {
        return Err(unreachable_("The server sent the call on to another address; an API does not do that."));
    }
    let headers = response.headers().entries().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    let status = response.status();
    let body = body::text(&response, watch).await?;
    Ok(Answer { status, headers, body })
}
