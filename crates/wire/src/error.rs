//! One error for everything that can go wrong with a call, and what each kind means for the one who made it.

use std::fmt;

use serde_json::Value;

use crate::{Answer, System};

/// Longest text of a foreign answer that is kept, in characters.
const EXCERPT: usize = 300;

/// Why a call gave no value. Every decision about it is a full match, so that a new kind stops the build until
/// someone has thought about it.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// The API spoke, and said no.
    Refused(Box<Refusal>),
    /// A 404 on a call that came with that version: the system is older (contract/dataiku-apinode.md §6).
    Older(&'static str),
    /// Something else spoke in its place: a proxy's page, a captive portal.
    NotTheApi(Box<Foreign>),
    /// Success by its status, but the body is not what the contract says.
    Unreadable(String),
    /// No answer: refused, reset, no name, no network.
    Unreachable(String),
    /// No answer within so many seconds.
    TimedOut(u32),
    /// The answer was cut: larger than so many bytes.
    TooLarge(u64),
    /// Given up by the user, or its view went away.
    Cancelled,
    /// The console did not send it; the text says why.
    NotSent(String),
    /// It was not sent for want of credentials: nobody is signed in, or nobody gave any.
    NoCredentials(&'static str),
}

/// A refusal in the API's own words: contract/dataiku-apinode.md §3, contract/datakitchen-automation.md §6,
/// contract/iguazio-control-plane.md §3.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Refusal {
    /// The status code; 200 where the failure was inside.
    pub status: u16,
    /// `errorType`, normally a Java class name.
    pub error_type: Option<String>,
    /// `detailedMessage`, else `message`, else what else the body says.
    pub message: Option<String>,
    /// Further lines: the issues of an automation answer.
    pub issues: Vec<String>,
    /// The server's id of the request.
    pub request_id: Option<String>,
    /// Seconds to wait, where the server says so.
    pub retry_after: Option<u32>,
}

/// An answer that is not the API's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Foreign {
    /// The status code.
    pub status: u16,
    /// The page's title or first words, as text.
    pub excerpt: String,
    /// Seconds to wait, where it says so.
    pub retry_after: Option<u32>,
}

/// Whether the server did what it was asked, as far as one can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It did not.
    NotDone,
    /// It may have: look before you repeat.
    Unknown,
    /// It did; only its answer could not be read.
    Done,
}

impl Error {
    /// The status code, where there was one.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused(refusal) => Some(refusal.status),
            Self::NotTheApi(foreign) => Some(foreign.status),
            Self::Older(_) => Some(404),
            Self::Unreadable(_)
            | Self::Unreachable(_)
            | Self::TimedOut(_)
            | Self::TooLarge(_)
            | Self::Cancelled
            | Self::NotSent(_)
            | Self::NoCredentials(_) => None,
        }
    }

    /// The credentials were not accepted.
    pub fn is_unauthorized(&self) -> bool {
        self.is_refusal(401)
    }

    /// Whether the API itself refused it so. What stands in front of it may answer with the same number and mean nothing
    /// by it.
    pub fn is_refusal(&self, status: u16) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.status == status)
    }

    /// It may pass by itself, so a read is worth another try.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Refused(refusal) => matches!(refusal.status, 408 | 425 | 429 | 502..=504),
            Self::NotTheApi(foreign) => matches!(foreign.status, 502..=504),
            Self::Unreachable(_) => true,
            Self::Older(_)
            | Self::Unreadable(_)
            | Self::TimedOut(_)
            | Self::TooLarge(_)
            | Self::Cancelled
            | Self::NotSent(_)
            | Self::NoCredentials(_) => false,
        }
    }

    /// Seconds that the server asks to wait.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Refused(refusal) => refusal.retry_after,
            Self::NotTheApi(foreign) => foreign.retry_after,
            Self::Older(_)
            | Self::Unreadable(_)
            | Self::Unreachable(_)
            | Self::TimedOut(_)
            | Self::TooLarge(_)
            | Self::Cancelled
            | Self::NotSent(_)
            | Self::NoCredentials(_) => None,
        }
    }

    /// What a write that ended so has done.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Refused(refusal) if refusal.status >= 500 => Outcome::Unknown,
            Self::Refused(_) | Self::Older(_) | Self::NotSent(_) | Self::NoCredentials(_) => Outcome::NotDone,
            Self::Unreadable(_) | Self::TooLarge(_) => Outcome::Done,
            Self::NotTheApi(_) | Self::Unreachable(_) | Self::TimedOut(_) | Self::Cancelled => Outcome::Unknown,
        }
    }

    /// The server's id of the request, where it gave one.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => refusal.request_id.as_deref(),
            Self::NotTheApi(_)
            | Self::Older(_)
            | Self::Unreadable(_)
            | Self::Unreachable(_)
            | Self::TimedOut(_)
            | Self::TooLarge(_)
            | Self::Cancelled
            | Self::NotSent(_)
            | Self::NoCredentials(_) => None,
        }
    }

    /// What happened, in a few words.
    pub fn title(&self) -> String {
        match self {
            Self::Refused(refusal) => match refusal.status {
                401 => "The server does not accept these credentials".into(),
                403 => "The server says you may not do this".into(),
                404 => "The server does not know this".into(),
                409 => "This clashes with what is there".into(),
                413 => "Too large for the server".into(),
                429 => "The server asks to slow down".into(),
                500..=599 => format!("The server failed (HTTP {})", refusal.status),
                status => format!("The server refused (HTTP {status})"),
            },
            Self::Older(since) => format!("This node is older than {since}"),
            Self::NotTheApi(foreign) => format!("A web page answered in place of the API (HTTP {})", foreign.status),
            Self::Unreadable(_) => "The answer could not be read".into(),
            Self::Unreachable(_) => "The server cannot be reached".into(),
            Self::TimedOut(seconds) => format!("No answer within {seconds} seconds"),
            Self::TooLarge(_) => "The answer is too large".into(),
            Self::Cancelled => "Cancelled".into(),
            Self::NotSent(_) | Self::NoCredentials(_) => "Not sent".into(),
        }
    }
}

/// The details below the title: the server's own words first.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::NotTheApi(foreign) => f.write_str(&foreign.excerpt),
            Self::Older(_) => {
                f.write_str("It does not know the call, or something in front of it does not pass it on.")
            }
            Self::Unreadable(why) | Self::Unreachable(why) | Self::NotSent(why) => f.write_str(why),
            Self::NoCredentials(why) => f.write_str(why),
            Self::TimedOut(_) => f.write_str("The server may still be at work."),
            Self::TooLarge(limit) => write!(f, "It was cut at {limit} bytes."),
            Self::Cancelled => f.write_str("The call was given up before its answer came."),
        }
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message.as_deref().unwrap_or("The server gave no reason."))?;
        for issue in &self.issues {
            write!(f, "\n{issue}")?;
        }
        Ok(())
    }
}

/// Fails where the answer is a failure, whatever its shape.
pub(crate) fn check(system: System, answer: &Answer) -> Result<(), Error> {
    if answer.is_html() {
        let foreign =
            Foreign { status: answer.status, excerpt: page_words(&answer.body), retry_after: answer.retry_after() };
        return Err(Error::NotTheApi(Box::new(foreign)));
    }
    let hidden = system == System::Automation && answer.is_success() && fails_inside(&answer.body);
    if answer.is_success() && !hidden {
        return Ok(());
    }
    Err(Error::Refused(Box::new(refusal(answer))))
}

/// HTTP 200 with a top-level `error`: contract/datakitchen-automation.md §6, certain.
fn fails_inside(body: &str) -> bool {
    let Ok(Value::Object(object)) = serde_json::from_str::<Value>(body) else { return false };
    match object.get("error") {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Bool(true) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => true,
    }
}

fn refusal(answer: &Answer) -> Refusal {
    let mut refusal = Refusal {
        status: answer.status,
        request_id: answer.request_id().map(str::to_owned),
        retry_after: answer.retry_after(),
        ..Refusal::default()
    };
    match serde_json::from_str::<Value>(&answer.body) {
        Ok(body) => read_body(&mut refusal, &body),
        Err(_) => refusal.message = Some(excerpt(&answer.body)).filter(|text| !text.is_empty()),
    }
    refusal
}

/// All contracts' shapes: `message` is a string or an object, and so is `error`.
fn read_body(refusal: &mut Refusal, body: &Value) {
    let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    refusal.error_type = text("errorType");
    let inner = match &body["message"] {
        message if message.is_object() => message,
        _ => body,
    };
    // The control plane's: `errors` with `detail`, of which consumers use the first (contract/iguazio-control-plane.md §3).
    let mut details = body["errors"].as_array().into_iter().flatten().filter_map(|one| one["detail"].as_str());
    let detail = details.next().map(str::to_owned);
    refusal.issues.extend(details.map(str::to_owned));
    let nested = [&inner["error"], &inner["error"]["message"], &inner["error-message"]];
    refusal.message = text("detailedMessage")
        .or_else(|| text("message"))
        .or_else(|| nested.iter().find_map(|v| v.as_str().map(str::to_owned)))
        .or(detail)
        .or_else(|| body.as_str().map(str::to_owned));
    add_issues(refusal, &inner["error"]["detail"]);
    add_issues(refusal, &inner["issues"]);
}

fn add_issues(refusal: &mut Refusal, value: &Value) {
    match value {
        Value::String(text) => refusal.issues.push(text.clone()),
        Value::Array(rows) => rows.iter().for_each(|row| refusal.issues.push(issue_line(row))),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => {}
    }
}

fn issue_line(row: &Value) -> String {
    let parts = ["severity", "file", "description"].iter().filter_map(|name| row[*name].as_str());
    match parts.collect::<Vec<_>>() {
        parts if parts.is_empty() => row.as_str().map_or_else(|| row.to_string(), str::to_owned),
        parts => parts.join(": "),
    }
}

fn excerpt(text: &str) -> String {
    text.trim().chars().take(EXCERPT).collect()
}

/// A page's title, else its text, without markup. A few words to recognise the sender by, not an HTML reader.
fn page_words(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let title = lower.find("<title>").and_then(|from| {
        let start = from + "<title>".len();
        lower[start..].find("</title>").map(|length| &html[start..start + length])
    });
    match title {
        Some(title) => excerpt(title),
        None => excerpt(&without_tags(html.trim_start_matches('\u{feff}'))),
    }
}

fn without_tags(html: &str) -> String {
    let mut inside = false;
    let text: String = html
        .chars()
        .map(|c| match c {
            '<' => {
                inside = true;
                ' '
            }
            '>' => {
                inside = false;
                ' '
            }
            _ if inside => ' ',
            c => c,
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
