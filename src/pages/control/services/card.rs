//! The card of a service. What the server says of it is drawn anew when it changes; what can be pressed stays.

use leptos::prelude::*;
use pilothouse_view::view;

use super::{Here, address, state};
use crate::browser::clock;
use crate::domain::allowed::Allowed;
use crate::domain::control::services::{self, Deed, Service};
use crate::reactive::{Memo, Signal};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, ExternalLink, Icon, Menu, MenuItem, Notice, NoticeKind, TimeAgo, id, live_if};

/// The card of the service of that name.
pub(super) fn view(here: Here, name: String) -> AnyView {
    let service = {
        let name = name.clone();
        Memo::new(move |_| here.all.with(|all| all.iter().find(|service| service.name() == name).cloned()))
    };
    let title = move || service.with(|service| service.as_ref().map(|service| service.title().to_owned()));
    let heading = id::fresh("service");
    view! {
        <li>
            <article class="service-card" aria-labelledby=heading.clone()>
                <header>
                    {tick(here, &name)}
                    <div>
                        <h2 id=heading>{title}</h2>
                        {live_if(move || service.get().map(|service| named(&service)))}
                    </div>
                    {live_if(move || service.get().map(|service| states(&service)))}
                </header>
                {live_if(move || service.get().map(|service| body(&service)))}
                {foot(here, name, service)}
            </article>
        </li>
    }
    .into_any()
}

fn tick(here: Here, name: &str) -> AnyView {
    let (own, set) = (name.to_owned(), name.to_owned());
    let turn = move |event: leptos::ev::Event| {
        let on = event_target_checked(&event);
        here.selection.update(|selection| match on {
            true => selection.insert(set.clone()),
            false => selection.remove(&set),
        });
    };
    view! {
        <label class="service-tick">
            <input
                type="checkbox"
                aria-label=["Select ", name].concat()
                prop:checked=move || here.selection.with(|selection| selection.contains(&own))
                on:change=turn
            />
        </label>
    }
    .into_any()
}

fn named(service: &Service) -> AnyView {
    let kind = service.kind().unwrap_or("kind not given").to_owned();
    view! { <p class="service-name"><span class="mono">{service.name().to_owned()}</span>" · "<span>{kind}</span></p> }
        .into_any()
}

fn states(service: &Service) -> AnyView {
    let wish = service.wish().map(|wish| {
        view! { <span class="service-wish">{["is to be ", &services::words(wish)].concat()}</span> }
    });
    view! { <p class="service-states">{state(service.state())}{wish}</p> }.into_any()
}

fn body(service: &Service) -> AnyView {
    let fact = |label: &str, value: String| view! { <dt>{label.to_owned()}</dt><dd>{value}</dd> }.into_any();
    let owner = service.owner().map(|owner| fact("Owner", owner.to_owned()));
    let version = service.version().map(|version| fact("Version", version.to_owned()));
    let resources = service.resources().into_iter().map(|(label, words)| fact(label, words));
    let facts: Vec<AnyView> = version.into_iter().chain(owner).chain(resources).collect();
    let facts = (!facts.is_empty()).then(|| view! { <dl class="service-facts">{facts}</dl> });
    let link = |(api, address): (bool, &str)| {
        let words = if api { ["API: ", address].concat() } else { address.to_owned() };
        view! { <li><ExternalLink href=address.to_owned() text=words/></li> }.into_any()
    };
    let links: Vec<AnyView> = service.links().into_iter().map(link).collect();
    let links = (!links.is_empty()).then(|| view! { <ul class="service-links">{links}</ul> });
    let description = service.description().map(|words| view! { <p>{words.to_owned()}</p> });
    view! {
        <div class="service-body">
            {description}
            {failure(service)}
            {facts}
            {links}
        </div>
    }
    .into_any()
}

fn failure(service: &Service) -> Option<AnyView> {
    let error = service.error()?.to_owned();
    let session = use_session();
    let at = service.failed_at().and_then(clock::parse_iso).map(|at| {
        view! { <TimeAgo moment=at now=Signal::derive(move || session.now.get().wall)/> }
    });
    Some(view! { <Notice kind=NoticeKind::Warning title="What went wrong" text=error>{at}</Notice> }.into_any())
}

/// The deed that stands on the card itself.
fn nearest(service: &Service) -> Deed {
    let open = |deed: &Deed| services::allowed(service, *deed) == Allowed::Yes;
    [Deed::FromZero, Deed::Disable, Deed::Enable].into_iter().find(open).unwrap_or(Deed::Disable)
}

fn foot(here: Here, name: String, service: Memo<Option<Service>>) -> AnyView {
    let deed = Memo::new(move |_| service.with(|service| service.as_ref().map_or(Deed::Disable, nearest)));
    let may = {
        let name = name.clone();
        move |deed: Deed| here.may(std::slice::from_ref(&name), deed)
    };
    let (closed, label) = (may.clone(), ["Actions for ", &name].concat());
    let edit = address(Some(&name));
    let (one, other) = (name.clone(), name);
    let items = Signal::derive(move || {
        let item = |deed: Deed| {
            let name = one.clone();
            let press = move || here.ask(std::slice::from_ref(&name), deed);
            let item = MenuItem::new(deed.label(), press).allowed(may(deed));
            if deed == Deed::Remove { item.danger() } else { item }
        };
        Deed::ASKED.into_iter().map(item).collect::<Vec<_>>()
    });
    let press = move || here.ask(std::slice::from_ref(&other), deed.get_untracked());
    let allowed = Signal::derive(move || closed(deed.get()));
    let words = Signal::derive(move || deed.get().label().to_owned());
    view! {
        <footer class="actions">
            <Button label=words allowed=allowed on_click=press/>
            <Menu label=label kind=ButtonKind::Icon icon=Icon::More items=items/>
            <a class="button ghost" href=edit>"JSON"</a>
        </footer>
    }
    .into_any()
}
