//! Turns a request's path into the name of a file in the console's folder, or into nothing.

use percent_encoding::percent_decode_str;

/// The relative name, decoded once: no step up, no hidden file, no separator or control character in a segment.
pub(super) fn inside(path: &str) -> Option<String> {
    let mut parts = Vec::new();
    let trimmed = path.strip_prefix('/')?;
    for segment in trimmed.split('/').filter(|_| !trimmed.is_empty()) {
        let part = percent_decode_str(segment).decode_utf8().ok()?;
        if part.starts_with('.') || part.contains(['/', '\\', ':']) || part.contains(char::is_control) {
            return None;
        }
        parts.push(part.into_owned());
    }
    // A slash at the end, or two together, name no file; a screen may have one at its end.
    Some(parts.join("/"))
}

/// Whether it reads like the address of a screen: the last part has no dot.
pub(super) fn is_screen(relative: &str) -> bool {
    !relative.rsplit('/').next().unwrap_or_default().contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_inside() {
        assert_eq!(inside("/"), Some(String::new()));
        assert_eq!(inside("/icons/a%20b.svg"), Some("icons/a b.svg".into()));
        for bad in ["", "/../x", "/%2e%2e/x", "/a/..%2fx", "/.git/config", "/a%5cb", "/c:/x", "/a%00", "/%ff"] {
            assert_eq!(inside(bad), None, "{bad}");
        }
    }

    #[test]
    fn screens_have_no_dot_at_the_end() {
        for screen in ["", "services", "services/a.b/generations"] {
            assert!(is_screen(screen), "{screen}");
        }
        assert!(!is_screen("missing.js"));
    }
}
