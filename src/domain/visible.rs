//! Characters that turn the text around them, or that have no shape, written so that they are seen: no name shall be read as
//! another one.

use std::fmt::Write as _;

/// The text with each of them as its code point: `a[U+202E]b`. Line ends and tabs stay, and so does what joins letters.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unseen(c) {
            // Writing to a string does not fail.
            let _ = write!(shown, "[U+{:04X}]", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown
}

fn is_unseen(c: char) -> bool {
    match c {
        '\n' | '\r' | '\t' => false,
        '\u{61c}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => true,
        other => other.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_turns_a_text_is_seen() {
        assert_eq!(visible("a\u{202e}b/..<b>"), "a[U+202E]b/..<b>");
        assert_eq!(visible("\u{2066}x\u{2069}\u{0}\u{feff}"), "[U+2066]x[U+2069][U+0000][U+FEFF]");
    }

    #[test]
    fn what_people_write_stays() {
        for text in ["עברית and عربي", "two\nlines\tand", "👩\u{200d}🚀", "Zoë"] {
            assert_eq!(visible(text), text);
        }
    }
}
