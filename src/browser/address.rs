//! Where the console itself lies, so that it can be hosted under any path.

/// Path of the folder that the console was loaded from, without its closing slash: empty at the root, `/console` below
/// one. Read from the address of the start script, which the build names relative to that folder.
pub fn base_path() -> String {
    let script = leptos::prelude::document().query_selector("script[type=module][src]").ok().flatten();
    let source = script.and_then(|element| element.get_attribute("src")).unwrap_or_default();
    match source.rsplit_once('/') {
        Some((folder, _)) if folder.starts_with('/') && !folder.starts_with("//") => folder.to_owned(),
        _ => String::new(),
    }
}

/// Scheme, host and port that the console was loaded from: `https://host`.
pub fn origin() -> String {
    super::window().location().origin().unwrap_or_default()
}

/// Loads the page anew.
pub fn reload() {
    // Nothing can be done where the browser refuses.
    let _ = super::window().location().reload();
}
