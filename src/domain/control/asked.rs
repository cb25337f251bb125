//! What the address asks of a list that the server cuts into pages, and the call that follows from it.

use pilothouse_wire::control::{Ask, Filter, Kind, Op, Part, Sort};

use crate::domain::list::{Direction, ListQuery};

/// Facet: number of the page, from 1.
pub const PAGE: &str = "page";
/// Facet: records of a page.
pub const SIZE: &str = "size";
/// Facet: the field that the text is looked for in.
pub const IN: &str = "in";

/// Sizes of a page; every version takes them (contract/iguazio-control-plane.md §4).
pub const SIZES: [u32; 3] = [50, 100, 200];

/// Before the name of a field in the facet of a condition.
const CONDITION: &str = "f.";

/// Words of the operators in the address.
const WORDS: [(Op, &str); 10] = [
    (Op::Is, "is"),
    (Op::Equal, "eq"),
    (Op::Unequal, "ne"),
    (Op::Greater, "gt"),
    (Op::AtLeast, "ge"),
    (Op::Less, "lt"),
    (Op::AtMost, "le"),
    (Op::Matches, "match"),
    (Op::Contains, "has"),
    (Op::ContainsAny, "any"),
];

fn word(op: Op) -> &'static str {
    WORDS.iter().find(|(known, _)| *known == op).map_or("is", |(_, word)| word)
}

/// The version with which [`Op::Contains`] came (§4, certain).
pub const CONTAINS_SINCE: &str = "3.5.3";

/// The conditions of an address, in its order. What names no field of the kind, or no operator, is left out.
pub fn conditions(kind: &Kind, query: &ListQuery) -> Vec<Filter> {
    query.rest.iter().filter_map(|pair| condition(kind, pair)).collect()
}

fn condition(kind: &Kind, (name, value): &(String, String)) -> Option<Filter> {
    let field = name.strip_prefix(CONDITION)?;
    let (op, value) = value.split_once(':')?;
    let (op, _) = WORDS.iter().find(|(_, word)| *word == op)?;
    kind.field(field).filter(|field| field.is_filtered())?;
    Some(Filter { field: field.to_owned(), op: *op, value: value.to_owned() })
}

/// Whether a pair of the address means nothing to this list.
fn is_unknown(kind: &Kind, pair: &(String, String)) -> bool {
    let (name, value) = pair;
    match name.as_str() {
        SIZE => !SIZES.iter().any(|size| size.to_string() == *value),
        IN => !kind.field(value).is_some_and(|field| field.is_plain()),
        PAGE => value.parse::<u32>().is_err(),
        _ => name.starts_with(CONDITION) && condition(kind, pair).is_none(),
    }
}

fn sorts(kind: &Kind, name: &str) -> bool {
    kind.field(name).is_some_and(|field| field.is_plain())
}

/// What an address asks for and the list cannot do, as it stands there: without it more may be shown than was meant.
pub fn unknown(kind: &Kind, query: &ListQuery) -> Vec<String> {
    let pair = |(name, value): &(String, String)| [name, "=", value].concat();
    let sort = query.sort.iter().filter(|(name, _)| !sorts(kind, name)).map(|(name, _)| ["sort=", name].concat());
    query.rest.iter().filter(|one| is_unknown(kind, one)).map(pair).chain(sort).collect()
}

/// The same list, its address without what is unknown.
pub fn known(kind: &Kind, mut query: ListQuery) -> ListQuery {
    query.rest.retain(|pair| !is_unknown(kind, pair));
    query.sort = query.sort.filter(|(name, _)| sorts(kind, name));
    query
}

/// The same list under these conditions instead, on its first page.
pub fn under(mut query: ListQuery, conditions: &[Filter]) -> ListQuery {
    query.rest.retain(|(name, _)| !name.starts_with(CONDITION) && name != PAGE);
    let pair = |one: &Filter| ([CONDITION, &one.field].concat(), [word(one.op), ":", &one.value].concat());
    query.rest.extend(conditions.iter().map(pair));
    query
}

/// The same list, from its first page on, unless nothing but the page or the columns has changed.
pub fn moved(before: &ListQuery, after: ListQuery) -> ListQuery {
    let same = before.text == after.text && before.sort == after.sort;
    if same { after } else { after.with_facet(PAGE, None) }
}

/// The number of the page, from 0.
pub fn page(query: &ListQuery) -> u32 {
    query.facet(PAGE).and_then(|text| text.parse::<u32>().ok()).map_or(0, |page| page.saturating_sub(1))
}

/// Records of a page.
pub fn size(query: &ListQuery) -> u32 {
    let asked = query.facet(SIZE).and_then(|text| text.parse().ok());
    asked.filter(|size| SIZES.contains(size)).unwrap_or(SIZES[0])
}

/// The field that the text is looked for in: that of the address, else the one by which people know a record.
pub fn searched(kind: &Kind, query: &ListQuery) -> &'static str {
    let asked = query.facet(IN).and_then(|name| kind.field(name)).filter(|field| field.is_plain());
    asked.or_else(|| kind.field(kind.label)).map_or("", |field| field.name)
}

/// Whether the list leaves records out.
pub fn filters(kind: &Kind, query: &ListQuery) -> bool {
    !query.text.trim().is_empty() || !conditions(kind, query).is_empty()
}

/// What the server is asked. `sort` is the order where the address has none; `contains` says that the server knows
/// [`Op::Contains`].
pub fn ask(kind: &Kind, query: &ListQuery, sort: Option<&str>, contains: bool) -> Ask {
    let mut filters = conditions(kind, query);
    for one in filters.iter_mut().filter(|one| one.op == Op::Contains) {
        (one.op, one.value) = held(&one.value, contains);
    }
    filters.extend(holding(searched(kind, query), &query.text, contains));
    let asked = query.sort.as_ref().filter(|(name, _)| sorts(kind, name));
    let sort = match asked {
        Some((field, direction)) => {
            vec![Sort { field: field.clone(), descending: *direction == Direction::Descending }]
        }
        None => sort.map(usual).into_iter().collect(),
    };
    Ask { filters, sort, include: Vec::new(), part: Part::Number(page(query)), size: size(query), count: true }
}

/// What the server is asked for the first records whose name holds a text, in the order of their names.
pub fn named(kind: &Kind, text: &str, contains: bool, size: u32) -> Ask {
    let filters = holding(kind.label, text, contains).into_iter().collect();
    Ask { filters, sort: vec![usual(kind.label)], part: Part::Number(0), size, count: true, ..Ask::default() }
}

/// The condition that a field holds a text; none for no text.
fn holding(field: &str, text: &str, contains: bool) -> Option<Filter> {
    let text = text.trim();
    let (op, value) = held(text, contains);
    (!text.is_empty()).then(|| Filter { field: field.to_owned(), op, value })
}

/// The comparison that finds a text in another one: as an expression where the server knows none for it.
fn held(text: &str, contains: bool) -> (Op, String) {
    if contains { (Op::Contains, text.to_owned()) } else { (Op::Matches, literal(text)) }
}

/// An order as one writes it: `-created_at`.
pub fn usual(sort: &str) -> Sort {
    let field = sort.trim_start_matches('-');
    Sort { field: field.to_owned(), descending: sort.starts_with('-') }
}

/// A text as a pattern that matches it and nothing else.
fn literal(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;
    use pilothouse_wire::control::users::USERS;

    fn query(pairs: &[(&str, &str)]) -> ListQuery {
        ListQuery::from_pairs(pairs.iter().copied())
    }

    #[test]
    fn an_address_becomes_a_call() {
        let query =
            query(&[("q", " a.b "), ("sort", "-created_at"), ("page", "3"), ("size", "100"), ("f.uid", "ge:7")]);
        let asked = ask(&USERS, &query, None, true);
        let filter = |field: &str, op, value: &str| Filter { field: field.into(), op, value: value.into() };
        assert_eq!(asked.filters, [filter("uid", Op::AtLeast, "7"), filter("username", Op::Contains, "a.b")]);
        assert_eq!(asked.sort, [usual("-created_at")]);
        assert_eq!((asked.part, asked.size), (Part::Number(2), 100));
        assert_eq!(ask(&USERS, &query, None, false).filters[1], filter("username", Op::Matches, "a\\.b"));
        let query = under(query, &[filter("email", Op::Contains, "a.b")]);
        assert_eq!(ask(&USERS, &query, None, true).filters[0], filter("email", Op::Contains, "a.b"));
        assert_eq!(ask(&USERS, &query, None, false).filters[0], filter("email", Op::Matches, "a\\.b"));
    }

    #[test]
    fn what_makes_no_sense_is_left_out() {
        let query = query(&[("sort", "nothing"), ("page", "x"), ("size", "7"), ("f.nothing", "is:1"), ("f.uid", "7")]);
        let asked = ask(&USERS, &query, Some("-created_at"), true);
        assert_eq!((asked.filters.len(), asked.part, asked.size), (0, Part::Number(0), 50));
        assert_eq!(asked.sort, [usual("-created_at")]);
        let left = unknown(&USERS, &query);
        assert_eq!(left, ["page=x", "size=7", "f.nothing=is:1", "f.uid=7", "sort=nothing"]);
        assert_eq!(known(&USERS, query), ListQuery::default());
    }

    #[test]
    fn conditions_come_back_from_the_address_and_lead_to_the_first_page() {
        let all = [Filter { field: "uid".into(), op: Op::Less, value: "a:b".into() }];
        let query = under(query(&[("page", "9"), ("size", "200"), ("f.email", "is:x")]), &all);
        assert_eq!(conditions(&USERS, &query), all);
        assert_eq!((page(&query), size(&query)), (0, 200));
    }

    #[test]
    fn another_order_leads_to_the_first_page_and_another_page_does_not() {
        let before = query(&[("page", "9")]);
        assert_eq!(page(&moved(&before, before.clone().sorted_on("uid"))), 0);
        assert_eq!(page(&moved(&before, query(&[("page", "4")]))), 3);
    }
}
