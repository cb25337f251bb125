//! Calls as a JSON array: what was sent where, and what came of it. It is kept, not run: a secret is `******`, and `hidden`
//! says where.

use serde_json::Value;

use super::Step;
use super::blanks::Blanks;
use super::value::Dialect::Json;
use crate::ShownBody;
use crate::blanked::BLANK;

/// Columns before a member of a call.
const INDENT: usize = 4;

pub(super) fn write(steps: &[Step]) -> String {
    let steps: Vec<String> = steps.iter().map(step).collect();
    if steps.is_empty() { "[]\n".to_owned() } else { ["[\n", &steps.join(",\n"), "\n]\n"].concat() }
}

/// By hand, for a map would sort its members.
fn step(step: &Step) -> String {
    let endpoint = step.call.endpoint;
    let mut members = vec![
        ("name", Json.string(endpoint.name)),
        ("method", Json.string(endpoint.method.as_str())),
        ("url", Json.string(&step.url(BLANK))),
    ];
    members.extend(step.acting_as.as_ref().map(|login| ("actingAs", Json.string(login))));
    if !step.call.headers.is_empty() {
        let all = step.call.headers.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect();
        members.push(("headers", Json.value(&Value::Object(all), INDENT)));
    }
    if let ShownBody::Json(body) = &step.call.body {
        let blanks = Blanks::all(body, &Json.string(BLANK));
        members.push(("body", Json.filled(&body.value, "", INDENT, &blanks)));
        // A text of the same stars may be a person's own.
        if !blanks.is_empty() {
            members.push(("hidden", Json.value(&Value::from(body.hidden.clone()), INDENT)));
        }
    }
    if let Some(made) = &step.made {
        members.push(("time", Json.string(&made.at)));
        members.push(("status", Json.value(&Value::from(made.status), INDENT)));
        members.push(("tookMs", made.took_ms.to_string()));
        members.extend(made.trace.as_ref().map(|trace| ("traceId", Json.string(trace))));
    }
    let line = |(name, value): &(&str, String)| [&" ".repeat(INDENT), &Json.string(name), ": ", value].concat();
    let lines: Vec<String> = members.iter().map(line).collect();
    ["  {\n", &lines.join(",\n"), "\n  }"].concat()
}
