//! A list of records that the server filters, sorts and cuts into pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::{Ask, Item, Kind, Page, events as wire_events};

use super::bulk::{self, Chosen, Deed, Whom};
use super::shape::{self, Shape};
use super::{cells, conditions, create, events, system};
use crate::domain::allowed::Allowed;
use crate::domain::control::{asked, words};
use crate::domain::list::{ListQuery, SortKey};
use crate::parts::{self, Command};
use crate::query::{Names, Paged, Shown, list_query, use_control, use_jobs};
use crate::reactive::{Callback, Memo, RwSignal, Signal, StoredValue};
use crate::routes::{ControlPlace, Route};
use crate::ui::table::Pages;
use crate::ui::{Button, ButtonKind, Column, EmptyState, Icon, Menu, MenuItem, Table, TableModel, live};

/// What the parts of a list share.
#[derive(Clone, Copy)]
pub(super) struct List {
    pub(super) shape: &'static Shape,
    pub(super) paged: Paged,
    pub(super) query: Signal<ListQuery>,
    pub(super) set_query: Callback<ListQuery>,
    pub(super) selection: RwSignal<BTreeSet<String>>,
    /// The rows that were on a page, by their keys: what is selected may stand on another one by now.
    seen: StoredValue<BTreeMap<String, Chosen>>,
    open: RwSignal<Open>,
    /// Names of those who brought events about.
    names: Names,
}

/// What is open over the list.
#[derive(Clone)]
enum Open {
    Nothing,
    Create,
    Many(Deed, Whom),
    /// An event, which has no page of its own.
    Event(Box<Item>),
}

impl List {
    fn new(kind: &'static Kind) -> Self {
        let control = use_control();
        let shape = shape::of(kind);
        let (query, set) = list_query();
        let ask = Memo::new(move |_| {
            let contains = control.is_since(asked::CONTAINS_SINCE);
            let mut ask = query.with(|query| asked::ask(kind, query, shape.sort, contains));
            ask.filters.extend(query.with(events::span));
            Ask { include: shape.include.to_vec(), ..ask }
        });
        let set_query =
            Callback::new(move |next: ListQuery| set.run(query.with_untracked(|before| asked::moved(before, next))));
        // “The last hour” counts from now, however long the page has been open.
        let at_once = move |ask: &mut Ask| {
            let span = query.try_get_untracked().and_then(|query| events::span(&query));
            if let (Some(span), Some(last)) = (span, ask.filters.last_mut()) {
                *last = span;
            }
        };
        let paged = Paged::new(control, kind, ask, at_once);
        use_jobs().at_ends(move || paged.page.refresh());
        let list = Self {
            shape,
            paged,
            query,
            set_query,
            selection: RwSignal::default(),
            seen: StoredValue::default(),
            open: RwSignal::new(Open::Nothing),
            names: Names::new(control),
        };
        Effect::new(move || {
            // The page that was asked for has nothing any more: its records were deleted.
            if let Some(last) = paged.beyond() {
                list.go(last);
            }
        });
        Effect::new(move || {
            let Some(shown) = paged.page.value() else { return };
            if events::are(kind) {
                let users = shown.page.items.iter().filter_map(|item| item.text(wire_events::USER_ID));
                list.names.learn(users.map(str::to_owned).collect());
            }
            list.seen.update_value(|seen| {
                let rows = shown.page.items.iter();
                seen.extend(rows.filter_map(|item| Some((item.id.clone(), Chosen::of(kind, item)?))));
            });
        });
        list
    }

    /// What is selected, as it was on its page.
    fn selected(self) -> Whom {
        let keys = self.selection.get_untracked();
        let chosen = self.seen.with_value(|seen| keys.iter().filter_map(|key| seen.get(key).cloned()).collect());
        Whom::These(Arc::new(chosen))
    }

    /// Loads the page again. Rows that are gone are not selected any more: nothing else is to be done to them.
    fn changed(self, gone: Vec<String>) {
        if !gone.is_empty() {
            self.selection.update(|keys| keys.retain(|key| !gone.contains(key)));
        }
        self.paged.page.refresh();
    }

    fn go(self, page: u32) {
        let page = (page > 0).then(|| (page + 1).to_string());
        self.set_query.run(self.query.get_untracked().with_facet(asked::PAGE, page.as_deref()));
    }

    /// Reads a row as it is known now.
    fn with<T>(self, row: usize, read: impl FnOnce(&Item, &Page) -> T) -> Option<T> {
        let shown: Option<Arc<Shown>> = self.paged.page.load.with_untracked(|load| load.value().cloned());
        let shown = shown?;
        shown.page.items.get(row).map(|item| read(item, &shown.page))
    }

    fn name(self, row: usize) -> String {
        self.with(row, |item, _| words::name(item, self.shape.kind.label)).unwrap_or_default()
    }

    fn column(self, number: usize) -> Column {
        let show = &self.shape.columns[number];
        let column = Column::new(show.name, "").titled(words::label(show.name)).width(show.rem, show.grow);
        let sorts = self.shape.kind.field(show.name).is_some_and(|field| field.is_plain());
        let column = if sorts { column } else { column.unsorted() };
        if number == 0 { column.fixed() } else { column }
    }

    fn cell(self, item: &Item, page: &Page, number: usize) -> AnyView {
        let name = self.shape.columns[number].name;
        match (number, self.shape.kind.field(name)) {
            (0, _) if events::are(self.shape.kind) => {
                let one = item.clone();
                events::name(self.shape.kind, item, move || self.open.set(Open::Event(Box::new(one.clone()))))
            }
            (0, _) => cells::name(self.shape.kind, item),
            (_, Some(_)) if name == wire_events::USER_ID => events::who(item, self.names, Some("-1")),
            (_, Some(field)) => cells::field(field, item),
            (_, None) => cells::relation(item, name, &page.included),
        }
    }
}

/// The page of all records of a kind.
pub fn page(kind: &'static Kind) -> AnyView {
    let list = List::new(kind);
    let heading = ControlPlace::List(kind).heading();
    let unreadable = move || list.paged.page.value().map(|shown| shown.page.unreadable.clone()).unwrap_or_default();
    view! {
        <div class="page full">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">{heading}</h1></div>
                <div class="actions">{super::aside(kind)}{head_actions(list)}</div>
            </header>
            {parts::load_failure(list.paged.page, ["the ", list.shape.noun.1].concat())}
            {parts::unreadable(Signal::derive(unreadable))}
            {conditions::bar(list)}
            {table(list)}
        </div>
        {live(move || dialog(list))}
    }
    .into_any()
}

fn pages(list: List) -> Pages {
    let Paged { ask, .. } = list.paged;
    let kind = list.shape.kind;
    let resize = move |size: u32| {
        let size = (size != asked::SIZES[0]).then(|| size.to_string());
        let query = list.query.get_untracked().with_facet(asked::SIZE, size.as_deref());
        list.set_query.run(query.with_facet(asked::PAGE, None));
    };
    Pages {
        number: Signal::derive(move || list.query.with(asked::page)),
        before: Signal::derive(move || {
            let (size, number) = list.paged.shown();
            size as usize * number as usize
        }),
        size: Signal::derive(move || ask.with(|ask| ask.size)),
        sizes: &asked::SIZES,
        total: Signal::derive(move || list.paged.total()),
        more: Signal::derive(move || list.paged.has_more()),
        filtered: Signal::derive(move || {
            list.query.with(|query| asked::filters(kind, query) || events::span(query).is_some())
        }),
        go: Callback::new(move |page| list.go(page)),
        resize: Callback::new(resize),
    }
}

fn table(list: List) -> AnyView {
    let page = list.paged.page;
    let key = move |row: usize| {
        let id = list.with(row, |item, _| item.id.clone()).filter(|id| !id.is_empty());
        id.unwrap_or_else(|| format!("row {row}"))
    };
    let model = TableModel {
        label: Signal::stored(ControlPlace::List(list.shape.kind).heading().to_owned()),
        noun: list.shape.noun,
        columns: (0..list.shape.columns.len()).map(|number| list.column(number)).collect(),
        len: Signal::derive(move || list.paged.rows()),
        key: Callback::new(key),
        cell: Callback::new(move |(row, column)| list.with(row, |item, page| list.cell(item, page, column)).into_any()),
        text: Callback::new(|_| String::new()),
        sort_key: Callback::new(|_| SortKey::Missing),
        keep: Callback::new(|_| true),
        query: list.query,
        set_query: list.set_query,
        loading: page.busy.into(),
    };
    let lead = parts::use_go();
    let open = Callback::new(move |row| {
        let kind = list.shape.kind;
        if events::are(kind) {
            if let Some(item) = list.with(row, |item, _| item.clone()) {
                list.open.set(Open::Event(Box::new(item)));
            }
            return;
        }
        let id = list.with(row, |item, _| item.id.clone()).filter(|id| kind.get.is_some() && !id.is_empty());
        if let Some(id) = id {
            lead.run(Route::Control(ControlPlace::Record(kind, id)));
        }
    });
    let refresh = move || {
        let again = move || page.refresh();
        view! { <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=page.busy on_click=again/> }
    };
    let row_name = Callback::new(move |row| list.name(row));
    // Where nothing can be done to many, nothing can be selected.
    let selection = (!bulk::deeds(list.shape.kind).is_empty()).then_some(list.selection);
    let pages = pages(list);
    match selection {
        Some(selection) => view! {
            <Table
                model=model
                open=open
                selection=selection
                bulk=move || many(list)
                pages=pages
                row_name=row_name
                facets=move || facets(list)
                actions=refresh
                empty=move || nothing(list)
            />
        }
        .into_any(),
        None => view! {
            <Table
                model=model
                open=open
                pages=pages
                facets=move || facets(list)
                actions=refresh
                empty=move || nothing(list)
            />
        }
        .into_any(),
    }
}

/// More filters than the text.
fn facets(list: List) -> AnyView {
    let of_events = events::are(list.shape.kind).then(|| events::facets(list));
    view! { {conditions::facets(list)} {of_events} }.into_any()
}

/// What the page can do beside its rows.
fn head_actions(list: List) -> Option<AnyView> {
    match list.shape.kind.record {
        "k8s_config" => Some(system::actions()),
        _ if events::are(list.shape.kind) => Some(events::actions(list)),
        _ => create_button(list),
    }
}

fn create_button(list: List) -> Option<AnyView> {
    let kind = list.shape.kind;
    kind.create?;
    let label = create::label(kind);
    let open = move || list.open.set(Open::Create);
    parts::offer(Command::new(label.clone(), open));
    Some(view! { <Button label=label kind=ButtonKind::Primary icon=Icon::Plus on_click=open/> }.into_any())
}

/// What can be done with the rows that are selected, or with all that fit.
fn many(list: List) -> AnyView {
    let current = move || Allowed::when(list.paged.is_current(), "These rows are not those that are asked for now.");
    let current = Signal::derive(current);
    let deeds = bulk::deeds(list.shape.kind).iter().map(|&deed| {
        let open = move || list.open.set(Open::Many(deed, list.selected()));
        view! { <Button label=deed.verb() allowed=current on_click=open/> }.into_any()
    });
    let matching = Signal::derive(move || {
        let known = list.query.with(|query| asked::unknown(list.shape.kind, query).is_empty());
        let allowed = match known {
            true => current.get(),
            false => Allowed::no("The address asks for what this list does not know: see above."),
        };
        let of_all = bulk::deeds(list.shape.kind).iter().map(|&deed| {
            let ask = list.paged.ask;
            MenuItem::new(deed.verb(), move || list.open.set(Open::Many(deed, Whom::Matching(ask.get_untracked()))))
                .allowed(allowed.clone())
        });
        of_all.collect::<Vec<_>>()
    });
    let words = Signal::derive(move || {
        let filtered = list.query.with(|query| asked::filters(list.shape.kind, query));
        let total = list.paged.total().map(|total| crate::ui::grouped(total as usize)).unwrap_or_default();
        match filtered {
            true => ["All ", &total, " that fit"].concat(),
            false => ["All ", &total].concat(),
        }
    });
    view! {
        {deeds.collect::<Vec<_>>()}
        <Menu label=words items=matching/>
    }
    .into_any()
}

fn dialog(list: List) -> AnyView {
    let close = Callback::new(move |()| list.open.set(Open::Nothing));
    let kind = list.shape.kind;
    let changed = Callback::new(move |()| list.paged.page.refresh());
    match list.open.get() {
        Open::Nothing => ().into_any(),
        Open::Create => create::dialog(kind, close, changed),
        Open::Event(item) => events::dialog(kind, &item, list.names, close),
        Open::Many(deed, whom) => bulk::dialog(kind, deed, whom, close, Callback::new(move |gone| list.changed(gone))),
    }
}

fn nothing(list: List) -> AnyView {
    if list.paged.page.load.with(|load| load.value().is_none()) {
        return ().into_any();
    }
    let title = ["No ", list.shape.noun.1].concat();
    view! { <EmptyState title=title text=list.shape.about.to_owned()/> }.into_any()
}
