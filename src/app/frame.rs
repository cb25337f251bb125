//! The frame around every page: header, navigation, main.

use crate::reactive::{Callback, Memo, RwSignal, Signal};
use leptos::{ev, prelude::*};
use pilothouse_view::view;

use super::palette::{self, Overlay};
use super::{account, acting, arrival, here, jobs, later, overlays};
use crate::browser::document::{self, Theme};
use crate::browser::storage::{self, Preference};
use crate::parts::{href, use_go};
use crate::query::use_rollouts;
use crate::routes::{ControlPlace, DssPlace, Route};
use crate::session::use_session;
use crate::ui::{ButtonKind, Icon, Menu, MenuItem, Select, focus, live_if};

/// Header, navigation, and the page in its main.
#[component]
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(super) fn Frame(children: Children) -> AnyView {
    let session = use_session();
    let overlay = Overlay::provide(here());
    provide_context(Look::kept());
    let product = session.config.with_value(|config| config.title.clone());
    // Left to the router, the link changes the address and leaves the focus where it is.
    let skip = |event: ev::MouseEvent| {
        event.prevent_default();
        document::focus("#main");
    };
    view! {
        <a class="skip" href="#main" on:click=skip>"Skip to the page"</a>
        <div class="frame">
            <header class="top">
                <span class="brand"><span>{product}</span></span>
                {node_switch()}
                <span class="spring"></span>
                {palette::button(overlay)}
                {jobs::button()}
                {session_clock()}
                {theme_menu()}
                {account::menu()}
            </header>
            {jobs::beside()}
            {navigation()}
            <main class="main" id="main" tabindex="-1">{rollout()}{children()}</main>
            {acting::mark()}
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
        let named = here.with(|here| here.as_ref().and_then(|route| route.node().map(str::to_owned)));
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
    let go = use_go();
    let change = move |node: String| {
        let place = here.get_untracked().map_or(Route::Services { node: node.clone() }, |route| route.on_node(&node));
        go.run(place);
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
    let config = use_session().config.get_value();
    let kitchens = config.automation.is_some().then(|| of_session("Kitchens", Route::Kitchens));
    let own = config.dss.is_some().then(|| {
        [
            of_dss("My account", DssPlace::Account, |place| matches!(place, DssPlace::Account)),
            of_dss("My API keys", DssPlace::AccountKeys, |place| matches!(place, DssPlace::AccountKeys)),
        ]
    });
    let access = config.dss.is_some().then(access);
    // Where the window is narrow the links stand behind a button, till the next place is reached.
    let open = RwSignal::new(false);
    let here = here();
    Effect::new(move |_| {
        here.track();
        open.set(false);
        // Its mark has followed the address by then.
        request_animation_frame(|| {
            if let Ok(Some(current)) = document().query_selector(".side [aria-current]") {
                focus::bring_into_view(&current);
            }
        });
    });
    let expanded = move || if open.get() { "true" } else { "false" };
    view! {
        <nav class="side" class:open=move || open.get() aria-label="Main">
            <button type="button" class="button ghost side-toggle" aria-expanded=expanded on:click=move |_| open.update(|open| *open = !*open)>
                "Menu"
            </button>
            {section("API node", node_pages(config.api_nodes.len() > 1))}
            {(own.is_some() || kitchens.is_some()).then(|| {
                section("Me", own.into_iter().flatten().chain(kitchens).collect())
            })}
            {access.map(|links| section("Access", links))}
            {config.control_plane.is_some().then(|| section("Control plane", control_plane()))}
        </nav>
    }
    .into_any()
}

fn section(title: &'static str, links: Vec<AnyView>) -> AnyView {
    view! { <div class="side-group" role="group" aria-label=title><p class="side-title" aria-hidden="true">{title}</p><ul>{links}</ul></div> }.into_any()
}

fn link(words: &'static str, to: Signal<String>, current: Signal<bool>) -> AnyView {
    let current = move || current.get().then_some("page");
    view! { <li><a href=to aria-current=current>{words}</a></li> }.into_any()
}

/// The pages of the address's node, else of the first.
fn node_pages(several: bool) -> Vec<AnyView> {
    let here = here();
    let node = current_node(here);
    let link = move |words: &'static str, to: fn(String) -> Route, mine: fn(&Route) -> bool| {
        let current = Signal::derive(move || here.with(|here| here.as_ref().is_some_and(mine)));
        link(words, Signal::derive(move || href(&to(node.get()))), current)
    };
    let mut links = vec![
        link("Overview", |node| Route::Overview { node }, |route| matches!(route, Route::Overview { .. })),
        link(
            "Services",
            |node| Route::Services { node },
            |route| matches!(route, Route::Services { .. } | Route::Service { .. }),
        ),
        link("Admin keys", |node| Route::Keys { node }, |route| matches!(route, Route::Keys { .. })),
        link("Metrics", |node| Route::Metrics { node }, |route| matches!(route, Route::Metrics { .. })),
        link("Maintenance", |node| Route::Maintenance { node }, |route| matches!(route, Route::Maintenance { .. })),
        link("Journal", |node| Route::Journal { node }, |route| matches!(route, Route::Journal { .. })),
    ];
    if several {
        let words = "Nodes side by side";
        links.insert(2, link(words, |node| Route::Compare { node }, |route| matches!(route, Route::Compare { .. })));
    }
    links
}

/// A page of the session's own API.
fn of_session(words: &'static str, route: Route) -> AnyView {
    let here = here();
    let to = href(&route);
    let current = Signal::derive(move || here.with(|here| here.as_ref() == Some(&route)));
    link(words, Signal::stored(to), current)
}

/// A page of DSS, in whose name the page of now speaks.
fn of_dss(words: &'static str, place: DssPlace, mine: fn(&DssPlace) -> bool) -> AnyView {
    let (here, actor) = (here(), acting::actor());
    let current = move || here.with(|here| matches!(here, Some(Route::Dss { place, .. }) if mine(place)));
    let to = Signal::derive(move || href(&Route::Dss { actor: actor.get(), place: place.clone() }));
    link(words, to, Signal::derive(current))
}

/// Everyone's access.
fn access() -> Vec<AnyView> {
    vec![
        of_dss("Users", DssPlace::Users, |place| matches!(place, DssPlace::Users | DssPlace::User(_))),
        of_dss("Groups", DssPlace::Groups, |place| matches!(place, DssPlace::Groups | DssPlace::Group(_))),
        of_dss("API keys", DssPlace::ApiKeys, |place| matches!(place, DssPlace::ApiKeys | DssPlace::ApiKey(_))),
        of_dss("Effective rights", DssPlace::Rights, |place| matches!(place, DssPlace::Rights)),
        of_dss("Projects", DssPlace::Projects, |place| matches!(place, DssPlace::Projects | DssPlace::Project(_))),
        of_dss("Authorization matrix", DssPlace::Matrix, |place| matches!(place, DssPlace::Matrix)),
        of_dss("Global variables", DssPlace::Variables, |place| matches!(place, DssPlace::Variables)),
        of_dss("Logs", DssPlace::Logs, |place| matches!(place, DssPlace::Logs | DssPlace::Log(_))),
        of_dss("Instance", DssPlace::Instance, |place| matches!(place, DssPlace::Instance)),
    ]
}

/// The control plane, but for what only its makers look at.
fn control_plane() -> Vec<AnyView> {
    ControlPlace::pages().into_iter().filter(|place| !place.is_aside()).map(of_control).collect()
}

fn of_control(place: ControlPlace) -> AnyView {
    let here = here();
    let (words, to) = (place.heading(), href(&Route::Control(place.clone())));
    let current =
        Signal::derive(move || here.with(|here| matches!(here, Some(Route::Control(now)) if place.holds(now))));
    link(words, Signal::stored(to), current)
}
