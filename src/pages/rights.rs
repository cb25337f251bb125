//! What keys and users can do in the end, in what two of them differ, and who reaches a dataset. Nothing of it is a call
//! of the server's: it follows from users, groups, keys and the permissions of each project (`domain::effective`).

mod asked;
mod known;
mod project;
mod reach;
mod reached;
mod rows;
mod what;

use leptos::prelude::*;
use pilothouse_view::view;

use crate::parts;
use crate::reactive::Callback;
use crate::ui::{Button, ButtonKind, Icon, ProgressBar, Tab, Tabs, live_if};
use asked::{Asked, REACH, VIEW, WHAT};
use known::Known;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    known: Known,
    asked: Asked,
}

/// The page.
pub fn page() -> AnyView {
    let page = Page { known: Known::load(), asked: Asked::of_address() };
    let known = page.known;
    let tabs = vec![Tab::new(WHAT, "What can it do?"), Tab::new(REACH, "Who reaches a dataset?")];
    let change = Callback::new(move |id: &'static str| page.asked.set(VIEW, (id != WHAT).then_some(id)));
    let panel = Callback::new(move |id: &'static str| {
        untrack(|| match id {
            REACH => reach::view(page),
            _ => what::view(page),
        })
    });
    view! {
        <div class="page wide rights">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"Effective rights"</h1></div>
                <div class="actions">
                    <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=known.busy() on_click=move || known.reload()/>
                </div>
            </header>
            <p class="faint">
                "Worked out here from users, groups, keys and the permissions of the projects. What cannot be read is not known, never no. Keys of single projects are in no list of the server's: look for them in the project's own security settings."
            </p>
            {parts::load_failure(known.users, "the users")}
            {parts::load_failure(known.groups, "the groups")}
            {parts::load_failure(known.projects, "the projects")}
            {parts::load_failure(known.global, "the global keys")}
            {parts::load_failure(known.personal, "the personal keys")}
            {live_if(move || progress(known))}
            <Tabs label="Questions" tabs=tabs current=page.asked.facet(VIEW) on_change=change panel=panel/>
        </div>
    }
    .into_any()
}

/// How many projects are still being asked for.
fn progress(known: Known) -> Option<AnyView> {
    known.loading.get().then(|| {
        let share = move || known.progress().map(|(done, of)| done as f64 / of.max(1) as f64);
        let figures = move || known.progress().map(|(done, of)| format!("{done} of {of}")).unwrap_or_default();
        view! {
            <ProgressBar
                label="Reading the permissions of the projects"
                value=crate::reactive::Signal::derive(share)
                figures=crate::reactive::Signal::derive(figures)
            />
        }
        .into_any()
    })
}
