//! The console as a whole: configuration, session, frame, and which page stands at which address.

mod account;
mod acting;
mod arrival;
mod frame;
mod jobs;
mod later;
mod overlays;
mod palette;
mod rollout;
mod sign_in;
mod start;

use crate::reactive::{Callback, Memo};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Router;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::location::{BrowserUrl, LocationProvider};
use pilothouse_view::view;
use pilothouse_wire::dss::Login;

use crate::browser::document;
use crate::pages::{
    self,
    services::{Asked, Dialogs},
};
use crate::parts::Commands;
use crate::query::{Control, Drafts, Dss, Left, Mappings, Node, Rollouts, There};
use crate::routes::{ControlPlace, DssPlace, Route};
use crate::session::{Session, State, use_session};
use crate::ui::{ToastRegion, Toasts, focus, live, live_if};

pub use start::start;

/// The console under a good configuration.
#[component]
fn Console(session: Session) -> AnyView {
    provide_context(session);
    focus::keep();
    let toasts = Toasts::provide();
    arrival::provide();
    let mappings = Mappings::provide(session);
    Rollouts::provide(session, mappings);
    jobs::provide(session, toasts);
    Drafts::provide(session, Callback::new(move |left| tell(toasts, left)));
    let over_services = |asked: Asked| arrival::wait_over(move || later::services_dialog(asked), asked.close());
    provide_context(Dialogs(Callback::new(over_services)));
    Commands::provide();
    // No base for the router: all addresses that it is given hold it already, and it would put it before them again.
    view! {
        <Router>
            <Gate/>
        </Router>
        <ToastRegion/>
    }
    .into_any()
}

/// Says what became of what was typed on a page that was left.
fn tell(toasts: Toasts, left: Left) {
    match left {
        Left::Unsaved(whose) => {
            toasts.ok(["Your changes of ", &whose, " are not saved yet. They wait here till you come back."].concat());
        }
        Left::Failed(title) => toasts.error([&title, ". Your changes wait on their page."].concat()),
    }
}

/// The page, or the sign-in in its place: the address stays, so there is nowhere to be sent "back" to.
#[component]
fn Gate() -> AnyView {
    let session = use_session();
    let inside = Memo::new(move |_| matches!(session.state.get(), State::SignedIn(_) | State::Ended(_)));
    let outside = move || match session.state.get() {
        State::SignedOut(why) => Some(sign_in::page(why)),
        State::Starting | State::SignedIn(_) | State::Ended(_) => None,
    };
    view! {
        {live_if(move || inside.get().then(|| view! { <frame::Frame><Places/></frame::Frame> }))}
        {live_if(outside)}
        {overlays::view()}
    }
    .into_any()
}

/// The place that the address names.
pub(crate) fn here() -> Memo<Option<Route>> {
    let base = use_session().base.get_value();
    let path = use_location().pathname;
    Memo::new(move |_| path.with(|path| Route::parse(path.strip_prefix(base.as_str()).unwrap_or(path))))
}

/// The page of the address. The router knows where one is and how to get elsewhere; which page stands where is
/// [`Route::parse`]'s to say. Another node starts afresh: nothing of the one is shown as the other's.
#[component]
fn Places() -> AnyView {
    let session = use_session();
    let here = here();
    let server = Memo::new(move |_| here.with(|here| here.as_ref().and_then(|route| server_of(session, route))));
    complete_navigation();
    lead_home();
    announce(here, server);
    live(move || {
        let there = match server.get() {
            Some(Server::Node(node)) => Some(There::Node(Node::open(session, node))),
            Some(Server::Dss(actor)) => Dss::open(session, actor).map(There::Dss),
            Some(Server::Session) => Some(There::Session),
            Some(Server::Control) => Control::open(session).map(There::Control),
            None => None,
        };
        There::provide(there);
        let known = there.is_some();
        let page = move || if known { page_at(here.get()) } else { pages::not_found::page() };
        view! { {acting::banner(there)} {live(page)} {palette::view()} }
    })
}

/// Whom a page speaks to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Server {
    /// An API node.
    Node(String),
    /// DSS, perhaps in somebody's name.
    Dss(Option<Login>),
    /// The session's own API.
    Session,
    /// The control plane.
    Control,
}

/// Whom the page of a place speaks to, where the configuration knows that server.
fn server_of(session: Session, route: &Route) -> Option<Server> {
    let config = session.config.get_value();
    match route {
        Route::Dss { actor, .. } => config.dss.as_ref().map(|_| Server::Dss(actor.clone())),
        Route::Control(_) => config.control_plane.as_ref().map(|_| Server::Control),
        Route::Kitchens => config.automation.as_ref().map(|_| Server::Session),
        Route::Overview { node }
        | Route::Services { node }
        | Route::Service { node, .. }
        | Route::Compare { node }
        | Route::Keys { node }
        | Route::Metrics { node }
        | Route::Journal { node }
        | Route::Maintenance { node } => config.node(node).map(|_| Server::Node(node.clone())),
    }
}

fn page_at(place: Option<Route>) -> AnyView {
    match place {
        Some(Route::Overview { .. }) => arrival::wait(later::overview),
        Some(Route::Services { .. }) => pages::services::page(),
        Some(Route::Service { service, .. }) => arrival::wait(move || later::service(service.clone())),
        Some(Route::Compare { .. }) => arrival::wait(later::compare),
        Some(Route::Keys { .. }) => arrival::wait(later::keys),
        Some(Route::Metrics { .. }) => arrival::wait(later::metrics),
        Some(Route::Journal { .. }) => arrival::wait(later::journal),
        Some(Route::Maintenance { .. }) => arrival::wait(later::maintenance),
        Some(Route::Kitchens) => arrival::wait(later::kitchens),
        Some(Route::Control(place)) => arrival::wait(move || control_page(&place)),
        Some(Route::Dss { place, .. }) => arrival::wait(move || dss_page(place.clone())),
        None => pages::not_found::page(),
    }
}

fn dss_page(place: DssPlace) -> AnyView {
    match place {
        DssPlace::Account => later::account(),
        DssPlace::AccountKeys => later::account_keys(),
        DssPlace::Users => later::users(),
        DssPlace::User(login) => later::user(login),
        DssPlace::Groups => later::groups(),
        DssPlace::Group(name) => later::group(name),
        DssPlace::ApiKeys => later::api_keys(),
        DssPlace::ApiKey(id) => later::api_key(id),
        DssPlace::Rights => later::rights(),
        DssPlace::Projects => later::projects(),
        DssPlace::Project(key) => later::project(key),
        DssPlace::Matrix => later::matrix(),
        DssPlace::Variables => later::variables(),
        DssPlace::Logs => later::logs(),
        DssPlace::Log(name) => later::log(name),
        DssPlace::Instance => later::instance(),
    }
}

fn control_page(place: &ControlPlace) -> AnyView {
    match place {
        ControlPlace::List(kind) => later::control_list(kind),
        ControlPlace::Record(kind, id) => later::control_record(kind, id.clone()),
        ControlPlace::Services => later::control_services(),
    }
}

/// The router puts a new address into the history when the page for it is there, which is at once.
fn complete_navigation() {
    let router = use_context::<BrowserUrl>();
    let path = use_location().pathname;
    Effect::new(move |_| {
        path.track();
        if let Some(router) = &router {
            router.ready_to_complete();
        }
    });
}

/// From the console's own folder to the first node's services.
fn lead_home() {
    let session = use_session();
    let path = use_location().pathname;
    let navigate = use_navigate();
    Effect::new(move |_| {
        let base = session.base.get_value();
        if path.with(|path| path.trim_end_matches('/') == base) {
            let first = session.config.with_value(|config| config.api_nodes[0].id.clone());
            let options = NavigateOptions { replace: true, ..Default::default() };
            navigate(&[base, Route::Services { node: first }.path()].concat(), options);
        }
    });
}

/// The window's title follows the place; after a change the focus goes to the new page's heading, so that it is read.
fn announce(here: Memo<Option<Route>>, server: Memo<Option<Server>>) {
    let product = use_session().config.with_value(|config| config.title.clone());
    Effect::new(move |before: Option<Option<Route>>| {
        let place = here.get();
        let known = place.as_ref().filter(|_| server.with(Option::is_some));
        let title = known.map_or_else(|| "Not found".to_owned(), Route::title);
        document::set_title(&[&title, " · ", product.as_str()].concat());
        if before.is_some_and(|before| before != place) {
            request_animation_frame(|| document::focus("main h1"));
        }
        place
    });
}
