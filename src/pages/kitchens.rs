//! The automation side of an account: its role, and the kitchens with who may enter them. contract/datakitchen-automation.md §4.

mod matrix;
mod rows;

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::automation::kitchens::Kitchen;
use pilothouse_wire::automation::{self, UserInfo, kitchens};
use pilothouse_wire::{Error, List};

use crate::domain::list::ListQuery;
use crate::parts;
use crate::query::{Remote, list_query};
use crate::reactive::{Callback, Memo, Signal};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Icon, Tab, Tabs, live_if};

/// The facet of the address that names the open tab.
const TAB: &str = "tab";
/// The tab of the matrix.
const MATRIX: &str = "roles";

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    who: Remote<UserInfo>,
    kitchens: Remote<List<Kitchen>>,
    query: Signal<ListQuery>,
    set_query: Callback<ListQuery>,
    /// E-mail and login of the signed-in user; nothing while the server has not said.
    names: Memo<Option<Vec<String>>>,
}

impl Page {
    fn new() -> Self {
        let session = use_session();
        let none = || Error::NotSent("There is no automation API.".into());
        let who = Remote::new(move || async move {
            let target = session.automation_target().ok_or_else(none)?;
            session.send(&target, &automation::user_info()).await
        });
        let kitchens = Remote::new(move || async move {
            let target = session.automation_target().ok_or_else(none)?;
            session.send(&target, &kitchens::list()).await
        });
        let (query, set_query) = list_query();
        let names = Memo::new(move |_| {
            who.load.with(|load| match (load.value(), load.error()) {
                (Some(who), _) => Some(who.email.iter().chain(&who.login).cloned().collect()),
                (None, Some(_)) => Some(Vec::new()),
                (None, None) => None,
            })
        });
        Self { who, kitchens, query, set_query, names }
    }

    fn list(self) -> Option<Arc<List<Kitchen>>> {
        self.kitchens.load.with_untracked(|load| load.value().cloned())
    }

    /// Reads a kitchen as it is known now.
    fn with<T>(self, row: usize, read: impl FnOnce(&Kitchen) -> T) -> Option<T> {
        self.list()?.rows.get(row).map(read)
    }
}

/// The page.
pub fn page() -> AnyView {
    let page = Page::new();
    let unreadable =
        Signal::derive(move || page.kitchens.value().map(|list| list.unreadable.clone()).unwrap_or_default());
    let again = move || {
        page.who.refresh();
        page.kitchens.refresh();
    };
    let tabs = vec![
        Tab::new("kitchens", Signal::stored("Open to me".to_owned())),
        Tab::new(MATRIX, Signal::stored("Who has which role".to_owned())),
    ];
    let current = Signal::derive(move || page.query.with(|query| query.facet(TAB).unwrap_or_default().to_owned()));
    // Each tab has a filter and facets of its own.
    let change = Callback::new(move |tab: &'static str| {
        let tab = (tab == MATRIX).then_some(tab);
        page.set_query.run(ListQuery::default().with_facet(TAB, tab));
    });
    let panel = Callback::new(move |tab| if tab == MATRIX { matrix::view(page) } else { rows::view(page) });
    view! {
        <div class="page full">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"Kitchens"</h1></div>
                <div class="actions">
                    <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=page.kitchens.busy on_click=again/>
                </div>
            </header>
            {parts::load_failure(page.who, "your account")}
            {live_if(move || page.who.value().map(|who| facts(&who)))}
            {parts::load_failure(page.kitchens, "the kitchens")}
            {parts::unreadable(unreadable)}
            <Tabs label="Kitchens" tabs=tabs current=current on_change=change panel=panel/>
        </div>
    }
    .into_any()
}

fn facts(who: &UserInfo) -> AnyView {
    let fact = |name: &'static str, value: &Option<String>| {
        let value = value.clone().map_or_else(parts::not_given, |text| text.into_any());
        view! { <div><dt>{name}</dt><dd>{value}</dd></div> }
    };
    view! {
        <dl class="facts">
            {fact("Login", &who.login)}
            {fact("E-mail", &who.email)}
            {fact("Account role", &who.role)}
            {fact("Customer", &who.customer_name)}
            {fact("Support", &who.support_email)}
        </dl>
    }
    .into_any()
}
