//! Calls as Python: the official client where it has a method, `requests` where it has none. An exception ends it at the
//! first call that fails.

mod clients;

use serde_json::Value;

use super::arguments::{self, Argument};
use super::blanks::Blanks;
use super::client::{self, Method, Shows};
use super::value::Dialect::Python;
use super::variables::{Kind, Variables};
use super::{Login, Step};
use crate::call::encode;
use crate::control::sessions;
use crate::dss::PROXY_USER;
use crate::{ShownBody, System};

/// Stands in an address for a secret. An address has no such character of its own: it is encoded.
const MARK: &str = "\0";

/// What a script is put together from.
#[derive(Default)]
struct Script {
    variables: Variables,
    /// Name of each client and how it is made.
    clients: Vec<(String, String)>,
    admin: bool,
    predictions: bool,
    dss: bool,
    control: bool,
    requests: bool,
    quote: bool,
    json: bool,
}

pub(super) fn write(steps: &[Step]) -> String {
    let mut script = Script::default();
    let calls: String = steps.iter().enumerate().map(|(n, one)| script.step(one, n + 1)).collect();
    let clients: String = script.clients.iter().map(|(name, made)| [name, " = ", made].concat()).collect();
    let head = "#!/usr/bin/env python3\n# REST calls as a script. It stops at the first that fails.\n";
    [head, &script.packages(), &script.variables.remarks(), &script.imports(), &clients, &calls].concat()
}

impl Script {
    fn packages(&self) -> String {
        let dataiku = self.has_dataiku();
        // What the client of Dataiku is made of.
        let requests = self.requests && !dataiku;
        let all = [(dataiku, "dataiku-api-client six"), (self.control, "igz_mgmt"), (requests, "requests")];
        let all = wanted(&all).join(" ");
        if all.is_empty() { all } else { ["# It needs: pip install ", &all, "\n"].concat() }
    }

    fn has_dataiku(&self) -> bool {
        self.admin || self.predictions || self.dss
    }

    fn imports(&self) -> String {
        let clients =
            [(self.admin, "APINodeAdminClient"), (self.predictions, "APINodeClient"), (self.dss, "DSSClient")];
        let clients = wanted(&clients).join(", ");
        let clients = ["from dataikuapi import ", &clients, "\n"].concat();
        let own = wanted(&[
            (self.json, "import json\n"),
            (!self.variables.is_empty(), "import os\n"),
            (self.quote, "from urllib.parse import quote\n"),
        ]);
        let others = wanted(&[
            (self.control, "import igz_mgmt\n"),
            (self.requests, "import requests\n"),
            (self.has_dataiku(), &clients),
        ]);
        let text = |lines: &[&str]| if lines.is_empty() { String::new() } else { ["\n", &lines.concat()].concat() };
        [text(&own).as_str(), &text(&others), if self.clients.is_empty() { "" } else { "\n" }].concat()
    }

    fn step(&mut self, step: &Step, number: usize) -> String {
        let call = match &step.call.body {
            ShownBody::Form => step.sign_in(),
            ShownBody::None | ShownBody::Json(_) | ShownBody::File => {
                let mut known = client::methods(step.call.endpoint).filter(|_| clients::is_reached(step));
                match known.find_map(|method| Some((method, arguments::of(method, &step.call)?))) {
                    Some((method, arguments)) => self.by_client(step, number, method, &arguments),
                    None => self.by_requests(step, number),
                }
            }
        };
        [step.remarks(number), call].concat()
    }

    fn by_client(&mut self, step: &Step, number: usize, method: &Method, arguments: &[Argument]) -> String {
        let whose = self.whose(step, method.of);
        let blanks = self.blanks(step, number);
        let arguments: Vec<String> = arguments.iter().map(|one| self.argument(one, number, &blanks)).collect();
        let call = [&whose, ".", method.name, "(", &arguments.join(", "), ")"].concat();
        match method.shows {
            Shows::Nothing => [&call, "\n"].concat(),
            Shows::Answer => ["print(", &call, ")\n"].concat(),
            Shows::Part(part) => ["print(", &call, part, ")\n"].concat(),
            Shows::Each(part) => ["print([one", part, " for one in ", &call, "])\n"].concat(),
        }
    }

    /// What stands for the secrets of the body.
    fn blanks(&mut self, step: &Step, number: usize) -> Blanks {
        let json = &mut self.json;
        Blanks::of(step, number, &mut self.variables, &mut |name, is_number| {
            *json |= is_number;
            let (before, after) = if is_number { ("json.loads(", ")") } else { ("", "") };
            [before, "os.environ[\"", name, "\"]", after].concat()
        })
    }

    fn argument(&mut self, argument: &Argument, number: usize, blanks: &Blanks) -> String {
        match argument {
            Argument::Segment(text) => self.segment(text),
            Argument::Text(text) => Python.string(text),
            Argument::Flag(name, value) => [name, "=", &Python.value(&(*value).into(), 0)].concat(),
            Argument::Value(at, value) => Python.filled(value, at, 0, blanks),
            Argument::Named(name, at, value) => [name, "=", &Python.filled(value, at, 0, blanks)].concat(),
            Argument::Spread(value) => ["**", &Python.filled(value, "", 0, blanks)].concat(),
            Argument::Pairs(name, pairs) => {
                [name, "={", &pairs.iter().map(pair).collect::<Vec<_>>().join(", "), "}"].concat()
            }
            Argument::Nothing => Python.value(&Value::Null, 0),
            Argument::Secret => {
                self.quote = true;
                let key = self.variable(Kind::DeletedKey, &number.to_string());
                ["quote(", &key, ", safe=\"\")"].concat()
            }
        }
    }

    /// A segment of a path. The client puts it in as it is, so that `a?b` would be another call.
    fn segment(&mut self, text: &str) -> String {
        let literal = Python.string(text);
        if encode(text) == text {
            return literal;
        }
        self.quote = true;
        ["quote(", &literal, ", safe=\"\")"].concat()
    }

    fn variable(&mut self, kind: Kind, of: &str) -> String {
        ["os.environ[\"", &self.variables.name(kind, of), "\"]"].concat()
    }

    fn by_requests(&mut self, step: &Step, number: usize) -> String {
        self.requests = true;
        let method = Python.string(step.call.endpoint.method.as_str());
        let url = self.url(step, number);
        let (what, timeout, indent) = match &step.call.body {
            ShownBody::Json(body) => {
                let body = Python.filled(&body.value, "", 4, &self.blanks(step, number));
                (Some(["json=", &body].concat()), "timeout=60", 4)
            }
            ShownBody::File => (Some("data=package".to_owned()), "timeout=3600", 8),
            ShownBody::None | ShownBody::Form => (None, "timeout=60", 4),
        };
        let lines = [Some(method), Some(url), self.headers(step), self.auth(step), what, Some(timeout.to_owned())];
        let margin = " ".repeat(indent);
        let lines: String = lines.iter().flatten().map(|line| [&margin, line, ",\n"].concat()).collect();
        let call = ["answer = requests.request(\n", &lines, &margin[4..], ")\n"].concat();
        let call = if step.call.body == ShownBody::File {
            let file = self.variable(Kind::PackageFile, &number.to_string());
            ["with open(", &file, ", \"rb\") as package:\n    ", &call].concat()
        } else {
            call
        };
        [&call, "answer.raise_for_status()\nprint(answer.text)\n"].concat()
    }

    /// The address, in which a variable stands for a secret.
    fn url(&mut self, step: &Step, number: usize) -> String {
        let url = step.url(MARK);
        let Some((before, after)) = url.split_once(MARK) else { return Python.string(&url) };
        self.quote = true;
        let key = self.variable(Kind::in_path(step.call.endpoint.method), &number.to_string());
        let after = if after.is_empty() { String::new() } else { [" + ", &Python.string(after)].concat() };
        [&Python.string(before), " + quote(", &key, ", safe=\"\")", &after].concat()
    }

    fn headers(&mut self, step: &Step) -> Option<String> {
        let mut all = Vec::new();
        if step.login == Login::Session {
            let token = self.variable(Kind::SessionToken, "");
            all.push(["\"Authorization\": \"Bearer \" + ", &token].concat());
        }
        all.extend(
            step.call.headers.iter().map(|(name, value)| [&Python.string(name), ": ", &Python.string(value)].concat()),
        );
        all.extend(step.acting_as.as_ref().map(|login| [&Python.string(PROXY_USER), ": ", &bytes(login)].concat()));
        if step.call.body == ShownBody::File {
            all.push("\"Content-Type\": \"application/zip\"".to_owned());
        }
        (!all.is_empty()).then(|| ["headers={", &all.join(", "), "}"].concat())
    }

    fn auth(&mut self, step: &Step) -> Option<String> {
        match (step.login, step.call.endpoint.system) {
            (Login::Cookie, _) | (Login::Key, System::ControlPlane) => {
                let key = self.variable(Kind::AccessKey, &step.base());
                let value = Python.string(&sessions::cookie("%s"));
                Some(["cookies={", &Python.string(sessions::COOKIE), ": ", &value, " % ", &key, "}"].concat())
            }
            (Login::Key, system) => {
                Some(["auth=(", &self.variable(Kind::of_key(system), &step.base()), ", \"\")"].concat())
            }
            (Login::Nothing, System::Prediction) => {
                let name = Python.string(&self.variables.name(Kind::ServiceKey, &step.asked()));
                Some(["auth=(os.environ[", &name, "], \"\") if ", &name, " in os.environ else None"].concat())
            }
            (Login::Session, _)
            | (
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
}

/// A name with its value, or with all its values.
fn pair((name, values): &(String, Vec<String>)) -> String {
    let value = match values.as_slice() {
        [value] => Value::from(value.as_str()),
        values => Value::from(values),
    };
    [&Python.string(name), ": ", &Python.value(&value, 0)].concat()
}

/// Of some lines those that are wanted.
fn wanted<'a>(lines: &[(bool, &'a str)]) -> Vec<&'a str> {
    lines.iter().filter(|(wanted, _)| *wanted).map(|(_, line)| *line).collect()
}

/// A header's text. Python sends one as Latin-1, and the console as UTF-8, which is the same for ASCII.
fn bytes(text: &str) -> String {
    let text = Python.string(text);
    if text.is_ascii() { text } else { [&text, ".encode()"].concat() }
}
