//! Sends the calls that `wire` describes: fetch, time limits, retry of reads. Knows neither session nor pages:
//! credentials are handed in.

mod body;
mod fetch;
mod retry;
pub mod upload;

use pilothouse_wire::{Answer, Error, Request, Secret};

/// Who is calling: what is sent as `Authorization`, or that the browser's cookie goes along; and in whose name.
#[derive(Debug)]
pub struct Credentials {
    /// `None` for the browser's cookie, which no script can read.
    authorization: Option<Secret>,
    acting_as: Option<String>,
}

impl Credentials {
    /// A session token.
    pub fn bearer(token: &Secret) -> Self {
        Self::of(["Bearer ", token.expose()])
    }

    /// An API key: the user's name of Basic, with an empty password (contract/dataiku-apinode.md §1, certain).
    pub fn basic(key: &Secret) -> Self {
        Self::of(["Basic ", &pilothouse_wire::basic(key)])
    }

    fn of(words: [&str; 2]) -> Self {
        Self { authorization: Some(Secret::new(words.concat())), acting_as: None }
    }

    /// A session that the browser keeps as a cookie (contract/iguazio-control-plane.md §2.2, certain).
    pub fn cookie() -> Self {
        Self { authorization: None, acting_as: None }
    }

    /// The same in somebody else's name (contract/dataiku-dss.md §1, certain).
    pub fn acting_as(self, login: Option<String>) -> Self {
        Self { acting_as: login, ..self }
    }
}

/// Sends a request once, or a few times where it may be repeated and the failure may pass. What comes back is an
/// answer that says success; its body is for the call to read.
pub async fn send(base: &str, request: &Request, credentials: Option<&Credentials>) -> Result<Answer, Error> {
    let mut tries = 0;
    loop {
        let result = fetch::once(base, request, credentials).await;
        let result = result.and_then(|answer| request.check(&answer).map(|()| answer));
        match result {
            Err(error) if request.endpoint().repeatable && error.is_passing() && tries < retry::MOST => {
                retry::pause(tries, error.retry_after()).await;
                tries += 1;
            }
            Ok(_) | Err(_) => return result,
        }
    }
}

/// A file of the console's own, as text: `config.json`. The error is for whoever hosts the console.
pub async fn text(url: &str) -> Result<String, String> {
    let answer = fetch::file(url).await.map_err(|e| [&e.title(), ": ", url].concat())?;
    match answer.status {
        200 if !answer.is_html() => Ok(answer.body),
        200 => Err(["A web page answered in place of ", url, "."].concat()),
        status => Err(format!("The server answered HTTP {status} for {url}.")),
    }
}
