//! The rules of `docs/architecture.md` that the compiler does not hold: who uses whom, how large a file may be, what may
//! stand nowhere.

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with what it may use besides itself.
const LAYERS: [(&str, &[&str]); 12] = [
    ("domain", &[]),
    ("reactive", &[]),
    ("ui", &["domain", "reactive"]),
    ("browser", &["domain", "reactive"]),
    ("routes", &["domain"]),
    ("api", &["domain", "browser"]),
    ("session", &["domain", "reactive", "browser", "api"]),
    ("query", &["domain", "reactive", "browser", "api", "session", "routes"]),
    ("parts", &["domain", "reactive", "browser", "query", "routes", "session", "ui"]),
    ("pages", &["domain", "reactive", "browser", "query", "routes", "session", "ui", "parts"]),
    ("app", &["domain", "reactive", "browser", "api", "query", "routes", "session", "ui", "parts", "pages"]),
    ("main", &[]),
];

/// Lines of a source file at most; most are far shorter.
const LONGEST: usize = 350;

/// Files that do what one place alone may do.
const STORAGE: &str = "src/browser/storage.rs";

fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty(), "{folder}");
    found
}

fn name(path: &Path) -> String {
    let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("inside");
    name.to_string_lossy().replace('\\', "/")
}

/// The layer of a source file of the console.
fn layer(name: &str) -> &str {
    let rest = name.strip_prefix("src/").expect("in src");
    rest.split(['/', '.']).next().expect("a name")
}

/// The modules of ours that a text names as `crate::…`, also inside braces.
fn used(text: &str) -> Vec<String> {
    let mut used = Vec::new();
    for (place, _) in text.match_indices("crate::") {
        let rest = &text[place + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => used.extend(top_of_group(group).iter().map(|name| first_word(name))),
            None => used.push(first_word(rest)),
        }
    }
    used.retain(|name| !name.is_empty());
    used
}

fn first_word(text: &str) -> String {
    text.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("").to_owned()
}

/// The members of a group in braces, without what stands in braces of their own.
fn top_of_group(group: &str) -> Vec<String> {
    let mut members = vec![String::new()];
    let mut depth = 0;
    for c in group.chars() {
        match (c, depth) {
            ('}', 0) => break,
            ('{', _) => depth += 1,
            ('}', _) => depth -= 1,
            (',', 0) => members.push(String::new()),
            (c, 0) => members.last_mut().expect("a member").push(c),
            (_, _) => {}
        }
    }
    members
}

#[test]
fn each_layer_uses_only_what_is_below_it() {
    let mut breaches = Vec::new();
    for path in sources("src") {
        let name = name(&path);
        let own = layer(&name);
        if own == "lib" {
            continue;
        }
        let (_, allowed) = LAYERS.iter().find(|(layer, _)| *layer == own).unwrap_or_else(|| panic!("{name}: no layer"));
        for other in used(&fs::read_to_string(&path).expect("text")) {
            if other != own && !allowed.contains(&other.as_str()) {
                breaches.push(format!("{name} uses {other}"));
            }
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}

#[test]
fn pages_do_not_import_each_other() {
    for path in sources("src/pages") {
        let name = name(&path);
        let family = name["src/pages/".len()..].split(['/', '.']).next().expect("a family").to_owned();
        let text = fs::read_to_string(&path).expect("text");
        for (place, _) in text.match_indices("crate::pages::") {
            let other = &text[place + "crate::pages::".len()..];
            assert!(other.starts_with(&family), "{name} imports another page");
        }
    }
}

#[test]
fn ui_knows_neither_the_api_nor_a_record() {
    for path in sources("src/ui") {
        let text = fs::read_to_string(&path).expect("text");
        assert!(!text.contains("pilothouse_wire"), "{}", name(&path));
    }
}

#[test]
fn domain_does_no_io() {
    for path in sources("src/domain") {
        let text = fs::read_to_string(&path).expect("text");
        for word in ["web_sys", "js_sys", "wasm_bindgen", "leptos"] {
            assert!(!text.contains(word), "{} names {word}", name(&path));
        }
    }
}

#[test]
fn one_place_touches_storage_and_none_writes_markup() {
    for path in sources("src") {
        let (name, text) = (name(&path), fs::read_to_string(&path).expect("text"));
        assert!(!text.contains("inner_html"), "{name} writes markup");
        assert!(!text.contains("style=\""), "{name} has an inline style");
        for word in ["local_storage", "session_storage"] {
            assert!(name == STORAGE || !text.contains(word), "{name} touches storage");
        }
    }
}

#[test]
fn no_path_of_the_contract_stands_outside_wire() {
    let paths = [
        "/actions/",
        "importFromArchive",
        "admin/api",
        "validatetoken",
        "services-clean-unused",
        "cached-code-envs",
        "current-user",
        "personal-api-keys",
        "global-api-keys",
        "kitchen/list",
    ];
    for folder in ["src", "crates/sandbox/src"] {
        for path in sources(folder) {
            let text = fs::read_to_string(&path).expect("text");
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let breaches: Vec<&str> = code.filter(|line| paths.iter().any(|path| line.contains(path))).collect();
            assert_eq!(breaches, Vec::<&str>::new(), "{}", name(&path));
        }
    }
}

#[test]
fn files_are_small_and_say_what_they_are_for() {
    for folder in ["src", "crates", "xtask/src", "tests"] {
        for path in sources(folder) {
            let (name, text) = (name(&path), fs::read_to_string(&path).expect("text"));
            let lines = text.lines().count();
            assert!(lines <= LONGEST, "{name} has {lines} lines");
            assert!(text.starts_with("//!"), "{name} does not say what it is for");
        }
    }
}
