//! Traffic shares that cannot add up wrong: whole hundredths of a percent, 10,000 of them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::GenerationId;

/// A share of traffic in hundredths of a percent: 0 to 10,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(u16);

impl Share {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// All of it: 100 %.
    pub const WHOLE: Self = Self(10_000);

    /// From hundredths of a percent; `None` over 10,000.
    pub const fn new(hundredths: u16) -> Option<Self> {
        if hundredths <= Self::WHOLE.0 { Some(Self(hundredths)) } else { None }
    }

    /// In hundredths of a percent.
    pub const fn hundredths(self) -> u16 {
        self.0
    }

    /// The probability that the wire carries: 0 to 1. 8,000 hundredths are exactly `0.8`.
    pub fn proba(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }

    /// Reads a percentage as a person types it: `20`, `12.5`, `0,25`, `33.33 %`. At most two decimals.
    pub fn parse_percent(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if (whole.is_empty() && part.is_empty()) || !digits(whole) || !digits(part) || part.len() > 2 {
            return None;
        }
        let whole: u16 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let part: u16 = format!("{part:0<2}").parse().ok()?;
        Self::new(whole.checked_mul(100)?.checked_add(part)?)
    }
}

/// As a percentage without its sign: `80`, `12.5`, `33.33`.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / 100, self.0 % 100);
        match (part, part % 10) {
            (0, _) => write!(f, "{whole}"),
            (_, 0) => write!(f, "{whole}.{}", part / 10),
            (_, _) => write!(f, "{whole}.{part:02}"),
        }
    }
}

/// Why shares are not a split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SplitError {
    /// No generation at all.
    Empty,
    /// The same generation twice.
    Twice(GenerationId),
    /// A generation with nothing: leave it out.
    Nothing(GenerationId),
    /// The sum in hundredths of a percent is not 10,000.
    Sum(u32),
    /// A probability that is no number from 0 to 1.
    NotAShare(GenerationId),
}

impl fmt::Display for SplitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("The mapping names no generation."),
            Self::Twice(id) => write!(f, "Generation {id} stands in the mapping twice."),
            Self::Nothing(id) => write!(f, "Generation {id} has a share of 0."),
            Self::Sum(sum) => {
                write!(f, "The shares add up to {}.{:02} %, not 100 %.", sum / 100, sum % 100)
            }
            Self::NotAShare(id) => write!(f, "The share of generation {id} is not a number from 0 to 1."),
        }
    }
}

impl std::error::Error for SplitError {}

/// How traffic is split between generations: each once, none with nothing, together exactly 100 %.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split(Vec<(GenerationId, Share)>);

impl Split {
    /// From shares that add up. Nobody checks again.
    pub fn new(shares: Vec<(GenerationId, Share)>) -> Result<Self, SplitError> {
        if shares.is_empty() {
            return Err(SplitError::Empty);
        }
        for (n, (id, share)) in shares.iter().enumerate() {
            if *share == Share::ZERO {
                return Err(SplitError::Nothing(id.clone()));
            }
            if shares[..n].iter().any(|(earlier, _)| earlier == id) {
                return Err(SplitError::Twice(id.clone()));
            }
        }
        match shares.iter().map(|(_, share)| u32::from(share.0)).sum() {
            10_000 => Ok(Self(shares)),
            sum => Err(SplitError::Sum(sum)),
        }
    }

    /// Everything to one generation.
    pub fn whole(generation: GenerationId) -> Self {
        Self(vec![(generation, Share::WHOLE)])
    }

    /// From the wire's probabilities, which another tool may have set finer than hundredths of a percent (1/3 each).
    /// Their sum may miss 1 by a millionth; what rounding loses goes to the largest remainders. Zeros are left out.
    pub fn from_probas(entries: &[(GenerationId, f64)]) -> Result<Self, SplitError> {
        if let Some((id, _)) = entries.iter().find(|(_, p)| !(0.0..=1.0).contains(p)) {
            return Err(SplitError::NotAShare(id.clone()));
        }
        let sum: f64 = entries.iter().map(|(_, p)| p).sum();
        if entries.is_empty() {
            return Err(SplitError::Empty);
        }
        if (sum - 1.0).abs() > 1e-6 {
            return Err(SplitError::Sum((sum * 10_000.0).round() as u32));
        }
        Self::new(apportion(entries, sum))
    }

    /// The shares in the order they were given.
    pub fn shares(&self) -> &[(GenerationId, Share)] {
        &self.0
    }

    /// The share of one generation; nothing where it is not named.
    pub fn share_of(&self, generation: &GenerationId) -> Share {
        self.0.iter().find(|(id, _)| id == generation).map_or(Share::ZERO, |(_, share)| *share)
    }

    /// The generation that a number drawn evenly from 0 to 9,999 falls on.
    pub fn pick(&self, drawn: u16) -> &GenerationId {
        let mut left = drawn % Share::WHOLE.0;
        for (id, share) in &self.0 {
            if left < share.0 {
                return id;
            }
            left -= share.0;
        }
        &self.0[0].0
    }
}

/// Largest remainder: round every share down, then hand out what is missing to those that lost most.
fn apportion(entries: &[(GenerationId, f64)], sum: f64) -> Vec<(GenerationId, Share)> {
    let exact = |n: usize| entries[n].1 / sum * 10_000.0;
    let mut hundredths: Vec<u16> = (0..entries.len()).map(|n| (exact(n) + 1e-6).floor() as u16).collect();
    let given: u16 = hundredths.iter().sum();
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by(|&a, &b| (exact(b) - f64::from(hundredths[b])).total_cmp(&(exact(a) - f64::from(hundredths[a]))));
    for &n in order.iter().take(usize::from(Share::WHOLE.0.saturating_sub(given))) {
        hundredths[n] += 1;
    }
    let named = entries.iter().zip(hundredths).map(|((id, _), h)| (id.clone(), Share(h)));
    named.filter(|(_, share)| *share != Share::ZERO).collect()
}

/// The body of `setMapping`: contract/dataiku-apinode.md §2.3, certain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// One entry a generation.
    pub entries: Vec<MappingEntry>,
}

/// One generation's probability.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MappingEntry {
    /// Which generation.
    pub generation: GenerationId,
    /// 0 to 1.
    pub proba: f64,
}

impl From<&Split> for Mapping {
    fn from(split: &Split) -> Self {
        let entry = |(id, share): &(GenerationId, Share)| MappingEntry { generation: id.clone(), proba: share.proba() };
        Self { entries: split.0.iter().map(entry).collect() }
    }
}

impl TryFrom<&Mapping> for Split {
    type Error = SplitError;
    fn try_from(mapping: &Mapping) -> Result<Self, SplitError> {
        for (n, entry) in mapping.entries.iter().enumerate() {
            if mapping.entries[..n].iter().any(|earlier| earlier.generation == entry.generation) {
                return Err(SplitError::Twice(entry.generation.clone()));
            }
        }
        let probas: Vec<_> = mapping.entries.iter().map(|e| (e.generation.clone(), e.proba)).collect();
        Self::from_probas(&probas)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> GenerationId {
        GenerationId::parse(text).unwrap()
    }

    fn share(hundredths: u16) -> Share {
        Share::new(hundredths).unwrap()
    }

    #[test]
    fn a_share_is_shown_as_typed() {
        for text in ["0", "100", "80", "12.5", "33.33", "0.01"] {
            assert_eq!(Share::parse_percent(text).unwrap().to_string(), text);
        }
        assert_eq!(Share::parse_percent(" 12,50 % "), Share::new(1250));
        assert_eq!(Share::parse_percent(".5"), Share::new(50));
    }

    #[test]
    fn what_is_no_share_is_refused() {
        for text in ["", ".", "-1", "100.01", "101", "1.234", "1e1", "a", "1.2.3", "700000"] {
            assert_eq!(Share::parse_percent(text), None, "{text}");
        }
    }

    #[test]
    fn shares_add_up_or_are_no_split() {
        assert!(Split::new(vec![(id("a"), share(8000)), (id("b"), share(2000))]).is_ok());
        assert_eq!(Split::new(vec![]), Err(SplitError::Empty));
        assert_eq!(Split::new(vec![(id("a"), share(9999))]), Err(SplitError::Sum(9999)));
        assert_eq!(Split::new(vec![(id("a"), share(5000)), (id("a"), share(5000))]), Err(SplitError::Twice(id("a"))));
        assert_eq!(
            Split::new(vec![(id("a"), Share::WHOLE), (id("b"), Share::ZERO)]),
            Err(SplitError::Nothing(id("b")))
        );
    }

    #[test]
    fn every_share_survives_the_wire() {
        for hundredths in 1..10_000 {
            let split = Split::new(vec![(id("a"), share(hundredths)), (id("b"), share(10_000 - hundredths))]).unwrap();
            let text = serde_json::to_string(&Mapping::from(&split)).unwrap();
            let back: Mapping = serde_json::from_str(&text).unwrap();
            assert_eq!(Split::try_from(&back).unwrap(), split, "{text}");
        }
    }

    #[test]
    fn thirds_of_another_tool_are_read() {
        let third = 1.0 / 3.0;
        let split = Split::from_probas(&[(id("a"), third), (id("b"), third), (id("c"), third)]).unwrap();
        let sum: u32 = split.shares().iter().map(|(_, s)| u32::from(s.hundredths())).sum();
        assert_eq!(sum, 10_000);
        assert_eq!(split.share_of(&id("c")), share(3333));
    }

    #[test]
    fn probabilities_that_do_not_add_up_are_refused() {
        assert_eq!(Split::from_probas(&[(id("a"), 0.5), (id("b"), 0.4)]), Err(SplitError::Sum(9000)));
        assert_eq!(Split::from_probas(&[(id("a"), 1.5)]), Err(SplitError::NotAShare(id("a"))));
        assert_eq!(Split::from_probas(&[(id("a"), f64::NAN)]), Err(SplitError::NotAShare(id("a"))));
        assert_eq!(Split::from_probas(&[(id("a"), 1.0), (id("b"), -0.0)]).unwrap(), Split::whole(id("a")));
    }

    #[test]
    fn a_draw_falls_by_the_shares() {
        let split = Split::new(vec![(id("a"), share(8000)), (id("b"), share(2000))]).unwrap();
        let to_a = (0..10_000).filter(|n| split.pick(*n) == &id("a")).count();
        assert_eq!(to_a, 8000);
    }
}
