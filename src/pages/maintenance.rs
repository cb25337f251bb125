//! Looking after a node: cleaning what is unused, and its caches of code environments and models. What the node answers
//! to these calls is not documented (contract/dataiku-apinode.md §2.5), so it is shown as it came.

mod clean;
mod code_envs;
mod models;

use crate::reactive::{Callback, RwSignal};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Call;
use serde_json::Value;

use crate::domain::node_path;
use crate::parts::{self, Command};
use crate::query::{Act, Node, use_node};
use crate::session::{Session, use_session};
use crate::ui::{Button, Toasts, live, live_if};

/// What is open over the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    CleanUnused,
    ImportEnvs,
    RegisterEnv,
    CleanEnvs,
    ImportModel,
    ClearModels,
}

/// What a node said to the last call.
#[derive(Clone)]
struct Said {
    to: &'static str,
    text: String,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    session: Session,
    node: Node,
    open: RwSignal<Open>,
    said: RwSignal<Option<Said>>,
    toasts: Toasts,
}

impl Page {
    fn close(self) -> Callback<()> {
        Callback::new(move |()| self.open.set(Open::Nothing))
    }

    /// Makes a call whose answer is a tree; `done` are the words of its success.
    fn call(self, act: Act, call: Call<Value>, done: &'static str) {
        let name = call.endpoint().name;
        let target = self.node.target.get_value();
        let write = async move { self.session.send(&target, &call).await };
        act.start(["The node did not ", name].concat(), write, move |tree| self.finish(name, Some(&tree), done));
    }

    /// What a dialog would send, as a script.
    fn as_script<T: 'static>(self, call: impl Fn() -> Option<Call<T>> + 'static) -> AnyView {
        parts::call_as_script(self.session, self.node.target.get_value(), call)
    }

    fn finish(self, to: &'static str, tree: Option<&Value>, done: &'static str) {
        let text = tree.filter(|tree| !tree.is_null()).map(|tree| format!("{tree:#}"));
        self.said.set(Some(Said { to, text: text.unwrap_or_else(|| "an answer without content".to_owned()) }));
        self.toasts.ok(done);
        self.node.services.refresh();
        self.open.set(Open::Nothing);
    }
}

/// The actions by name, where their buttons do not stand beside what they are about.
const COMMANDS: [(&str, Open); 6] = [
    ("Clean unused services and generations", Open::CleanUnused),
    ("Import code environments into the cache", Open::ImportEnvs),
    ("Register a built code environment", Open::RegisterEnv),
    ("Clean unused code environments", Open::CleanEnvs),
    ("Import a model into the cache", Open::ImportModel),
    ("Clear the cache of models", Open::ClearModels),
];

/// A path on the node as it was typed; what is wrong with it stands next to its field.
fn checked(path: RwSignal<String>, wrong: RwSignal<Option<String>>) -> Option<String> {
    let path = path.get_untracked().trim().to_owned();
    let checked = node_path::check(&path);
    wrong.set(checked.err().map(str::to_owned));
    checked.ok().map(|()| path)
}

/// The same without a word, tracked.
fn fit(path: RwSignal<String>) -> Option<String> {
    Some(path.with(|path| path.trim().to_owned())).filter(|path| node_path::check(path).is_ok())
}

/// The page.
pub fn page() -> AnyView {
    let page = Page {
        session: use_session(),
        node: use_node(),
        open: RwSignal::new(Open::Nothing),
        said: RwSignal::new(None),
        toasts: Toasts::expect(),
    };
    let opens = move |which: Open| move || page.open.set(which);
    for (label, which) in COMMANDS {
        parts::offer(Command::new(label, opens(which)));
    }
    view! {
        <div class="page wide">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"Maintenance"</h1></div>
            </header>
            {said(page)}
            <section class="section">
                <h2>"Unused services and generations"</h2>
                <p class="faint">
                    "Deletes disabled services, generations without traffic, and code environments that nothing needs. For good, in one call (from version 13.0 on)."
                </p>
                <div class="actions">
                    <Button label="Clean unused…" on_click=opens(Open::CleanUnused)/>
                </div>
            </section>
            <section class="section">
                <h2>"Code environments"</h2>
                <p class="faint">
                    "The cache holds environments that packages name, so that a node without network need not build them. The folders lie on the node's own disk."
                </p>
                <div class="actions">
                    <Button label="Import into the cache" on_click=opens(Open::ImportEnvs)/>
                    <Button label="Register a built one" on_click=opens(Open::RegisterEnv)/>
                    <Button label="Clean unused…" on_click=opens(Open::CleanEnvs)/>
                </div>
            </section>
            <section class="section">
                <h2>"Models"</h2>
                <p class="faint">"The cache holds models that packages name and do not carry (from version 12.5 on)."</p>
                <div class="actions">
                    <Button label="Import into the cache" on_click=opens(Open::ImportModel)/>
                    <Button label="Clear…" on_click=opens(Open::ClearModels)/>
                </div>
            </section>
        </div>
        {live(move || dialog(page))}
    }
    .into_any()
}

/// The node's own words, till the next call.
fn said(page: Page) -> AnyView {
    live_if(move || {
        page.said.get().map(|Said { to, text }| {
            view! {
                <section class="section" aria-label="What the node answered">
                    <p>"To “"{to}"” the node answered:"</p>
                    <pre tabindex="0">{text}</pre>
                </section>
            }
        })
    })
}

fn dialog(page: Page) -> AnyView {
    match page.open.get() {
        Open::Nothing => ().into_any(),
        Open::CleanUnused => untrack(|| clean::dialog(page)),
        Open::ImportEnvs => code_envs::import(page),
        Open::RegisterEnv => code_envs::register(page),
        Open::CleanEnvs => code_envs::clean(page),
        Open::ImportModel => models::import(page),
        Open::ClearModels => models::clear(page),
    }
}
