//! API keys: one's own, everyone's, and one global key. contract/dataiku-dss.md §7.

mod create;
mod delete;
mod fields;
mod global;
mod groups_field;
mod new_global;
mod one;
mod personal;
mod project_key;
mod projects;
mod rename;
mod rotate;
mod rotations;
mod secret;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{ApiKeyId, groups, personal_keys, projects as wire_projects, users};
use pilothouse_wire::{Call, Error, List, Whole};

use crate::domain::list::ListQuery;
use crate::domain::rotation::LastUse;
use crate::parts;
use crate::query::{Dss, Remote, list_query, use_dss};
use crate::reactive::{Callback, Signal};
use crate::session::{Session, Target, use_session};
use crate::ui::{Tab, Tabs, TimeAgo, Toasts};

/// What all parts of these pages share.
#[derive(Clone, Copy)]
struct Page {
    session: Session,
    dss: Dss,
    toasts: Toasts,
}

impl Page {
    fn take() -> Self {
        Self { session: use_session(), dss: use_dss(), toasts: Toasts::expect() }
    }

    fn target(self) -> Target {
        self.dss.target.get_value()
    }

    /// The time now in ms, for ages.
    fn now(self) -> Signal<f64> {
        let now = self.session.now;
        Signal::derive(move || now.get().wall)
    }

    /// A moment, or that the server does not give it.
    fn moment(self, moment: Option<f64>) -> AnyView {
        match moment {
            Some(moment) => view! { <TimeAgo moment=moment now=self.now()/> }.into_any(),
            None => parts::not_given(),
        }
    }

    /// When a key was last used, as far as the server says.
    fn used(self, key: &Whole) -> AnyView {
        match LastUse::of(key) {
            LastUse::NotGiven => parts::not_given(),
            LastUse::Never => "never".into_any(),
            LastUse::At(at) => self.moment(Some(at)),
        }
    }

    /// A list that is read as long as the view is there.
    fn read(self, call: fn() -> Call<List<Whole>>) -> Remote<List<Whole>> {
        Remote::new(move || {
            let (session, target) = (self.session, self.target());
            async move { session.send(&target, &call()).await }
        })
    }

    /// What may be picked for a field: names of a list, with words beside them. Anything else may be typed. A server
    /// older than the list for everyone has one for administrators.
    fn options(
        self,
        [call, older]: [fn() -> Call<List<Whole>>; 2],
        value: &'static str,
        words: &'static str,
    ) -> Options {
        let all = Remote::new(move || {
            let (session, target) = (self.session, self.target());
            async move {
                match session.send(&target, &call()).await {
                    Err(Error::Older(_)) => session.send(&target, &older()).await,
                    told => told,
                }
            }
        });
        Signal::derive(move || {
            let pair =
                |row: &Whole| Some((row.text(value)?.to_owned(), row.text(words).unwrap_or_default().to_owned()));
            all.value().map(|list| list.rows.iter().filter_map(pair).collect()).unwrap_or_default()
        })
    }

    fn users(self) -> Options {
        self.options([users::names, || users::list(false)], users::LOGIN, users::DISPLAY_NAME)
    }

    fn groups(self) -> Options {
        self.options([groups::names, groups::list], groups::NAME, groups::DESCRIPTION)
    }

    fn projects(self) -> Options {
        self.options([wire_projects::list; 2], wire_projects::PROJECT_KEY, wire_projects::NAME)
    }
}

/// Values with words beside them.
type Options = Signal<Vec<(String, String)>>;

/// A key's name for people, also where it has no label.
fn label(key: &Whole) -> String {
    match (key.text(personal_keys::LABEL), key.text(personal_keys::ID)) {
        (Some(label), _) if !label.trim().is_empty() => label.to_owned(),
        (_, Some(id)) => ["key ", id].concat(),
        (_, None) => "key without label".into(),
    }
}

/// A key's id, where it is one that a call can name.
fn id(key: &Whole) -> Option<ApiKeyId> {
    ApiKeyId::parse(key.text(personal_keys::ID)?).ok()
}

/// What a row says in a member, or that the server does not give it.
fn said(key: &Whole, member: &str) -> AnyView {
    match key.text(member) {
        Some(text) => text.to_owned().into_any(),
        None => parts::not_given(),
    }
}

/// The part of the page of all keys that is open; it stands in the address.
const TAB: &str = "tab";

/// The list's state without the tab, which leaves no row out.
fn rows_query() -> (Signal<ListQuery>, Callback<ListQuery>) {
    let (query, set) = list_query();
    let rows = Signal::derive(move || query.get().with_facet(TAB, None));
    let put = Callback::new(move |asked: ListQuery| {
        let tab = query.with_untracked(|query| query.facet(TAB).map(str::to_owned));
        set.run(asked.with_facet(TAB, tab.as_deref()));
    });
    (rows, put)
}

/// My own keys.
pub fn own() -> AnyView {
    personal::own(Page::take())
}

/// All kinds of keys.
pub fn all() -> AnyView {
    let page = Page::take();
    let (query, set) = list_query();
    let tabs = vec![
        Tab::new("personal", Signal::stored("Personal".to_owned())),
        Tab::new("global", Signal::stored("Global".to_owned())),
        Tab::new("project", Signal::stored("Project-level".to_owned())),
    ];
    view! {
        <div class="page full">
            <header class="page-head"><div class="page-title"><h1 tabindex="-1">"API keys"</h1></div></header>
            <Tabs
                label="Kinds of API keys"
                tabs=tabs
                current=Signal::derive(move || query.with(|query| query.facet(TAB).unwrap_or_default().to_owned()))
                on_change=Callback::new(move |tab| set.run(ListQuery::default().with_facet(TAB, Some(tab))))
                panel=Callback::new(move |tab| untrack(|| match tab {
                    "global" => global::tab(page),
                    "project" => project_key::tab(page),
                    _ => personal::everyone(page),
                }))
            />
        </div>
    }
    .into_any()
}

/// One global key.
pub fn one(id: ApiKeyId) -> AnyView {
    one::page(Page::take(), id)
}
