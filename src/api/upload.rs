//! Sends a call whose body is a file.

use pilothouse_wire::{Call, Error};
use web_sys::File;

use super::Credentials;
use crate::browser::upload::{self, Sent};

/// Uploads; dropping the future gives the upload up.
pub async fn send<T>(
    base: &str,
    call: &Call<T>,
    credentials: Option<&Credentials>,
    file: &File,
    progress: impl Fn(Sent) + 'static,
) -> Result<T, Error> {
    let url = [base, "/", &call.path()].concat();
    let authorization = credentials.map(|Credentials(value)| value.expose());
    let answer = upload::put(&url, authorization, file, progress)?.finished().await?;
    call.read(&answer)
}
