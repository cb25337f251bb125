//! Reads what was asked of a list, or of one record: contract/iguazio-control-plane.md §4. What nobody knows is refused by
//! its name, so that a list that looks filtered is filtered.

use pilothouse_wire::control::{
    self, Field, Form, Kind, Op, Relation,
    ask::{COUNT, INCLUDE, LARGEST_PAGE, PAGE_NUMBER, PAGE_OF, PAGE_SIZE, RECORDS, SORT},
};
use rusqlite::types::Value as Sql;

use crate::{
    error::Failure,
    extract::Asked,
    store::control::{
        functions,
        list::{Condition, Part, Query, Scope},
    },
};

use super::moment;

/// Most related records that can be asked for, and steps to one.
const MOST_INCLUDED: usize = 20;
const MOST_STEPS: usize = 4;

/// Most conditions of a list, values of one condition, and fields of the order: each is looked at for every record.
const MOST_CONDITIONS: usize = 20;
const MOST_VALUES: usize = 100;
const MOST_SORTED: usize = 10;

/// Related records that shall come along, and those related to them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Include(pub(crate) Vec<(&'static Relation, Include)>);

impl Include {
    /// Relations of a kind by the contract's names.
    pub(crate) fn of(kind: &'static Kind, names: &[&str]) -> Result<Self, Failure> {
        let mut include = Self::default();
        names.iter().try_for_each(|name| include.put(kind, name)).map(|()| include)
    }

    fn read(kind: &'static Kind, text: &str) -> Result<Self, Failure> {
        let paths: Vec<&str> = text.split(',').map(str::trim).filter(|path| !path.is_empty()).collect();
        if paths.len() > MOST_INCLUDED || paths.iter().any(|path| path.split('.').count() > MOST_STEPS) {
            let bounds = format!("{MOST_INCLUDED} relations at most, each with {MOST_STEPS} steps at most");
            return Err(Failure::wrong(format!("{INCLUDE} takes {bounds}")));
        }
        Self::of(kind, &paths)
    }

    /// A relation of a kind as well, or one step by step from it; once, if it was there.
    pub(crate) fn put(&mut self, kind: &'static Kind, path: &str) -> Result<(), Failure> {
        let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
        let unknown = || Failure::wrong(format!("{} has no relation {name}: {INCLUDE} names it", kind.record));
        let relation = kind.relation(name).ok_or_else(unknown)?;
        let at = match self.0.iter().position(|(known, _)| *known == relation) {
            Some(at) => at,
            None => {
                self.0.push((relation, Self::default()));
                self.0.len() - 1
            }
        };
        let Some(rest) = rest else { return Ok(()) };
        let to = control::kind(relation.to).ok_or_else(unknown)?;
        self.0[at].1.put(to, rest)
    }
}

/// What was asked of one record; `flags` are parameters that nothing is done with.
pub(crate) fn of_one(kind: &'static Kind, asked: Asked, flags: &[&str]) -> Result<Include, Failure> {
    let mut include = Include::default();
    let mut seen: Vec<String> = Vec::new();
    for (name, value) in asked.all() {
        if seen.contains(&name) {
            return Err(said_twice(&name));
        }
        match name.as_str() {
            INCLUDE => include = Include::read(kind, &value)?,
            name if flags.contains(&name) => {}
            name => return Err(unknown_parameter(name)),
        }
        seen.push(name);
    }
    Ok(include)
}

fn said_twice(name: &str) -> Failure {
    Failure::wrong(format!("The parameter {name} says for a second time what was said"))
}

/// Holds that nothing was asked but this.
pub(crate) fn only(asked: &Asked, names: &[&str]) -> Result<(), Failure> {
    let unknown = asked.names().find(|name| !names.contains(name));
    unknown.map_or(Ok(()), |name| Err(unknown_parameter(name)))
}

fn unknown_parameter(name: &str) -> Failure {
    Failure::wrong(format!("The parameter {name} is not known here"))
}

/// What was asked of a list.
pub(crate) fn of_list(kind: &'static Kind, scope: Scope, asked: Asked) -> Result<(Query, Include), Failure> {
    let mut query = Query {
        kind,
        scope,
        conditions: Vec::new(),
        sort: Vec::new(),
        part: Part::Number(0),
        size: LARGEST_PAGE,
        count: false,
    };
    let mut include = Include::default();
    let mut seen: Vec<String> = Vec::new();
    for (name, value) in asked.all() {
        if let Some(field) = control::Ask::filtered(&name) {
            if query.conditions.len() == MOST_CONDITIONS {
                return Err(Failure::wrong(format!("A list takes {MOST_CONDITIONS} filters at most")));
            }
            query.conditions.push(condition(kind, field, &value)?);
            continue;
        }
        let place = [PAGE_NUMBER, PAGE_OF].contains(&name.as_str());
        if seen.contains(&name) || (place && seen.iter().any(|seen| [PAGE_NUMBER, PAGE_OF].contains(&seen.as_str()))) {
            return Err(said_twice(&name));
        }
        match name.as_str() {
            INCLUDE => include = Include::read(kind, &value)?,
            SORT => query.sort = sort(kind, &value)?,
            PAGE_NUMBER => query.part = Part::Number(number(&name, &value, 0, u32::MAX)?),
            PAGE_SIZE => query.size = number(&name, &value, 1, LARGEST_PAGE)?,
            PAGE_OF => query.part = Part::Of(value),
            COUNT if value == RECORDS => query.count = true,
            COUNT => return Err(Failure::wrong(format!("{COUNT} can only be {RECORDS}"))),
            name => return Err(unknown_parameter(name)),
        }
        seen.push(name);
    }
    Ok((query, include))
}

fn number(name: &str, value: &str, least: u32, most: u32) -> Result<u32, Failure> {
    let number = value.parse().ok().filter(|number| (least..=most).contains(number));
    let bounds = || if most == u32::MAX { format!("{least} or more") } else { format!("{least} to {most}") };
    number.ok_or_else(|| Failure::wrong(format!("{name} is a whole number, {}: {value} is not", bounds())))
}

fn sort(kind: &'static Kind, text: &str) -> Result<Vec<(&'static Field, bool)>, Failure> {
    let one = |part: &str| {
        let (name, descending) = part.strip_prefix('-').map_or((part, false), |name| (name, true));
        let field = field(kind, name)?;
        let plain = field.is_plain().then_some((field, descending));
        plain.ok_or_else(|| Failure::wrong(format!("{} cannot be sorted by {name}", kind.record)))
    };
    let parts: Vec<&str> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() > MOST_SORTED {
        return Err(Failure::wrong(format!("{SORT} takes {MOST_SORTED} fields at most")));
    }
    parts.into_iter().map(one).collect()
}

fn field(kind: &'static Kind, name: &str) -> Result<&'static Field, Failure> {
    kind.field(name).ok_or_else(|| Failure::wrong(format!("{} has no field {name}", kind.record)))
}

fn condition(kind: &'static Kind, name: &str, value: &str) -> Result<Condition, Failure> {
    let field = field(kind, name)?;
    let (op, value) = Op::split(value)
        .ok_or_else(|| Failure::wrong(format!("The filter of {name} has an operator that is not known: {value}")))?;
    let list = matches!(field.form, Form::Choices(_));
    if !field.is_filtered() || (list && op != Op::ContainsAny) {
        let sign = if list { format!(" with {}: use {}", op_name(op), Op::ContainsAny.sign()) } else { String::new() };
        return Err(Failure::wrong(format!("{} cannot be filtered by {name}{sign}", kind.record)));
    }
    let values = match op {
        Op::ContainsAny => any_of(field, value)?,
        Op::Matches | Op::Contains => vec![text_for(field, op, value)?],
        Op::Is | Op::Equal | Op::Unequal | Op::Greater | Op::AtLeast | Op::Less | Op::AtMost => {
            vec![read(field, value)?]
        }
    };
    Ok(Condition { field, op, values })
}

fn any_of(field: &Field, value: &str) -> Result<Vec<Sql>, Failure> {
    let values: Vec<&str> = value.split(',').map(str::trim).collect();
    if values.len() > MOST_VALUES {
        return Err(Failure::wrong(format!("The filter of {} takes {MOST_VALUES} values at most", field.name)));
    }
    values.into_iter().map(|one| read(field, one)).collect()
}

fn op_name(op: Op) -> &'static str {
    if op == Op::Is { "no operator" } else { op.sign() }
}

/// A text or a pattern, for what is a text.
fn text_for(field: &Field, op: Op, value: &str) -> Result<Sql, Failure> {
    if matches!(field.form, Form::Number | Form::Fraction | Form::Flag | Form::Epoch) {
        return Err(Failure::wrong(format!("{} is no text: the operator {} does not fit", field.name, op.sign())));
    }
    if op == Op::Matches {
        functions::pattern(value)
            .map_err(|why| Failure::wrong(format!("The pattern for {} does not do: {why}", field.name)))?;
    }
    Ok(Sql::from(value.to_owned()))
}

/// A value as the field's form has it.
fn read(field: &Field, value: &str) -> Result<Sql, Failure> {
    let wrong = |what: &str| Failure::wrong(format!("{} is compared with {what}: {value} is not", field.name));
    match field.form {
        Form::Number | Form::Epoch => value.trim().parse::<i64>().map(Sql::from).map_err(|_| wrong("a whole number")),
        Form::Fraction => value.trim().parse::<f64>().map(Sql::from).map_err(|_| wrong("a number")),
        Form::Flag => match value {
            "true" => Ok(Sql::from(1)),
            "false" => Ok(Sql::from(0)),
            _ => Err(wrong("true or false")),
        },
        Form::Moment => moment::normal(value).map(Sql::from).ok_or_else(|| wrong("a time in ISO 8601")),
        Form::Choice(known) | Form::Choices(known) if !known.contains(&value) => {
            Err(wrong(&["one of ", &known.join(", ")].concat()))
        }
        Form::Text
        | Form::Note
        | Form::Choice(_)
        | Form::Choices(_)
        | Form::Pairs
        | Form::Json
        | Form::JsonText
        | Form::Secret => Ok(Sql::from(value.to_owned())),
    }
}
