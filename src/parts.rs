//! What several pages show alike: failures, loads, links between places, copying. Knows the routes and the session;
//! the pages' own matters stay in the pages.

mod bulk;
mod commands;
mod edit;
mod key_shown;
pub mod permissions;
mod pick;
mod script;

use crate::reactive::{Callback, RwSignal, Signal};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use pilothouse_view::view;
use pilothouse_wire::UnreadableRow;

use crate::browser::{clipboard, document};
use crate::domain::failure::Failure;
use crate::domain::list::ListQuery;
use crate::query::{Act, Dss, Load, Remote, search};
use crate::routes::{DssPlace, Route};
use crate::session::use_session;
use crate::ui::{Button, Notice, NoticeKind, Toasts, live_if};

pub use bulk::{bulk_allowed, bulk_close_label, bulk_label, bulk_results, run_results, users_words};
pub use commands::{Command, Commands, Offer, offer};
pub use edit::{changes, edit_bar, edit_bar_if, edit_bar_open, merge_dialog};
pub use key_shown::{key_shown, key_title};
pub use permissions::{PermissionEditor, PermissionEditorProps, Vocabulary};
pub use pick::pick_names;
pub use script::{as_script, call_as_script, script, step};

/// The address of a place, with the folder that the console is hosted in; while a view is made.
pub fn href(route: &Route) -> String {
    [&use_session().base.get_value(), route.path().as_str()].concat()
}

/// Leads to a place. Taken where a view is made: what happens later, such as the end of a write, knows no session.
pub fn use_go() -> Callback<Route> {
    let (navigate, base) = (use_navigate(), use_session().base.get_value());
    Callback::new(move |route: Route| navigate(&[&base, route.path().as_str()].concat(), Default::default()))
}

/// What a key or a user can do: the place of a link from its own page. `kind` is [`KEY`] or [`USER`].
pub fn rights_of(dss: &Dss, kind: &str, id: &str) -> String {
    let who = [("who".to_owned(), [kind, ":", id].concat())];
    [href(&dss.route(DssPlace::Rights)), search(&ListQuery::from_pairs(who))].concat()
}

/// Who reaches the datasets of a project: the place of a link from the project's own page.
pub fn reach_of(dss: &Dss, project: &str) -> String {
    let asked = [("view".to_owned(), "reach".to_owned()), ("project".to_owned(), project.to_owned())];
    [href(&dss.route(DssPlace::Rights)), search(&ListQuery::from_pairs(asked))].concat()
}

/// For [`rights_of`]: a key's id, of whatever kind.
pub const KEY: &str = "key";
/// For [`rights_of`]: a login.
pub const USER: &str = "user";

/// A failure where it belongs; gone when there is none.
pub fn failure(failed: impl Into<Signal<Option<Failure>>>) -> AnyView {
    let failed = failed.into();
    live_if(move || {
        failed.get().map(|failure| {
            view! { <Notice kind=NoticeKind::Error title=failure.title text=failure.text detail=failure.detail/> }
        })
    })
}

/// The failure of an action.
pub fn act_failure(act: Act) -> AnyView {
    failure(act.failed)
}

/// Above what a remote gave: that it could not be loaded, or that it is old.
pub fn load_failure<T: Send + Sync + 'static>(remote: Remote<T>, what: impl Into<String>) -> AnyView {
    let what = what.into();
    let told = move || {
        let load = remote.load.get();
        let error = load.error()?;
        let stale = load.value().is_some();
        let title = if stale {
            ["This may be old: ", &what, " could not be loaded again"]
        } else {
            ["Could not load ", &what, ""]
        };
        let Failure { title, text, detail } = Failure::of_read(title.concat(), error);
        let kind = if stale { NoticeKind::Warning } else { NoticeKind::Error };
        let again = move || remote.refresh();
        Some(view! {
            <Notice kind=kind title=title text=text detail=detail>
                <Button label="Try again" busy=remote.busy on_click=again/>
            </Notice>
        })
    };
    live_if(told)
}

/// Whether a remote waits for its first answer.
pub fn waiting<T: Send + Sync + 'static>(remote: Remote<T>) -> Signal<bool> {
    Signal::derive(move || remote.load.with(|load| matches!(load, Load::Waiting)))
}

/// Rows that could not be read, named: never dropped silently.
pub fn unreadable(rows: Signal<Vec<UnreadableRow>>) -> AnyView {
    unreadable_of("the server", rows)
}

/// The same for a page that reads from several servers.
pub fn unreadable_of(server: impl Into<String>, rows: Signal<Vec<UnreadableRow>>) -> AnyView {
    let server = server.into();
    let told = move || {
        let rows = rows.get();
        (!rows.is_empty()).then(|| {
            let lines: Vec<String> = rows.iter().map(|row| format!("Row {}: {}", row.index + 1, row.why)).collect();
            let title = format!("{} of {server}'s rows could not be read", rows.len());
            view! {
                <Notice
                    kind=NoticeKind::Warning
                    title=title
                    text="They are missing below. All others are shown."
                    detail=Some(lines.join("\n"))
                />
            }
        })
    };
    live_if(told)
}

/// Names the window after what the page has loaded: its address knows an id only.
pub fn name_window(words: impl Fn() -> Option<String> + 'static) {
    let product = use_session().config.with_value(|config| config.title.clone());
    Effect::new(move || {
        if let Some(words) = words() {
            document::set_title(&[&words, " · ", product.as_str()].concat());
        }
    });
}

/// What the server did not say.
pub fn not_given() -> AnyView {
    view! { <span class="faint">"not given by this server"</span> }.into_any()
}

/// Copies through the browser; `copied` tells that it worked, a message that it did not.
pub fn copier(copied: RwSignal<bool>) -> Callback<String> {
    let toasts = Toasts::expect();
    Callback::new(move |text: String| {
        spawn_local(async move {
            match clipboard::copy(&text).await {
                Ok(()) => copied.set(true),
                Err(why) => toasts.error(["Not copied. ", &why].concat()),
            }
        });
    })
}
