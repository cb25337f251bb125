//! Calls as a POSIX shell script, one curl for each. It stops at the first that fails.

use super::blanks::Blanks;
use super::value::{Dialect, is_hidden};
use super::variables::{Kind, Variables};
use super::{Login, Step};
use crate::control::sessions;
use crate::dss::PROXY_USER;
use crate::shown::SECRET;
use crate::{Blanked, Method, ShownBody, System};

/// Stands around what a body has in place of a secret. JSON has no such character of its own: in a text it is escaped.
const MARK: char = '\0';

/// Writes a secret into JSON. By awk, for a shell cannot tell the bytes of a text apart, and by the environment, for what
/// stands on a command line is seen by everyone on the machine.
const JSON_TEXT: &str = r#"
# Writes the text in a variable as JSON, so that nothing in it can leave its quotes.
json_text() {
  LC_ALL=C awk -v name="$1" 'BEGIN {
    for (n = 1; n < 32; n++) escape[sprintf("%c", n)] = sprintf("\\u%04x", n)
    escape["\""] = "\\\""
    escape["\\"] = "\\\\"
    text = ENVIRON[name]
    printf "\""
    for (n = 1; n <= length(text); n++) {
      c = substr(text, n, 1)
      printf "%s", (c in escape) ? escape[c] : c
    }
    printf "\""
  }'
}
"#;

/// The same for a secret that is a number.
const JSON_NUMBER: &str = r#"
# Writes the number in a variable as JSON.
json_number() {
  LC_ALL=C awk -v name="$1" 'BEGIN { printf "%.17g", ENVIRON[name] + 0 }'
}
"#;

/// What a script is put together from.
#[derive(Default)]
struct Script {
    variables: Variables,
    texts: bool,
    numbers: bool,
}

pub(super) fn write(steps: &[Step]) -> String {
    let mut script = Script::default();
    let calls: String = steps.iter().enumerate().map(|(n, one)| script.step(one, n + 1)).collect();
    let checks = script.variables.needed().map(|name| [": \"${", name, ":?is not set}\"\n"].concat());
    let checks: String = checks.collect();
    let head = "#!/bin/sh\n# REST calls as a script. It stops at the first that fails. curl must be 7.76 or newer.\n";
    let functions = [(script.texts, JSON_TEXT), (script.numbers, JSON_NUMBER)];
    let functions: String = functions.into_iter().filter(|(used, _)| *used).map(|(_, text)| text).collect();
    [head, &script.variables.remarks(), "set -eu\n", &checks, &functions, &calls].concat()
}

impl Script {
    fn step(&mut self, step: &Step, number: usize) -> String {
        let remarks = step.remarks(number);
        let mut fed = String::new();
        let (what, sent) = match &step.call.body {
            ShownBody::Form => return [remarks, step.sign_in()].concat(),
            ShownBody::None => (nothing(step.call.endpoint.method), None),
            ShownBody::Json(body) => {
                let (whole, secret) = self.body(step, number, body);
                let sent = if secret { "--data @-".to_owned() } else { ["--data ", &whole].concat() };
                if secret {
                    fed = ["printf '%s' ", &whole, " |\n"].concat();
                }
                (Some("--header 'Content-Type: application/json'".to_owned()), Some(sent))
            }
            ShownBody::File => {
                let file = self.variables.name(Kind::PackageFile, &number.to_string());
                let sent = ["--upload-file \"$", &file, "\""].concat();
                (Some("--header 'Content-Type: application/zip'".to_owned()), Some(sent))
            }
        };
        let mut words = vec!["curl --fail-with-body --silent --show-error --write-out '\\n'".to_owned()];
        words.extend(method(step.call.endpoint.method));
        words.extend(self.login(step));
        words.extend(step.acting_as.as_ref().map(|login| ["--header ", &header(PROXY_USER, login)].concat()));
        words.extend(step.call.headers.iter().map(|(name, value)| ["--header ", &header(name, value)].concat()));
        words.extend(what);
        words.extend(sent);
        words.push(self.url(step, number));
        [&remarks, &fed, &words.join(" \\\n  "), "\n"].concat()
    }

    /// The body as one word of a shell, and whether there is a secret in it: then it is not for a command line.
    fn body(&mut self, step: &Step, number: usize, body: &Blanked) -> (String, bool) {
        let (texts, numbers) = (&mut self.texts, &mut self.numbers);
        let blanks = Blanks::of(step, number, &mut self.variables, &mut |name, is_number| {
            let function = if is_number { "json_number" } else { "json_text" };
            *(if is_number { &mut *numbers } else { &mut *texts }) = true;
            let mark = MARK.to_string();
            [&mark, "\"$(", function, " ", name, ")\"", &mark].concat()
        });
        let text = Dialect::Json.filled(&body.value, "", 0, &blanks);
        let parts = text.split(MARK).enumerate();
        let word = parts.map(|(n, part)| if n % 2 == 0 { quoted(part) } else { part.to_owned() }).collect();
        (word, !blanks.is_empty())
    }

    fn login(&mut self, step: &Step) -> Option<String> {
        match (step.login, step.call.endpoint.system) {
            (Login::Cookie, _) | (Login::Key, System::ControlPlane) => {
                let name = self.variables.name(Kind::AccessKey, &step.base());
                let value = sessions::cookie(&["'\"$", &name, "\"'"].concat());
                Some(["--cookie '", sessions::COOKIE, "=", &value, "'"].concat())
            }
            (Login::Key, system) => {
                let name = self.variables.name(Kind::of_key(system), &step.base());
                Some(["--user \"$", &name, ":\""].concat())
            }
            (Login::Session, _) => {
                let name = self.variables.name(Kind::SessionToken, "");
                Some(["--header \"Authorization: Bearer $", &name, "\""].concat())
            }
            (Login::Nothing, System::Prediction) => {
                let name = self.variables.name(Kind::ServiceKey, &step.asked());
                Some(["${", &name, ":+--user \"$", &name, ":\"}"].concat())
            }
            (
                Login::Nothing,
                System::Admin
                | System::Probe
                | System::Automation
                | System::Packages
                | System::Dss
                | System::ControlPlane,
            ) => None,
        }
    }

    /// In single quotes, but for the variable that stands for a secret.
    fn url(&mut self, step: &Step, number: usize) -> String {
        let blank = if step.call.endpoint.path.contains(SECRET) {
            let name = self.variables.name(Kind::in_path(step.call.endpoint.method), &number.to_string());
            ["'\"$", &name, "\"'"].concat()
        } else {
            String::new()
        };
        // An address has no single quote of its own: `Step::url` encodes them.
        ["'", &step.url(&blank), "'"].concat()
    }
}

fn method(method: Method) -> Option<String> {
    (method != Method::Get).then(|| ["--request ", method.as_str()].concat())
}

/// Some gateways refuse a call that may have a body and does not say that it has none.
fn nothing(method: Method) -> Option<String> {
    matches!(method, Method::Post | Method::Put).then(|| "--header 'Content-Length: 0'".to_owned())
}

/// A header as one word. Its text has no escapes of its own as JSON has, so what a reader could not see is written in
/// octal; a control character, which would end the header, is left out.
fn header(name: &str, text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    let text = [name, ": ", &text].concat();
    if !text.chars().any(is_hidden) {
        return quoted(&text);
    }
    let mut format = String::new();
    for c in text.chars() {
        if is_hidden(c) || matches!(c, '\'' | '\\' | '%') {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| format.push_str(&format!("\\{byte:03o}")));
        } else {
            format.push(c);
        }
    }
    ["\"$(printf '", &format, "')\""].concat()
}

/// In single quotes, of which a shell reads everything as it is.
fn quoted(text: &str) -> String {
    ["'", &text.replace('\'', "'\\''"), "'"].concat()
}
