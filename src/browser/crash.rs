//! When the console itself fails: a message in place of a page that only looks alive. What was typed stays on the page
//! behind it, to be copied.

use leptos::prelude::document;

/// Shows the message at the first panic. It names the place in the program and never what the program held.
pub fn watch() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |at| format!("{}:{}", at.file(), at.line()));
        web_sys::console::error_1(&format!("Pilothouse failed at {place}").into());
        show(&place);
    }));
}

/// Built by hand: at this point nothing of the framework can be relied on.
fn show(place: &str) {
    let document = document();
    let (Some(body), Ok(notice), Ok(link)) =
        (document.body(), document.create_element("div"), document.create_element("a"))
    else {
        return;
    };
    // The class and the words are ours: none of these calls can fail.
    let _ = notice.set_attribute("class", "crash");
    let _ = notice.set_attribute("role", "alert");
    let version = env!("CARGO_PKG_VERSION");
    notice.set_text_content(Some(&format!(
        "The console has failed and cannot go on (version {version}, {place}). What you typed is still on the page: copy it, then "
    )));
    let _ = link.set_attribute("href", "");
    link.set_text_content(Some("load the page again"));
    let _ = notice.append_child(&link);
    let _ = body.append_child(&notice);
}
