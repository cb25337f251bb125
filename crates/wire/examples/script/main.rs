//! Prints a script, for `tests/clients`, which runs it: `script LANGUAGE every ROOT`, or
//! `script LANGUAGE effects ROOT PATH KEY_ID`. The calls are in `every.rs`, `dss.rs`, `control.rs` and `effects.rs`. With
//! `script plugin-key PLUGIN PARAMETER_SET PRESET PARAMETER` it prints the name of a credential.

#![allow(clippy::unwrap_used, reason = "its arguments come from a test, and a panic fails that")]

mod effects;
mod every;

use std::env;

use pilothouse_wire::dss::users::plugin_key;
use pilothouse_wire::script::{Language, write};

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (language, steps) = match words.as_slice() {
        ["plugin-key", plugin, set, preset, parameter] => {
            return print!("{}", plugin_key(plugin, set, preset, parameter));
        }
        [language, "every", root] => (*language, every::steps(root)),
        [language, "effects", root, path, key] => (*language, effects::steps(root, path, key)),
        _ => panic!("see the head of this file"),
    };
    let language = match language {
        "curl" => Language::Curl,
        "python" => Language::Python,
        "json" => Language::Json,
        other => panic!("no language {other}"),
    };
    print!("{}", write(language, &steps));
}
