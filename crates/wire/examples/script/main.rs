//! Prints a script, for `tests/clients`, which runs it: `script LANGUAGE every ROOT`, or
//! `script LANGUAGE effects ROOT PATH KEY_ID`. The calls are in `every.rs` and `effects.rs`.

#![allow(clippy::unwrap_used, reason = "its arguments come from a test, and a panic fails that")]

mod effects;
mod every;

use std::env;

use pilothouse_wire::script::{Language, write};

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (language, steps) = match words.as_slice() {
        [language, "every", root] => (*language, every::steps(root)),
        [language, "effects", root, path, key] => (*language, effects::steps(root, path, key)),
        _ => panic!("script LANGUAGE every ROOT, or script LANGUAGE effects ROOT PATH KEY_ID"),
    };
    let language = match language {
        "curl" => Language::Curl,
        "python" => Language::Python,
        "json" => Language::Json,
        other => panic!("no language {other}"),
    };
    print!("{}", write(language, &steps));
}
