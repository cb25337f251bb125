//! Users: names made by rule, each in some groups; some disabled, some being deleted, some that never came.

use pilothouse_wire::control::users as u;
use rusqlite::Transaction;
use serde_json::json;

use super::groups::{ROBOTS, TEAMS};
use crate::{
    clock::DAY_MS,
    control::{Deed, attributes, moment::iso, users},
    error::Failure,
    store::{
        control::{self as store, Record, links},
        dss::Object,
    },
};

const FIRST: [&str; 40] = [
    "Ada", "Bela", "Cleo", "Dario", "Edda", "Farid", "Gitta", "Hanno", "Ines", "Jorin", "Kaya", "Lino", "Mira", "Nuno",
    "Oda", "Pavel", "Quirin", "Romy", "Sami", "Tilda", "Ugo", "Vera", "Wim", "Xenia", "Yara", "Zeno", "Alma", "Bruno",
    "Ciara", "Dunja", "Elio", "Frida", "Goran", "Hilde", "Ivo", "Jana", "Kofi", "Lena", "Malik", "Nora",
];
const LAST: [&str; 50] = [
    "Abara", "Brandt", "Castell", "Dorin", "Ekberg", "Falk", "Gruber", "Holm", "Ivarsen", "Jansen", "Korhonen",
    "Lindt", "Marsh", "Nakano", "Okoro", "Pereira", "Quist", "Renner", "Sato", "Tamm", "Ulrich", "Vidal", "Wolff",
    "Yilmaz", "Zander", "Adler", "Berg", "Conti", "Duval", "Engel", "Fontana", "Gallo", "Haas", "Ito", "Juhasz",
    "Keller", "Lopes", "Meyer", "Novak", "Osman", "Petrov", "Rossi", "Silva", "Tanaka", "Urban", "Vogel", "Weiss",
    "Xu", "Young", "Ziegler",
];
const TITLES: [&str; 8] = [
    "Data scientist",
    "Data engineer",
    "Machine learning engineer",
    "Analyst",
    "Site reliability engineer",
    "Product owner",
    "Team lead",
    "Researcher",
];
const DEPARTMENTS: [&str; 6] = ["Operations", "Data", "Platform", "Finance", "Research", "Customer care"];

/// Policies that somebody has in person, beside those of the groups.
const OWN: [&[&str]; 6] = [
    &u::DEFAULT_POLICIES,
    &u::DEFAULT_POLICIES,
    &["Developer"],
    &["Application Read Only"],
    &["Data"],
    &["Developer", "Service Admin"],
];

/// First name, last name and username of the user of this number, from 0.
fn name(number: usize) -> (&'static str, &'static str, String) {
    // Each round takes every last name once, with first names that move on: neighbours in the list are no namesakes.
    let (first, last) = (FIRST[(number + number / LAST.len()) % FIRST.len()], LAST[number % LAST.len()]);
    let round = number / (FIRST.len() * LAST.len());
    let plain = format!("{first}.{last}").to_lowercase();
    (first, last, if round == 0 { plain } else { format!("{plain}{}", round + 1) })
}

/// Puts `count` users in, and gives them in the order of their numbers.
pub(super) fn fill(db: &Transaction<'_>, deed: &Deed, groups: &[Record], count: u32) -> Result<Vec<Record>, Failure> {
    // In the order of the table's names: many thousands in any other order are slow.
    let mut numbers: Vec<usize> = (0..count as usize).collect();
    numbers.sort_by_cached_key(|number| name(*number).2);
    let add = |number: usize| Ok((number, add(db, deed, groups, number)?));
    let mut users = numbers.into_iter().map(add).collect::<Result<Vec<_>, Failure>>()?;
    users.sort_by_key(|(number, _)| *number);
    Ok(users.into_iter().map(|(_, user)| user).collect())
}

fn add(db: &Transaction<'_>, deed: &Deed, groups: &[Record], number: usize) -> Result<Record, Failure> {
    let user = users::add(db, deed, said(number, deed.now))?;
    let first = &groups[number % TEAMS];
    links::add(db, &user, u::GROUPS, first)?;
    if number % 3 != 2 {
        links::set(db, &user, u::PRIMARY_GROUP, &[first])?;
    }
    for step in 0..number % 3 {
        links::add(db, &user, u::GROUPS, &groups[TEAMS + (number / 3 + step * 5) % (ROBOTS - TEAMS)])?;
    }
    if number % 67 == 40 {
        let status = attributes([(u::OPERATIONAL_STATUS, json!(u::DELETING))]);
        return store::update(db, &user, status);
    }
    Ok(user)
}

fn said(number: usize, now: i64) -> Object {
    let (first, last, username) = name(number);
    let way = if number % 5 == 4 { "sso" } else { "password" };
    let made = now - (number as i64 * 37 % 900 + 20) * DAY_MS;
    let mut said = attributes([
        (u::EMAIL, json!(format!("{username}@example.org"))),
        (u::USERNAME, json!(username)),
        (u::FIRST_NAME, json!(first)),
        (u::LAST_NAME, json!(last)),
        (u::UID, json!(3000 + number)),
        (u::POLICIES, json!(OWN[number % OWN.len()])),
        (u::ADMIN_STATUS, json!(if number % 13 == 7 { u::DOWN } else { u::UP })),
        ("authentication_methods", json!([way])),
        ("phone_number", json!(format!("+00 555 {:04}", number * 7 % 10_000))),
        ("job_title", json!(TITLES[number % TITLES.len()])),
        ("department", json!(DEPARTMENTS[number / 3 % DEPARTMENTS.len()])),
        (u::CREATED_AT, json!(iso(made))),
        (u::UPDATED_AT, json!(iso(made + DAY_MS))),
    ]);
    if number % 10 != 9 {
        let ago = number as i64 * 53 % 400 * 60_000 + number as i64 % 20 * DAY_MS;
        said.insert(u::LAST_ACTIVITY.into(), json!(iso(now - ago)));
    }
    said
}
