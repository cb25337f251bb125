//! What a failure is told as: what happened, what did not, what to do. The server's own words always stand in it.

use pilothouse_wire::{Error, Outcome};

/// A failure in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What was not done: "Could not enable parcel-eta".
    pub title: String,
    /// Why, what it means, what to do.
    pub text: String,
    /// For the server's log: error type, status, request id.
    pub detail: Option<String>,
}

impl Failure {
    /// Of a read.
    pub fn of_read(title: impl Into<String>, error: &Error) -> Self {
        Self::new(title.into(), error, None)
    }

    /// Of a write: says whether anything was changed.
    pub fn of_write(title: impl Into<String>, error: &Error) -> Self {
        let outcome = match error.outcome() {
            Outcome::NotDone => "Nothing was changed.",
            Outcome::Unknown => "It may have been done all the same: look before you repeat it.",
            Outcome::Done => "It was done; only the answer could not be read.",
        };
        Self::new(title.into(), error, Some(outcome))
    }

    fn new(title: String, error: &Error, outcome: Option<&str>) -> Self {
        let mut sentences = vec![[&error.title(), "."].concat()];
        let words = error.to_string();
        if !words.is_empty() {
            sentences.push(sentence(&words));
        }
        sentences.extend(outcome.map(str::to_owned));
        sentences.extend(advice(error).map(str::to_owned));
        Self { title, text: sentences.join(" "), detail: detail(error) }
    }
}

fn sentence(words: &str) -> String {
    if words.ends_with(['.', '!', '?', '…']) { words.to_owned() } else { [words, "."].concat() }
}

fn advice(error: &Error) -> Option<&'static str> {
    match error {
        Error::Refused(refusal) => match refusal.status {
            401 => Some("Sign in again, or give another key."),
            403 => Some("Ask an administrator of the server for the right to do it."),
            413 => Some("Choose something smaller, or ask for a higher limit."),
            429 => Some("Wait a moment, then try again."),
            500..=599 => Some("The server's log says more, under the id below where there is one."),
            _ => None,
        },
        Error::NotTheApi(_) => Some("Look at the proxy in front of the API, or sign in to the network."),
        Error::Unreadable(_) => Some("The server may be of another version than this console knows."),
        Error::Unreachable(_) | Error::TimedOut(_) => Some("Check that the server runs and the network works."),
        Error::Older(_) | Error::TooLarge(_) | Error::Cancelled | Error::NotSent(_) | Error::NoCredentials(_) => None,
    }
}

fn detail(error: &Error) -> Option<String> {
    let mut lines = Vec::new();
    if let Error::Refused(refusal) = error {
        lines.push(format!("HTTP {}", refusal.status));
        lines.extend(refusal.error_type.clone());
    }
    lines.extend(error.request_id().map(|id| format!("Request {id}")));
    (!lines.is_empty()).then(|| lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pilothouse_wire::Refusal;

    #[test]
    fn a_refusal_keeps_the_servers_words() {
        let refusal = Refusal {
            status: 409,
            error_type: Some("java.lang.IllegalStateException".into()),
            message: Some("service parcel-eta exists".into()),
            request_id: Some("r-7".into()),
            ..Refusal::default()
        };
        let failure = Failure::of_write("Could not create parcel-eta", &Error::Refused(Box::new(refusal)));
        assert_eq!(failure.text, "This clashes with what is there. service parcel-eta exists. Nothing was changed.");
        assert_eq!(failure.detail.as_deref(), Some("HTTP 409\njava.lang.IllegalStateException\nRequest r-7"));
    }

    #[test]
    fn an_older_node_is_told_from_a_fault() {
        let failure = Failure::of_write("Not cleaned", &Error::Older("13.0"));
        assert!(
            failure.text.starts_with("This node is older than 13.0. It does not know the call"),
            "{}",
            failure.text
        );
        assert!(failure.text.ends_with("Nothing was changed."), "{}", failure.text);
    }

    #[test]
    fn a_write_without_an_answer_is_not_called_undone() {
        let failure = Failure::of_write("x", &Error::TimedOut(30));
        assert!(failure.text.contains("may have been done"), "{}", failure.text);
        let read = Failure::of_read("x", &Error::TimedOut(30));
        assert!(!read.text.contains("done"), "{}", read.text);
    }
}
