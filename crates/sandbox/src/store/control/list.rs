//! Lists: filtered, sorted and cut into pages by SQLite. Fields are the contract's own, and all that came in is bound.

use pilothouse_wire::control::{Field, Form, Kind, Op};
use rusqlite::{Connection, OptionalExtension, params_from_iter, types::Value as Sql};

use crate::error::Failure;

use super::{COLUMNS, Record, raw, read};

/// One condition, its value read as the field's form asks.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Which field.
    pub field: &'static Field,
    /// Compared how.
    pub op: Op,
    /// With what: one value, of `ContainsAny` any number.
    pub values: Vec<Sql>,
}

/// Which page.
#[derive(Clone, Debug)]
pub enum Part {
    /// The page of this number, from 0.
    Number(u32),
    /// The page that holds the record of this id.
    Of(String),
}

/// Which of a kind's records are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All.
    All,
    /// Keys of the user at this place.
    KeysOf(i64),
    /// Projects that the user at this place owns or is a member of, in person or through a group.
    ProjectsOf(i64),
}

/// What is asked of a list.
#[derive(Clone, Debug)]
pub struct Query {
    /// Of which kind.
    pub kind: &'static Kind,
    /// Which of them can be met at all.
    pub scope: Scope,
    /// All of these hold.
    pub conditions: Vec<Condition>,
    /// The order: fields, and whether the largest comes first. What is alike stands in the order of its making.
    pub sort: Vec<(&'static Field, bool)>,
    /// Which page.
    pub part: Part,
    /// Records of a page.
    pub size: u32,
    /// Whether all are counted.
    pub count: bool,
}

/// A page.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its records.
    pub records: Vec<Record>,
    /// Its number.
    pub number: u32,
    /// How many there are on all pages, where that was asked.
    pub total: Option<u64>,
}

/// The value of a field in SQL. The name is the contract's own, written in the text so that an index on it is found.
fn value_of(field: &'static Field) -> String {
    ["json_extract(r.attributes, '$.", field.name, "')"].concat()
}

/// SQL with what is bound to it.
#[derive(Default)]
struct Sought {
    sql: String,
    bound: Vec<Sql>,
}

impl Sought {
    fn bind(&mut self, value: Sql) -> String {
        self.bound.push(value);
        ["?", &self.bound.len().to_string()].concat()
    }

    fn of(query: &Query) -> Self {
        let mut sought = Self::default();
        let kind = sought.bind(Sql::from(query.kind.record.to_owned()));
        sought.sql = [" FROM control_record r WHERE r.kind = ", &kind].concat();
        match query.scope {
            Scope::All => {}
            Scope::KeysOf(user) => {
                let user = sought.bind(Sql::from(user));
                sought.and(&["r.seq IN (SELECT record FROM control_key WHERE user = ", &user, ")"]);
            }
            Scope::ProjectsOf(user) => {
                let user = sought.bind(Sql::from(user));
                sought.and(&["r.seq IN (", &super::projects::seen_by(&user), ")"]);
            }
        }
        for condition in &query.conditions {
            sought.put(condition);
        }
        sought
    }

    fn and(&mut self, parts: &[&str]) {
        self.sql += " AND ";
        parts.iter().for_each(|part| self.sql += part);
    }

    fn put(&mut self, condition: &Condition) {
        let value = value_of(condition.field);
        let bound: Vec<String> = condition.values.iter().map(|value| self.bind(value.clone())).collect();
        let (all, one) = (bound.join(", "), bound.first().cloned().unwrap_or_else(|| "NULL".to_owned()));
        match condition.op {
            Op::Is | Op::Equal => self.and(&[&value, " IS ", &one]),
            Op::Unequal => self.and(&[&value, " IS NOT ", &one]),
            Op::Greater => self.and(&[&value, " > ", &one]),
            Op::AtLeast => self.and(&[&value, " >= ", &one]),
            // A time that never came is an empty text, which stands before every time.
            Op::Less if is_time(condition.field) => self.and(&[&value, " < ", &one, " AND ", &value, " <> ''"]),
            Op::AtMost if is_time(condition.field) => self.and(&[&value, " <= ", &one, " AND ", &value, " <> ''"]),
            Op::Less => self.and(&[&value, " < ", &one]),
            Op::AtMost => self.and(&[&value, " <= ", &one]),
            Op::Matches => self.and(&["matches(", &one, ", ", &value, ")"]),
            Op::Contains => self.and(&["contains(", &one, ", ", &value, ")"]),
            Op::ContainsAny if is_list(condition.field) => {
                let each = ["json_each(r.attributes, '$.", condition.field.name, "')"].concat();
                self.and(&["EXISTS (SELECT 1 FROM ", &each, " WHERE value IN (", &all, "))"]);
            }
            Op::ContainsAny => self.and(&[&value, " IN (", &all, ")"]),
        }
    }
}

fn is_time(field: &Field) -> bool {
    field.form == Form::Moment
}

fn is_list(field: &Field) -> bool {
    matches!(field.form, Form::Choices(_))
}

fn order(sort: &[(&'static Field, bool)]) -> String {
    let mut order = String::new();
    for (field, descending) in sort {
        // People look for a name among others whatever its case.
        let words = matches!(field.form, Form::Text | Form::Note);
        let parts = [value_of(field), if words { " COLLATE NOCASE" } else { "" }.to_owned()];
        order += &parts.concat();
        order += if *descending { " DESC, " } else { ", " };
    }
    order + "r.seq"
}

/// The page that was asked for.
pub fn page(db: &Connection, query: &Query) -> Result<Listed, Failure> {
    let (mut sought, order) = (Sought::of(query), order(&query.sort));
    let total = query.count.then(|| count(db, &sought)).transpose()?;
    let number = match &query.part {
        Part::Number(number) => *number,
        Part::Of(id) => place(db, &sought, &order, query, id)? / query.size.max(1),
    };
    let size = sought.bind(Sql::from(i64::from(query.size)));
    let skipped = sought.bind(Sql::from(i64::from(query.size) * i64::from(number)));
    let sql = ["SELECT ", COLUMNS, &sought.sql, " ORDER BY ", &order, " LIMIT ", &size, " OFFSET ", &skipped].concat();
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(&sought.bound), raw)?;
    let records = rows.map(|row| read(query.kind, row?)).collect::<Result<_, Failure>>()?;
    Ok(Listed { records, number, total })
}

fn count(db: &Connection, sought: &Sought) -> Result<u64, Failure> {
    let sql = ["SELECT COUNT(*)", &sought.sql].concat();
    let count: i64 = db.prepare_cached(&sql)?.query_row(params_from_iter(&sought.bound), |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// The place of a record in the list, from 0.
fn place(db: &Connection, sought: &Sought, order: &str, query: &Query, id: &str) -> Result<u32, Failure> {
    let bound = sought.bound.iter().cloned().chain([Sql::from(id.to_owned())]);
    let place = ["?", &(sought.bound.len() + 1).to_string()].concat();
    let sql = ["SELECT place FROM (SELECT r.id AS id, ROW_NUMBER() OVER (ORDER BY ", order, ") - 1 AS place"].concat();
    let sql = [&sql, sought.sql.as_str(), ") WHERE id = ", &place].concat();
    let found = db.prepare_cached(&sql)?.query_row(params_from_iter(bound), |row| row.get(0)).optional()?;
    found.ok_or_else(|| super::missing(query.kind, id))
}
