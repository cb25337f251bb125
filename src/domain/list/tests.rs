//! Filter, order and address of a list.

use super::{Direction, ListQuery, SortKey, arrange, fold};

fn query(pairs: &[(&str, &str)]) -> ListQuery {
    ListQuery::from_pairs(pairs.iter().map(|(name, value)| (*name, *value)))
}

/// The names that remain, in order.
fn names<'a>(all: &[&'a str], query: &ListQuery) -> Vec<&'a str> {
    let folded: Vec<String> = all.iter().map(|name| fold(name)).collect();
    let rows = arrange(all.len(), query, &|row| &folded[row], &|row| SortKey::from(all[row]), &|_| true);
    rows.into_iter().map(|row| all[row as usize]).collect()
}

fn numbers(all: &[Option<f64>], query: &ListQuery) -> Vec<u32> {
    arrange(all.len(), query, &|_| "", &|row| SortKey::from(all[row]), &|_| true)
}

#[test]
fn the_address_comes_back_as_it_was() {
    let pairs = [("q", "a b"), ("sort", "-id"), ("hide", "labels,state"), ("state", "failed"), ("x", "1"), ("x", "2")];
    let query = query(&pairs);
    assert_eq!(query.text, "a b");
    assert_eq!(query.sort, Some(("id".to_owned(), Direction::Descending)));
    assert!(query.hidden.contains("state") && query.hidden.contains("labels"));
    assert_eq!(query.facet("state"), Some("failed"));
    let back: Vec<(String, String)> = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    assert_eq!(query.to_pairs(), back);
}

#[test]
fn what_makes_no_sense_is_left_out() {
    for (name, value) in [("sort", ""), ("sort", "-"), ("hide", ""), ("hide", ",,"), ("q", "")] {
        assert_eq!(query(&[(name, value)]), ListQuery::default(), "{name}={value}");
    }
    assert!(ListQuery::default().to_pairs().is_empty());
}

#[test]
fn a_facet_is_set_once_and_taken_away() {
    let set = query(&[("state", "a"), ("x", "1")]).with_facet("state", Some("b"));
    assert_eq!(set.facet("state"), Some("b"));
    assert_eq!(set.rest.len(), 2);
    assert_eq!(set.with_facet("state", None).rest, [("x".to_owned(), "1".to_owned())]);
}

#[test]
fn a_column_head_goes_up_down_and_off() {
    let up = ListQuery::default().sorted_on("id");
    assert_eq!(up.direction("id"), Some(Direction::Ascending));
    let down = up.sorted_on("id");
    assert_eq!(down.direction("id"), Some(Direction::Descending));
    assert_eq!(down.clone().sorted_on("name").direction("name"), Some(Direction::Ascending));
    assert_eq!(down.sorted_on("id").sort, None);
}

#[test]
fn every_word_must_occur_in_any_case() {
    let all = ["Churn Winter", "churn summer", "Fraud winter", "ÉTÉ churn"];
    assert_eq!(names(&all, &query(&[("q", "  WINTER chu ")])), ["Churn Winter"]);
    assert_eq!(names(&all, &query(&[("q", "été")])), ["ÉTÉ churn"]);
    assert_eq!(names(&all, &query(&[("q", "   ")])).len(), 4);
    assert!(names(&all, &query(&[("q", "spring")])).is_empty());
}

#[test]
fn numbers_within_names_count() {
    let all = ["winter-10", "winter-9", "winter-100", "Winter-1", "winter", "winter-9b", "autumn-2", "winter-009"];
    let up = ["autumn-2", "winter", "Winter-1", "winter-9", "winter-009", "winter-9b", "winter-10", "winter-100"];
    assert_eq!(names(&all, &query(&[("sort", "id")])), up);
}

#[test]
fn equal_rows_keep_their_order_in_both_directions() {
    let all = ["b", "A", "a", "B"];
    assert_eq!(names(&all, &query(&[("sort", "id")])), ["A", "a", "b", "B"]);
    assert_eq!(names(&all, &query(&[("sort", "-id")])), ["b", "B", "A", "a"]);
}

#[test]
fn a_prefix_comes_before_the_longer_name() {
    assert_eq!(
        names(&["aaaaaaaaab", "aaaaaaaaa", "aaaaaaaa", "a"], &query(&[("sort", "id")])),
        ["a", "aaaaaaaa", "aaaaaaaaa", "aaaaaaaaab"]
    );
}

#[test]
fn numbers_sort_by_size_and_unknown_ones_come_last() {
    let all = [Some(10.0), None, Some(-3.5), Some(f64::NAN), Some(9.0), Some(-0.0), Some(0.0), Some(-40.0)];
    assert_eq!(numbers(&all, &query(&[("sort", "n")])), [7, 2, 5, 6, 4, 0, 1, 3]);
    assert_eq!(numbers(&all, &query(&[("sort", "-n")])), [0, 4, 5, 6, 2, 7, 1, 3]);
}

#[test]
fn the_facets_of_the_page_leave_rows_out() {
    let rows = arrange(5, &ListQuery::default(), &|_| "", &|_| SortKey::Missing, &|row| row % 2 == 0);
    assert_eq!(rows, [0, 2, 4]);
}

#[test]
fn a_hundred_thousand_rows_are_arranged() {
    let all: Vec<String> =
        (0..100_000_u32).map(|n| ["service-", &(n * 7_919 % 100_000).to_string()].concat()).collect();
    let query = query(&[("q", "service"), ("sort", "-id")]);
    let rows = arrange(all.len(), &query, &|row| &all[row], &|row| SortKey::from(all[row].as_str()), &|_| true);
    let names: Vec<&str> = rows.iter().map(|row| all[*row as usize].as_str()).collect();
    assert_eq!((names.len(), names[0], names[99_999]), (100_000, "service-99999", "service-0"));
    assert_eq!(names[50_000], "service-49999");
}
