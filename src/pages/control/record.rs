//! One record: its fields, and its relations as links.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Error;
use pilothouse_wire::control::{self, Ask, Id, Kind, One, Part, Which};

use super::{cells, project, shape};
use crate::domain::control::words;
use crate::parts;
use crate::query::{Control, Remote, use_control};
use crate::routes::{ControlPlace, Route};
use crate::ui::{Button, ButtonKind, Icon, Skeleton, live, live_if};

/// Which record an address means. A secret id stands in no address: the record is looked for among the caller's own.
async fn which(control: Control, kind: &'static Kind, id: &str) -> Result<Which, Error> {
    if !kind.secret_id {
        return Id::parse(id).map(Which::Id).map_err(|why| Error::NotSent(why.to_string()));
    }
    for number in 0..50 {
        let ask = Ask { part: Part::Number(number), size: control::ask::LARGEST_PAGE, ..Ask::default() };
        let Some(call) = control::list(kind, &ask) else { break };
        let page = control.send(&call).await?;
        if let Some(found) = page.items.iter().find(|item| item.id == id) {
            return found.secret.clone().map(Which::Secret).ok_or_else(missing);
        }
        if page.items.len() < ask.size as usize {
            break;
        }
    }
    Err(missing())
}

fn missing() -> Error {
    Error::NotSent("It is not among those that the server lists.".into())
}

async fn load(control: Control, kind: &'static Kind, id: String) -> Result<One, Error> {
    let which = which(control, kind, &id).await?;
    let call = control::get(kind, &which, shape::of(kind).related);
    control.send(&call.ok_or_else(|| Error::NotSent("The API has no such call.".into()))?).await
}

/// The page of a record.
pub fn page(kind: &'static Kind, id: String) -> AnyView {
    let control = use_control();
    let noun = shape::of(kind).noun.0;
    let of = id.clone();
    let one = Remote::new(move || load(control, kind, of.clone()));
    let project = project::Page::of(control, kind, &id, one);
    let title = move || one.value().map_or_else(|| id.clone(), |one| words::name(&one.item, kind.label));
    let back = parts::href(&Route::Control(ControlPlace::List(kind)));
    let again = move || one.refresh();
    view! {
        <div class="page">
            <header class="page-head">
                <div class="page-title">
                    <nav class="crumbs" aria-label="Way back"><a href=back>{ControlPlace::List(kind).heading()}</a></nav>
                    <h1 tabindex="-1">{title}</h1>
                </div>
                <div class="actions">
                    {project.map(project::Page::actions)}
                    <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=one.busy on_click=again/>
                </div>
            </header>
            {parts::load_failure(one, ["this ", noun].concat())}
            {live_if(move || parts::waiting(one).get().then(|| view! { <Skeleton lines=8 label="Loading"/> }))}
            {live(move || one.value().map(|one| facts(kind, &one)))}
            {project.map(project::Page::view)}
        </div>
    }
    .into_any()
}

fn facts(kind: &'static Kind, one: &One) -> AnyView {
    let fields = kind.fields.iter().map(|field| {
        view! { <dt>{words::label(field.name)}</dt><dd>{cells::field(field, &one.item)}</dd> }
    });
    let fields = fields.collect::<Vec<_>>();
    let asked = shape::of(kind).related;
    let relations = kind.relations.iter().filter(|relation| asked.contains(&relation.name));
    let relations = relations.map(|relation| {
        let links = match relation.many {
            true => one.item.many(relation.name).unwrap_or_default(),
            false => one.item.one(relation.name).into_iter().collect(),
        };
        let none = links.is_empty().then(|| view! { <span class="faint">"none"</span> });
        let links: Vec<AnyView> =
            links.iter().map(|link| view! { <li>{cells::link(link, &one.included)}</li> }.into_any()).collect();
        view! { <dt>{words::label(relation.name)}</dt><dd>{none}<ul class="links">{links}</ul></dd> }
    });
    let relations = relations.collect::<Vec<_>>();
    view! { <section class="section"><dl class="facts">{fields}{relations}</dl></section> }.into_any()
}
