//! Followed jobs as they are kept for the next visit: for whom, which, since when.

use pilothouse_wire::Members;
use pilothouse_wire::control::Id;
use serde_json::{Value, json};

use super::{End, Followed, MOST};

/// Characters of a job's words that are kept.
const LONGEST: usize = 300;

/// What is kept of one job.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Which control plane, as the configuration names it.
    pub server: String,
    /// Who follows it.
    pub login: String,
    /// Its id.
    pub id: Id,
    /// What it is for.
    pub words: String,
    /// When it was begun, in ms since the epoch.
    pub begun: f64,
    /// Somebody was told of its end.
    pub told: bool,
    /// It was a good end: the next visit needs not know of it.
    pub good: bool,
}

impl Note {
    /// Of a job that somebody follows on a server.
    pub fn of(job: &Followed, server: &str, login: &str) -> Self {
        Self {
            server: server.to_owned(),
            login: login.to_owned(),
            id: job.id.clone(),
            words: job.words.chars().take(LONGEST).collect(),
            begun: job.begun,
            told: job.told,
            good: job.end.as_ref().is_some_and(End::is_good),
        }
    }

    pub(super) fn write(&self) -> Value {
        json!({
            "server": self.server, "login": self.login, "id": self.id.as_str(), "words": self.words,
            "begun": self.begun, "told": self.told, "good": self.good,
        })
    }

    fn read(mut members: Members) -> Option<Self> {
        let begun = members.number("begun").ok()??;
        let mut flag = |name: &str| members.flag(name).ok().map(|flag| flag == Some(true));
        let (told, good) = (flag("told")?, flag("good")?);
        let mut text = |name: &str| members.needed(name).ok();
        let (server, login, id, words) = (text("server")?, text("login")?, text("id")?, text("words")?);
        let words = words.chars().take(LONGEST).collect();
        Some(Self { server, login, id: Id::parse(&id).ok()?, words, begun, told, good })
    }
}

/// The jobs that are followed in this browser, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    all: Vec<Note>,
}

impl Kept {
    /// Those of somebody on a server.
    pub fn of(&self, server: &str, login: &str) -> impl Iterator<Item = &Note> {
        self.all.iter().filter(move |note| note.server == server && note.login == login)
    }

    /// Keeps one, in its place where it is there.
    pub fn put(&mut self, note: Note) {
        let same = |known: &Note| known.server == note.server && known.login == note.login && known.id == note.id;
        match self.all.iter().position(same) {
            Some(place) => self.all[place] = note,
            None => self.all.push(note),
        }
        while self.all.len() > MOST {
            let told = self.all.iter().position(|note| note.told);
            self.all.remove(told.unwrap_or(0));
        }
    }

    /// Forgets one.
    pub fn forget(&mut self, server: &str, login: &str, id: &Id) {
        self.all.retain(|note| note.server != server || note.login != login || note.id != *id);
    }

    /// As it is kept.
    pub fn to_text(&self) -> String {
        Value::Array(self.all.iter().map(Note::write).collect()).to_string()
    }

    /// As it was kept; what makes no sense is left out.
    pub fn from_text(text: &str) -> Self {
        let all: Vec<Value> = serde_json::from_str(text).unwrap_or_default();
        Self { all: all.into_iter().filter_map(|one| Note::read(Members::of(one).ok()?)).take(MOST).collect() }
    }
}
