//! Rows before they are sent, with what is wrong in each; and as a table for a sheet those that were not made. No
//! password is in any of it.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::users::NewUser;

use super::warning;
use crate::domain::csv;
use crate::domain::people::{COLUMNS, Column, Paste, Person};
use crate::parts;
use crate::ui::{Tone, badge, grouped};

/// Rows drawn at most: first those with something wrong.
const SHOWN: usize = 200;

/// A row that was not sent.
pub(super) struct Line {
    /// Where it stands in the text.
    pub(super) line: usize,
    /// What is wrong.
    pub(super) why: String,
    cells: Vec<String>,
}

/// The rows that cannot be sent.
pub(super) fn left(paste: &Paste) -> Vec<Line> {
    let bad = paste.people.iter().filter(|person| !person.is_good());
    bad.map(|person| Line { line: person.line, why: problems(person), cells: cells(person) }).collect()
}

/// What was not made as CSV, with the reason in a column of its own.
pub(super) fn csv<'a>(failed: impl Iterator<Item = (&'a NewUser, String)>, left: &[Line]) -> String {
    let mut head: Vec<String> = shown_columns().map(|column| column.name().to_owned()).collect();
    head.push("problem".to_owned());
    let failed = failed.map(|(user, why)| {
        let groups = user.groups.join("|");
        let texts =
            [user.login.as_str(), &user.display_name, &user.email, &groups, &user.profile, &user.source_type, &why];
        texts.map(str::to_owned).to_vec()
    });
    let left = left.iter().map(|row| {
        let mut cells = row.cells.clone();
        cells.push(row.why.clone());
        cells
    });
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(failed).chain(left).collect();
    csv::write(rows.iter().map(Vec::as_slice))
}

/// All but the password.
fn shown_columns() -> impl Iterator<Item = Column> {
    COLUMNS.into_iter().filter(|column| *column != Column::Password)
}

fn cells(person: &Person) -> Vec<String> {
    let cell = |column| match column {
        Column::Login => person.login.clone(),
        Column::DisplayName => person.display_name.clone(),
        Column::Email => person.email.clone(),
        Column::Groups => person.groups.join("|"),
        Column::Profile => person.profile.clone(),
        Column::SourceType => person.source_type.clone(),
        Column::Password => String::new(),
    };
    shown_columns().map(cell).collect()
}

fn problems(person: &Person) -> String {
    person.problems.iter().map(|problem| problem.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The table of the rows.
pub(super) fn view(paste: &Paste) -> AnyView {
    if paste.people.is_empty() && paste.problems.is_empty() {
        return ().into_any();
    }
    let (total, good) = (paste.people.len(), paste.people.iter().filter(|person| person.is_good()).count());
    let count = match total - good {
        0 => [&*parts::users_words(good), " will be created"].concat(),
        bad => [&*parts::users_words(good), " will be created, ", &grouped(bad), " of the rows will not"].concat(),
    };
    let mut people: Vec<&Person> = paste.people.iter().collect();
    people.sort_by_key(|person| (person.is_good(), person.problems.is_empty()));
    let rows = people.into_iter().take(SHOWN).map(row).collect_view();
    let more = total.saturating_sub(SHOWN);
    let told = (!paste.problems.is_empty()).then(|| warning("Look at these first", paste.problems.join("\n")));
    view! {
        {told}
        <p role="status">{count}</p>
        <div class="preview-rows" tabindex="0" role="region" aria-label="Rows">
            <table>
                <thead>
                    <tr>
                        <th>"Line"</th><th>"Login"</th><th>"What is wrong"</th><th>"Display name"</th><th>"E-mail"</th>
                        <th>"Groups"</th><th>"Profile"</th><th>"Source"</th><th>"Password"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {(more > 0).then(|| view! { <p class="faint">{["and ", &grouped(more), " more"].concat()}</p> })}
    }
    .into_any()
}

fn row(person: &Person) -> AnyView {
    let mark = match (person.is_good(), person.problems.is_empty()) {
        (true, true) => badge(Tone::Ok, "good"),
        (true, false) => badge(Tone::Warn, problems(person)),
        (false, _) => badge(Tone::Danger, problems(person)),
    };
    let password = if person.password.is_some() { "given" } else { "none" };
    view! {
        <tr>
            <td class="end">{person.line.to_string()}</td>
            <th scope="row">{person.login.clone()}</th>
            <td>{mark}</td>
            <td>{person.display_name.clone()}</td>
            <td>{person.email.clone()}</td>
            <td>{person.groups.join(", ")}</td>
            <td>{person.profile.clone()}</td>
            <td>{person.source_type.clone()}</td>
            <td class="faint">{password}</td>
        </tr>
    }
    .into_any()
}
