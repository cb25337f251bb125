//! What one asks of a list: contract/iguazio-control-plane.md §4.

use crate::Call;

/// Most records of a page that every version takes (§4, certain).
pub const LARGEST_PAGE: u32 = 200;

/// Parameter of the related records that come along (§4, certain).
pub const INCLUDE: &str = "include";
/// Parameter of the order (§4, certain).
pub const SORT: &str = "sort";
/// Parameter of the page's number, from 0 (§4, certain).
pub const PAGE_NUMBER: &str = "page[number]";
/// Parameter of the page's size (§4, certain).
pub const PAGE_SIZE: &str = "page[size]";
/// Parameter of the record whose page is wanted (§4, certain).
pub const PAGE_OF: &str = "page[of]";
/// Parameter that asks for the number of records (§4, certain).
pub const COUNT: &str = "count";
/// The one value of [`COUNT`] that is known.
pub const RECORDS: &str = "records";

/// How a field is compared. The first is without an operator on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Op {
    /// The same, as the client asks.
    Is,
    /// `$eq`.
    Equal,
    /// `$ne`.
    Unequal,
    /// `$gt`.
    Greater,
    /// `$ge`.
    AtLeast,
    /// `$lt`.
    Less,
    /// `$le`.
    AtMost,
    /// `$match-i`: a regular expression, case aside.
    Matches,
    /// `$contains_istr`: the text somewhere in it, case aside; from 3.5.3 on.
    Contains,
    /// `$contains_any`: at least one of these, divided by commas; of lists.
    ContainsAny,
}

impl Op {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Is,
        Self::Equal,
        Self::Unequal,
        Self::Greater,
        Self::AtLeast,
        Self::Less,
        Self::AtMost,
        Self::Matches,
        Self::Contains,
        Self::ContainsAny,
    ];

    /// As it stands before a value on the wire.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Is => "",
            Self::Equal => "[$eq]",
            Self::Unequal => "[$ne]",
            Self::Greater => "[$gt]",
            Self::AtLeast => "[$ge]",
            Self::Less => "[$lt]",
            Self::AtMost => "[$le]",
            Self::Matches => "[$match-i]",
            Self::Contains => "[$contains_istr]",
            Self::ContainsAny => "[$contains_any]",
        }
    }

    /// The operator of a value and what follows it. A sign that nobody knows is `None`.
    pub fn split(value: &str) -> Option<(Self, &str)> {
        let signed = Self::ALL.into_iter().skip(1).find_map(|op| Some((op, value.strip_prefix(op.sign())?)));
        match signed {
            None if value.starts_with("[$") => None,
            None => Some((Self::Is, value)),
            signed => signed,
        }
    }
}

/// One condition; all of them must hold (§4, inferred).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Which field.
    pub field: String,
    /// Compared how.
    pub op: Op,
    /// With what.
    pub value: String,
}

/// One field of the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// Which field.
    pub field: String,
    /// Largest first.
    pub descending: bool,
}

/// Which page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// All, or as many as the server gives unasked.
    Unsaid,
    /// The page of this number, from 0.
    Number(u32),
    /// The page that holds this record.
    Of(String),
}

/// What is asked of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Conditions.
    pub filters: Vec<Filter>,
    /// The order.
    pub sort: Vec<Sort>,
    /// Related records to come along, nested ones with dots.
    pub include: Vec<&'static str>,
    /// Which page.
    pub part: Part,
    /// Records of a page.
    pub size: u32,
    /// Whether the number of all records is wanted.
    pub count: bool,
}

impl Default for Ask {
    fn default() -> Self {
        Self { filters: Vec::new(), sort: Vec::new(), include: Vec::new(), part: Part::Unsaid, size: 50, count: false }
    }
}

impl Ask {
    /// One record by the value of a field.
    pub fn only(field: &str, value: &str) -> Self {
        Self { filters: vec![Filter { field: field.into(), op: Op::Is, value: value.into() }], ..Self::default() }
    }

    /// The name of a filter's parameter.
    pub fn filter_name(field: &str) -> String {
        ["filter[", field, "]"].concat()
    }

    /// The field of a filter's parameter.
    pub fn filtered(name: &str) -> Option<&str> {
        name.strip_prefix("filter[")?.strip_suffix(']')
    }

    /// Writes it into a call.
    pub(super) fn put<T>(&self, mut call: Call<T>) -> Call<T> {
        for filter in &self.filters {
            // A value that looks like an operator is none: what a person typed stays what it is.
            let op = if filter.op == Op::Is && filter.value.starts_with("[$") { Op::Equal } else { filter.op };
            let value = [op.sign(), &filter.value].concat();
            call = call.query(&Self::filter_name(&filter.field), &value);
        }
        call = including(call, &self.include);
        if !self.sort.is_empty() {
            let one = |sort: &Sort| [if sort.descending { "-" } else { "" }, &sort.field].concat();
            call = call.query(SORT, &self.sort.iter().map(one).collect::<Vec<_>>().join(","));
        }
        match &self.part {
            Part::Unsaid => {}
            Part::Number(number) => call = call.query(PAGE_NUMBER, &number.to_string()),
            Part::Of(id) => call = call.query(PAGE_OF, id),
        }
        if self.part != Part::Unsaid {
            call = call.query(PAGE_SIZE, &self.size.to_string());
        }
        if self.count { call.query(COUNT, RECORDS) } else { call }
    }
}

/// Writes the related records into a call that are to come along.
pub(super) fn including<T>(call: Call<T>, include: &[&str]) -> Call<T> {
    if include.is_empty() { call } else { call.query(INCLUDE, &include.join(",")) }
}
