//! JSON values as text: as JSON, and as Python literals. On one line where that is short enough to read.

use serde_json::Value;

use super::blanks::Blanks;
use crate::blanked::below;

/// Columns that a line may have before a list or an object is spread over several.
const WIDE: usize = 88;

/// Whose words and escapes are used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Json,
    Python,
}

impl Dialect {
    const fn null(self) -> &'static str {
        match self {
            Self::Json => "null",
            Self::Python => "None",
        }
    }

    const fn truth(self, value: bool) -> &'static str {
        match (self, value) {
            (Self::Json, true) => "true",
            (Self::Json, false) => "false",
            (Self::Python, true) => "True",
            (Self::Python, false) => "False",
        }
    }

    /// The escape of a character that is not written as it is.
    fn escape(self, c: char) -> String {
        match (self, c) {
            (_, '"' | '\\') => ['\\', c].iter().collect(),
            (_, '\n') => "\\n".to_owned(),
            (_, '\r') => "\\r".to_owned(),
            (_, '\t') => "\\t".to_owned(),
            (Self::Python, c) if c > '\u{ffff}' => format!("\\U{:08x}", c as u32),
            (_, c) => c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{:04x}", u32::from(*unit))).collect(),
        }
    }

    /// A text in double quotes.
    pub(super) fn string(self, text: &str) -> String {
        let mut out = String::from("\"");
        for c in text.chars() {
            if matches!(c, '"' | '\\') || is_hidden(c) {
                out.push_str(&self.escape(c));
            } else {
                out.push(c);
            }
        }
        out.push('"');
        out
    }

    /// A value that begins in the column `indent`.
    pub(super) fn value(self, value: &Value, indent: usize) -> String {
        self.filled(value, "", indent, &Blanks::default())
    }

    /// The same, with what stands for the secrets in it; it is what the pointer `at` leads to in the whole body.
    pub(super) fn filled(self, value: &Value, at: &str, indent: usize, blanks: &Blanks) -> String {
        Filled { dialect: self, blanks }.value(value, at, indent)
    }

    fn member(self, name: &str, value: &str) -> String {
        [&self.string(name), ": ", value].concat()
    }
}

/// A value that is being written.
struct Filled<'a> {
    dialect: Dialect,
    blanks: &'a Blanks,
}

impl Filled<'_> {
    fn value(&self, value: &Value, at: &str, indent: usize) -> String {
        let line = self.line(value, at);
        if indent + line.len() <= WIDE {
            return line;
        }
        let deeper = indent + 4;
        let (open, close, members): (_, _, Vec<String>) = match value {
            Value::Array(all) => ("[", "]", items(all, at).map(|(at, one)| self.value(one, &at, deeper)).collect()),
            Value::Object(all) => {
                let member = |(name, one): (&String, &Value)| {
                    self.dialect.member(name, &self.value(one, &below(at, name), deeper))
                };
                ("{", "}", all.iter().map(member).collect())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return line,
        };
        let margin = ["\n", &" ".repeat(deeper)].concat();
        let members = members.join(&[",", &margin].concat());
        [open, &margin, &members, "\n", &" ".repeat(indent), close].concat()
    }

    fn line(&self, value: &Value, at: &str) -> String {
        if let Some(text) = self.blanks.at(at) {
            return text.to_owned();
        }
        match value {
            Value::Null => self.dialect.null().to_owned(),
            Value::Bool(value) => self.dialect.truth(*value).to_owned(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => self.dialect.string(text),
            Value::Array(all) => {
                let all: Vec<String> = items(all, at).map(|(at, one)| self.line(one, &at)).collect();
                ["[", &all.join(", "), "]"].concat()
            }
            Value::Object(all) => {
                let member =
                    |(name, one): (&String, &Value)| self.dialect.member(name, &self.line(one, &below(at, name)));
                let all: Vec<String> = all.iter().map(member).collect();
                ["{", &all.join(", "), "}"].concat()
            }
        }
    }
}

/// The items of a list, each with the pointer that leads to it.
fn items<'a>(all: &'a [Value], at: &str) -> impl Iterator<Item = (String, &'a Value)> {
    all.iter().enumerate().map(move |(n, one)| (below(at, &n.to_string()), one))
}

/// Whether a reader could not see the character, or would see the text around it in another order: controls, line and
/// paragraph separators, marks of direction, joiners, tags.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
