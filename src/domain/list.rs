//! The state of a list as its address tells it, and the order of rows that follows from it. Pure: rows are only numbers here.

use std::collections::BTreeSet;

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// What the reader of a list has asked for: filter, order, columns, and the page's own facets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Words that must all occur in a row.
    pub text: String,
    /// Column id and direction; `None` is the order in which the rows came.
    pub sort: Option<(String, Direction)>,
    /// Ids of the columns that are not shown.
    pub hidden: BTreeSet<String>,
    /// Every other pair of the address, in its order: facets of the page, and pairs that nobody knows.
    pub rest: Vec<(String, String)>,
}

impl ListQuery {
    /// Reads the decoded pairs of an address. A value that makes no sense counts as not there.
    pub fn from_pairs<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut query = Self::default();
        for (name, value) in pairs {
            query.read(name.into(), value.into());
        }
        query
    }

    fn read(&mut self, name: String, value: String) {
        match name.as_str() {
            "q" => self.text = value,
            "sort" => self.sort = sort_from(&value),
            "hide" => self.hidden = value.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
            _ => self.rest.push((name, value)),
        }
    }

    /// The pairs for the address, not yet encoded; what is as usual is left out.
    pub fn to_pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::with_capacity(self.rest.len() + 3);
        if !self.text.is_empty() {
            pairs.push(("q".to_owned(), self.text.clone()));
        }
        if let Some((column, direction)) = &self.sort {
            let sign = if *direction == Direction::Descending { "-" } else { "" };
            pairs.push(("sort".to_owned(), [sign, column].concat()));
        }
        if !self.hidden.is_empty() {
            let hidden: Vec<&str> = self.hidden.iter().map(String::as_str).collect();
            pairs.push(("hide".to_owned(), hidden.join(",")));
        }
        pairs.extend(self.rest.iter().cloned());
        pairs
    }

    /// The value of a facet.
    pub fn facet(&self, name: &str) -> Option<&str> {
        self.rest.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The same list with a facet set, or without it.
    pub fn with_facet(mut self, name: &str, value: Option<&str>) -> Self {
        self.rest.retain(|(known, _)| known != name);
        self.rest.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        self
    }

    /// The direction of a column, if the list is sorted by it.
    pub fn direction(&self, column: &str) -> Option<Direction> {
        self.sort.as_ref().filter(|(sorted, _)| sorted == column).map(|(_, direction)| *direction)
    }

    /// The same list after a press on a column's head: up, then down, then as the rows came.
    pub fn sorted_on(mut self, column: &str) -> Self {
        self.sort = match self.direction(column) {
            None => Some((column.to_owned(), Direction::Ascending)),
            Some(Direction::Ascending) => Some((column.to_owned(), Direction::Descending)),
            Some(Direction::Descending) => None,
        };
        self
    }

    /// The same list with a column shown or hidden.
    pub fn toggled(mut self, column: &str) -> Self {
        if !self.hidden.remove(column) {
            self.hidden.insert(column.to_owned());
        }
        self
    }

    /// Does the list leave rows out?
    pub fn filters(&self) -> bool {
        !self.text.trim().is_empty() || !self.rest.is_empty()
    }
}

fn sort_from(value: &str) -> Option<(String, Direction)> {
    let (column, direction) = match value.strip_prefix('-') {
        Some(column) => (column, Direction::Descending),
        None => (value, Direction::Ascending),
    };
    (!column.is_empty()).then(|| (column.to_owned(), direction))
}

/// What a row is sorted by.
#[derive(Clone, Debug, PartialEq)]
pub enum SortKey {
    /// Nothing is known: last in both directions.
    Missing,
    /// By size. What is not a number counts as missing.
    Number(f64),
    /// As people read names: "winter-9" before "winter-10", case aside.
    Text(String),
}

impl From<Option<f64>> for SortKey {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::Missing, Self::Number)
    }
}

impl From<&str> for SortKey {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A text as it is searched: [`arrange`] wants its row texts in this form.
pub fn fold(text: &str) -> String {
    // Most texts are ASCII, and for those there is a much faster way.
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.to_lowercase() }
}

/// The rows that remain, in order.
///
/// * `text_of`: the row's text through [`fold`]; asked only when there is something to find.
/// * `key_of`: the row's key in the sorted column; asked only when the list is sorted.
/// * `keep`: the page's own facets.
pub fn arrange<'a>(
    len: usize,
    query: &ListQuery,
    text_of: &dyn Fn(usize) -> &'a str,
    key_of: &dyn Fn(usize) -> SortKey,
    keep: &dyn Fn(usize) -> bool,
) -> Vec<u32> {
    let folded = fold(&query.text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let wanted = |row: &u32| {
        let row = *row as usize;
        keep(row) && (words.is_empty() || words.iter().all(|word| text_of(row).contains(word)))
    };
    let rows: Vec<u32> = (0..u32::try_from(len).unwrap_or(u32::MAX)).filter(wanted).collect();
    match &query.sort {
        Some((_, direction)) => sorted(rows, *direction, key_of),
        None => rows,
    }
}

/// A row with the place of its key in one long buffer, and the first bytes that tell keys apart, which decide most
/// comparisons without a look at the buffer.
struct Keyed {
    row: u32,
    from: u32,
    to: u32,
    head: u64,
}

fn sorted(rows: Vec<u32>, direction: Direction, key_of: &dyn Fn(usize) -> SortKey) -> Vec<u32> {
    let mut buffer = Vec::with_capacity(rows.len() * 16);
    let mut keyed = Vec::with_capacity(rows.len());
    let mut missing = Vec::new();
    for row in rows {
        let from = buffer.len() as u32;
        if encode(&key_of(row as usize), &mut buffer) {
            keyed.push(Keyed { row, from, to: buffer.len() as u32, head: 0 });
        } else {
            missing.push(row);
        }
    }
    take_heads(&mut keyed, &buffer);
    keyed.sort_unstable_by(|a, b| {
        let order = a.head.cmp(&b.head).then_with(|| a.bytes(&buffer).cmp(b.bytes(&buffer)));
        let order = if direction == Direction::Descending { order.reverse() } else { order };
        // Equal keys stay in the order in which the rows came, whatever the direction.
        order.then(a.row.cmp(&b.row))
    });
    keyed.into_iter().map(|key| key.row).chain(missing).collect()
}

impl Keyed {
    fn bytes<'a>(&self, buffer: &'a [u8]) -> &'a [u8] {
        &buffer[self.from as usize..self.to as usize]
    }
}

/// Names often begin alike, so the heads are taken behind what all keys have in common.
fn take_heads(keyed: &mut [Keyed], buffer: &[u8]) {
    let Some(first) = keyed.first().map(|key| key.bytes(buffer)) else { return };
    let alike = |key: &Keyed| first.iter().zip(key.bytes(buffer)).take_while(|(a, b)| a == b).count();
    let common = keyed.iter().map(alike).min().unwrap_or(0);
    for key in keyed {
        let rest = &key.bytes(buffer)[common..];
        let len = rest.len().min(8);
        let mut head = [0; 8];
        head[..len].copy_from_slice(&rest[..len]);
        key.head = u64::from_be_bytes(head);
    }
}

/// Appends bytes that compare as the keys do; false for a missing key.
fn encode(key: &SortKey, buffer: &mut Vec<u8>) -> bool {
    match key {
        SortKey::Missing => false,
        SortKey::Number(number) if number.is_nan() => false,
        SortKey::Number(number) => {
            let bits = (number + 0.0).to_bits();
            let ordered = if bits >> 63 == 1 { !bits } else { bits | (1 << 63) };
            buffer.extend_from_slice(&ordered.to_be_bytes());
            true
        }
        SortKey::Text(text) => {
            encode_text(&fold(text), buffer);
            true
        }
    }
}

/// A run of digits becomes: the byte of a zero, its length without leading zeros, the digits.
fn encode_text(text: &str, buffer: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            buffer.push(bytes[at]);
            at += 1;
            continue;
        }
        let len = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let digits = &bytes[at..at + len];
        let zeros = digits.iter().take_while(|byte| **byte == b'0').count();
        let digits = &digits[zeros..];
        buffer.push(b'0');
        buffer.push(u8::try_from(digits.len()).unwrap_or(u8::MAX));
        buffer.extend_from_slice(digits);
        at += len;
    }
}

#[cfg(test)]
mod tests;
