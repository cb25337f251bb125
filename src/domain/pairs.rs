//! Names and values as people paste them, one pair to a line: properties from a spreadsheet or a file, headers from a
//! browser. What is wrong is told with the number of its line; nothing is taken while something is wrong.

/// Names with their values, in the order of the lines.
pub type Pairs = Vec<(String, String)>;

/// Lines of `name=value`, `name: value`, or name and value with a tab between, as a spreadsheet copies them. Whichever
/// sign comes first divides; a tab goes before both. Empty lines count as not there.
pub fn properties(text: &str) -> Result<Pairs, Vec<String>> {
    let divide = |line: &str| {
        let tab = line.find('\t');
        let (place, _) =
            tab.map(|place| (place, '\t')).or_else(|| line.char_indices().find(|(_, c)| matches!(c, '=' | ':')))?;
        Some((line[..place].trim().to_owned(), line[place + 1..].trim().to_owned()))
    };
    read(text, |line| divide(line).ok_or("has no “=”, colon or tab between name and value"), str::to_owned)
}

/// Lines of `Name: value`, as the network view of a browser copies a request's headers. Names are compared without regard
/// to case.
pub fn headers(text: &str) -> Result<Pairs, Vec<String>> {
    let divide = |line: &str| {
        if line.starts_with(':') {
            return Err("begins with a colon: that is no header, leave it out");
        }
        let (name, value) = line.split_once(':').ok_or("has no colon between name and value")?;
        let name = name.trim();
        if name.contains(|c: char| c.is_whitespace() || !c.is_ascii_graphic()) {
            return Err("has a name that no header can have");
        }
        Ok((name.to_owned(), value.trim().to_owned()))
    };
    read(text, divide, str::to_ascii_lowercase)
}

fn read(
    text: &str,
    divide: impl Fn(&str) -> Result<(String, String), &'static str>,
    same: impl Fn(&str) -> String,
) -> Result<Pairs, Vec<String>> {
    let (mut pairs, mut wrong) = (Pairs::new(), Vec::new());
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        // A tab at the end of a line is an empty value, so only the beginning is trimmed.
        let read = match divide(line.trim_start_matches(' ')) {
            Ok((name, _)) if name.is_empty() => Err("has no name"),
            Ok((name, _)) if pairs.iter().any(|(known, _)| same(known) == same(&name)) => {
                Err("names what an earlier line has named")
            }
            other => other,
        };
        match read {
            Ok(pair) => pairs.push(pair),
            Err(why) => wrong.push(format!("Line {} {why}.", number + 1)),
        }
    }
    match (wrong.is_empty(), pairs.is_empty()) {
        (false, _) => Err(wrong),
        (true, true) => Err(vec!["Paste at least one line.".to_owned()]),
        (true, false) => Ok(pairs),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pairs: Result<Pairs, Vec<String>>) -> Vec<String> {
        match pairs {
            Ok(pairs) => pairs.into_iter().map(|(name, value)| [name, "|".into(), value].concat()).collect(),
            Err(wrong) => wrong,
        }
    }

    #[test]
    fn each_line_may_have_a_sign_of_its_own() {
        let text = "shift = evening\n\nhome: https://x.example/?a=b\r\nurl=http://y:80/\nteam lead\tnadia: k = 1\nempty=\nnone\t";
        let read = told(properties(text));
        let wanted = [
            "shift|evening",
            "home|https://x.example/?a=b",
            "url|http://y:80/",
            "team lead|nadia: k = 1",
            "empty|",
            "none|",
        ];
        assert_eq!(read, wanted);
    }

    #[test]
    fn what_is_wrong_is_told_line_by_line() {
        let wrong = told(properties("a=1\nnothing\n=2\na=3\n"));
        assert_eq!(
            wrong,
            [
                "Line 2 has no “=”, colon or tab between name and value.",
                "Line 3 has no name.",
                "Line 4 names what an earlier line has named.",
            ]
        );
        assert_eq!(told(properties(" \n\n")), ["Paste at least one line."]);
    }

    #[test]
    fn headers_are_divided_at_the_first_colon_and_named_once() {
        assert_eq!(told(headers("Cookie: a=b; c=d:e\nX-Empty:")), ["Cookie|a=b; c=d:e", "X-Empty|"]);
        let wrong = told(headers("Cookie a\n:authority: x\nTwo words: x\nAccept: a\naccept: b"));
        assert_eq!(
            wrong,
            [
                "Line 1 has no colon between name and value.",
                "Line 2 begins with a colon: that is no header, leave it out.",
                "Line 3 has a name that no header can have.",
                "Line 5 names what an earlier line has named.",
            ]
        );
    }
}
