//! Sends the calls that `wire` describes: fetch, time limits, retry of reads. Knows neither session nor pages:
//! credentials are handed in.

mod body;
mod fetch;
mod retry;
pub mod upload;

use pilothouse_wire::{Call, Error, Secret};

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

/// Sends a call once, or a few times where it may be repeated and the failure may pass.
pub async fn send<T>(base: &str, call: &Call<T>, credentials: Option<&Credentials>) -> Result<T, Error> {
    let mut tries = 0;
    loop {
        let result = match fetch::once(base, call, credentials).await {
            Ok(answer) => call.read(&answer),
            Err(error) => Err(error),
        };
        match result {
            Err(error) if call.endpoint().repeatable && error.is_passing() && tries < retry::MOST => {
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
