//! Tables as people paste and open them.

use super::*;

fn cells(text: &str) -> Vec<Vec<String>> {
    read(text, 100).rows.into_iter().map(|row| row.cells).collect()
}

#[test]
fn tabs_semicolons_and_commas_separate() {
    let wanted = vec![vec!["a".to_owned(), "b c".into()], vec!["1".into(), String::new()]];
    for text in ["a\tb c\n1\t", "a;b c\r\n1;\r\n", "\u{feff}a,b c\r1,", "\n\na,b c\n \n1,\n\n"] {
        assert_eq!(cells(text), wanted, "{text:?}");
    }
    assert_eq!(cells("a;b,c;d"), [["a", "b,c", "d"]]);
    assert_eq!(cells("\"a;b;c\",d"), [["a;b;c", "d"]], "what stands in quotes separates nothing");
    assert_eq!(cells(""), Vec::<Vec<String>>::new());
}

#[test]
fn quotes_hold_separators_quotes_and_lines() {
    assert_eq!(cells("\"a, \"\"b\"\"\",\"two\nlines\"\nx,5\" disc"), [["a, \"b\"", "two\nlines"], ["x", "5\" disc"]]);
    let sheet = read("a,b\n\"c\nd\",e\nf,\"g\nh", 100);
    assert_eq!(sheet.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 2, 4]);
    assert_eq!(sheet.unclosed, Some(4));
}

#[test]
fn what_is_too_much_is_counted() {
    let sheet = read("a\nb\nc\n\nd", 2);
    assert_eq!((sheet.rows.len(), sheet.over), (2, 2));
}

#[test]
fn what_is_written_is_read_back_and_starts_no_formula() {
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let rows = [row(&["a", "b,\"c\"", "two\nlines", " x "]), row(&["1", "", "é", "d"])];
    let text = write(rows.iter().map(Vec::as_slice));
    assert_eq!(cells(&text), rows);
    for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=a,b"] {
        let text = write([row(&[cell]).as_slice()]);
        assert!(text.trim_start_matches('"').starts_with('\''), "{text:?}");
    }
    assert_eq!(write([row(&["a=b", "c-d"]).as_slice()]), "a=b,c-d\r\n");
}
