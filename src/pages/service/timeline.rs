//! The mappings of this service that the console applied or saw, and the way back to each.

use leptos::prelude::*;
use pilothouse_view::view;

use super::Page;
use crate::domain::allowed::Allowed;
use crate::domain::timeline::{Seen, Shares, in_order};
use crate::query::shares_of;
use crate::reactive::{Memo, Signal};
use crate::ui::{Button, ButtonKind, TimeAgo, Tone, badge, live_if, share_bar};

/// Mappings that are listed.
const LISTED: usize = 20;

/// The mapping in force, tracked; `None` where the node does not tell it, or nothing is loaded.
fn now(page: Page) -> Option<Shares> {
    shares_of(&page.generations.value()?.rows).map(in_order)
}

/// The newest mapping that is not the one in force, tracked.
fn before(page: Page) -> Option<Shares> {
    let (node, now) = (page.node.id.get_value(), now(page)?);
    page.mappings.timeline.with(|all| Some(all.before(&node, &page.name(), &now)?.shares.clone()))
}

/// May one go back to this mapping: only if all its generations are still there.
fn allowed(page: Page, shares: &Shares) -> Allowed {
    let Some(list) = page.generations.value() else { return Allowed::no("The generations are not loaded.") };
    let rows = &list.rows;
    let there = |name: &str| rows.iter().any(|row| row.generation_id.as_str() == name);
    match shares.iter().find(|(name, _)| !there(name)) {
        None if shares.is_empty() => Allowed::no("Nothing was mapped then: disable the service instead."),
        None => Allowed::Yes,
        Some((gone, _)) => Allowed::no(["Generation ", gone, " is not there any more."].concat()),
    }
}

/// May one go back to the mapping before, and if not, why.
pub(super) fn can_return(page: Page) -> Allowed {
    before(page).map_or_else(
        || Allowed::no("This console knows no other mapping of this service."),
        |shares| allowed(page, &shares),
    )
}

/// Opens the editor on the mapping before.
pub(super) fn go_back(page: Page) {
    if let Some(shares) = untrack(|| before(page)) {
        page.map(Some(shares));
    }
}

/// The section.
pub(super) fn view(page: Page) -> AnyView {
    let (node, name) = (page.node.id.get_value(), page.name());
    let listed = Memo::new(move |_| {
        let all = page.mappings.timeline.get();
        all.of(&node, &name).take(LISTED).cloned().collect::<Vec<_>>()
    });
    let in_force = Memo::new(move |_| now(page));
    let some = Memo::new(move |_| listed.with(|listed| !listed.is_empty()));
    let forget = move || page.mappings.forget(&page.node.id.get_value(), &page.name());
    live_if(move || {
        some.get().then(|| {
            view! {
                <section class="section" aria-label="Mappings so far">
                    <div class="section-head">
                        <h2>"Mappings so far"</h2>
                        <Button
                            label="Go back to the mapping before"
                            allowed=Signal::derive(move || can_return(page))
                            on_click=move || go_back(page)
                        />
                        <Button label="Forget these" kind=ButtonKind::Ghost on_click=forget/>
                    </div>
                    <p class="faint">"As this browser applied or saw them; what others did in between is not known here."</p>
                    <ol class="timeline">{move || rows(page, listed.get(), in_force.get().as_ref())}</ol>
                </section>
            }
        })
    })
}

fn rows(page: Page, listed: Vec<Seen>, in_force: Option<&Shares>) -> AnyView {
    let row = |(n, seen): (usize, Seen)| {
        let current = n == 0 && in_force == Some(&seen.shares);
        row(page, seen, current)
    };
    listed.into_iter().enumerate().map(row).collect::<Vec<_>>().into_any()
}

fn row(page: Page, seen: Seen, current: bool) -> AnyView {
    let clock = page.session.now;
    let who = seen.by.map_or_else(|| "seen".to_owned(), |by| ["set by ", &by].concat());
    let shares = seen.shares.clone();
    let may = Signal::derive(move || allowed(page, &shares));
    let wanted = seen.shares.clone();
    let label = ["Go back to ", &words(&seen.shares)].concat();
    let action = if current {
        badge(Tone::Ok, "in force")
    } else {
        view! { <Button label=label kind=ButtonKind::Icon icon=crate::ui::Icon::Back allowed=may on_click=move || page.map(Some(wanted.clone()))/> }.into_any()
    };
    view! {
        <li>
            <span><TimeAgo moment=seen.at now=Signal::derive(move || clock.get().wall)/></span>
            <span class="faint">{who}</span>
            {if seen.shares.is_empty() { nothing() } else { share_bar(&seen.shares) }}
            {action}
        </li>
    }
    .into_any()
}

fn nothing() -> AnyView {
    view! { <span class="faint">"nothing mapped"</span> }.into_any()
}

fn words(shares: &Shares) -> String {
    let part = |(name, share): &(String, u16)| [name.as_str(), " ", &crate::ui::percent_text(*share)].concat();
    shares.iter().map(part).collect::<Vec<_>>().join(", ")
}
