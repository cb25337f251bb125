//! Cleaning what is unused. The call has no preview: what this console can see of it is listed before.

use crate::reactive::{Callback, Memo};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::generations::{Generation, Mapped};
use pilothouse_wire::api_node::maintenance;
use pilothouse_wire::{GenerationId, ServiceId};

use super::Page;
use crate::parts;
use crate::query::{Act, Found, Look, Survey};
use crate::ui::{Button, ConfirmByName, grouped, live_if};

/// Names that are written out.
const NAMED: usize = 200;

/// Shows what looks unused, and asks.
pub(super) fn dialog(page: Page) -> AnyView {
    let (act, survey) = (Act::default(), Survey::new(page.session, page.node));
    let confirm = move |()| page.call(act, maintenance::clean_unused(), "What was unused is gone.");
    view! {
        <ConfirmByName
            title="Clean unused services and generations?"
            description="The node decides what is unused, and deletes it for good. It says only afterwards what it was."
            name="clean"
            submit_label="Clean unused"
            busy=act.busy
            on_close=page.close()
            on_confirm=Callback::new(confirm)
            preview=move || view! { {disabled(page)} {idle_generations(page, survey)} }
        >
            {page.as_script(|| Some(maintenance::clean_unused()))}
            {parts::act_failure(act)}
        </ConfirmByName>
    }
    .into_any()
}

fn ids(page: Page, enabled: bool) -> Vec<ServiceId> {
    let list = page.node.list();
    let rows = list.iter().flat_map(|list| &list.rows);
    rows.filter(|service| service.enabled == Some(enabled)).map(|service| service.service_id.clone()).collect()
}

fn disabled(page: Page) -> AnyView {
    let words = Memo::new(move |_| {
        let names: Vec<String> = ids(page, false).iter().map(ToString::to_string).collect();
        match names.len() {
            0 => "No service is disabled.".to_owned(),
            many => [&grouped(many), " disabled: ", &listed(&names)].concat(),
        }
    });
    view! { <div class="preview" role="region" aria-label="Disabled services" tabindex="0"><p>{words}</p></div> }
        .into_any()
}

/// The first names, and how many more there are.
fn listed(names: &[String]) -> String {
    let shown = names[..names.len().min(NAMED)].join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => [&shown, "."].concat(),
        more => [&shown, " and ", &grouped(more), " more."].concat(),
    }
}

fn idle_generations(page: Page, survey: Survey) -> AnyView {
    let look = survey.look;
    let words = Memo::new(move |_| match look.get() {
        Look::NotYet => String::new(),
        Look::Under { done, of } => ["Looking at services: ", &grouped(done), " of ", &grouped(of)].concat(),
        Look::Done { found, unknown } => [found_words(&found), unknown_words(unknown)].concat(),
    });
    let begin = move || survey.begin(ids(page, true), idle);
    view! {
        <div class="preview" role="region" aria-label="Generations without traffic" tabindex="0">
            <p role="status">{words}</p>
        </div>
        {live_if(move || (look.get() == Look::NotYet).then(|| view! {
            <Button label="Also look for generations without traffic" on_click=begin/>
        }))}
    }
    .into_any()
}

fn found_words(found: &[Found]) -> String {
    let names: Vec<String> =
        found.iter().map(|(service, one)| [service.as_str(), "/", one.as_str()].concat()).collect();
    match names.len() {
        0 => "No generation without traffic in the services that are enabled.".to_owned(),
        many => [&grouped(many), " without traffic: ", &listed(&names)].concat(),
    }
}

fn unknown_words(unknown: usize) -> String {
    match unknown {
        0 => String::new(),
        many => [" Not known for ", &grouped(many), " services."].concat(),
    }
}

/// The generations without traffic; `None` where the node does not say.
fn idle(rows: &[Generation]) -> Option<Vec<GenerationId>> {
    let mut idle = Vec::new();
    for row in rows {
        match row.share() {
            Mapped::Share(share) if share.hundredths() > 0 => {}
            Mapped::Share(_) => idle.push(row.generation_id.clone()),
            Mapped::NotGiven | Mapped::UnknownScale(_) => return None,
        }
    }
    Some(idle)
}
