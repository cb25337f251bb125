//! One global key: what it is called, what it may do, for whom and how long.

mod rights;

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use pilothouse_view::view;
use pilothouse_wire::Whole;
use pilothouse_wire::dss::ApiKeyId;
use pilothouse_wire::dss::global_keys::{
    self as wire, ASSOCIATED_USER, CREATED_BY, CREATED_ON, DESCRIPTION, EXPIRY, LABEL,
};

use super::{Page, TAB, create, delete, fields, global, label, said};
use crate::domain::allowed::Allowed;
use crate::domain::expiry::parse_days;
use crate::domain::global_key;
use crate::domain::list::ListQuery;
use crate::parts;
use crate::query::{Edit, search};
use crate::reactive::{Callback, RwSignal, Signal, StoredValue};
use crate::routes::DssPlace;
use crate::ui::{Button, ButtonKind, Icon, NumberField, PickField, Skeleton, TextField, live_if};

/// The address of the list of global keys.
fn list(page: Page) -> String {
    let tab = search(&ListQuery::default().with_facet(TAB, Some("global")));
    [parts::href(&page.dss.route(DssPlace::ApiKeys)), tab].concat()
}

/// The page.
pub(super) fn page(page: Page, id: ApiKeyId) -> AnyView {
    let (read, write) = (id.clone(), id.clone());
    let edit = Edit::new(
        page.session,
        page.target(),
        move || wire::get(&read),
        move |whole| wire::save(&write, whole),
        pilothouse_wire::dss::identity,
    );
    edit.keep(["the key ", id.as_str()].concat());
    let doomed = RwSignal::new(None::<Whole>);
    let loaded = Signal::derive(move || edit.load.value());
    let own = id.to_string();
    let name = Signal::derive(move || loaded.get().map_or_else(|| own.clone(), |key| label(&key)));
    view! {
        <div class="page">
            {head(page, &id, name, edit, doomed)}
            {parts::load_failure(edit.load, "the key")}
            {waiting(edit)}
            {live_if(move || loaded.with(Option::is_some).then(|| untrack(|| form(page, edit, name))))}
        </div>
        {live_if(move || doomed.get().map(|key| ask(page, key, edit, doomed)))}
    }
    .into_any()
}

fn waiting(edit: Edit) -> AnyView {
    let waiting = parts::waiting(edit.load);
    live_if(move || waiting.get().then(|| view! { <Skeleton lines=8 label="Loading the key"/> }))
}

fn head(page: Page, id: &ApiKeyId, name: Signal<String>, edit: Edit, doomed: RwSignal<Option<Whole>>) -> AnyView {
    let rights = parts::rights_of(&page.dss, parts::KEY, id.as_str());
    let ask = move || doomed.set(edit.load.value().as_deref().cloned());
    let allowed = Signal::derive(move || Allowed::when(edit.load.value().is_some(), "The key is not loaded."));
    view! {
        <header class="page-head">
            <nav class="crumbs" aria-label="Breadcrumb">
                <ol><li><a href=list(page)>"API keys"</a></li><li aria-current="page">{name}</li></ol>
            </nav>
            <div class="page-title"><h1 tabindex="-1">{name}</h1></div>
            <div class="actions">
                <a href=rights>"What can this key do?"</a>
                <Button label=page.dss.deed("Delete key") kind=ButtonKind::Danger icon=Icon::Trash allowed=allowed on_click=move || untrack(ask)/>
            </div>
        </header>
    }
    .into_any()
}

fn ask(page: Page, key: Whole, edit: Edit, doomed: RwSignal<Option<Whole>>) -> AnyView {
    let navigate = StoredValue::new(use_navigate());
    let away = list(page);
    let done = Callback::new(move |()| {
        // Nothing is left to be saved.
        edit.discard();
        navigate.with_value(|navigate| navigate(&away, Default::default()));
    });
    delete::dialog(page, key, delete::Kind::Global, done, Callback::new(move |()| doomed.set(None)))
}

fn form(page: Page, edit: Edit, name: Signal<String>) -> AnyView {
    let (new_label, description) = (fields::text(edit, LABEL), fields::text(edit, DESCRIPTION));
    let user = fields::text(edit, ASSOCIATED_USER);
    let days = fields::bound(edit, global_key::life, move |key, typed| put_life(edit, key, typed));
    let label_wrong = Signal::derive(move || create::given(new_label).is_none().then(|| create::NO_LABEL.to_owned()));
    let came = Signal::derive(move || edit.load.value().map(|key| global_key::life(&key)).unwrap_or_default());
    let days_wrong = Signal::derive(move || {
        let typed = days.with(|days| days.trim().to_owned());
        if came.with(|came| *came == typed) { None } else { parse_days(&typed).err() }
    });
    let fit = Signal::derive(move || match label_wrong.get().or_else(|| days_wrong.get()) {
        Some(why) => Allowed::no(why),
        None => Allowed::Yes,
    });
    view! {
        {facts(page, edit)}
        <section class="section">
            <h2>"What it is"</h2>
            <div class="form">
                <TextField label="Label" value=new_label error=label_wrong required=true/>
                <TextField label="Description" value=description/>
                <PickField
                    label="Associated user"
                    value=user
                    options=page.users()
                    hint="Only for user isolation: as whom the key's work runs. The key still needs rights of its own."
                />
                <NumberField
                    label="Life"
                    value=days
                    unit="days"
                    hint="From when the server counts is its own matter. What it sent goes back as it came unless you change it."
                    error=days_wrong
                />
            </div>
        </section>
        {rights::view(page, edit)}
        {parts::edit_bar_if(
            edit,
            page.dss.deed("Save key"),
            ["Could not save ", &*name.get_untracked()].concat(),
            fit,
        )}
    }
    .into_any()
}

/// Nothing is written where what was typed is not fit.
/// Days that are those it came with go back as they came: a number for a text would begin the life anew.
fn put_life(edit: Edit, key: &mut Whole, typed: &str) {
    let came = untrack(|| edit.base()).filter(|base| global_key::life(base) == typed.trim());
    if let Some(days) = came.and_then(|base| base.get(EXPIRY).cloned()) {
        return key.set(EXPIRY, days);
    }
    match parse_days(typed) {
        Ok(Some(days)) => key.set(EXPIRY, days),
        Ok(None) => drop(key.remove(EXPIRY)),
        Err(_) => {}
    }
}

/// What cannot be changed.
fn facts(page: Page, edit: Edit) -> AnyView {
    live_if(move || {
        edit.load.value().map(|key| {
            view! {
                <dl class="facts">
                    <div><dt>"Id"</dt><dd class="mono">{said(&key, wire::ID)}</dd></div>
                    <div><dt>"Created"</dt><dd>{page.moment(key.moment(CREATED_ON))}</dd></div>
                    <div><dt>"Created by"</dt><dd>{said(&key, CREATED_BY)}</dd></div>
                    <div><dt>"Expires"</dt><dd>{global::expires(page, &key)}</dd></div>
                    <div><dt>"Last used"</dt><dd>{page.used(&key)}</dd></div>
                </dl>
            }
        })
    })
}
