//! The calls that the console made, as steps of a script. No secret is in a step, and the journal has an end: the
//! oldest go first. Reads and writes are counted apart: what a page asks for every few seconds pushes out no change.

use std::collections::VecDeque;

use pilothouse_wire::ShownBody;
use pilothouse_wire::script::Step;

/// Reads that are kept at most.
pub const READS: usize = 300;
/// Writes that are kept at most.
pub const WRITES: usize = 1_000;
/// Bytes of paths and bodies that are kept at most.
const BYTES: usize = 2 << 20;

/// A call that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Counted from 1 over the whole session, so that it names the call.
    pub number: u32,
    /// Whether it may have changed something.
    pub write: bool,
    /// The body was too large to be kept.
    pub cut: bool,
    /// The call, how one is let in, and what came of it.
    pub step: Step,
}

/// All calls that are kept, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Journal {
    entries: VecDeque<Entry>,
    bytes: usize,
    made: u32,
}

impl Journal {
    /// Adds a call.
    pub fn push(&mut self, mut step: Step) {
        let cut = step.call.size() > BYTES / 4;
        if cut {
            step.call.body = ShownBody::None;
        }
        self.made += 1;
        self.bytes += step.call.size();
        let write = !step.call.endpoint.repeatable;
        self.entries.push_back(Entry { number: self.made, write, cut, step });
        let kind = self.entries.iter().filter(|entry| entry.write == write).count();
        if kind > if write { WRITES } else { READS } {
            self.drop_first(|entry| entry.write == write);
        }
        while self.bytes > BYTES && self.entries.len() > 1 {
            self.drop_first(|_| true);
        }
    }

    fn drop_first(&mut self, fits: impl Fn(&Entry) -> bool) {
        let place = self.entries.iter().position(fits);
        let gone = place.and_then(|place| self.entries.remove(place));
        self.bytes -= gone.map_or(0, |entry| entry.step.call.size());
    }

    /// The entries, oldest first.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> + ExactSizeIterator {
        self.entries.iter()
    }

    /// How many calls were made and are not kept any more.
    pub fn gone(&self) -> u32 {
        self.made - self.entries.len() as u32
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pilothouse_wire::api_node::{prediction, services};
    use pilothouse_wire::script::Login;
    use pilothouse_wire::{Call, EndpointId, ServiceId};
    use serde_json::json;

    fn step<T>(call: &Call<T>) -> Step {
        Step {
            call: call.request().shown(),
            base: "https://host/apinode".into(),
            login: Login::Key,
            acting_as: None,
            made: None,
        }
    }

    fn asking(size: usize) -> Step {
        let (service, endpoint) = (ServiceId::parse("s").unwrap(), EndpointId::parse("e").unwrap());
        step(&prediction::ask(&prediction::PREDICT, &service, &endpoint, json!({"text": "x".repeat(size)})))
    }

    #[test]
    fn the_oldest_go_first() {
        let mut journal = Journal::default();
        let create = || step(&services::create(&ServiceId::parse("s").unwrap()));
        journal.push(create());
        (0..303).for_each(|_| journal.push(step(&services::list())));
        assert_eq!((journal.entries().len(), journal.gone()), (READS + 1, 3));
        let numbers: Vec<u32> = journal.entries().take(2).map(|entry| entry.number).collect();
        assert_eq!(numbers, [1, 5], "reads push out no write");
        (0..1_000).for_each(|_| journal.push(create()));
        assert_eq!((journal.entries().len(), journal.gone()), (READS + WRITES, 4));
        journal.clear();
        assert_eq!((journal.entries().len(), journal.gone()), (0, 0));
    }

    #[test]
    fn large_bodies_push_out_more_and_a_huge_one_is_not_kept() {
        let mut journal = Journal::default();
        (0..10).for_each(|_| journal.push(asking(400_000)));
        assert_eq!(journal.entries().len(), 5);
        journal.push(asking(3 << 20));
        let last = journal.entries().last().unwrap();
        assert!(last.cut && last.step.call.body == ShownBody::None);
        assert_eq!(journal.entries().len(), 6, "what is not kept takes no room");
    }

    #[test]
    fn a_write_is_told_from_a_question() {
        let mut journal = Journal::default();
        journal.push(step(&services::list()));
        journal.push(step(&services::create(&ServiceId::parse("s").unwrap())));
        journal.push(asking(1));
        assert_eq!(journal.entries().map(|entry| entry.write).collect::<Vec<_>>(), [false, true, false]);
    }
}
