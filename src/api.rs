//! Sends the calls that `wire` describes: fetch, time limits, retry of reads. Knows neither session nor pages:
//! credentials are handed in.

mod body;
mod fetch;
mod retry;
pub mod upload;

use pilothouse_wire::{Answer, Error, Request, Secret};

/// What is sent as `Authorization`.
#[derive(Debug)]
pub struct Credentials(Secret);

impl Credentials {
    /// A session token.
    pub fn bearer(token: &Secret) -> Self {
        Self(Secret::new(["Bearer ", token.expose()].concat()))
    }

    /// An API key: the user's name of Basic, with an empty password (contract/dataiku-apinode.md §1, certain).
    pub fn basic(key: &Secret) -> Self {
        let pair = pilothouse_wire::basic(key);
        Self(Secret::new(["Basic ", &pair].concat()))
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
