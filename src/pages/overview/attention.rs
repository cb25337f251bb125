//! The lines of what needs attention, gravest first.

use crate::reactive::Memo;
use leptos::prelude::*;
use pilothouse_view::view;

use super::Page;
use crate::domain::expiry::Expiry;
use crate::parts;
use crate::query::{Load, Look};
use crate::routes::Route;
use crate::ui::{EmptyState, Skeleton, Tone, badge, grouped, live};

/// Lines of one kind that are written out.
const WRITTEN: usize = 20;

/// One line, with the way to where it is mended.
struct Line {
    tone: Tone,
    word: &'static str,
    subject: String,
    text: String,
    href: String,
}

/// All lines, or that there are none, or that it is not known yet.
pub(super) fn view(page: Page) -> AnyView {
    let known = Memo::new(move |_| known(page));
    let lines = move || {
        let lines = [alive(page), failed(page), cold(page), keys(page)];
        let mut lines: Vec<Line> = lines.into_iter().flatten().collect();
        lines.sort_by_key(|line| line.tone != Tone::Danger);
        match (lines.is_empty(), known.get()) {
            (false, _) => {
                let rows = lines.into_iter().map(row).collect::<Vec<_>>();
                view! { <ul class="results attention">{rows}</ul> }.into_any()
            }
            (true, Known::NotYet) => view! { <Skeleton lines=3 label="Looking for what needs attention"/> }.into_any(),
            (true, Known::InPart) => view! {
                <EmptyState title="Nothing was found" text="But not all could be looked at: see the messages and counts on this page."/>
            }
            .into_any(),
            (true, Known::All) => view! {
                <EmptyState
                    title="Nothing needs attention"
                    text="The node is alive, no service failed to start, what has traffic is mounted, and no key ends within 14 days."
                />
            }
            .into_any(),
        }
    };
    view! {
        <section class="section">
            <h2>"Needs attention"</h2>
            {live(lines)}
        </section>
    }
    .into_any()
}

/// How much of the node was looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    NotYet,
    InPart,
    All,
}

fn known(page: Page) -> Known {
    let services = page.node.services.load.with(state);
    let looked = match (services, page.survey.look.get()) {
        (Known::All, Look::Done { unknown: 0, .. }) => Known::All,
        (Known::InPart, _) | (_, Look::Done { .. }) => Known::InPart,
        (Known::NotYet | Known::All, Look::NotYet | Look::Under { .. }) => Known::NotYet,
    };
    let all = [looked, page.keys.load.with(state), page.alive.load.with(state)];
    let has = |which| all.contains(&which).then_some(which);
    has(Known::NotYet).or_else(|| has(Known::InPart)).unwrap_or(Known::All)
}

fn state<T>(load: &Load<T>) -> Known {
    match load {
        Load::Waiting => Known::NotYet,
        Load::Ready(_) => Known::All,
        Load::Stale(..) | Load::Failed(_) => Known::InPart,
    }
}

fn row(line: Line) -> AnyView {
    let Line { tone, word, subject, text, href } = line;
    view! { <li>{badge(tone, word)}<a href=href>{subject}</a><span>{text}</span></li> }.into_any()
}

/// What follows the lines that are written out.
fn more(lines: &mut Vec<Line>, tone: Tone, word: &'static str, href: String) {
    let rest = lines.len().saturating_sub(WRITTEN);
    if rest > 0 {
        lines.truncate(WRITTEN);
        let subject = [&grouped(rest), " more"].concat();
        lines.push(Line { tone, word, subject, text: String::new(), href });
    }
}

fn alive(page: Page) -> Vec<Line> {
    let load = page.alive.load.get();
    let told = load.error().map(|error| Line {
        tone: Tone::Danger,
        word: "not alive",
        subject: page.node.id.get_value(),
        text: [&error.title(), advice(error)].concat(),
        href: page.place(|node| Route::Services { node }),
    });
    told.into_iter().collect()
}

/// What an answer of 5xx means (contract/dataiku-apinode.md §2.6, certain); without one nothing is known.
fn advice(error: &pilothouse_wire::Error) -> &'static str {
    match error.status() {
        Some(500..) => ". Load balancers send it no queries.",
        Some(_) | None => ". Whether it serves queries is not known.",
    }
}

fn failed(page: Page) -> Vec<Line> {
    const WORD: &str = "failed to start";
    let Some(list) = page.node.list() else { return Vec::new() };
    let line = |service: &pilothouse_wire::api_node::services::Service| {
        let reason = service.start_aborted_reason.clone()?;
        let route = Route::Service { node: page.node.id.get_value(), service: service.service_id.clone() };
        let subject = service.service_id.to_string();
        Some(Line { tone: Tone::Danger, word: WORD, subject, text: reason, href: parts::href(&route) })
    };
    let mut lines: Vec<Line> = list.rows.iter().filter_map(line).collect();
    let all = [&page.place(|node| Route::Services { node }), "?state=failed"].concat();
    more(&mut lines, Tone::Danger, WORD, all);
    lines
}

fn cold(page: Page) -> Vec<Line> {
    const WORD: &str = "not mounted";
    let Look::Done { found, .. } = page.survey.look.get() else { return Vec::new() };
    let line = |(service, generation): (pilothouse_wire::ServiceId, pilothouse_wire::GenerationId)| {
        let text = ["Generation ", generation.as_str(), " has traffic and is not mounted: preload it."].concat();
        let subject = service.to_string();
        let route = Route::Service { node: page.node.id.get_value(), service };
        Line { tone: Tone::Warn, word: WORD, subject, text, href: parts::href(&route) }
    };
    let mut lines: Vec<Line> = found.into_iter().map(line).collect();
    more(&mut lines, Tone::Warn, WORD, page.place(|node| Route::Services { node }));
    lines
}

fn keys(page: Page) -> Vec<Line> {
    let Some(list) = page.keys.value() else { return Vec::new() };
    let href = page.place(|node| Route::Keys { node });
    let line = |key: &pilothouse_wire::api_node::keys::AdminKey| {
        let (tone, word, text) = match page.expiry(key) {
            Expiry::Over(_) => {
                (Tone::Danger, "key expired", "Programs that use it are refused: delete it, or add its successor.")
            }
            Expiry::Soon(_) => (Tone::Warn, "key ends soon", "It ends within 14 days: add its successor before."),
            Expiry::NotGiven | Expiry::Never | Expiry::Later(_) => return None,
        };
        let id = key.id.as_ref().map(ToString::to_string);
        let subject = key.label.clone().filter(|label| !label.is_empty()).or(id);
        let subject = subject.unwrap_or_else(|| "key without label".to_owned());
        Some(Line { tone, word, subject, text: text.to_owned(), href: href.clone() })
    };
    let mut lines: Vec<Line> = list.rows.iter().filter_map(line).collect();
    more(&mut lines, Tone::Warn, "keys", href.clone());
    lines
}
