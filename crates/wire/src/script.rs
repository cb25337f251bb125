//! Calls as a script that a person can keep, read and run: for a shell, for the official Python client, or as JSON.
//!
//! A script holds no secret: it asks for them by the environment, those of a body one by one. Text that came from a server
//! or from a person cannot leave the quotes or the comment in which it stands. No I/O.

mod arguments;
mod blanks;
mod client;
mod curl;
mod listing;
mod python;
mod value;
mod variables;

use percent_encoding::{AsciiSet, utf8_percent_encode};

use crate::{Shown, automation};

/// What stays as it is in a base address; a quote, a space or a `$` does not.
const ADDRESS: &AsciiSet = &crate::call::ENCODED.remove(b':').remove(b'/').remove(b'[').remove(b']').remove(b'%');

/// Characters of a comment's text that are written at most.
const LONGEST_REMARK: usize = 200;

/// One call of a script.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The call.
    pub call: Shown,
    /// Absolute address of the node, the automation API or the drop folder, without a closing slash:
    /// `https://host/apinode`.
    pub base: String,
    /// How the console is let in there.
    pub login: Login,
    /// In whose name, where an administrator acts as somebody else.
    pub acting_as: Option<String>,
    /// What came of it; `None` for a call that was not made.
    pub made: Option<Made>,
}

/// How the console is let in at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Login {
    /// With an admin key of the node, or a key of DSS, by Basic.
    Key,
    /// With the token of its session, by Bearer.
    Session,
    /// With a session of the control plane that the browser keeps as a cookie. A script takes an access key in its place.
    Cookie,
    /// Without anything. A script gives a service's key to a prediction call, if there is one.
    Nothing,
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// When it was sent, as ISO 8601.
    pub at: String,
    /// The answer's HTTP status; `None` where no answer came.
    pub status: Option<u16>,
    /// Milliseconds until the answer, or until it was given up.
    pub took_ms: u32,
    /// The server's own id of the request.
    pub trace: Option<String>,
}

/// What a script is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// A POSIX shell script that calls curl.
    Curl,
    /// Python with `dataikuapi` and `igz_mgmt`, the official clients, and with `requests` for what they do not have.
    Python,
    /// A JSON array with an object for each call: to be kept, not run. Secrets are `******` in it.
    Json,
}

/// Writes the calls down, in their order.
pub fn write(language: Language, steps: &[Step]) -> String {
    match language {
        Language::Curl => curl::write(steps),
        Language::Python => python::write(steps),
        Language::Json => listing::write(steps),
    }
}

impl Step {
    /// The base address, without a character that means something to a shell, to Python or to curl.
    fn base(&self) -> String {
        utf8_percent_encode(&self.base, ADDRESS).to_string()
    }

    /// The whole address, with this text for the secret in it, as it is.
    fn url(&self, blank: &str) -> String {
        [&self.base(), "/", &self.call.path_with(blank)].concat()
    }

    /// What the call is about: a service, a user. Nothing, where it names none.
    fn first(&self) -> &str {
        self.call.segments.first().map_or("", String::as_str)
    }

    /// What a service's key is for.
    fn asked(&self) -> String {
        [&self.base(), " ", self.first()].concat()
    }

    /// Comment lines, each with its end: the contract's name of the call, and what came of it.
    fn remarks(&self, number: usize) -> String {
        let mut text = ["\n# ", &number.to_string(), ". ", self.call.endpoint.name, "\n"].concat();
        if let Some(made) = &self.made {
            text.push_str(&["# ", &made.words(), "\n"].concat());
        }
        text
    }

    /// Comment lines for a sign-in, in place of the call.
    fn sign_in(&self) -> String {
        let method = self.call.endpoint.method.as_str();
        [
            "# A sign-in is not written down, for it holds a password. By hand: send the form fields ",
            automation::USERNAME,
            " and\n# ",
            automation::PASSWORD,
            " to ",
            &self.url(""),
            " with ",
            method,
            ". The answer is the token.\n",
        ]
        .concat()
    }
}

impl Made {
    fn words(&self) -> String {
        let mut text = self.at.clone();
        match self.status {
            Some(status) => text.push_str(&[": HTTP ", &status.to_string(), " in "].concat()),
            None => text.push_str(": no answer in "),
        }
        text.push_str(&[&self.took_ms.to_string(), " ms"].concat());
        if let Some(trace) = &self.trace {
            text.push_str(&[", trace id ", trace].concat());
        }
        remark(&text)
    }
}

/// The text as a part of a comment: on one line, with nothing that cannot be seen, and not endless.
fn remark(text: &str) -> String {
    text.chars().map(|c| if value::is_hidden(c) { ' ' } else { c }).take(LONGEST_REMARK).collect()
}
