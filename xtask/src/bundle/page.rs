//! The page: which wasm it starts with, which one comes later, and the integrity of both.

use super::File;
use crate::failure::Failure;
use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha384};

/// As browsers want it.
pub(super) fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", Base64::encode_string(&Sha384::digest(bytes)))
}

/// The page with a preload of the first part that says all that `boot.js` needs. Browsers ignore, and warn of, integrity
/// on a preload that a script fetches: `boot.js` asks for it instead.
pub(super) fn with_parts(html: &str, first: &File, later: Option<&File>) -> Result<String, Failure> {
    let missing = || Failure::new("The page names no wasm.", "Trunk writes a preload of it into index.html.");
    let (start, end) = preload(html).ok_or_else(missing)?;
    let base = folder(&html[start..end]).ok_or_else(missing)?;
    let later = later.map_or_else(String::new, |later| {
        format!(r#" data-later="{base}{}" data-later-integrity="{}""#, later.name, later.integrity)
    });
    let link = format!(
        r#"<link rel="preload" as="fetch" crossorigin type="application/wasm" href="{base}{}" data-integrity="{}"{later}>"#,
        first.name, first.integrity
    );
    Ok([&html[..start], &link, &html[end..]].concat())
}

/// Where the preload stands. Its attributes come in any order, with or without quotes.
fn preload(html: &str) -> Option<(usize, usize)> {
    html.match_indices("<link").find_map(|(start, _)| {
        let end = start + html[start..].find('>')? + 1;
        let tag = &html[start..end];
        (tag.contains("as=fetch") || tag.contains("as=\"fetch\"")).then_some((start, end))
    })
}

/// The folder of the address that a tag names, as the page is served below `trunk --public-url`.
fn folder(tag: &str) -> Option<&str> {
    let (_, rest) = tag.split_once("href=")?;
    let rest = rest.strip_prefix('"').unwrap_or(rest);
    let address = &rest[..rest.find(['"', ' ', '>'])?];
    Some(&address[..address.rfind('/').map_or(0, |slash| slash + 1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> File {
        File { name: name.to_owned(), integrity: integrity(name.as_bytes()) }
    }

    #[test]
    fn the_preload_is_replaced_whatever_its_form() {
        let forms = [
            r#"<head><link rel=icon href=/i.svg><link rel=preload href=/sub/app_bg.wasm as=fetch integrity=sha384-x></head>"#,
            r#"<head><link rel=icon href=/i.svg><link as="fetch" integrity="sha384-x" href="/sub/app_bg.wasm"></head>"#,
        ];
        for form in forms {
            let page = with_parts(form, &file("a.wasm"), Some(&file("b.wasm"))).unwrap();
            assert!(page.starts_with("<head><link rel=icon href=/i.svg><link rel=\"preload\""), "{page}");
            assert!(page.contains(r#" href="/sub/a.wasm" data-integrity="sha384-"#), "{page}");
            assert!(page.contains(r#" data-later="/sub/b.wasm" data-later-integrity="sha384-"#), "{page}");
            assert!(!page.contains("sha384-x") && page.ends_with("></head>"), "{page}");
        }
    }

    #[test]
    fn a_debug_build_has_one_part_and_a_page_without_wasm_is_refused() {
        let page = with_parts("<link href=./app.wasm as=fetch>", &file("app.wasm"), None).unwrap();
        assert!(page.contains(r#"href="./app.wasm""#) && !page.contains("data-later"), "{page}");
        assert!(with_parts("<link rel=icon href=/i.svg>", &file("a.wasm"), None).is_err());
    }

    #[test]
    fn the_integrity_is_the_known_one() {
        let empty = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(integrity(b""), empty);
    }
}
