//! The node's metrics: live charts of what is recognised, a table of everything counted, and the whole answer as a
//! tree, for its real shape is not documented (contract/dataiku-apinode.md §2.5).

mod charts;
mod series;
mod tree;

use crate::reactive::{Memo, RwSignal, Signal};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::{maintenance, metrics as wire};
use serde_json::Value;

use crate::browser::clock;
use crate::domain::list::ListQuery;
use crate::domain::metrics::{History, Look, totals};
use crate::parts;
use crate::query::{Poll, Remote, list_query, use_node};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Icon, Notice, NoticeKind, absolute, live_if};

/// The facet of the address that names the service whose charts are shown.
const CHARTED: &str = "service";

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    answer: Remote<Value>,
    poll: Poll,
    history: RwSignal<History>,
    query: Signal<ListQuery>,
    set_query: crate::reactive::Callback<ListQuery>,
    /// Numbers of the tree that are charted too.
    pinned: RwSignal<Vec<tree::Pinned>>,
}

impl Page {
    fn new() -> Self {
        let (session, node) = (use_session(), use_node());
        let answer = Remote::new(move || {
            let target = node.target.get_value();
            async move { session.send(&target, &maintenance::metrics()).await }
        });
        let (query, set_query) = list_query();
        let page = Self {
            answer,
            poll: Poll::begin(answer),
            history: RwSignal::new(History::default()),
            query,
            set_query,
            pinned: RwSignal::new(Vec::new()),
        };
        Effect::new(move |_| {
            // Each answer once, and no failed try.
            if !answer.busy.get() && answer.load.with(|load| load.error().is_none()) {
                let at = clock::now().wall;
                answer.load.with_untracked(|load| load.value().cloned()).iter().for_each(|tree| page.note(at, tree));
            }
        });
        page
    }

    fn note(self, at: f64, tree: &Value) {
        self.history.update(|history| history.push(Look { at, reading: wire::read(tree) }));
        self.pinned.update(|all| all.iter_mut().for_each(|pinned| pinned.note(at, tree)));
    }

    /// The service whose charts are shown: the one of the address, else the busiest.
    fn charted(self) -> Option<String> {
        let named = self.query.with(|query| query.facet(CHARTED).map(str::to_owned));
        named.or_else(|| {
            self.history.with(|history| totals(&history.last()?.reading).into_iter().next().map(|total| total.service))
        })
    }

    fn chart(self, service: &str) {
        self.set_query.run(self.query.get_untracked().with_facet(CHARTED, Some(service)));
    }

    /// Whether anything of the answer was recognised; `None` before there is one.
    fn recognised(self) -> Option<bool> {
        self.history.with(|history| history.last().map(|look| !look.reading.series.is_empty()))
    }
}

/// The page.
pub fn page() -> AnyView {
    let page = Page::new();
    let hold = move || page.poll.held.update(|held| *held = !*held);
    let held = page.poll.held;
    let hold_label = Signal::derive(move || if held.get() { "Go on" } else { "Hold" }.to_owned());
    view! {
        <div class="page wide">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"Metrics"</h1></div>
                <div class="actions">
                    <Button label=hold_label on_click=hold/>
                    <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=page.answer.busy on_click=move || page.answer.refresh()/>
                </div>
            </header>
            <p class="faint">{freshness(page)}</p>
            {parts::load_failure(page.answer, "the metrics")}
            {unrecognised(page)}
            {charts::view(page)}
            {series::view(page)}
            {tree::view(page)}
        </div>
    }
    .into_any()
}

/// How fresh the page is, and why it is not fresher.
fn freshness(page: Page) -> Signal<String> {
    Signal::derive(move || {
        let last = page.history.with(|history| history.last().map(|look| look.at));
        let since = page.history.with(|history| history.last().and_then(|look| look.reading.since));
        let counted = since.map(|since| ["Counted since ", &absolute(since), ". "].concat()).unwrap_or_default();
        let last = last.map(|at| ["Last answer ", &absolute(at), ". "].concat()).unwrap_or_default();
        let state = match (page.poll.held.get(), page.answer.load.with(|load| load.error().is_some())) {
            (true, _) => "Held: nothing is asked for.",
            (false, true) => "Asked again more and more slowly while it fails.",
            (false, false) => "Asked again every 5 seconds while this page is seen.",
        };
        [&counted, &*last, state].concat()
    })
}

fn unrecognised(page: Page) -> AnyView {
    let unknown = Memo::new(move |_| page.recognised() == Some(false));
    live_if(move || {
        unknown.get().then(|| {
            view! {
                <Notice
                    kind=NoticeKind::Info
                    title="This node's metrics have names that this console does not know"
                    text="They are below as they came. Press “Chart” beside a number to follow it here."
                />
            }
        })
    })
}
