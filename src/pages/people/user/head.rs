//! Name, state, and what can be done with the user as a whole.

use leptos::prelude::*;
use pilothouse_view::view;

use super::{Asks, Page};
use crate::domain::allowed::Allowed;
use crate::domain::person::{Change, Deed};
use crate::parts::{self, Command};
use crate::reactive::{Memo, Signal};
use crate::routes::{DssPlace, Route};
use crate::ui::{Badge, Button, ButtonKind, Icon, Menu, MenuItem, Tone, live_if};

pub(super) fn view(page: Page) -> AnyView {
    let dss = page.editor.dss;
    let back = parts::href(&dss.route(DssPlace::Users));
    let rights = page.login.with_value(|login| parts::rights_of(&dss, parts::USER, login.as_str()));
    let load = page.editor.edit.load;
    let act_as = act_as(page);
    let may_act = Signal::derive(move || may_act(page));
    let words = ["Act as ", &page.name()].concat();
    parts::offer(Command::new(words.clone(), act_as).allowed(may_act));
    parts::offer(
        Command::new(["Delete ", &page.name()].concat(), move || page.asks.set(Asks::Delete))
            .allowed(Signal::derive(move || may_delete(page))),
    );
    view! {
        <header class="page-head">
            <nav class="crumbs" aria-label="Breadcrumb">
                <ol><li><a href=back>"Users"</a></li><li aria-current="page">{page.name()}</li></ol>
            </nav>
            <div class="page-title"><h1 tabindex="-1">{page.name()}</h1>{state(page)}</div>
            <div class="actions">
                <Button label=words kind=ButtonKind::Plain icon=Icon::Person allowed=may_act on_click=act_as/>
                <a class="button" href=rights>"Effective rights"</a>
                <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=load.busy on_click=move || load.refresh()/>
                <Menu label="More actions" kind=ButtonKind::Icon icon=Icon::More items=menu(page)/>
            </div>
        </header>
    }
    .into_any()
}

fn state(page: Page) -> AnyView {
    let state = Memo::new(move |_| {
        page.editor.edit.base().map(|_| match page.enabled() {
            Some(true) => (Tone::Ok, "enabled"),
            Some(false) => (Tone::Neutral, "disabled"),
            None => (Tone::Neutral, "state not given by this server"),
        })
    });
    live_if(move || state.get().map(|(tone, word)| view! { <Badge tone=tone word=word/> }))
}

fn menu(page: Page) -> Signal<Vec<MenuItem>> {
    Signal::derive(move || {
        let on = page.enabled() == Some(false);
        let words = if on { "Enable user" } else { "Disable user" };
        vec![
            MenuItem::new(words, move || page.asks.set(Asks::Enable(on))).allowed(may_turn(page, on)),
            MenuItem::new("Delete user", move || page.asks.set(Asks::Delete)).danger().allowed(may_delete(page)),
        ]
    })
}

fn loaded(page: Page) -> Allowed {
    Allowed::when(page.editor.edit.base().is_some(), "Wait until the user is loaded.")
}

fn may_act(page: Page) -> Allowed {
    match (loaded(page), page.is_me(), page.enabled()) {
        (closed @ Allowed::No(_), ..) => closed,
        (Allowed::Yes, true, _) => Allowed::no("This is you already."),
        (Allowed::Yes, false, Some(false)) => {
            Allowed::no("The user is disabled: nothing can be done in a name that may not sign in.")
        }
        (Allowed::Yes, false, Some(true) | None) => Allowed::Yes,
    }
}

fn may_turn(page: Page, on: bool) -> Allowed {
    let saving = page.editor.edit.busy().get();
    match (loaded(page), saving, on) {
        (closed @ Allowed::No(_), ..) => closed,
        (Allowed::Yes, true, _) => Allowed::no("Wait until the save is done."),
        (Allowed::Yes, false, true) => Allowed::Yes,
        (Allowed::Yes, false, false) => page.may(&Deed::Change(Change::Enabled(false))),
    }
}

fn may_delete(page: Page) -> Allowed {
    match loaded(page) {
        closed @ Allowed::No(_) => closed,
        Allowed::Yes => page.may(&Deed::Delete),
    }
}

/// Leads to their account in their name. The frame says from there on whose name it is.
fn act_as(page: Page) -> impl Fn() + Copy + Send + Sync + 'static {
    let go = parts::use_go();
    move || {
        let route = Route::Dss { actor: Some(page.login.get_value()), place: DssPlace::Account };
        go.run(route);
    }
}
