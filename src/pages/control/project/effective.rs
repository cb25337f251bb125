//! What each user may do in the project in the end: the highest of the direct role and of those of the groups, with where
//! it comes from. The members of the groups are read for it, up to a bound that is told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Error;
use pilothouse_wire::control::{self, Id, Which, groups, users};

use super::Page;
use crate::domain::control::members::{self as rules, Effective, Member, Source};
use crate::domain::control::words;
use crate::domain::failure::Failure;
use crate::domain::list::SortKey;
use crate::parts;
use crate::query::{Control, Remote, list_query};
use crate::reactive::{Callback, Memo, Signal};
use crate::routes::{ControlPlace, Route};
use crate::ui::{CellLink, Column, EmptyState, Notice, NoticeKind, Skeleton, Table, TableModel, grouped, live_if};

/// Groups that are read: there is a call for each.
const GROUPS_AT_MOST: usize = 50;

/// Members of a group that are taken.
const MEMBERS_AT_MOST: usize = 2_000;

const COLUMNS: [Column; 3] = [
    Column::new("user", "User").width(11.0, 1).fixed(),
    Column::new("role", "Effective role").width(8.0, 0),
    Column::new("from", "Where from").width(16.0, 3),
];

/// What was learned of the groups.
#[derive(Default)]
struct Known {
    /// The groups that were asked for: id and name.
    of: Vec<(String, String)>,
    members: BTreeMap<String, BTreeSet<String>>,
    /// Names of users, by their ids.
    names: BTreeMap<String, String>,
    /// What is missing, and why.
    notes: Vec<String>,
}

/// A user as the table shows it.
#[derive(Clone)]
struct Row {
    name: String,
    from: String,
    effective: Effective,
}

/// The panel. Groups are read when it is opened, and again whenever the roles were.
pub(super) fn view(page: Page) -> AnyView {
    let wanted = Memo::new(move |_| wanted(page));
    let known = Remote::new(move || look(page.control, wanted.try_get_untracked().unwrap_or_default()));
    Effect::new(move |first: Option<()>| {
        page.roles.load.track();
        if first.is_some() {
            known.refresh();
        }
    });
    let rows = Memo::new_with_compare(move |_| Arc::new(rows(page, known)), |_, _| true);
    // Roles of groups that are not read yet would be missing.
    let whole = move || known.value().is_some_and(|known| wanted.with(|wanted| known.of == *wanted));
    let there = Memo::new(move |_| page.roles.value().is_some() && whole());
    let failed =
        move || page.roles.load.with(|load| load.error().is_some()) || known.load.with(|load| load.error().is_some());
    let waiting = Memo::new(move |_| !there.get() && !failed());
    let notes = move || {
        let notes = known.value().map(|known| known.notes.join(" ")).unwrap_or_default();
        (!notes.is_empty()).then(|| {
            let title = "Not all members of the groups are known: somebody may have a higher role";
            view! { <Notice kind=NoticeKind::Warning title=title text=notes/> }
        })
    };
    view! {
        <p class="faint">"The highest of the direct role and of those of the groups counts. The owner may do everything all the same; policies may give more. What is not saved yet does not count."</p>
        {live_if(notes)}
        {live_if(move || waiting.get().then(|| view! { <Skeleton lines=4 label="Reading the groups"/> }))}
        {parts::load_failure(known, "the members of the groups")}
        {live_if(move || there.get().then(|| untrack(|| table(rows))))}
    }
    .into_any()
}

/// The groups that are members: id and name. Tracked.
fn wanted(page: Page) -> Vec<(String, String)> {
    let direct = rules::direct(&page.held());
    let groups = direct.into_keys().filter(|member| matches!(member, Member::Group(_)));
    groups.map(|member| (member.id().to_owned(), page.called(&member))).collect()
}

async fn look(control: Control, wanted: Vec<(String, String)>) -> Result<Known, Error> {
    let mut known = Known { of: wanted.clone(), ..Known::default() };
    if wanted.len() > GROUPS_AT_MOST {
        let words = ["Of ", &grouped(wanted.len()), " groups the first ", &grouped(GROUPS_AT_MOST), " were read."];
        known.notes.push(words.concat());
    }
    for (id, name) in wanted.into_iter().take(GROUPS_AT_MOST) {
        let call =
            Id::parse(&id).ok().and_then(|id| control::get(&groups::GROUPS, &Which::Id(id), &[groups::USERS_OF]));
        let Some(call) = call else { continue };
        let group = match control.send(&call).await {
            Ok(group) => group,
            Err(error @ (Error::Cancelled | Error::NoCredentials(_))) => return Err(error),
            Err(error) => {
                let why = Failure::of_read("", &error).text;
                known.notes.push(["The group ", &name, " could not be read. ", &why].concat());
                continue;
            }
        };
        let users = group.item.many(groups::USERS_OF).unwrap_or_default();
        if users.len() > MEMBERS_AT_MOST {
            let counts = [&*grouped(users.len()), " members of ", &name, " the first ", &grouped(MEMBERS_AT_MOST)];
            known.notes.push(["Of ", &counts.concat(), " are listed."].concat());
        }
        let users: BTreeSet<String> = users.into_iter().take(MEMBERS_AT_MOST).map(|link| link.id).collect();
        let named = group.included.iter().filter(|item| users.contains(&item.id));
        known.names.extend(named.map(|item| (item.id.clone(), words::name(item, users::USERNAME))));
        known.members.insert(id, users);
    }
    Ok(known)
}

/// All users with a role, in the order of their names; tracked.
fn rows(page: Page, known: Remote<Known>) -> Vec<Row> {
    let Some(known) = known.value() else { return Vec::new() };
    let row = |effective: Effective| {
        let member = Member::User(effective.user.clone());
        let name = known.names.get(&effective.user).cloned().unwrap_or_else(|| page.called(&member));
        let from = effective.sources.iter().map(|source| from(page, source)).collect::<Vec<_>>().join(", ");
        Row { name, from, effective }
    };
    let mut rows: Vec<Row> = rules::effective(&page.held(), &known.members).into_iter().map(row).collect();
    rows.sort_by_cached_key(|row| row.name.to_lowercase());
    rows
}

fn from(page: Page, source: &Source) -> String {
    match &source.group {
        None => ["direct: ", &source.role].concat(),
        Some(group) => ["group ", &page.called(&Member::Group(group.clone())), ": ", &source.role].concat(),
    }
}

fn place(row: &Row) -> Route {
    Route::Control(ControlPlace::Record(&users::USERS, row.effective.user.clone()))
}

fn table(rows: Memo<Arc<Vec<Row>>>) -> AnyView {
    let (query, set_query) = list_query();
    let with = move |row: usize, read: &dyn Fn(&Row) -> String| {
        rows.with_untracked(|rows| rows.get(row).map(read)).unwrap_or_default()
    };
    let cell = move |(row, column): (usize, usize)| {
        let row = rows.with_untracked(|rows| rows.get(row).cloned())?;
        Some(match COLUMNS[column].id {
            "role" => row.effective.role().to_owned().into_any(),
            "from" => view! { <span title=row.from.clone()>{row.from}</span> }.into_any(),
            _ => view! { <CellLink href=parts::href(&place(&row)) text=row.name/> }.into_any(),
        })
    };
    let sort_key = move |(row, column): (usize, usize)| match COLUMNS[column].id {
        // The highest first.
        "role" => rows
            .with_untracked(|rows| Some(rules::rank(rows.get(row)?.effective.role()) as f64))
            .map_or(SortKey::Missing, SortKey::Number),
        "from" => SortKey::Text(with(row, &|row| row.from.clone())),
        _ => SortKey::Text(with(row, &|row| row.name.clone())),
    };
    let model = TableModel {
        label: Signal::stored("Effective roles".to_owned()),
        noun: ("user", "users"),
        columns: COLUMNS.to_vec(),
        len: Signal::derive(move || rows.with(|rows| rows.len())),
        key: Callback::new(move |row| with(row, &|row| row.effective.user.clone())),
        cell: Callback::new(move |at| cell(at).into_any()),
        text: Callback::new(move |row| with(row, &|row| [&*row.name, " ", &row.from].concat())),
        sort_key: Callback::new(sort_key),
        keep: Callback::new(|_| true),
        query,
        set_query,
        loading: Signal::stored(false),
    };
    let lead = parts::use_go();
    let go = Callback::new(move |row: usize| {
        if let Some(route) = rows.with_untracked(|rows| rows.get(row).map(place)) {
            lead.run(route);
        }
    });
    let nothing =
        || view! { <EmptyState title="No users" text="No user has a role here, directly or through a group."/> };
    view! { <Table model=model open=go empty=nothing/> }.into_any()
}
