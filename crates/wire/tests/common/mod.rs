//! A call as it goes over the wire, to be held against a contract's table.

use pilothouse_wire::{Body, Call};

/// Method, path with query, and body of a call, as one line.
pub(crate) fn line<T>(call: &Call<T>) -> String {
    let body = match call.sent_body() {
        Body::None => String::new(),
        Body::Json(value) => format!(" {value}"),
        Body::Form(text) => format!(" form {}", text.expose()),
        Body::File => " file".into(),
    };
    format!("{} {}{body}", call.endpoint().method.as_str(), call.path())
}
