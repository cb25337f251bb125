//! The mappings of services as this console applied or saw them. Kept for the next visit, so it has an end, and what is
//! read back is not trusted. Names and shares are no secrets.

use pilothouse_wire::{Members, Split};
use serde_json::{Value, json};

/// Mappings that are kept at most, of all services together.
const KEPT: usize = 500;

/// Generations and their shares in hundredths of a percent, by name, without those that have none.
pub type Shares = Vec<(String, u16)>;

/// A mapping at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The node's id in the configuration.
    pub node: String,
    /// The service.
    pub service: String,
    /// Ms since 1970.
    pub at: f64,
    /// Who applied it here; `None` where it was only seen.
    pub by: Option<String>,
    /// The mapping.
    pub shares: Shares,
}

/// All of them, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    seen: Vec<Seen>,
}

/// Brings shares into the one order in which they can be compared.
pub fn in_order(mut shares: Shares) -> Shares {
    shares.retain(|(_, share)| *share > 0);
    shares.sort();
    shares
}

/// A split as shares.
pub fn of_split(split: &Split) -> Shares {
    split.shares().iter().map(|(id, share)| (id.to_string(), share.hundredths())).collect()
}

impl Timeline {
    /// Adds a mapping, unless it is the one that is known to be in force. `true` where it was added.
    pub fn note(&mut self, seen: Seen) -> bool {
        let seen = Seen { shares: in_order(seen.shares), ..seen };
        let last = self.of(&seen.node, &seen.service).next();
        if last.is_some_and(|last| last.shares == seen.shares) {
            return false;
        }
        self.seen.push(seen);
        if self.seen.len() > KEPT {
            self.seen.remove(0);
        }
        true
    }

    /// The mappings of a service, newest first.
    pub fn of(&self, node: &str, service: &str) -> impl Iterator<Item = &Seen> {
        self.seen.iter().rev().filter(move |seen| seen.node == node && seen.service == service)
    }

    /// The newest mapping of a service that is not the one in force.
    pub fn before(&self, node: &str, service: &str, now: &Shares) -> Option<&Seen> {
        let now = in_order(now.clone());
        self.of(node, service).find(|seen| seen.shares != now && !seen.shares.is_empty())
    }

    /// Forgets a service.
    pub fn forget(&mut self, node: &str, service: &str) {
        self.seen.retain(|seen| seen.node != node || seen.service != service);
    }

    /// As it is kept.
    pub fn to_text(&self) -> String {
        let one = |seen: &Seen| {
            let shares: Vec<Value> = seen.shares.iter().map(|(name, share)| json!([name, share])).collect();
            json!({"node": seen.node, "service": seen.service, "at": seen.at, "by": seen.by, "shares": shares})
        };
        Value::Array(self.seen.iter().map(one).collect()).to_string()
    }

    /// As it was kept; what makes no sense is left out.
    pub fn from_text(text: &str) -> Self {
        let all: Vec<Value> = serde_json::from_str(text).unwrap_or_default();
        let seen = all.into_iter().filter_map(|value| Members::of(value).ok().and_then(read)).take(KEPT).collect();
        Self { seen }
    }
}

fn read(mut members: Members) -> Option<Seen> {
    let shares = members.array("shares").ok()?.into_iter().map(|pair| {
        let (name, share) = (pair.get(0)?.as_str()?.to_owned(), pair.get(1)?.as_u64()?);
        Some((name, u16::try_from(share).ok()?))
    });
    let shares: Shares = shares.collect::<Option<_>>()?;
    let sum: u32 = shares.iter().map(|(_, share)| u32::from(*share)).sum();
    let at = members.take("at")?.as_f64()?;
    Some(Seen {
        node: members.needed("node").ok()?,
        service: members.needed("service").ok()?,
        at,
        by: members.text("by").ok()?,
        shares: (sum == 10_000 || sum == 0).then_some(shares)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(service: &str, at: f64, shares: &[(&str, u16)]) -> Seen {
        let shares = shares.iter().map(|(name, share)| ((*name).to_owned(), *share)).collect();
        Seen { node: "main".into(), service: service.into(), at, by: None, shares }
    }

    #[test]
    fn only_a_change_is_noted() {
        let mut timeline = Timeline::default();
        assert!(timeline.note(seen("a", 1.0, &[("g", 4000), ("h", 6000)])));
        assert!(!timeline.note(seen("a", 2.0, &[("h", 6000), ("g", 4000), ("i", 0)])), "the order says nothing");
        assert!(timeline.note(seen("b", 3.0, &[("g", 10_000)])));
        assert!(timeline.note(seen("a", 4.0, &[("h", 10_000)])));
        let now = vec![("h".to_owned(), 10_000)];
        assert_eq!(timeline.before("main", "a", &now).map(|seen| seen.at), Some(1.0));
        assert_eq!(timeline.before("other", "a", &now), None);
        timeline.forget("main", "a");
        assert_eq!((timeline.of("main", "a").count(), timeline.of("main", "b").count()), (0, 1));
    }

    #[test]
    fn what_is_kept_comes_back_and_what_makes_no_sense_does_not() {
        let mut timeline = Timeline::default();
        timeline.note(Seen { by: Some("é@example.org".into()), ..seen("a b", 1.5, &[("g", 10_000)]) });
        timeline.note(seen("a b", 2.5, &[]));
        assert_eq!(Timeline::from_text(&timeline.to_text()), timeline);
        for text in ["", "7", "{}", "[7,{}]", r#"[{"node":"n","service":"s","at":1,"by":null,"shares":[["g",3]]}]"#] {
            assert_eq!(Timeline::from_text(text), Timeline::default(), "{text}");
        }
    }

    #[test]
    fn it_has_an_end() {
        let mut timeline = Timeline::default();
        for n in 0..600_u16 {
            timeline.note(seen("a", f64::from(n), &[("g", n), ("h", 10_000 - n)]));
        }
        assert_eq!(timeline.of("main", "a").count(), KEPT);
        assert_eq!(timeline.of("main", "a").last().map(|seen| seen.at), Some(100.0));
    }
}
