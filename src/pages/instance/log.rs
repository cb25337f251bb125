//! One log file. The server sends it whole (contract/dataiku-dss.md §10): it is searched and cut into parts here. Which line
//! is meant, what is searched for and how grave lines must be stand in the address, so that a link leads to a line.

mod bar;

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::LogName;
use pilothouse_wire::dss::instance as wire;

use crate::browser::download;
use crate::domain::list::ListQuery;
use crate::domain::log::{Level, Log, marks};
use crate::parts;
use crate::query::{Remote, list_query, use_dss};
use crate::reactive::{Callback, Memo, RwSignal, Signal, StoredValue};
use crate::routes::DssPlace;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, EmptyState, Icon, Skeleton, TextLine, TextLines, Toasts, live_if};

/// Lines that are drawn at once.
const PART: usize = 500;

/// The facet of the address that names a line, from 1.
const LINE: &str = "line";
/// The facet of the address that says how grave a line must be.
const LEVEL: &str = "level";
/// How grave lines may have to be: the word of the address, the words for people.
const LEVELS: [(&str, &str, Option<Level>); 4] = [
    ("", "All lines", None),
    ("info", "Info and graver", Some(Level::Info)),
    ("warning", "Warnings and errors", Some(Level::Warning)),
    ("error", "Only errors", Some(Level::Error)),
];

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    /// Its address, without what is searched for.
    place: StoredValue<String>,
    log: Remote<Log>,
    query: Signal<ListQuery>,
    set_query: Callback<ListQuery>,
    /// The lines that are grave enough, from 0.
    lines: Memo<Arc<Vec<usize>>>,
    /// Those of them that hold the words; nothing where none are searched for.
    hits: Memo<Option<Arc<Vec<usize>>>>,
    /// The line that is meant, from 0.
    at: Memo<Option<usize>>,
    /// The part that is shown.
    part: RwSignal<usize>,
}

impl Page {
    fn new(name: &LogName) -> Self {
        let (session, dss) = (use_session(), use_dss());
        let call = StoredValue::new(Arc::new(wire::log(name)));
        let log = Remote::new(move || {
            let (target, call) = (dss.target.get_value(), call.get_value());
            async move { session.send(&target, &call).await.map(Log::new) }
        });
        let (query, set_query) = list_query();
        let level = Memo::new(move |_| query.with(|query| least(query.facet(LEVEL).unwrap_or_default())));
        let words = Memo::new(move |_| query.with(|query| query.text.trim().to_owned()));
        let at = Memo::new(move |_| {
            let number: usize = query.with(|query| query.facet(LINE)?.parse().ok())?;
            number.checked_sub(1)
        });
        // A log that was loaded again may have as many lines as before: no comparison.
        let lines = Memo::new_with_compare(
            move |_| Arc::new(log.value().map_or_else(Vec::new, |log| log.search("", level.get()))),
            |_, _| true,
        );
        let hits = Memo::new_with_compare(
            move |_| {
                let words = words.get();
                (!words.is_empty())
                    .then(|| Arc::new(log.value().map_or_else(Vec::new, |log| log.search(&words, level.get()))))
            },
            |_, _| true,
        );
        let place = parts::href(&dss.route(DssPlace::Log(name.clone())));
        let page =
            Self { place: StoredValue::new(place), log, query, set_query, lines, hits, at, part: RwSignal::new(0) };
        // To the line that is meant; where none is, to the end, for what is new stands there.
        Effect::new(move |_| {
            let at = at.get();
            let place = lines.with(|lines| match at {
                Some(at) => lines.partition_point(|line| *line < at).min(lines.len().saturating_sub(1)),
                None => lines.len().saturating_sub(1),
            });
            page.part.set(place / PART);
        });
        page
    }

    /// Goes to a line, from 0.
    fn go(self, line: usize) {
        let number = (line + 1).to_string();
        self.set_query.run(self.query.get_untracked().with_facet(LINE, Some(&number)));
    }

    /// How many parts there are, tracked.
    fn parts(self) -> usize {
        self.lines.with(|lines| lines.len().div_ceil(PART)).max(1)
    }

    /// The lines of the part that is shown, tracked.
    fn shown(self) -> Vec<TextLine> {
        let Some(log) = self.log.value() else { return Vec::new() };
        let words = self.query.with(|query| query.text.clone());
        let part = self.part.get();
        self.lines.with(|lines| {
            let of_part = lines.iter().skip(part * PART).take(PART);
            of_part.filter_map(|place| line(&log, *place, &words)).collect()
        })
    }
}

fn least(word: &str) -> Option<Level> {
    LEVELS.iter().find(|(known, _, _)| *known == word).and_then(|(_, _, level)| *level)
}

fn line(log: &Log, place: usize, words: &str) -> Option<TextLine> {
    let text = log.line(place)?.to_owned();
    let tone = match log.level(place) {
        Some(Level::Error) => "grave",
        Some(Level::Warning) => "warned",
        Some(Level::Info | Level::Debug) | None => "",
    };
    Some(TextLine { number: place + 1, marks: marks(&text, words), text, tone })
}

/// The page.
pub(super) fn page(name: LogName) -> AnyView {
    let page = Page::new(&name);
    let (dss, toasts) = (use_dss(), Toasts::expect());
    let title = name.to_string();
    let save = move || {
        let log = page.log.load.with_untracked(|load| load.value().cloned());
        let saved = log.map(|log| download::text(name.as_str(), "text/plain;charset=utf-8", log.text()));
        if let Some(Err(why)) = saved {
            toasts.error(["Not saved. ", &why].concat());
        }
    };
    let here = Memo::new(move |_| page.log.load.with(|load| load.value().is_some()));
    let waiting = parts::waiting(page.log);
    view! {
        <div class="page full">
            <header class="page-head">
                <div class="page-title">
                    <h1 tabindex="-1" class="mono">{title}</h1>
                    <a href=parts::href(&dss.route(DssPlace::Logs))>"All logs"</a>
                </div>
                <div class="actions">
                    {live_if(move || {
                        let save = save.clone();
                        here.get().then(|| view! { <Button label="Download" on_click=save/> })
                    })}
                    <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=page.log.busy on_click=move || page.log.refresh()/>
                </div>
            </header>
            {parts::load_failure(page.log, "the log")}
            {live_if(move || waiting.get().then(|| view! { <Skeleton lines=12 label="Loading the whole file"/> }))}
            {live_if(move || here.get().then(|| content(page)))}
        </div>
    }
    .into_any()
}

fn content(page: Page) -> AnyView {
    let empty = Memo::new(move |_| page.log.load.with(|load| load.value().is_none_or(|log| log.is_empty())));
    let none = Memo::new(move |_| !empty.get() && page.lines.with(|lines| lines.is_empty()));
    let lines = Memo::new_with_compare(move |_| Arc::new(page.shown()), |_, _| true);
    let at = Signal::derive(move || page.at.get().map(|at| at + 1));
    let pick = Callback::new(move |number: usize| page.go(number - 1));
    let last = Signal::derive(move || page.at.get().is_none() && page.part.get() + 1 == page.parts());
    view! {
        {live_if(move || empty.get().then(|| view! { <EmptyState title="The file is empty" text="The server sent no line."/> }))}
        {live_if(move || (!empty.get()).then(|| bar::view(page)))}
        {live_if(move || none.get().then(|| view! { <EmptyState title="No line is so grave" text="Choose “All lines” to see the others."/> }))}
        {live_if(move || (!empty.get() && !none.get()).then(|| view! {
            <TextLines label="Lines of the log" lines=lines at=at part=page.part tail=last on_pick=pick/>
        }))}
    }
    .into_any()
}
