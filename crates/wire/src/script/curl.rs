//! Calls as a POSIX shell script, one curl for each. It stops at the first that fails.

use super::value::Dialect;
use super::variables::{Kind, Variables};
use super::{Login, Step};
use crate::shown::SECRET;
use crate::{Method, ShownBody, System};

pub(super) fn write(steps: &[Step]) -> String {
    let mut variables = Variables::default();
    let calls: String = steps.iter().enumerate().map(|(n, one)| step(one, n + 1, &mut variables)).collect();
    let checks = variables.needed().map(|name| [": \"${", name, ":?is not set}\"\n"].concat());
    let checks: String = checks.collect();
    let head = "#!/bin/sh\n# Calls of an API node, as a script. It stops at the first that fails. curl must be 7.76 or newer.\n";
    [head, &variables.remarks(), "set -eu\n", &checks, &calls].concat()
}

fn step(step: &Step, number: usize, variables: &mut Variables) -> String {
    let remarks = step.remarks(number);
    let (what, sent) = match &step.call.body {
        ShownBody::Form => return [remarks, step.sign_in()].concat(),
        ShownBody::None => (nothing(step.call.endpoint.method), None),
        ShownBody::Json(body) => {
            let body = quoted(&Dialect::Json.value(body, 0));
            (Some("--header 'Content-Type: application/json'".to_owned()), Some(["--data ", &body].concat()))
        }
        ShownBody::File => {
            let file = variables.name(Kind::PackageFile, &number.to_string());
            let sent = ["--upload-file \"$", &file, "\""].concat();
            (Some("--header 'Content-Type: application/zip'".to_owned()), Some(sent))
        }
    };
    let mut words = vec!["curl --fail-with-body --silent --show-error --write-out '\\n'".to_owned()];
    words.extend(method(step.call.endpoint.method));
    words.extend(login(step, variables));
    words.extend(what);
    words.extend(sent);
    words.push(url(step, number, variables));
    [&remarks, &words.join(" \\\n  "), "\n"].concat()
}

fn method(method: Method) -> Option<String> {
    (method != Method::Get).then(|| ["--request ", method.as_str()].concat())
}

/// Some gateways refuse a call that may have a body and does not say that it has none.
fn nothing(method: Method) -> Option<String> {
    matches!(method, Method::Post | Method::Put).then(|| "--header 'Content-Length: 0'".to_owned())
}

fn login(step: &Step, variables: &mut Variables) -> Option<String> {
    match (step.login, step.call.endpoint.system) {
        (Login::Key, _) => {
            let name = variables.name(Kind::NodeKey, &step.base());
            Some(["--user \"$", &name, ":\""].concat())
        }
        (Login::Session, _) => {
            let name = variables.name(Kind::SessionToken, "");
            Some(["--header \"Authorization: Bearer $", &name, "\""].concat())
        }
        (Login::Nothing, System::Prediction) => {
            let name = variables.name(Kind::ServiceKey, &step.asked());
            Some(["${", &name, ":+--user \"$", &name, ":\"}"].concat())
        }
        (Login::Nothing, System::Admin | System::Probe | System::Automation | System::Packages | System::Dss) => None,
    }
}

/// In single quotes, but for the variable that stands for a secret.
fn url(step: &Step, number: usize, variables: &mut Variables) -> String {
    let blank = if step.call.endpoint.path.contains(SECRET) {
        let name = variables.name(Kind::DeletedKey, &number.to_string());
        ["'\"$", &name, "\"'"].concat()
    } else {
        String::new()
    };
    // An address has no single quote of its own: `Step::url` encodes them.
    ["'", &step.url(&blank), "'"].concat()
}

/// In single quotes, of which a shell reads everything as it is.
fn quoted(text: &str) -> String {
    ["'", &text.replace('\'', "'\\''"), "'"].concat()
}
