//! Headers of the console's files, and the security headers of every answer.

/// Sent with every answer, errors included. `'wasm-unsafe-eval'` is what a browser needs to start the console's module.
/// The last two (Trusted Types) let no string become markup or a script but by the policy that `boot.js` makes, and nobody
/// make another one. `deploy/nginx/headers.conf` has the same list; a test compares the two.
pub const SECURITY: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; \
         connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types pilothouse",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// The content type by a file's ending.
pub(super) fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        Some(_) | None => "application/octet-stream",
    }
}

/// A name that ends with a hash never changes its content, so it may be kept for a year. The `_bg.wasm` of a debug build
/// does not end with one.
pub(super) fn caching(name: &str) -> &'static str {
    if has_hash(name) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

fn has_hash(name: &str) -> bool {
    let stem = name.rsplit('/').next().unwrap_or(name);
    let stem = stem.split('.').next().unwrap_or(stem);
    let hash = stem.rsplit_once('-').map(|(_, hash)| hash).unwrap_or_default();
    hash.len() >= 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::caching;

    #[test]
    fn only_hashed_names_are_kept() {
        for name in ["pilothouse-2f3a4b5c6d7e8f90.js", "base-2f3a4b5c6d7e8f90.css", "later-2f3a4b5c6d7e8f90.wasm"] {
            assert!(caching(name).contains("immutable"), "{name}");
        }
        for name in ["index.html", "config.json", "pilothouse-2f3a4b5c6d7e8f90_bg.wasm", "icons/logo.svg", "a-b.css"] {
            assert_eq!(caching(name), "no-cache", "{name}");
        }
    }
}
