//! The whole answer as a tree, and charts of numbers that the user picks from it.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use serde_json::Value;

use super::Page;
use crate::browser::clock;
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ui::{Button, ButtonKind, Chart, Icon, Lines, Tree, absolute, live, live_if};

/// Values that are kept of a number.
const KEPT: usize = 360;

/// A number of the tree that is followed.
#[derive(Clone, PartialEq)]
pub(super) struct Pinned {
    path: Vec<String>,
    lines: Lines,
}

impl Pinned {
    fn new(path: Vec<String>) -> Self {
        let name = path.join(" › ");
        Self { path, lines: Lines { moments: Vec::new(), lines: vec![(name, Vec::new())] } }
    }

    /// Reads its value in another answer.
    pub(super) fn note(&mut self, at: f64, tree: &Value) {
        let step = |value: &'_ Value, name: &String| match value.as_array() {
            Some(items) => items.get(name.parse::<usize>().ok()?).cloned(),
            None => value.get(name).cloned(),
        };
        let found = self.path.iter().try_fold(tree.clone(), |value, name| step(&value, name));
        let values = &mut self.lines.lines[0].1;
        self.lines.moments.push(at);
        values.push(found.and_then(|value| value.as_f64()));
        if values.len() > KEPT {
            values.remove(0);
            self.lines.moments.remove(0);
        }
    }
}

/// The charts that were picked, and the tree.
pub(super) fn view(page: Page) -> AnyView {
    let answered = Memo::new(move |_| page.recognised().is_some());
    view! {
        {pinned(page)}
        <section class="section">
            <h2>"Everything the node answered"</h2>
            {live_if(move || answered.get().then(|| untrack(|| snapshot(page))))}
        </section>
    }
    .into_any()
}

fn pinned(page: Page) -> AnyView {
    let paths = Memo::new(move |_| page.pinned.with(|all| all.iter().map(|one| one.path.clone()).collect::<Vec<_>>()));
    let one = move |path: Vec<String>| {
        let mine = path.clone();
        let lines = Signal::derive(move || {
            page.pinned
                .with(|all| all.iter().find(|one| one.path == mine).map(|one| one.lines.clone()).unwrap_or_default())
        });
        let label = ["Remove the chart of ", &path.join(" › ")].concat();
        let remove = move || page.pinned.update(|all| all.retain(|one| one.path != path));
        view! {
            <div class="pinned">
                <Chart title="Value as the node gives it" lines=lines/>
                <Button label=label kind=ButtonKind::Icon icon=Icon::Close on_click=remove/>
            </div>
        }
        .into_any()
    };
    live_if(move || {
        let paths = paths.get();
        (!paths.is_empty()).then(|| {
            view! {
                <section class="section">
                    <h2>"Picked from the answer"</h2>
                    <div class="charts">{paths.into_iter().map(one).collect::<Vec<_>>()}</div>
                </section>
            }
        })
    })
}

/// The answer as it was at a moment: a tree that is drawn anew every few seconds could not be read.
fn snapshot(page: Page) -> AnyView {
    let shown = RwSignal::new((clock::now().wall, page.answer.value()));
    let newest = move || shown.set((clock::now().wall, untrack(|| page.answer.value())));
    let when = Memo::new(move |_| ["As of ", &shown.with(|(at, _)| absolute(*at)), "."].concat());
    let beside = Callback::new(move |path: Vec<String>| pin_button(page, path));
    let tree = move || {
        let value = shown.with(|(_, value)| value.clone()).unwrap_or_else(|| Arc::new(Value::Null));
        view! { <Tree label="The node's answer" value=value beside=beside/> }
    };
    view! {
        <p class="faint">{when}</p>
        <div class="actions"><Button label="Show the newest" on_click=newest/></div>
        {live(tree)}
    }
    .into_any()
}

fn pin_button(page: Page, path: Vec<String>) -> AnyView {
    let label = ["Chart ", &path.join(" › ")].concat();
    let pin = move || {
        let path = path.clone();
        page.pinned.update(|all| {
            if !all.iter().any(|one| one.path == path) {
                let mut pinned = Pinned::new(path);
                let now = page.answer.load.with_untracked(|load| load.value().cloned());
                now.iter().for_each(|tree| pinned.note(clock::now().wall, tree));
                all.push(pinned);
            }
        });
    };
    view! { <Button label=label kind=ButtonKind::Icon icon=Icon::Chart on_click=pin/> }.into_any()
}
