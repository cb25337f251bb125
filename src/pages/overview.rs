//! What needs attention on a node, each with the way to where it is mended; then counts.

mod attention;
mod traffic;

use crate::reactive::{Memo, Signal};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::generations::{Generation, Mapped};
use pilothouse_wire::api_node::keys::{self, AdminKey};
use pilothouse_wire::api_node::metrics::{self, Reading};
use pilothouse_wire::api_node::{self, maintenance, services::Service};
use pilothouse_wire::{GenerationId, List, ServiceId};

use crate::domain::expiry::Expiry;
use crate::parts;
use crate::query::{Load, Look, Node, Remote, Survey, use_node};
use crate::routes::Route;
use crate::session::{Session, use_session};
use crate::ui::{Button, ButtonKind, Icon, grouped};

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    session: Session,
    node: Node,
    alive: Remote<()>,
    keys: Remote<List<AdminKey>>,
    metrics: Remote<Reading>,
    survey: Survey,
}

impl Page {
    fn new() -> Self {
        let (session, node) = (use_session(), use_node());
        let alive = Remote::new(move || {
            let target = node.target.get_value();
            async move { session.send(&target, &api_node::is_alive()).await }
        });
        let keys = Remote::new(move || {
            let target = node.target.get_value();
            async move { session.send(&target, &keys::list()).await }
        });
        let metrics = Remote::new(move || {
            let target = node.target.get_value();
            async move { session.send(&target, &maintenance::metrics()).await.map(|tree| metrics::read(&tree)) }
        });
        let page = Self { session, node, alive, keys, metrics, survey: Survey::new(session, node) };
        Effect::new(move |_| {
            if node.list().is_some() {
                page.survey.begin(page.running(), cold);
            }
        });
        page
    }

    fn reload(self) {
        self.node.services.refresh();
        self.alive.refresh();
        self.keys.refresh();
        self.metrics.refresh();
        self.survey.again(self.running(), cold);
    }

    /// The services whose generations should answer.
    fn running(self) -> Vec<ServiceId> {
        let list = untrack(|| self.node.list());
        let rows = list.iter().flat_map(|list| &list.rows);
        rows.filter(|service| service.enabled != Some(false)).map(|service| service.service_id.clone()).collect()
    }

    fn place(self, route: fn(String) -> Route) -> String {
        parts::href(&route(self.node.id.get_value()))
    }

    /// How near a key's end is, by the page's clock.
    fn expiry(self, key: &AdminKey) -> Expiry {
        Expiry::of(key.expires_on, self.session.now.get_untracked().wall)
    }
}

/// Generations with traffic that are not loaded: their first queries wait, or fail.
fn cold(rows: &[Generation]) -> Option<Vec<GenerationId>> {
    let mut cold = Vec::new();
    for row in rows {
        match (row.share(), row.mounted) {
            (Mapped::Share(share), Some(mounted)) => {
                cold.extend((share.hundredths() > 0 && !mounted).then(|| row.generation_id.clone()));
            }
            (Mapped::Share(_) | Mapped::NotGiven | Mapped::UnknownScale(_), _) => return None,
        }
    }
    Some(cold)
}

/// The page.
pub fn page() -> AnyView {
    let page = Page::new();
    let busy = Signal::derive(move || page.node.services.busy.get() || page.keys.busy.get() || page.alive.busy.get());
    view! {
        <div class="page wide">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"Overview"</h1></div>
                <div class="actions">
                    <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=busy on_click=move || page.reload()/>
                </div>
            </header>
            {parts::load_failure(page.node.services, "the services")}
            {parts::load_failure(page.keys, "the keys")}
            {attention::view(page)}
            {counts(page)}
            {traffic::view(page)}
        </div>
    }
    .into_any()
}

/// A figure, or that it is not known.
fn fact(name: &'static str, value: impl Fn() -> Option<String> + 'static) -> AnyView {
    let value = Memo::new(move |_| value().unwrap_or_else(|| "not known yet".to_owned()));
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}

fn counts(page: Page) -> AnyView {
    let services = move |keep: fn(&Service) -> bool| {
        move || page.node.list().map(|list| grouped(list.rows.iter().filter(|service| keep(service)).count()))
    };
    let keys = move || page.keys.value().map(|list| grouped(list.rows.len()));
    let alive = move || match page.alive.load.get() {
        Load::Waiting => None,
        Load::Ready(_) => Some("alive".to_owned()),
        Load::Stale(..) | Load::Failed(_) => Some("not alive, or not reached".to_owned()),
    };
    let looked = move || match page.survey.look.get() {
        Look::NotYet => None,
        Look::Under { done, of } => Some([&grouped(done), " of ", &grouped(of)].concat()),
        Look::Done { unknown, .. } => {
            let all = page.running().len();
            Some([&grouped(all - unknown.min(all)), " of ", &grouped(all)].concat())
        }
    };
    view! {
        <section class="section">
            <h2>"Counts"</h2>
            <dl class="facts">
                {fact("Node", alive)}
                {fact("Services", services(|_| true))}
                {fact("Enabled", services(|service| service.enabled == Some(true)))}
                {fact("Disabled", services(|service| service.enabled == Some(false)))}
                {fact("Failed to start", services(|service| service.start_aborted_reason.is_some()))}
                {fact("Admin keys", keys)}
                {fact("Looked at for mounting", looked)}
            </dl>
        </section>
    }
    .into_any()
}
