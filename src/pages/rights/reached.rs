//! The table of those who reach a dataset, and the same as a file.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;

use super::Page;
use super::asked::{VIEW, WHO, WITH};
use crate::browser::download;
use crate::domain::allowed::Allowed;
use crate::domain::csv;
use crate::domain::effective::{Identity, Reach, Sort, Who, who_reaches};
use crate::domain::list::SortKey;
use crate::reactive::{Callback, Memo, Signal};
use crate::ui::{Button, Column, EmptyState, Select, Table, TableModel, Toasts, Tone, badge};

/// The facet that leaves rows out.
const KIND: &str = "kind";

const COLUMNS: [Column; 5] = [
    Column::new("who", "Who").width(11.0, 2).fixed(),
    Column::new("kind", "Kind").width(8.0, 1),
    Column::new("id", "Login or id").width(9.0, 1),
    Column::new("reach", "Reaches it").width(7.0, 0),
    Column::new("how", "How").width(16.0, 4),
];

/// What the select offers, and what passes.
const KINDS: [(&str, &str); 4] =
    [("", "Keys and users"), ("keys", "Keys only"), ("users", "Users only"), ("open", "Only what is not known")];

#[derive(Clone)]
struct Row {
    who: Who,
    reach: Reach,
}

fn rows(page: Page, project: &str, dataset: &str) -> Vec<Row> {
    let (world, all) = (page.known.world.get(), page.known.everybody.get());
    let identities: Vec<Identity> = all.iter().map(|who| who.identity.clone()).collect();
    let found = who_reaches(&world, &identities, project, dataset).unwrap_or_default();
    found.into_iter().map(|one| Row { who: all[one.index].clone(), reach: one.reach }).collect()
}

/// The table.
pub(super) fn table(page: Page, project: String, dataset: String) -> AnyView {
    let title = ["Who reaches ", &dataset, " in ", &project].concat();
    let file = ["who-reaches-", &project, "-", &dataset, ".csv"].concat();
    let rows = Memo::new_with_compare(move |_| Arc::new(rows(page, &project, &dataset)), |_, _| true);
    let with = move |row: usize| rows.with_untracked(|rows: &Arc<Vec<Row>>| rows.get(row).cloned());
    let (query, set_query) = page.asked.of_table(&[KIND]);
    let kind = Signal::derive(move || query.with(|query| query.facet(KIND).unwrap_or_default().to_owned()));
    let set_kind = Callback::new(move |value: String| {
        let value = (!value.is_empty()).then_some(value.as_str());
        set_query.run(query.get_untracked().with_facet(KIND, value));
    });
    let model = TableModel {
        label: Signal::stored("Who reaches it".to_owned()),
        noun: ("key or user", "keys and users"),
        columns: COLUMNS.to_vec(),
        len: Signal::derive(move || rows.with(|rows| rows.len())),
        key: Callback::new(move |row| with(row).map(|row| row.who.label()).unwrap_or_default()),
        cell: Callback::new(move |(row, column)| with(row).map(|row| cell(page, &row, column)).into_any()),
        text: Callback::new(move |row| with(row).map(|row| line(&row).join(" ")).unwrap_or_default()),
        sort_key: Callback::new(move |(row, column): (usize, usize)| {
            with(row).map_or(SortKey::Missing, |row| SortKey::from(line(&row)[column].as_str()))
        }),
        keep: Callback::new(move |row| kind.with(|kind| with(row).is_some_and(|row| passes(kind, &row)))),
        query,
        set_query,
        loading: page.known.loading.into(),
    };
    let facets = move || {
        let options: Vec<(String, String)> = KINDS.map(|(id, words)| (id.to_owned(), words.to_owned())).to_vec();
        view! { <Select label="Kind" value=kind on_change=set_kind options=options compact=true/> }
    };
    let toasts = Toasts::expect();
    let save = Callback::new(move |()| {
        let text = rows.with_untracked(|rows| file_of(rows.iter().filter(|row| passes(&kind.get_untracked(), row))));
        match download::text(&file, "text/csv", &text) {
            Ok(()) => toasts.ok([&file, " is handed to the browser."].concat()),
            Err(why) => toasts.error(why),
        }
    });
    let allowed = Signal::derive(move || match (page.known.loading.get(), rows.with(|rows| rows.is_empty())) {
        (true, _) => Allowed::no("Wait until all permissions have been read."),
        (false, empty) => Allowed::when(!empty, "There is nobody to write down."),
    });
    let export = move || view! { <Button label="Export as CSV" allowed=allowed on_click=save/> };
    view! {
        <section class="section">
            <h2>{title}</h2>
            <p class="faint" role="status">{move || summary(page, &rows.get())}</p>
            <Table model=model facets=facets actions=export empty=nobody/>
        </section>
    }
    .into_any()
}

/// "4 keys and 31 users reach it. Of 2 it is not known."
fn summary(page: Page, rows: &[Row]) -> String {
    if page.known.loading.get() {
        return "Not all permissions have been read yet.".into();
    }
    let sure = |row: &&Row| matches!(row.reach, Reach::Yes(_));
    let users = rows.iter().filter(sure).filter(|row| row.who.sort == Sort::User).count();
    let keys = rows.iter().filter(sure).count() - users;
    let open = rows.len() - users - keys;
    let count = |many: usize, one: &str| if many == 1 { format!("1 {one}") } else { format!("{many} {one}s") };
    let known = [count(keys, "key"), " and ".into(), count(users, "user"), " reach it.".into()].concat();
    if open == 0 { known } else { [known, " Of ".into(), open.to_string(), " it is not known.".into()].concat() }
}

fn nobody() -> AnyView {
    let text = "No key and no user that could be read reaches it.";
    view! { <EmptyState title="Nobody" text=text/> }.into_any()
}

fn passes(kind: &str, row: &Row) -> bool {
    match kind {
        "keys" => row.who.sort != Sort::User,
        "users" => row.who.sort == Sort::User,
        "open" => matches!(row.reach, Reach::NotKnown(_)),
        _ => true,
    }
}

/// Yes, no, or not known; and how, or why not.
fn told(reach: &Reach) -> (Tone, &'static str, String) {
    match reach {
        Reach::Yes(ways) => (Tone::Ok, "yes", ways.iter().map(|way| way.words()).collect::<Vec<_>>().join("; ")),
        Reach::No => (Tone::Neutral, "no", String::new()),
        Reach::NotKnown(why) => (Tone::Warn, "not known", why.join(" ")),
    }
}

/// The same where it stands in a table of datasets.
pub(super) fn answer(reach: &Reach) -> AnyView {
    let (tone, word, why) = told(reach);
    view! { <span class="rights-cell">{badge(tone, word)}<span class="faint">{why}</span></span> }.into_any()
}

/// A row as texts, column by column.
fn line(row: &Row) -> [String; 5] {
    let (_, word, how) = told(&row.reach);
    let kind = match &row.who.of {
        Some(of) => [row.who.sort.words(), " of ", of].concat(),
        None => row.who.sort.words().to_owned(),
    };
    [row.who.name.clone(), kind, row.who.id.clone(), word.to_owned(), how]
}

fn file_of<'a>(rows: impl Iterator<Item = &'a Row>) -> String {
    let head = COLUMNS.map(|column| column.title.into_owned());
    let lines: Vec<[String; 5]> = std::iter::once(head).chain(rows.map(line)).collect();
    csv::write(lines.iter().map(|line| line.as_slice()))
}

fn cell(page: Page, row: &Row, column: usize) -> AnyView {
    let text = line(row)[column].clone();
    match COLUMNS[column].id {
        "who" => {
            let address = row.who.address();
            let open = move |_| {
                page.asked.set_all(&[(WITH, None), (WHO, Some(&address)), (VIEW, None)]);
            };
            view! { <button type="button" class="cell-link" tabindex="-1" on:click=open>{text}</button> }.into_any()
        }
        "reach" => badge(told(&row.reach).0, text),
        "id" => view! { <span class="mono">{text}</span> }.into_any(),
        _ => view! { <span title=text.clone()>{text}</span> }.into_any(),
    }
}
