//! What comes of pasted rows.

use super::*;

fn known() -> Known {
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Known { logins: set(&["admin"]), groups: Some(set(&["ops", "night shift", "a,b"])), profile: "READER".into() }
}

fn told(person: &Person) -> Vec<&str> {
    person.problems.iter().map(|problem| problem.text.as_str()).collect()
}

#[test]
fn a_head_names_the_columns_in_any_order() {
    let text = "Password\tE-Mail\tLOGIN\tuser profile\tshoe size\n pw \tm@x.org\t m.ito \tDESIGNER\t42";
    let paste = read(text, &known());
    assert!(paste.has_head);
    assert_eq!(paste.problems, ["Column “shoe size” is not known and not read."]);
    let person = &paste.people[0];
    assert_eq!((person.line, told(person)), (2, Vec::new()));
    let user = person.user().unwrap();
    assert_eq!(user.login.as_str(), "m.ito");
    assert_eq!(user.password.unwrap().expose(), " pw ", "spaces may belong to a password");
    assert_eq!(
        (user.email.as_str(), user.profile.as_str(), user.source_type.as_str()),
        ("m@x.org", "DESIGNER", "LOCAL")
    );
}

#[test]
fn without_a_head_the_order_is_the_documented_one() {
    let paste = read("m.ito,Mika Ito,m@x.org,ops|night shift,,LDAP", &known());
    assert!(!paste.has_head && paste.problems.is_empty());
    let user = paste.people[0].user().unwrap();
    assert_eq!(user.groups, ["ops", "night shift"]);
    assert_eq!((user.display_name.as_str(), user.profile.as_str(), user.password), ("Mika Ito", "READER", None));
}

#[test]
fn each_row_says_what_is_wrong_with_it() {
    let rows = [
        ("ok;;;;;;pw", vec![]),
        (";Nobody;;;;;pw", vec!["The login is missing."]),
        ("admin;;;;;;pw", vec!["User admin exists already."]),
        ("ok;;;;;;pw", vec!["The same login stands in line 1."]),
        ("..;;;;;;pw", vec!["A name cannot be “.” or “..”."]),
        ("nopass;;;;;;", vec!["A LOCAL user needs a password."]),
        ("many;;;;;;pw;more", vec!["The row has more cells than there are columns."]),
        ("odd;;;;;GUESS;", vec!["“GUESS” is no source type that is known here."]),
        ("stranger;;;ops, nope;;;pw", vec!["There is no group “nope”."]),
        ("ldap;;;;;LDAP;pw", vec!["A password counts for LOCAL users only."]),
        ("o'brien@x/%20 y;;;;;;pw;;", vec![]),
    ];
    let text = rows.iter().map(|(row, _)| *row).collect::<Vec<_>>().join("\n");
    let paste = read(&text, &known());
    for (person, (row, wrong)) in paste.people.iter().zip(&rows) {
        assert_eq!(told(person), *wrong, "{row}");
    }
    let good: Vec<bool> = paste.people.iter().map(Person::is_good).collect();
    assert_eq!(good, [true, false, false, false, false, false, false, true, true, true, true]);
    assert!(paste.people.iter().all(|person| person.user().is_some() == person.is_good()));
    assert_eq!(paste.people[1].problems[0].column, Some(Column::Login));
}

#[test]
fn groups_that_are_not_known_are_not_guessed_about() {
    let paste = read("m,,,\"a,b\",,,pw\nn,,,whatever,,,pw", &Known { groups: None, ..known() });
    assert!(paste.people.iter().all(|person| person.problems.is_empty()));
    let paste = read("m,,,\"a,b\",,,pw\nn,,,\"ops,ops;\",,,pw", &known());
    assert_eq!(paste.people[0].groups, ["a,b"], "a name as a whole goes first");
    assert_eq!(paste.people[1].groups, ["ops"]);
}

#[test]
fn passwords_stand_in_no_debug_text() {
    let paste = read("login,password\nm,hunter2", &known());
    assert!(!format!("{paste:?}").contains("hunter2"));
}

#[test]
fn too_many_rows_and_open_quotes_are_said() {
    let text = (0..MOST + 2).map(|n| format!("u{n},,,,,LDAP")).collect::<Vec<_>>().join("\n");
    let paste = read(&text, &known());
    assert_eq!((paste.people.len(), paste.problems.len()), (MOST, 1));
    assert_eq!(read("a,\"b", &known()).problems, ["The quote that begins in line 1 has no end."]);
    assert_eq!(read("login,login\na,b", &known()).problems, ["Column “login” stands twice: the first is read."]);
}
