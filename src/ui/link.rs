//! Links. An address that came as data becomes a link only when it is plainly http, https or mailto.

use super::icon::Icon;
use leptos::prelude::*;
use pilothouse_view::view;

/// The address, if a link may lead there. Control characters hide a scheme from a careless check, so any of them refuses.
pub fn safe_href(address: &str) -> Option<&str> {
    let clean = !address.chars().any(|c| c.is_control() || c.is_whitespace());
    let starts = |scheme: &str| address.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    (clean && (starts("https://") || starts("http://") || starts("mailto:"))).then_some(address)
}

/// A link to another site, from data. An address that is not safe is shown as text.
#[component]
pub fn ExternalLink(
    /// The address as it came.
    #[prop(into)]
    href: String,
    /// The words; the address itself when empty.
    #[prop(optional, into)]
    text: String,
) -> AnyView {
    let words = if text.is_empty() { href.clone() } else { text };
    match safe_href(&href) {
        Some(safe) => view! {
            <a href=safe.to_owned() target="_blank" rel="noopener noreferrer">{words}{Icon::Outside.view()}</a>
        }
        .into_any(),
        None => view! { <span>{words}</span> }.into_any(),
    }
}

/// A link of the console itself in a table cell: out of the tab order, since the table opens it with Enter.
#[component]
pub fn CellLink(
    /// A path built by the table of routes.
    #[prop(into)]
    href: String,
    /// The words.
    #[prop(into)]
    text: String,
) -> AnyView {
    view! { <a class="cell-link" tabindex="-1" href=href>{text}</a> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::safe_href;

    #[test]
    fn web_and_mail_addresses_pass() {
        for address in ["https://example.org/a?b#c", "HTTP://example.org", "mailto:someone@example.org"] {
            assert_eq!(safe_href(address), Some(address));
        }
    }

    #[test]
    fn everything_else_is_text() {
        let bad = [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "\tjavascript:alert(1)",
            " https://example.org",
            "data:text/html,x",
            "vbscript:x",
            "//example.org",
            "/path",
            "label | javascript:x",
            "http:evil",
            "https://a\u{0}b",
            "https://a\nb",
            "",
        ];
        for address in bad {
            assert_eq!(safe_href(address), None, "{address:?}");
        }
    }
}
