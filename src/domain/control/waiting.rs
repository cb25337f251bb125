//! Jobs that somebody waits for: asked for at a pace that slows down, until they end (contract/iguazio-control-plane.md
//! §6). A machine without I/O: it is told the time and what the server said. What is kept of it for the next visit holds
//! ids, times and words of the console's own, nothing that the server said.

mod kept;

use pilothouse_wire::Error;
use pilothouse_wire::control::{Id, Item, jobs};

use crate::domain::clock::Moment;
use crate::domain::failure::Failure;

pub use kept::{Kept, Note};

/// Jobs that are followed at most.
pub const MOST: usize = 50;
/// Seconds for which a job is asked for every second.
const FIRST: f64 = 10.0;
/// Seconds between two looks after that, and at the most.
const PACE: [f64; 2] = [5.0, 30.0];
/// Seconds between two looks at the most while they fail.
const SLOWEST: f64 = 60.0;
/// Seconds after which a job that goes on is not asked for any more: the official client waits as long (§6, certain).
const LIMIT: f64 = 3_600.0;

/// How a job ended, with what the server said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It has done what it was for.
    Completed(Option<String>),
    /// It has not, for this reason.
    Failed(Option<String>),
    /// Somebody has given it up.
    Canceled(Option<String>),
    /// The server does not know it, so nobody can tell.
    Unknown,
}

impl End {
    fn of(job: &Item) -> Option<Self> {
        let end = jobs::end_of(job.text(jobs::STATE).unwrap_or_default());
        let said = jobs::said(job);
        let words = match (said.status, said.message) {
            (None, message) => message,
            (Some(status), None) => Some(["Status ", &status.to_string()].concat()),
            (Some(status), Some(message)) => Some([&message, " (status ", &status.to_string(), ")"].concat()),
        };
        match end {
            jobs::End::Open => None,
            // The status of a success says no more than that.
            jobs::End::Completed => Some(Self::Completed(jobs::said(job).message)),
            jobs::End::Failed => Some(Self::Failed(words)),
            jobs::End::Canceled => Some(Self::Canceled(words)),
        }
    }

    /// Whether it is the only one that is a success (§6, certain).
    pub fn is_good(&self) -> bool {
        matches!(self, Self::Completed(_))
    }

    /// What came of it: the real cause of a failure.
    pub fn words(&self) -> String {
        let (said, none) = match self {
            Self::Completed(said) => (said, "Done."),
            Self::Failed(said) => (said, "It failed; the cause was not given by this server."),
            Self::Canceled(said) => (said, "It was canceled; the reason was not given by this server."),
            Self::Unknown => (&None, "The server does not know this job, so nobody can tell how it ended."),
        };
        said.clone().unwrap_or_else(|| none.to_owned())
    }

    /// How it is told where nobody looks at the job itself: `words` says what the job was for.
    pub fn told(&self, words: &str) -> String {
        let (between, said) = match self {
            Self::Completed(_) => (": done.", String::new()),
            Self::Failed(_) => (" failed. ", self.words()),
            Self::Canceled(_) => (" was canceled. ", self.words()),
            Self::Unknown => (": its job is gone. ", self.words()),
        };
        [words, between, &said].concat()
    }

    /// For a dialog that has waited: `None` after a success.
    pub fn failure(&self, words: &str, trace: Option<&str>) -> Option<Failure> {
        let title = match self {
            Self::Completed(_) => return None,
            Self::Failed(_) => [words, ": the job failed"],
            Self::Canceled(_) => [words, ": the job was canceled"],
            Self::Unknown => [words, ": the job is gone"],
        };
        let detail = trace.map(|trace| ["Trace ", trace].concat());
        Some(Failure { title: title.concat(), text: self.words(), detail })
    }
}

/// A job that is followed.
#[derive(Clone, Debug, PartialEq)]
pub struct Followed {
    /// Its id.
    pub id: Id,
    /// What it is for: "Create user ana".
    pub words: String,
    /// When it was begun, in ms since the epoch by this browser's clock.
    pub begun: f64,
    /// What the server says of its kind, its state, and the request that made it.
    pub kind: Option<String>,
    /// See [`Self::kind`].
    pub state: Option<String>,
    /// See [`Self::kind`].
    pub trace: Option<String>,
    /// How it ended.
    pub end: Option<End>,
    /// Why the last look at it failed.
    pub trouble: Option<String>,
    /// Somebody was told of its end.
    pub told: bool,
    /// Seconds that it took.
    took: Option<f64>,
    since: Moment,
    asked: Option<Moment>,
    failures: u32,
    asking: bool,
    lapsed: bool,
}

impl Followed {
    /// Begins to follow a job.
    pub fn new(id: Id, words: String, now: Moment) -> Self {
        let (kind, state, trace) = (None, None, None);
        let (end, trouble, took, asked) = (None, None, None, None);
        let (told, asking, lapsed) = (false, false, false);
        let (begun, since, failures) = (now.wall, now, 0);
        Self { id, words, begun, kind, state, trace, end, trouble, told, took, since, asked, failures, asking, lapsed }
    }

    /// Takes one up that was followed at an earlier visit. It is asked for at once, also where its end was known.
    pub fn resume(note: &Note, now: Moment) -> Self {
        let fresh = Self::new(note.id.clone(), note.words.clone(), now);
        Self { begun: note.begun, told: note.told, ..fresh }
    }

    /// Whether it goes on as far as is known, and is still asked for.
    pub fn is_under_way(&self) -> bool {
        self.is_asked() && !self.told
    }

    /// Whether it is asked for from time to time.
    pub fn is_asked(&self) -> bool {
        self.end.is_none() && !self.lapsed
    }

    /// Whether it went on for so long that it is not asked for any more.
    pub fn has_lapsed(&self) -> bool {
        self.end.is_none() && self.lapsed
    }

    /// Whether it ended otherwise than it should.
    pub fn is_bad(&self) -> bool {
        self.end.as_ref().is_some_and(|end| !end.is_good())
    }

    /// Whether it is time to ask.
    pub fn is_due(&self, now: Moment) -> bool {
        let wait = self.wait(now);
        self.is_asked() && !self.asking && self.asked.is_none_or(|asked| now.since(asked) >= wait)
    }

    /// Seconds between two looks.
    fn wait(&self, now: Moment) -> f64 {
        let age = now.since(self.since);
        let pace = if age < FIRST { 1.0 } else { (age / 12.0).clamp(PACE[0], PACE[1]) };
        match self.failures {
            0 => pace,
            many => (pace * f64::from(1_u32 << many.min(8))).min(SLOWEST),
        }
    }

    /// The question is on its way.
    pub fn ask(&mut self) {
        self.asking = true;
    }

    /// What came of the question. `span` is how long the job took by the server's own two times, in seconds. Says
    /// whether it ended by this.
    pub fn heard(&mut self, answer: Result<&Item, &Error>, span: Option<f64>, now: Moment) -> bool {
        self.asking = false;
        if self.end.is_some() {
            return false;
        }
        match answer {
            Ok(job) => self.saw(job),
            // Without credentials it was not asked for.
            Err(Error::NoCredentials(_)) => return false,
            // At once, as the official client does (§6, certain). A proxy's 404 says nothing of a job.
            Err(Error::Refused(refusal)) if refusal.status == 404 => self.end = Some(End::Unknown),
            Err(error) => {
                self.failures += 1;
                self.trouble = Some(Failure::of_read("", error).text);
            }
        }
        self.asked = Some(now);
        self.lapsed = now.since(self.since) >= LIMIT;
        if self.end.is_some() {
            self.trouble = None;
            self.took = span.or_else(|| Some((now.wall - self.begun).max(0.0) / 1000.0));
        }
        self.end.is_some()
    }

    fn saw(&mut self, job: &Item) {
        let text = |field: &str| job.text(field).filter(|text| !text.is_empty()).map(str::to_owned);
        (self.kind, self.state, self.trace) = (text(jobs::KIND), text(jobs::STATE), text(jobs::CTX_ID));
        (self.failures, self.trouble) = (0, None);
        self.end = End::of(job);
    }

    /// There is a new session, or the page is seen again: earlier failures count no more.
    pub fn wake(&mut self) {
        self.failures = 0;
    }

    /// Somebody wants to know after all.
    pub fn ask_again(&mut self, now: Moment) {
        if self.end.is_none() {
            (self.since, self.asked, self.failures, self.lapsed) = (now, None, 0, false);
        }
    }

    /// Seconds that it took, or takes already; `None` where nobody knows. `now` is in ms since the epoch.
    pub fn seconds(&self, now: f64) -> Option<f64> {
        match &self.end {
            None => Some(((now - self.begun) / 1000.0).max(0.0)),
            Some(End::Unknown) => None,
            Some(End::Completed(_) | End::Failed(_) | End::Canceled(_)) => self.took,
        }
    }
}

/// A stretch of time as people read it: `4 s`, `2 min 05 s`, `1 h 02 min`.
pub fn span_text(seconds: f64) -> String {
    let seconds = seconds as u64;
    match (seconds / 3600, seconds / 60) {
        (0, 0) => format!("{seconds} s"),
        (0, minutes) => format!("{minutes} min {:02} s", seconds % 60),
        (hours, minutes) => format!("{hours} h {:02} min", minutes % 60),
    }
}

/// Keeps the list short: those that ended go first, then the oldest.
pub fn shorten(all: &mut Vec<Followed>) {
    while all.len() > MOST {
        let ended = all.iter().position(|job| !job.is_asked());
        all.remove(ended.unwrap_or(0));
    }
}

#[cfg(test)]
mod tests;
