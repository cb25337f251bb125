//! Which names fit what was typed, best first. Pure; quick for 100,000 names: they are folded once, into one buffer.
//!
//! A name fits when all typed words occur in it, case aside. How well it fits is one of the four steps of [`Fit`];
//! names of the same step keep the order in which they came. Letters that are only scattered over a name do not make
//! it fit: with many names nearly everything would, and nobody could say why.

use super::list::fold;

/// How well a name fits, the best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// All words occur somewhere.
    Within,
    /// Each typed word stands at the start of a word.
    WordStart,
    /// It begins with what was typed.
    Prefix,
    /// It is what was typed. Without a word typed everything is.
    Exact,
}

/// The number of steps.
const STEPS: usize = 4;

/// Names as they are searched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    folded: String,
    /// Where each name ends in the buffer.
    ends: Vec<usize>,
}

impl Names {
    /// Takes up one more.
    pub fn push(&mut self, name: &str) {
        let start = self.folded.len();
        if name.is_ascii() {
            self.folded.push_str(name);
            self.folded[start..].make_ascii_lowercase();
        } else {
            self.folded.push_str(&fold(name));
        }
        self.ends.push(self.folded.len());
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.folded[start..*end])
    }
}

impl<T: AsRef<str>> FromIterator<T> for Names {
    fn from_iter<I: IntoIterator<Item = T>>(names: I) -> Self {
        let mut all = Self::default();
        names.into_iter().for_each(|name| all.push(name.as_ref()));
        all
    }
}

/// What fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Best {
    /// Numbers of the names, best first.
    pub rows: Vec<usize>,
    /// How many fit in all.
    pub found: usize,
    /// How well the first one does.
    pub fit: Option<Fit>,
}

/// The names that fit what was typed best, `most` of them at most.
pub fn best(names: &Names, typed: &str, most: usize) -> Best {
    let typed = fold(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut steps: [Vec<usize>; STEPS] = Default::default();
    let mut found = 0;
    for (row, name) in names.all().enumerate() {
        if let Some(fit) = fit(name, typed.trim(), &words) {
            found += 1;
            let step = &mut steps[fit as usize];
            if step.len() < most {
                step.push(row);
            }
        }
    }
    let fit =
        [Fit::Exact, Fit::Prefix, Fit::WordStart, Fit::Within].into_iter().find(|fit| !steps[*fit as usize].is_empty());
    let rows = steps.into_iter().rev().flatten().take(most).collect();
    Best { rows, found, fit }
}

fn fit(name: &str, typed: &str, words: &[&str]) -> Option<Fit> {
    if typed.is_empty() || name == typed {
        Some(Fit::Exact)
    } else if name.starts_with(typed) {
        Some(Fit::Prefix)
    } else if !words.iter().all(|word| name.contains(word)) {
        None
    } else if words.iter().all(|word| starts_a_word(name, word)) {
        Some(Fit::WordStart)
    } else {
        Some(Fit::Within)
    }
}

/// Whether a word begins so: at the start, or after anything that is neither letter nor digit.
fn starts_a_word(name: &str, start: &str) -> bool {
    name.match_indices(start)
        .any(|(at, _)| name[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric()))
}

#[cfg(test)]
mod tests;
