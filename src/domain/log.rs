//! A log file as lines: it comes as one text, which may be large, and is searched here. Case does not count; there are no
//! patterns.

use std::ops::Range;

/// How grave a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `TRACE`, `DEBUG`, `FINE`.
    Debug,
    /// `INFO`.
    Info,
    /// `WARN`, `WARNING`.
    Warning,
    /// `ERROR`, `FATAL`, `SEVERE`, `CRITICAL`.
    Error,
}

impl Level {
    /// For people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Debug => "Debug",
            Self::Info => "Info",
            Self::Warning => "Warning",
            Self::Error => "Error",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        match word {
            "TRACE" | "DEBUG" | "FINE" => Some(Self::Debug),
            "INFO" => Some(Self::Info),
            "WARN" | "WARNING" => Some(Self::Warning),
            "ERROR" | "FATAL" | "SEVERE" | "CRITICAL" => Some(Self::Error),
            _ => None,
        }
    }

    /// The level that a line names near its beginning, in capitals, as a word of its own.
    fn of(line: &str) -> Option<Self> {
        let mut end = line.len().min(NEAR);
        while !line.is_char_boundary(end) {
            end -= 1;
        }
        line[..end].split(|c: char| !c.is_alphanumeric()).find_map(Self::parse)
    }
}

/// Bytes of a line in which its level stands, if it names one.
const NEAR: usize = 120;

/// A log, cut into lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    text: String,
    lines: Vec<Range<usize>>,
    levels: Vec<Option<Level>>,
}

impl Log {
    /// Of a text. A line that names no level belongs to the one before it, as those of a stack trace do.
    pub fn new(text: String) -> Self {
        let (mut lines, mut levels) = (Vec::new(), Vec::new());
        let mut level = None;
        let mut start = 0;
        for piece in text.split_inclusive('\n') {
            let line = piece.trim_end_matches(['\n', '\r']);
            level = Level::of(line).or(level);
            lines.push(start..start + line.len());
            levels.push(level);
            start += piece.len();
        }
        Self { text, lines, levels }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// All of it, to be saved.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A line, from 0.
    pub fn line(&self, place: usize) -> Option<&str> {
        self.lines.get(place).map(|range| &self.text[range.clone()])
    }

    /// How grave a line is, where it or one before it says so.
    pub fn level(&self, place: usize) -> Option<Level> {
        self.levels.get(place).copied().flatten()
    }

    /// Whether any line names a level: else there is nothing to filter by.
    pub fn has_levels(&self) -> bool {
        self.levels.last().is_some_and(Option::is_some)
    }

    /// The lines in which all words occur and which are at least so grave.
    pub fn search(&self, words: &str, least: Option<Level>) -> Vec<usize> {
        let words = parse(words);
        let fits = |place: &usize| {
            let line = &self.text[self.lines[*place].clone()];
            self.levels[*place] >= least && words.iter().all(|word| find(line, word).is_some())
        };
        (0..self.len()).filter(fits).collect()
    }
}

/// Where words stand in a line, in order, without overlaps: for marks.
pub fn marks(line: &str, words: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in &parse(words) {
        let mut start = 0;
        while let Some(range) = find(&line[start..], word) {
            found.push(start + range.start..start + range.end);
            start += range.end;
        }
    }
    found.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in found {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            Some(_) | None => merged.push(range),
        }
    }
    merged
}

/// Words as they are looked for: in small letters.
fn parse(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_lowercase).collect()
}

/// The first place of a word in small letters. Letters are compared one by one, for a whole text in small letters may
/// have other places.
fn find(line: &str, word: &str) -> Option<Range<usize>> {
    let first = word.chars().next()?;
    if word.is_ascii() && line.is_ascii() {
        let (line, word) = (line.as_bytes(), word.as_bytes());
        let start = line.windows(word.len()).position(|window| window.eq_ignore_ascii_case(word))?;
        return Some(start..start + word.len());
    }
    let starts = line.char_indices().filter(|(_, c)| c.to_lowercase().next() == Some(first));
    starts.map(|(start, _)| (start, begins(&line[start..], word))).find_map(|(start, len)| Some(start..start + len?))
}

/// The bytes at the beginning of a line that are the word.
fn begins(line: &str, word: &str) -> Option<usize> {
    let mut wanted = word.chars();
    for (place, c) in line.char_indices() {
        if wanted.as_str().is_empty() {
            return Some(place);
        }
        if !c.to_lowercase().all(|small| wanted.next() == Some(small)) {
            return None;
        }
    }
    wanted.as_str().is_empty().then_some(line.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "start\r\n\
        [2026/01/02-03:04:05.678] [main] [INFO] [dku]  - Début of día\n\
        [2026/01/02-03:04:06.000] [main] [ERROR] [dku] - refused\n\
        \tat com.example.Main(Main.java:1) INFORM\n\
        [2026/01/02-03:04:07.000] [main] [WARN] [dku] - slow";

    fn log() -> Log {
        Log::new(TEXT.into())
    }

    #[test]
    fn lines_are_cut_and_keep_their_level() {
        let log = log();
        assert_eq!((log.len(), log.line(0), log.line(5)), (5, Some("start"), None));
        let levels: Vec<Option<Level>> = (0..log.len()).map(|place| log.level(place)).collect();
        let told = [None, Some(Level::Info), Some(Level::Error), Some(Level::Error), Some(Level::Warning)];
        assert_eq!(levels, told);
        assert!(log.has_levels() && !Log::new("a\nb".into()).has_levels());
        assert!(Log::new(String::new()).is_empty());
        assert_eq!(Log::new("a\n\nb\n".into()).len(), 3);
        assert_eq!(Log::new(["é".repeat(100), " ERROR".into()].concat()).level(0), None, "too far from the beginning");
    }

    #[test]
    fn all_words_must_occur_and_case_does_not_count() {
        let log = log();
        assert_eq!(log.search("", None), [0, 1, 2, 3, 4]);
        assert_eq!(log.search("DÉBUT DÍA", None), [1]);
        assert_eq!(log.search("dku  main", None), [1, 2, 4]);
        assert_eq!(log.search("", Some(Level::Warning)), [2, 3, 4]);
        assert_eq!(log.search("main", Some(Level::Error)), [2, 3]);
        assert_eq!(log.search("nowhere", None), Vec::<usize>::new());
    }

    #[test]
    fn marks_stand_where_the_words_do() {
        let marked = |line: &'static str, words: &str| {
            marks(line, words).into_iter().map(|range| &line[range]).collect::<Vec<_>>()
        };
        assert_eq!(marked("Aa bab", "a"), ["Aa", "a"]);
        assert_eq!(marked("error: ERROR", "error"), ["error", "ERROR"]);
        assert_eq!(marked("İstanbul ÉTÉ", "été"), ["ÉTÉ"], "small letters may be longer than large ones");
        assert_eq!(marked("abcdef", "bcd cde"), ["bcde"]);
        assert_eq!(marked("straße", "SSE"), Vec::<&str>::new());
        assert_eq!(marked("a", ""), Vec::<&str>::new());
    }

    #[test]
    fn a_large_log_is_searched_quickly() {
        let line = "[2026/01/02-03:04:05.678] [main] [INFO] [dku.some.where]  - something happened, as it does\n";
        let log = Log::new(line.repeat(50_000));
        assert_eq!(log.search("HAPPENED does", Some(Level::Info)).len(), 50_000);
    }
}
