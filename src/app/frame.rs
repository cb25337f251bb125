//! The frame around every page: header, navigation, main.

use crate::reactive::{Callback, Memo, RwSignal, Signal, StoredValue};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use pilothouse_view::view;

use super::palette::{self, Overlay};
use super::{account, arrival, here, later, overlays};
use crate::browser::document::{self, Theme};
use crate::browser::storage::{self, Preference};
use crate::parts::href;
use crate::query::use_rollouts;
use crate::routes::Route;
use crate::session::use_session;
use crate::ui::{ButtonKind, Icon, Menu, MenuItem, Select, live_if};

/// Header, navigation, and the page in its main.
#[component]
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(super) fn Frame(children: Children) -> AnyView {
    let session = use_session();
    let overlay = Overlay::provide(here());
    provide_context(Look::kept());
    let product = session.config.with_value(|config| config.title.clone());
    view! {
        <a class="skip" href="#main">"Skip to the page"</a>
        <div class="frame">
            <header class="top">
                <span class="brand"><span>{product}</span></span>
                {node_switch()}
                <span class="spring"></span>
                {palette::button(overlay)}
                {session_clock()}
                {theme_menu()}
                {account::menu()}
            </header>
            {navigation()}
            <main class="main" id="main" tabindex="-1">{rollout()}{children()}</main>
        </div>
    }
    .into_any()
}

/// A rollout under way, over every page.
fn rollout() -> AnyView {
    let rollouts = use_rollouts();
    let there = Memo::new(move |_| rollouts.current.with(Option::is_some));
    live_if(move || there.get().then(|| arrival::wait(later::rollout)))
}

/// The node of the address, else the first.
fn current_node(here: Memo<Option<Route>>) -> Signal<String> {
    let session = use_session();
    Signal::derive(move || {
        let named = here.with(|here| here.as_ref().map(|route| route.node().to_owned()));
        named.unwrap_or_else(|| session.config.with_value(|config| config.api_nodes[0].id.clone()))
    })
}

/// Only where there is something to switch.
fn node_switch() -> Option<AnyView> {
    let session = use_session();
    let nodes: Vec<(String, String)> =
        session.config.with_value(|config| config.api_nodes.iter().map(|n| (n.id.clone(), n.name.clone())).collect());
    if nodes.len() < 2 {
        return None;
    }
    let here = here();
    let current = current_node(here);
    let navigate = StoredValue::new(use_navigate());
    let base = session.base.get_value();
    let change = move |node: String| {
        let place = here.get_untracked().map_or(Route::Services { node: node.clone() }, |route| route.on_node(&node));
        let address = [base.as_str(), &place.path()].concat();
        navigate.with_value(|navigate| navigate(&address, Default::default()));
    };
    Some(
        view! { <Select label="API node" value=current on_change=Callback::new(change) options=nodes compact=true/> }
            .into_any(),
    )
}

fn session_clock() -> AnyView {
    let left = overlays::left_words();
    live_if(move || {
        left.get().map(|left| {
            view! {
                <span class="session-clock" title="Time left in this session">
                    {Icon::Clock.view()}
                    <span class="unseen">"Session ends in "</span>
                    {left}
                </span>
            }
        })
    })
}

/// The themes, by name.
pub(super) const THEMES: [(Theme, &str); 3] =
    [(Theme::System, "As the system"), (Theme::Light, "Light"), (Theme::Dark, "Dark")];

/// The theme in use.
#[derive(Clone, Copy)]
pub(super) struct Look(RwSignal<Theme>);

impl Look {
    /// As it was chosen at an earlier visit.
    fn kept() -> Self {
        let kept = storage::preference(Preference::Theme);
        Self(RwSignal::new(kept.as_deref().map_or(Theme::System, Theme::named)))
    }

    /// Puts another one on the page, and keeps it for the next visit.
    pub(super) fn choose(self, theme: Theme) {
        self.0.set(theme);
        document::set_theme(theme);
        storage::set_preference(Preference::Theme, theme.name());
    }

    /// Whether it is this one, tracked.
    pub(super) fn is(self, theme: Theme) -> bool {
        self.0.get() == theme
    }
}

fn theme_menu() -> AnyView {
    let look: Look = expect_context();
    let items = Signal::derive(move || {
        THEMES.map(|(theme, words)| MenuItem::check(words, look.is(theme), move || look.choose(theme))).to_vec()
    });
    view! { <Menu label="Theme" kind=ButtonKind::Icon icon=Icon::Theme items=items/> }.into_any()
}

fn navigation() -> AnyView {
    let here = here();
    let node = current_node(here);
    let several = use_session().config.with_value(|config| config.api_nodes.len() > 1);
    let link = move |words: &'static str, to: fn(String) -> Route, mine: fn(&Route) -> bool| {
        let current = move || here.with(|here| here.as_ref().is_some_and(mine)).then_some("page");
        view! { <li><a href=move || href(&to(node.get())) aria-current=current>{words}</a></li> }
    };
    view! {
        <nav class="side" aria-label="Main">
            <ul>
                {link("Overview", |node| Route::Overview { node }, |route| matches!(route, Route::Overview { .. }))}
                {link(
                    "Services",
                    |node| Route::Services { node },
                    |route| matches!(route, Route::Services { .. } | Route::Service { .. }),
                )}
                {several.then(|| {
                    link(
                        "Nodes side by side",
                        |node| Route::Compare { node },
                        |route| matches!(route, Route::Compare { .. }),
                    )
                })}
                {link("Admin keys", |node| Route::Keys { node }, |route| matches!(route, Route::Keys { .. }))}
                {link("Metrics", |node| Route::Metrics { node }, |route| matches!(route, Route::Metrics { .. }))}
                {link(
                    "Maintenance",
                    |node| Route::Maintenance { node },
                    |route| matches!(route, Route::Maintenance { .. }),
                )}
                {link("Journal", |node| Route::Journal { node }, |route| matches!(route, Route::Journal { .. }))}
            </ul>
        </nav>
    }
    .into_any()
}
