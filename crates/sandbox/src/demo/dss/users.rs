//! Users: names that can be searched, every state, source and profile, some with spaces and signs in their logins.

use rusqlite::Transaction;
use serde_json::json;

use super::object;
use crate::{
    clock::DAY_MS,
    error::Failure,
    store::{
        accounts::{self, Login, Role},
        dss::{
            groups,
            users::{self, Seen},
        },
    },
};

const INITIALS: [char; 10] = ['a', 'b', 'e', 'i', 'k', 'm', 'n', 'o', 's', 't'];
const SURNAMES: [&str; 20] = [
    "ito", "keller", "moreau", "nowak", "okafor", "patel", "quinn", "rossi", "silva", "tanaka", "umar", "vega",
    "weber", "yilmaz", "zhang", "novak", "haddad", "larsen", "duarte", "fischer",
];
const PROFILES: [&str; 5] = ["FULL_DESIGNER", "DATA_DESIGNER", "AI_CONSUMER", "READER", "TECHNICAL_ACCOUNT"];
const GROUPS: [&str; 9] =
    ["logistics", "pricing", "fraud", "platform", "data-science", "analysts", "readers", "auditors", "night shift"];

/// Logins that a path has to spell.
const ODD: [&str; 4] = ["zoë núñez", "lead/night@example.org", "100%.auto", "robot+deploy@example.org"];

/// The login of the user of this number, from 0.
fn login(number: u32) -> String {
    let number = number as usize;
    if let Some(odd) = ODD.get(number) {
        return (*odd).to_owned();
    }
    let at = number - ODD.len();
    let (initial, surname) = (INITIALS[at / SURNAMES.len() % INITIALS.len()], SURNAMES[at % SURNAMES.len()]);
    let round = at / (SURNAMES.len() * INITIALS.len());
    if round == 0 { format!("{initial}.{surname}") } else { format!("{initial}.{surname}{round}") }
}

/// Puts `count` users in.
pub(super) fn fill(db: &Transaction<'_>, count: u32, now: i64) -> Result<(), Failure> {
    // In the order of the tables, which are kept by login: many thousands in any other order are slow.
    let mut numbers: Vec<u32> = (0..count).collect();
    numbers.sort_by_cached_key(|number| login(*number));
    for number in numbers {
        add(db, number, now)?;
    }
    // One more administrator than the one of the command line.
    groups::join(db, &Login::new("m.ito"), groups::ADMINISTRATORS)?;
    Ok(())
}

fn add(db: &Transaction<'_>, number: u32, now: i64) -> Result<(), Failure> {
    let typed = login(number);
    let login = Login::new(&typed);
    accounts::add(db, &login, &typed, &Role::new("USER"), "")?;
    let mut user = users::get(db, &login)?;
    user.account.name = shown_name(&typed);
    user.source_type = if number % 7 == 3 { "LDAP" } else { "LOCAL" }.into();
    user.profile = PROFILES[number as usize % PROFILES.len()].into();
    user.created_on = Some(now - i64::from(number % 700 + 30) * DAY_MS);
    let site = ["north", "south", "harbour"][number as usize % 3];
    user.user_properties = object(json!({"site": site}));
    user.admin_properties = object(json!({"cost_center": format!("R-{}", 200 + number % 40)}));
    users::save(db, &user)?;
    for step in 0..=number % 3 {
        groups::join(db, &login, GROUPS[(number + step * 4) as usize % GROUPS.len()])?;
    }
    users::set_seen(db, &login, seen(number, now))?;
    if number % 50 == 20 {
        users::set_trial(db, &login, (now - 60 * DAY_MS, now - 30 * DAY_MS))?;
    }
    if number % 17 == 11 {
        accounts::set_enabled(db, &login, false)?;
    }
    Ok(())
}

/// Some never came, some came long ago.
fn seen(number: u32, now: i64) -> Seen {
    let ago = |days: u32| Some(now - i64::from(days) * DAY_MS - i64::from(number % 600) * 60_000);
    match number % 10 {
        0 => Seen::default(),
        1 => Seen { failed: ago(2), ..Seen::default() },
        2 => Seen { login: ago(320), failed: ago(5), activity: ago(320) },
        _ => Seen { login: ago(number % 20), failed: None, activity: ago(number % 20) },
    }
}

fn shown_name(login: &str) -> String {
    let words = login.split(['.', ' ']).map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    });
    words.collect::<Vec<_>>().join(" ")
}
