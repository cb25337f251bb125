//! The order of names under what was typed.

use super::{Best, Fit, Names, best};

const SERVICES: [&str; 6] = ["old-churn", "rechurned", "churn-score", "Churn", "fraud", "Größe-churn"];

fn found(names: &[&str], typed: &str) -> Vec<String> {
    let Best { rows, .. } = best(&names.iter().collect(), typed, 8);
    rows.into_iter().map(|row| names[row].to_owned()).collect()
}

#[test]
fn exact_then_prefix_then_start_of_a_word_then_within() {
    assert_eq!(found(&SERVICES, "churn"), ["Churn", "churn-score", "old-churn", "Größe-churn", "rechurned"]);
}

#[test]
fn all_words_have_to_occur_in_any_order_and_case() {
    assert_eq!(found(&SERVICES, " SCORE  chu "), ["churn-score"]);
    assert_eq!(found(&SERVICES, "churn fraud"), Vec::<String>::new());
    assert_eq!(found(&SERVICES, "GRÖSSE"), Vec::<String>::new());
    assert_eq!(found(&SERVICES, "GRÖẞE"), ["Größe-churn"]);
    assert_eq!(found(&["Add key", "Admin keys"], "key ad"), ["Add key", "Admin keys"]);
}

#[test]
fn scattered_letters_do_not_fit() {
    assert_eq!(found(&SERVICES, "cscore"), Vec::<String>::new());
}

#[test]
fn nothing_typed_is_everything_in_its_order() {
    let names: Names = (0..20).map(|number| format!("s-{number}")).collect();
    let all = best(&names, "  ", 8);
    assert_eq!((all.rows, all.found, all.fit), ((0..8).collect(), 20, Some(Fit::Exact)));
    assert_eq!(best(&Names::default(), "", 8), Best::default());
}

#[test]
fn the_best_of_many_stand_first_however_late_they_come() {
    let mut names: Names = (0..100_000).map(|number| format!("demand-forecast-{number:05}")).collect();
    names.push("99999");
    assert_eq!(names.len(), 100_001);
    let one = best(&names, "99999", 8);
    assert_eq!((one.rows, one.found, one.fit), (vec![100_000, 99_999], 2, Some(Fit::Exact)));
    let many = best(&names, "forecast-0000", 8);
    assert_eq!((many.rows.len(), many.found, many.fit), (8, 10, Some(Fit::WordStart)));
}
