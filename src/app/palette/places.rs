//! Places as entries: the pages of every node, and where one has been.

use crate::reactive::{Callback, StoredValue};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;

use super::Overlay;
use crate::app::acting::actor;
use crate::app::here;
use crate::domain::allowed::Allowed;
use crate::domain::rank::Names;
use crate::parts::href;
use crate::routes::{ControlPlace, DssPlace, Route};
use crate::session::{Session, use_session};
use crate::ui::{Entry, Group};

/// What entries of places are made from.
#[derive(Clone, Copy)]
pub(super) struct Places {
    session: Session,
    overlay: Overlay,
    /// The place that the palette lies over.
    here: StoredValue<Option<Route>>,
    /// Leads to an address.
    go: Callback<String>,
}

impl Places {
    pub(super) fn new(overlay: Overlay) -> Self {
        let navigate = use_navigate();
        Self {
            session: use_session(),
            overlay,
            here: StoredValue::new(here().get_untracked()),
            go: Callback::new(move |address: String| navigate(&address, Default::default())),
        }
    }

    /// Leads to a place, or to what stands at its address.
    pub(super) fn lead(self, route: &Route, search: &str) -> Callback<()> {
        let address = [&href(route), search].concat();
        Callback::new(move |()| self.go.run(address.clone()))
    }

    /// What a place is called, with its node where there are several.
    fn words(self, route: &Route) -> String {
        let node = route.node().map(|node| self.node_name(node)).unwrap_or_default();
        if node.is_empty() { route.title() } else { [&route.title(), " · ", &*node].concat() }
    }

    /// A node's name; empty where there is only one.
    fn node_name(self, node: &str) -> String {
        self.session.config.with_value(|config| {
            let found = config.node(node).filter(|_| config.api_nodes.len() > 1);
            found.map(|node| node.name.clone()).unwrap_or_default()
        })
    }

    /// A place as an entry. The same place has the same id in every group.
    pub(super) fn entry(self, route: &Route) -> Entry {
        Entry {
            id: route.path(),
            words: self.words(route),
            hint: String::new(),
            key: None,
            allowed: Allowed::Yes,
            run: self.lead(route, ""),
        }
    }

    fn group(self, title: &'static str, routes: Vec<Route>) -> Group {
        let names = routes.iter().map(|route| self.words(route)).collect::<Names>();
        let entry = Callback::new(move |row: usize| self.entry(&routes[row]));
        Group { title, names: Arc::new(names), entry }
    }

    /// Where one has been, the last place first, without the one of now.
    pub(super) fn recent(self) -> Group {
        let here = self.here.get_value();
        let mut routes = self.overlay.visited.get_value();
        routes.retain(|route| Some(route) != here.as_ref());
        self.group("Recent", routes)
    }

    /// The pages of every node and of DSS, those of the page's own first.
    pub(super) fn pages(self) -> Group {
        let mut nodes: Vec<String> =
            self.session.config.with_value(|config| config.api_nodes.iter().map(|node| node.id.clone()).collect());
        let own = self.here.with_value(|here| here.as_ref().and_then(|route| route.node().map(str::to_owned)));
        nodes.sort_by_key(|node| Some(node) != own.as_ref());
        let makes_sense = |page: &Route| !matches!(page, Route::Compare { .. }) || nodes.len() > 1;
        let mut pages: Vec<Route> = nodes.iter().flat_map(|node| Route::pages(node)).filter(makes_sense).collect();
        let (automation, dss) =
            self.session.config.with_value(|config| (config.automation.is_some(), config.dss.is_some()));
        pages.extend(automation.then_some(Route::Kitchens));
        let actor = untrack(|| actor().get());
        let of_dss = DssPlace::pages().map(|place| Route::Dss { actor: actor.clone(), place });
        pages.extend(of_dss.into_iter().filter(|_| dss));
        let control = self.session.config.with_value(|config| config.control_plane.is_some());
        pages.extend(ControlPlace::pages().map(Route::Control).into_iter().filter(|_| control));
        self.group("Pages", pages)
    }
}
