//! A list that the server cuts into pages: asked for anew whenever the address asks for something else.

use std::time::Duration;

use leptos::prelude::*;
use pilothouse_wire::Error;
use pilothouse_wire::control::{self, Ask, Kind, Page, Part};

use super::{Control, Remote};
use crate::reactive::{Memo, Signal, StoredValue};

/// How long typing must rest before the server is asked.
const REST: Duration = Duration::from_millis(250);

/// A page with what was asked for it.
pub struct Shown {
    /// What the server said.
    pub page: Page,
    /// What it was asked.
    pub ask: Ask,
}

/// A page of a list.
#[derive(Clone, Copy)]
pub struct Paged {
    /// What the server said last.
    pub page: Remote<Shown>,
    /// What is asked now.
    pub ask: Signal<Ask>,
}

impl Paged {
    /// Loads the page that is asked for, and each other one that is asked for later, till its view goes. `at_once` is what of
    /// it counts from the moment of asking.
    pub fn new(control: Control, kind: &'static Kind, ask: Memo<Ask>, at_once: impl Fn(&mut Ask) + 'static) -> Self {
        let page = Remote::new(move || {
            let asked = ask.try_get_untracked().map(|ask| {
                let mut sent = ask.clone();
                at_once(&mut sent);
                (ask, sent)
            });
            async move {
                let (ask, sent) = asked.ok_or(Error::Cancelled)?;
                let call = control::list(kind, &sent);
                let call = call.ok_or_else(|| Error::NotSent("The API has no such list.".into()))?;
                Ok(Shown { page: control.send(&call).await?, ask })
            }
        });
        let timer = StoredValue::new(None::<leptos::leptos_dom::helpers::TimeoutHandle>);
        let stop = move || {
            if let Some(Some(handle)) = timer.try_update_value(Option::take) {
                handle.clear();
            }
        };
        Effect::new(move |before: Option<Ask>| {
            let now = ask.get();
            if let Some(before) = before.filter(|before| *before != now) {
                stop();
                let typing = Ask { filters: now.filters.clone(), part: now.part.clone(), ..before.clone() } == now;
                match typing && before.filters != now.filters {
                    true => timer.set_value(set_timeout_with_handle(move || page.refresh(), REST).ok()),
                    false => page.refresh(),
                }
            }
            now
        });
        on_cleanup(stop);
        Self { page, ask: ask.into() }
    }

    /// Size and number of the page that is shown, which may not be the one that is asked for now; tracked.
    pub fn shown(&self) -> (u32, u32) {
        let of = |ask: &Ask| (ask.size, number(&ask.part));
        self.page.load.with(|load| load.value().map(|shown| of(&shown.ask))).unwrap_or_else(|| self.ask.with(of))
    }

    /// Whether what is shown is what is asked for now, tracked.
    pub fn is_current(&self) -> bool {
        self.page.load.with(|load| load.value().is_some_and(|shown| self.ask.with(|ask| *ask == shown.ask)))
    }

    /// Records on this page, tracked.
    pub fn rows(&self) -> usize {
        self.page.load.with(|load| load.value().map_or(0, |shown| shown.page.items.len()))
    }

    /// Records on all pages, where the server says it; tracked.
    pub fn total(&self) -> Option<u64> {
        self.page.load.with(|load| load.value().and_then(|shown| shown.page.total))
    }

    /// Whether another page may follow, tracked.
    pub fn has_more(&self) -> bool {
        let (size, number) = self.shown();
        match self.total() {
            Some(total) => u64::from(number + 1) * u64::from(size) < total,
            None => self.rows() >= size as usize,
        }
    }

    /// The last page that has something, where this one has nothing; tracked.
    pub fn beyond(&self) -> Option<u32> {
        let (size, at) = self.ask.with(|ask| (ask.size, number(&ask.part)));
        // Of an earlier question it says nothing.
        let empty = self.is_current() && self.rows() == 0;
        if !empty || at == 0 || self.page.busy.get() {
            return None;
        }
        let last = self.total().map(|total| total.saturating_sub(1) / u64::from(size.max(1)));
        Some(last.and_then(|last| u32::try_from(last).ok()).unwrap_or(at - 1).min(at - 1))
    }
}

fn number(part: &Part) -> u32 {
    match part {
        Part::Number(number) => *number,
        Part::Unsaid | Part::Of(_) => 0,
    }
}
