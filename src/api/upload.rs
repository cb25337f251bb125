//! Sends a request whose body is a file.

use pilothouse_wire::{Answer, Error, Request, Secret};
use web_sys::File;

use super::Credentials;
use crate::browser::upload::{self, Sent};

/// Uploads; dropping the future gives the upload up.
pub async fn send(
    base: &str,
    request: &Request,
    credentials: Option<&Credentials>,
    file: &File,
    progress: impl Fn(Sent) + 'static,
) -> Result<Answer, Error> {
    let url = [base, "/", &request.path()].concat();
    let authorization = credentials.and_then(|credentials| credentials.authorization.as_ref()).map(Secret::expose);
    let answer = upload::put(&url, authorization, file, progress)?.finished().await?;
    request.check(&answer).map(|()| answer)
}
