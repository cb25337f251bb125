//! One service: what answers, its generations, and every action on them.

mod actions;
mod delete;
mod generations;
mod import;
mod mapping;
mod preload;
mod query;
mod rollout;
mod timeline;

use crate::reactive::{Callback, Memo, RwSignal, Signal, StoredValue};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::generations::{self as wire, Generation};
use pilothouse_wire::{GenerationId, List, ServiceId};

use crate::domain::allowed::Allowed;
use crate::domain::timeline::Shares;
use crate::parts::{self, Command};
use crate::query::{Act, Load, Mappings, Node, Remote, shares_of, use_mappings, use_node};
use crate::routes::Route;
use crate::session::{Session, use_session};
use crate::ui::{
    Badge, Button, ButtonKind, EmptyState, Icon, Menu, MenuItem, Notice, NoticeKind, Toasts, Tone, live, live_if,
    share_bar,
};

/// What is open over the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Import,
    Mapping,
    Rollout,
    Query,
    Delete,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    session: Session,
    node: Node,
    service: StoredValue<ServiceId>,
    generations: Remote<List<Generation>>,
    open: RwSignal<Open>,
    /// The mapping that the editor starts with, where it is not the one in force.
    wanted: RwSignal<Option<Shares>>,
    mappings: Mappings,
    /// Actions without a dialog; their failure stands at the top of the page.
    act: Act,
    toasts: Toasts,
}

impl Page {
    fn new(service: ServiceId) -> Self {
        let (session, node, mappings) = (use_session(), use_node(), use_mappings());
        let id = service.clone();
        let generations = Remote::new(move || {
            let (target, service) = (node.target.get_value(), id.clone());
            async move {
                let list = session.send(&target, &wire::list(&service)).await?;
                mappings.saw(&target.node, &service, &list.rows);
                Ok(list)
            }
        });
        Self {
            session,
            node,
            service: StoredValue::new(service),
            generations,
            open: RwSignal::new(Open::Nothing),
            wanted: RwSignal::new(None),
            mappings,
            act: Act::default(),
            toasts: Toasts::expect(),
        }
    }

    /// Reads again what an action may have changed.
    fn reload(&self) {
        self.generations.refresh();
        self.node.services.refresh();
    }

    /// Opens the editor, on a mapping other than the one in force where there is one.
    fn map(&self, wanted: Option<Shares>) {
        self.wanted.set(wanted);
        self.open.set(Open::Mapping);
    }

    fn name(&self) -> String {
        self.service.with_value(ToString::to_string)
    }

    /// The generations as the node listed them, tracked.
    fn rows(&self) -> Vec<Generation> {
        self.generations.load.with(|load| load.value().map(|list| list.rows.clone()).unwrap_or_default())
    }

    /// Generations that fit, as the node listed them last.
    fn rows_untracked(&self, fits: impl Fn(&Generation) -> bool) -> Vec<GenerationId> {
        let rows = untrack(|| self.rows());
        rows.into_iter().filter(|row| fits(row)).map(|row| row.generation_id).collect()
    }

    /// Whether there is a generation to act on.
    fn has_generations(&self) -> Allowed {
        let some = self.generations.load.with(|load| load.value().is_some_and(|list| !list.rows.is_empty()));
        Allowed::when(some, "Import a generation first.")
    }
}

/// The page.
pub fn page(service: ServiceId) -> AnyView {
    let page = Page::new(service);
    rollout::follow(page);
    offer(page);
    let unreadable = Signal::derive(move || page.generations.value().map(|l| l.unreadable.clone()).unwrap_or_default());
    view! {
        <div class="page wide">
            {head(page)}
            {parts::act_failure(page.act)}
            {parts::load_failure(page.node.services, "the state of the service")}
            {absent(page)}
            {start_failure(page)}
            {traffic(page)}
            {timeline::view(page)}
            <section class="section">
                <div class="section-head">
                    <h2>"Generations"</h2>
                    {reload_button(page)}
                </div>
                {parts::load_failure(page.generations, "the generations")}
                {parts::unreadable(unreadable)}
                {generations::table(page)}
            </section>
        </div>
        {live(move || dialog(page))}
    }
    .into_any()
}

/// The actions by name.
fn offer(page: Page) {
    let opens = move |which: Open| move || page.open.set(which);
    let has_generations = Signal::derive(move || page.has_generations());
    parts::offer(Command::new("Import generation", opens(Open::Import)));
    parts::offer(Command::new("Set mapping", move || page.map(None)).allowed(has_generations));
    let back = Command::new("Go back to the mapping before", move || timeline::go_back(page)).key('z');
    parts::offer(back.allowed(Signal::derive(move || timeline::can_return(page))));
    parts::offer(Command::new("Test a query", opens(Open::Query)));
    let rollout = Command::new("Staged rollout", opens(Open::Rollout));
    parts::offer(rollout.allowed(Signal::derive(move || rollout::allowed(page))));
    let newest = Command::new("Switch to the newest generation", move || actions::switch_to_newest(page));
    parts::offer(newest.allowed(has_generations));
    parts::offer(actions::enable_command(page));
    parts::offer(Command::new("Delete service", opens(Open::Delete)));
}

fn reload_button(page: Page) -> AnyView {
    view! {
        <Button
            label="Load again"
            kind=ButtonKind::Icon
            icon=Icon::Refresh
            busy=page.generations.busy
            on_click=move || page.reload()
        />
    }
    .into_any()
}

fn head(page: Page) -> AnyView {
    let back = parts::href(&Route::Services { node: page.node.id.get_value() });
    view! {
        <header class="page-head">
            <nav class="crumbs" aria-label="Breadcrumb">
                <ol><li><a href=back>"Services"</a></li><li aria-current="page">{page.name()}</li></ol>
            </nav>
            <div class="page-title"><h1 tabindex="-1">{page.name()}</h1>{state(page)}</div>
            <div class="actions">
                <Button label="Import generation" kind=ButtonKind::Primary icon=Icon::Upload on_click=move || page.open.set(Open::Import)/>
                <Button label="Test a query" on_click=move || page.open.set(Open::Query)/>
                {actions::enable_button(page)}
                <Menu label="More actions" kind=ButtonKind::Icon icon=Icon::More items=menu(page)/>
            </div>
        </header>
    }
    .into_any()
}

fn menu(page: Page) -> Signal<Vec<MenuItem>> {
    Signal::derive(move || {
        vec![
            MenuItem::new("Switch to the newest generation", move || actions::switch_to_newest(page))
                .allowed(page.has_generations()),
            MenuItem::new("Delete service", move || page.open.set(Open::Delete)).danger(),
        ]
    })
}

/// The service as the node's list has it, tracked.
fn listed(page: Page) -> Option<pilothouse_wire::api_node::services::Service> {
    page.service.with_value(|id| page.node.service(id))
}

fn state(page: Page) -> AnyView {
    let state = Memo::new(move |_| {
        let service = listed(page)?;
        Some(match (service.start_aborted_reason, service.enabled) {
            (Some(_), _) => (Tone::Danger, "failed to start"),
            (None, Some(true)) => (Tone::Ok, "enabled"),
            (None, Some(false)) => (Tone::Neutral, "disabled"),
            (None, None) => (Tone::Neutral, "state not given by this server"),
        })
    });
    live_if(move || state.get().map(|(tone, word)| view! { <Badge tone=tone word=word/> }))
}

/// The list is there and the service is not in it.
fn absent(page: Page) -> AnyView {
    let absent = Memo::new(move |_| {
        let known = page.node.services.load.with(|load| matches!(load, Load::Ready(_)));
        known && !page.node.services.busy.get() && listed(page).is_none()
    });
    live_if(move || {
        absent.get().then(|| {
            view! {
                <Notice
                    kind=NoticeKind::Warning
                    title="The node does not list this service"
                    text="It may have been deleted by someone, or the address is mistyped."
                />
            }
        })
    })
}

fn start_failure(page: Page) -> AnyView {
    let reason = Memo::new(move |_| listed(page)?.start_aborted_reason);
    live_if(move || {
        reason.get().map(|reason| {
            view! {
                <Notice
                    kind=NoticeKind::Error
                    title="The service failed to start"
                    text=[reason.trim_end_matches('.'), ". Give its traffic to another generation, or mend the package and import it again."].concat()
                />
            }
        })
    })
}

fn traffic(page: Page) -> AnyView {
    let bar = move || {
        let load = page.generations.load.get();
        let rows = &load.value()?.rows;
        Some(match shares_of(rows) {
            None => parts::not_given(),
            Some(_) if rows.is_empty() => {
                view! { <EmptyState title="Nothing can answer yet" text="Import a generation, then give it traffic."/> }
                    .into_any()
            }
            Some(shares) if shares.is_empty() => {
                view! { <p class="faint">"No generation is mapped: queries to this service fail."</p> }.into_any()
            }
            Some(shares) => share_bar(&shares),
        })
    };
    view! {
        <section class="section traffic">
            <div class="section-head">
                <h2>"Traffic"</h2>
                <Button
                    label="Set mapping"
                    allowed=Signal::derive(move || page.has_generations())
                    on_click=move || page.map(None)
                />
                <Button
                    label="Staged rollout"
                    allowed=Signal::derive(move || rollout::allowed(page))
                    on_click=move || page.open.set(Open::Rollout)
                />
            </div>
            {live_if(bar)}
        </section>
    }
    .into_any()
}

fn dialog(page: Page) -> AnyView {
    let close = Callback::new(move |()| page.open.set(Open::Nothing));
    match page.open.get() {
        Open::Nothing => ().into_any(),
        Open::Import => import::dialog(page, close),
        Open::Mapping => untrack(|| mapping::dialog(page, close)),
        Open::Query => untrack(|| query::dialog(page, close)),
        Open::Rollout => untrack(|| rollout::dialog(page, close)),
        Open::Delete => delete::dialog(page, close),
    }
}
