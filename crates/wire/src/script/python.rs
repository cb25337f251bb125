//! Calls as Python: the official client where it has a method, `requests` where it has none. An exception ends it at the
//! first call that fails.

use super::arguments::{self, Argument};
use super::client::{self, Method, Of};
use super::value::Dialect::Python;
use super::variables::{Kind, Variables, numbered};
use super::{Login, Step};
use crate::call::encode;
use crate::shown::BLANK;
use crate::{ShownBody, System};

/// What a script is put together from.
#[derive(Default)]
struct Script {
    variables: Variables,
    /// Name of each client and how it is made.
    clients: Vec<(String, String)>,
    admin: bool,
    predictions: bool,
    requests: bool,
    quote: bool,
}

pub(super) fn write(steps: &[Step]) -> String {
    let mut script = Script::default();
    let calls: String = steps.iter().enumerate().map(|(n, one)| script.step(one, n + 1)).collect();
    let clients: String = script.clients.iter().map(|(name, made)| [name, " = ", made].concat()).collect();
    let head = "#!/usr/bin/env python3\n# Calls of an API node, as a script. It stops at the first that fails.\n";
    [head, script.packages(), &script.variables.remarks(), &script.imports(), &clients, &calls].concat()
}

impl Script {
    fn packages(&self) -> &'static str {
        match (self.admin || self.predictions, self.requests) {
            (true, _) => "# It needs: pip install dataiku-api-client six\n",
            (false, true) => "# It needs: pip install requests\n",
            (false, false) => "",
        }
    }

    fn imports(&self) -> String {
        let own = [(!self.variables.is_empty(), "import os\n"), (self.quote, "from urllib.parse import quote\n")];
        let client = match (self.admin, self.predictions) {
            (true, true) => "from dataikuapi import APINodeAdminClient, APINodeClient\n",
            (true, false) => "from dataikuapi import APINodeAdminClient\n",
            (false, true) => "from dataikuapi import APINodeClient\n",
            (false, false) => "",
        };
        let others = [(self.requests, "import requests\n"), (true, client)];
        let text = |lines: [(bool, &'static str); 2]| -> String {
            let lines: String = lines.into_iter().filter(|(wanted, _)| *wanted).map(|(_, line)| line).collect();
            if lines.is_empty() { lines } else { ["\n", &lines].concat() }
        };
        let (own, others) = (text(own), text(others));
        [own.as_str(), &others, if self.clients.is_empty() { "" } else { "\n" }].concat()
    }

    fn step(&mut self, step: &Step, number: usize) -> String {
        let call = match &step.call.body {
            ShownBody::Form => step.sign_in(),
            ShownBody::None | ShownBody::Json(_) | ShownBody::File => {
                let known = client::method(step.call.endpoint);
                let known = known.and_then(|method| Some((method, arguments::of(method, &step.call)?)));
                match known {
                    Some((method, arguments)) => self.by_client(step, number, method, &arguments),
                    None => self.by_requests(step, number),
                }
            }
        };
        [step.remarks(number), call].concat()
    }

    fn by_client(&mut self, step: &Step, number: usize, method: &Method, arguments: &[Argument]) -> String {
        let whose = self.whose(step, method.of);
        let arguments: Vec<String> = arguments.iter().map(|one| self.argument(one, number)).collect();
        let call = [&whose, ".", method.name, "(", &arguments.join(", "), ")"].concat();
        if method.answers { ["print(", &call, ")\n"].concat() } else { [&call, "\n"].concat() }
    }

    /// The object whose method is called.
    fn whose(&mut self, step: &Step, of: Of) -> String {
        let service = step.service();
        match of {
            Of::Node => self.admin(step),
            Of::Service => [self.admin(step), ".service(".to_owned(), self.segment(service), ")".to_owned()].concat(),
            Of::Keys => [self.admin(step), ".auth()".to_owned()].concat(),
            Of::Predictions => self.predictions(step, service),
        }
    }

    fn argument(&mut self, argument: &Argument, number: usize) -> String {
        match argument {
            Argument::Segment(text) => self.segment(text),
            Argument::Value(value) => Python.value(value, 0),
            Argument::Named(name, value) => [name, "=", &Python.value(value, 0)].concat(),
            Argument::Spread(value) => ["**", &Python.value(value, 0)].concat(),
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

    fn admin(&mut self, step: &Step) -> String {
        self.admin = true;
        let base = step.base();
        let key = match step.login {
            Login::Key => self.variable(Kind::NodeKey, &base),
            Login::Session | Login::Nothing => "None".to_owned(),
        };
        let made = ["APINodeAdminClient(", &Python.string(&base), ", ", &key, ")\n"].concat();
        if step.login != Login::Session {
            return self.client("client", made, "");
        }
        let token = self.variable(Kind::SessionToken, "");
        self.client("client", made, &[".bearer_token = ", &token, "\n"].concat())
    }

    fn predictions(&mut self, step: &Step, service: &str) -> String {
        self.predictions = true;
        let base = step.base();
        let login = match step.login {
            Login::Key => ["api_key=", &self.variable(Kind::NodeKey, &base)].concat(),
            Login::Session => ["bearer_token=", &self.variable(Kind::SessionToken, "")].concat(),
            Login::Nothing => {
                let name = self.variables.name(Kind::ServiceKey, &step.asked());
                ["api_key=os.environ.get(\"", &name, "\")"].concat()
            }
        };
        let service = self.segment(service);
        let made = ["APINodeClient(", &Python.string(&base), ", ", &service, ", ", &login, ")\n"].concat();
        self.client("predictions", made, "")
    }

    /// The name of the client that is made so; `then` follows its name in a line of its own.
    fn client(&mut self, kind: &str, made: String, then: &str) -> String {
        let number = self.clients.iter().filter(|(name, _)| name.starts_with(kind)).count() + 1;
        let name = numbered(kind, number);
        let why = "# The console is let in there by its session. The admin client takes a key; what it is built on sends a\n\
                   # token. With a key in place of None, leave the next line out.\n";
        let whole = |name: &str| if then.is_empty() { made.clone() } else { [&made, why, name, then].concat() };
        if let Some((known, _)) = self.clients.iter().find(|(name, how)| *how == whole(name)) {
            return known.clone();
        }
        let how = whole(&name);
        self.clients.push((name.clone(), how));
        name
    }

    fn by_requests(&mut self, step: &Step, number: usize) -> String {
        self.requests = true;
        let method = Python.string(step.call.endpoint.method.as_str());
        let url = Python.string(&step.url(&encode(BLANK)));
        let (what, timeout, indent) = match &step.call.body {
            ShownBody::Json(body) => (Some(["json=", &Python.value(body, 4)].concat()), "timeout=60", 4),
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

    fn headers(&mut self, step: &Step) -> Option<String> {
        let mut all = Vec::new();
        if step.login == Login::Session {
            let token = self.variable(Kind::SessionToken, "");
            all.push(["\"Authorization\": \"Bearer \" + ", &token].concat());
        }
        if step.call.body == ShownBody::File {
            all.push("\"Content-Type\": \"application/zip\"".to_owned());
        }
        (!all.is_empty()).then(|| ["headers={", &all.join(", "), "}"].concat())
    }

    fn auth(&mut self, step: &Step) -> Option<String> {
        match (step.login, step.call.endpoint.system) {
            (Login::Key, _) => Some(["auth=(", &self.variable(Kind::NodeKey, &step.base()), ", \"\")"].concat()),
            (Login::Nothing, System::Prediction) => {
                let name = Python.string(&self.variables.name(Kind::ServiceKey, &step.asked()));
                Some(["auth=(os.environ[", &name, "], \"\") if ", &name, " in os.environ else None"].concat())
            }
            (Login::Session, _)
            | (Login::Nothing, System::Admin | System::Probe | System::Automation | System::Packages | System::Dss) => {
                None
            }
        }
    }
}
