//! A bounded series of the same query, and the split that it shows beside the wanted one, with its interval.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use pilothouse_view::view;
use pilothouse_wire::api_node::prediction::Prediction;
use pilothouse_wire::{Call, Error, Secret};

use super::Tester;
use crate::domain::failure::Failure;
use crate::domain::sample::{Observed, compare, interval};
use crate::parts;
use crate::query::shares_of;
use crate::reactive::{RwSignal, Signal, StoredValue};
use crate::session::{Session, Target};
use crate::ui::{Button, NumberField, ProgressBar, Tone, badge, live_if, percent_text};

/// Queries under way at a time.
const AT_ONCE: u32 = 4;
/// Queries of a series at most.
const MOST: u32 = 1_000;
/// Failures in a row that end a series: the node is not to be hammered.
const FAILURES: u32 = 5;

/// What a query of a series is.
struct Ask {
    session: Session,
    target: Target,
    call: Call<Prediction>,
    key: Option<Secret>,
}

/// A series, its counts, and the mapping that was in force when it began.
#[derive(Clone, Copy)]
pub(super) struct Series {
    pub(super) running: RwSignal<bool>,
    count: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    of: RwSignal<u32>,
    begun: StoredValue<u32>,
    hits: RwSignal<Vec<(String, u32)>>,
    unnamed: RwSignal<u32>,
    failed: RwSignal<u32>,
    in_a_row: StoredValue<u32>,
    failure: RwSignal<Option<Failure>>,
    wanted: RwSignal<Option<Vec<(String, u16)>>>,
}

impl Series {
    pub(super) fn new() -> Self {
        Self {
            running: RwSignal::new(false),
            count: RwSignal::new("200".into()),
            wrong: RwSignal::new(None),
            of: RwSignal::new(0),
            begun: StoredValue::new(0),
            hits: RwSignal::new(Vec::new()),
            unnamed: RwSignal::new(0),
            failed: RwSignal::new(0),
            in_a_row: StoredValue::new(0),
            failure: RwSignal::new(None),
            wanted: RwSignal::new(None),
        }
    }

    /// Answers that name their generation, tracked.
    fn tries(self) -> u32 {
        self.hits.with(|hits| hits.iter().map(|(_, hits)| hits).sum())
    }

    fn done(self) -> u32 {
        self.tries() + self.unnamed.get() + self.failed.get()
    }

    fn start(self, tester: Tester) {
        let of = self.count.with_untracked(|text| text.trim().parse::<u32>().ok()).filter(|n| (1..=MOST).contains(n));
        self.wrong.set(of.is_none().then(|| "Give a number from 1 to 1000.".to_owned()));
        let Some((of, call)) = of.zip(tester.checked()) else { return };
        let forced = tester.forced.get_untracked();
        let mapped = untrack(|| shares_of(&tester.page.rows()));
        self.wanted.set(if forced.is_empty() { mapped } else { Some(vec![(forced, 10_000)]) });
        self.of.set(of);
        self.begun.set_value(0);
        self.hits.set(Vec::new());
        self.unnamed.set(0);
        self.failed.set(0);
        self.in_a_row.set_value(0);
        self.failure.set(None);
        self.running.set(true);
        let ask =
            Ask { session: tester.page.session, target: tester.page.node.target.get_value(), call, key: tester.key() };
        let ask = Arc::new(ask);
        for _ in 0..AT_ONCE.min(of) {
            let ask = ask.clone();
            spawn_local_scoped_with_cancellation(async move {
                while self.next() {
                    let result = ask.session.ask(&ask.target, &ask.call, ask.key.as_ref()).await;
                    self.note(result);
                }
                if untrack(|| self.done()) >= self.begun.get_value() {
                    self.running.set(false);
                }
            });
        }
    }

    /// Takes the next query, where one is left.
    fn next(self) -> bool {
        let begun = self.begun.get_value();
        let more = begun < self.of.get_untracked();
        self.begun.set_value(begun + u32::from(more));
        more
    }

    /// What is under way ends, what waits is not begun.
    fn stop(self) {
        self.of.set(self.begun.get_value());
    }

    fn note(self, result: Result<Prediction, Error>) {
        match result {
            Ok(prediction) => {
                self.in_a_row.set_value(0);
                match prediction.api_context.and_then(|context| context.service_generation) {
                    Some(generation) => self.hit(generation.as_str()),
                    None => self.unnamed.update(|count| *count += 1),
                }
            }
            Err(error) => {
                self.in_a_row.set_value(self.in_a_row.get_value() + 1);
                self.failed.update(|count| *count += 1);
                self.failure.set(Some(Failure::of_read("Some of the queries failed", &error)));
                if self.in_a_row.get_value() >= FAILURES {
                    self.stop();
                }
            }
        }
    }

    fn hit(self, generation: &str) {
        self.hits.update(|hits| match hits.iter_mut().find(|(known, _)| known == generation) {
            Some((_, count)) => *count += 1,
            None => hits.push((generation.to_owned(), 1)),
        });
    }
}

/// The part of the dialog.
pub(super) fn view(tester: Tester) -> AnyView {
    let series = tester.series;
    let label = Signal::derive(move || {
        let count = series.count.with(|count| count.trim().to_owned());
        ["Run ", if count.is_empty() { "200" } else { &count }, " and compare"].concat()
    });
    view! {
        <section class="section series" aria-label="Series">
            <h3>"Does the traffic go as mapped?"</h3>
            <div class="actions">
                <NumberField label="Queries" value=series.count error=series.wrong required=true/>
                <Button label=label busy=series.running on_click=move || series.start(tester)/>
                {live_if(move || series.running.get().then(|| view! { <Button label="Stop" on_click=move || series.stop()/> }))}
            </div>
            {live_if(move || (series.of.get() > 0).then(|| progress(series)))}
            {parts::failure(series.failure)}
            {live_if(move || (series.done() > 0).then(|| table(series)))}
        </section>
    }
    .into_any()
}

fn progress(series: Series) -> AnyView {
    let figures = Signal::derive(move || {
        let failed = match series.failed.get() {
            0 => String::new(),
            failed => [", ", &failed.to_string(), " failed"].concat(),
        };
        [&series.done().to_string(), " of ", &series.of.get().to_string(), &*failed].concat()
    });
    let value = Signal::derive(move || Some(f64::from(series.done()) / f64::from(series.of.get().max(1))));
    view! { <ProgressBar label="Queries" value=value figures=figures/> }.into_any()
}

fn table(series: Series) -> AnyView {
    let tries = series.tries();
    let all = series.wanted.with(|wanted| series.hits.with(|hits| compare(wanted.as_deref(), hits)));
    let rows: Vec<AnyView> = all.iter().map(|one| row(one, tries)).collect();
    let unnamed = series.unnamed.get();
    view! {
        <div class="scroll">
            <table class="figures observed">
                <caption class="unseen">"Observed split"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Generation"</th><th scope="col">"Wanted"</th><th scope="col">"Observed"</th>
                        <th scope="col">"95 % interval"</th><th scope="col">"Picture"</th><th scope="col">"Verdict"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {(unnamed > 0).then(|| view! { <p class="faint">{[&unnamed.to_string(), " answers did not name their generation."].concat()}</p> })}
    }
    .into_any()
}

fn row(one: &Observed, tries: u32) -> AnyView {
    let share = f64::from(one.hits) / f64::from(tries.max(1));
    let (low, high) = interval(one.hits, tries);
    let text = |share: f64| percent_text((share * 10_000.0).round() as u16);
    let verdict = match one.fits(tries) {
        Some(true) => badge(Tone::Ok, "as mapped"),
        Some(false) => badge(Tone::Warn, "not as mapped"),
        None => parts::not_given(),
    };
    view! {
        <tr>
            <th scope="row" class="mono">{one.generation.clone()}</th>
            <td>{one.wanted.map_or_else(parts::not_given, |wanted| text(wanted).into_any())}</td>
            <td>{[&text(share), " (", &one.hits.to_string(), ")"].concat()}</td>
            <td>{[&text(low), " to ", &text(high)].concat()}</td>
            <td>{picture(one.wanted, share, (low, high))}</td>
            <td>{verdict}</td>
        </tr>
    }
    .into_any()
}

/// The observed share as a bar, its interval as a line over it, the wanted share as a mark.
fn picture(wanted: Option<f64>, share: f64, (low, high): (f64, f64)) -> AnyView {
    let x = |share: f64| (share * 200.0).round().to_string();
    let mark = wanted.map(|wanted| view! { <line class="wanted" x1=x(wanted) x2=x(wanted) y1="0" y2="16"></line> });
    view! {
        <svg class="sample" viewBox="-2 0 204 16" aria-hidden="true">
            <rect class="all" width="200" height="8" y="4"></rect>
            <rect class="part" width=x(share) height="8" y="4"></rect>
            <line class="interval" x1=x(low) x2=x(high) y1="8" y2="8"></line>
            {mark}
        </svg>
    }
    .into_any()
}
