//! New users out of pasted rows or a CSV file, with what is wrong in each row. A head names the columns in any order, as
//! the contract does (contract/dataiku-dss.md §3.1); without one they stand in the order of [`COLUMNS`].

use std::collections::{BTreeMap, BTreeSet};

use pilothouse_wire::Secret;
use pilothouse_wire::dss::Login;
use pilothouse_wire::dss::users::{self, NewUser};

use super::csv;

/// Rows that are read at most.
pub const MOST: usize = 5_000;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Who it will be.
    Login,
    /// Name for people.
    DisplayName,
    /// E-mail.
    Email,
    /// Names of groups, with `|`, `;` or `,` between.
    Groups,
    /// The licence's label.
    Profile,
    /// `LOCAL` where nothing is given.
    SourceType,
    /// For `LOCAL` only.
    Password,
}

/// The order of columns without a head.
pub const COLUMNS: [Column; 7] = [
    Column::Login,
    Column::DisplayName,
    Column::Email,
    Column::Groups,
    Column::Profile,
    Column::SourceType,
    Column::Password,
];

impl Column {
    /// Its name, as a head has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Login => users::LOGIN,
            Self::DisplayName => users::DISPLAY_NAME,
            Self::Email => users::EMAIL,
            Self::Groups => users::GROUPS,
            Self::Profile => users::PROFILE,
            Self::SourceType => users::SOURCE_TYPE,
            Self::Password => users::PASSWORD,
        }
    }

    /// The column that a head means: case, spaces and signs do not count.
    pub fn parse(head: &str) -> Option<Self> {
        let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        let head = plain(head);
        COLUMNS.into_iter().find(|column| plain(column.name()) == head).or(match head.as_str() {
            "name" => Some(Self::DisplayName),
            "group" => Some(Self::Groups),
            "profile" => Some(Self::Profile),
            "source" => Some(Self::SourceType),
            _ => None,
        })
    }
}

/// What is known of the server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Logins that are taken.
    pub logins: BTreeSet<String>,
    /// Names of groups, where they could be read.
    pub groups: Option<BTreeSet<String>>,
    /// Profile where a row gives none.
    pub profile: String,
}

/// What is wrong in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The cell, where it is one.
    pub column: Option<Column>,
    /// As a full sentence.
    pub text: String,
    /// The row can be sent all the same.
    pub warning: bool,
}

/// A row: somebody who is to be made.
#[derive(Debug, PartialEq, Eq)]
pub struct Person {
    /// The line of the text, from 1.
    pub line: usize,
    /// As given, without spaces around.
    pub login: String,
    /// As given.
    pub display_name: String,
    /// As given.
    pub email: String,
    /// Their names.
    pub groups: Vec<String>,
    /// As given, or the usual one.
    pub profile: String,
    /// As given, or `LOCAL`.
    pub source_type: String,
    /// As given, spaces and all.
    pub password: Option<Secret>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Person {
    /// Whether it can be sent.
    pub fn is_good(&self) -> bool {
        self.problems.iter().all(|problem| problem.warning)
    }

    /// To be sent, where it can be.
    pub fn user(&self) -> Option<NewUser> {
        Some(NewUser {
            login: Login::parse(&self.login).ok().filter(|_| self.is_good())?,
            password: self.password.as_ref().map(|secret| Secret::new(secret.expose())),
            display_name: self.display_name.clone(),
            source_type: self.source_type.clone(),
            groups: self.groups.clone(),
            profile: self.profile.clone(),
            email: self.email.clone(),
        })
    }

    fn wrong(&mut self, column: Column, text: impl Into<String>) {
        self.problems.push(Problem { column: Some(column), text: text.into(), warning: false });
    }

    fn odd(&mut self, column: Column, text: impl Into<String>) {
        self.problems.push(Problem { column: Some(column), text: text.into(), warning: true });
    }

    fn check(&mut self, known: &Known) {
        if self.login.is_empty() {
            self.wrong(Column::Login, "The login is missing.");
        } else if let Err(why) = Login::parse(&self.login) {
            self.wrong(Column::Login, why.to_string());
        } else if known.logins.contains(&self.login) {
            self.wrong(Column::Login, ["User ", &self.login, " exists already."].concat());
        }
        let local = self.source_type == users::LOCAL;
        match &self.password {
            None if local => self.wrong(Column::Password, "A LOCAL user needs a password."),
            Some(_) if !local => self.odd(Column::Password, "A password counts for LOCAL users only."),
            Some(_) | None => {}
        }
        if !users::SOURCE_TYPES.contains(&self.source_type.as_str()) {
            self.odd(Column::SourceType, ["“", &self.source_type, "” is no source type that is known here."].concat());
        }
        let strangers: Vec<String> = match &known.groups {
            Some(all) => self.groups.iter().filter(|name| !all.contains(*name)).cloned().collect(),
            None => Vec::new(),
        };
        strangers.iter().for_each(|name| self.odd(Column::Groups, ["There is no group “", name, "”."].concat()));
    }
}

/// All that was pasted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Paste {
    /// The rows, in order.
    pub people: Vec<Person>,
    /// What is wrong with all of it, as full sentences.
    pub problems: Vec<String>,
    /// The first row names the columns.
    pub has_head: bool,
}

/// Reads pasted rows, or a file.
pub fn read(text: &str, known: &Known) -> Paste {
    let sheet = csv::read(text, MOST);
    let mut paste = Paste::default();
    if let Some(line) = sheet.unclosed {
        paste.problems.push(["The quote that begins in line ", &line.to_string(), " has no end."].concat());
    }
    if sheet.over > 0 {
        let over = sheet.over.to_string();
        paste.problems.push([&over, " rows are left out: 5,000 are read at once."].concat());
    }
    let mut rows = sheet.rows.into_iter().peekable();
    let mut columns: Vec<Option<Column>> = COLUMNS.into_iter().map(Some).collect();
    if let Some(head) = rows.next_if(|row| is_head(&row.cells)) {
        paste.has_head = true;
        columns = paste.head(&head.cells);
    }
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let mut person = person(row, &columns, known);
        match lines.get(&person.login) {
            Some(line) => {
                let text = ["The same login stands in line ", &line.to_string(), "."].concat();
                person.wrong(Column::Login, text);
            }
            None if !person.login.is_empty() => drop(lines.insert(person.login.clone(), person.line)),
            None => {}
        }
        paste.people.push(person);
    }
    paste
}

/// A head is known by its column of logins.
fn is_head(cells: &[String]) -> bool {
    cells.iter().any(|cell| Column::parse(cell) == Some(Column::Login))
}

impl Paste {
    fn head(&mut self, cells: &[String]) -> Vec<Option<Column>> {
        let mut columns: Vec<Option<Column>> = Vec::new();
        for cell in cells {
            let column = Column::parse(cell);
            let twice = column.is_some() && columns.contains(&column);
            if twice {
                self.problems.push(["Column “", cell.trim(), "” stands twice: the first is read."].concat());
            } else if column.is_none() && !cell.trim().is_empty() {
                self.problems.push(["Column “", cell.trim(), "” is not known and not read."].concat());
            }
            columns.push(column.filter(|_| !twice));
        }
        columns
    }
}

fn person(row: csv::Row, columns: &[Option<Column>], known: &Known) -> Person {
    let mut cells: BTreeMap<Column, String> = BTreeMap::new();
    let more = row.cells.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty());
    for (column, cell) in columns.iter().zip(row.cells) {
        cells.extend(column.map(|column| (column, cell)));
    }
    let password = cells.remove(&Column::Password).filter(|text| !text.is_empty());
    let mut text = |column: Column| cells.remove(&column).map(|cell| cell.trim().to_owned()).unwrap_or_default();
    let or = |given: String, usual: &str| if given.is_empty() { usual.to_owned() } else { given };
    let mut person = Person {
        line: row.line,
        login: text(Column::Login),
        display_name: text(Column::DisplayName),
        email: text(Column::Email),
        groups: groups(&text(Column::Groups), known),
        profile: or(text(Column::Profile), &known.profile),
        source_type: or(text(Column::SourceType), users::LOCAL),
        password: password.map(Secret::new),
        problems: Vec::new(),
    };
    if more {
        let text = "The row has more cells than there are columns.".to_owned();
        person.problems.push(Problem { column: None, text, warning: false });
    }
    person.check(known);
    person
}

/// A cell that is a group's name as a whole is that group; else its parts are.
fn groups(cell: &str, known: &Known) -> Vec<String> {
    if known.groups.as_ref().is_some_and(|all| all.contains(cell)) {
        return vec![cell.to_owned()];
    }
    let mut names: Vec<String> = Vec::new();
    for name in cell.split(['|', ';', ',']).map(str::trim).filter(|name| !name.is_empty()) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests;
