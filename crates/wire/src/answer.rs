//! What came back, before anyone decides what it means.

/// An HTTP answer, read to its end.
#[derive(Debug, Default)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Headers; names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
}

impl Answer {
    /// A header's value by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Whether the status says success.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether this is a web page: a proxy or a portal spoke, not the API.
    pub fn is_html(&self) -> bool {
        let named = self.header("content-type").is_some_and(|t| t.trim_start().starts_with("text/html"));
        let start = self.body.trim_start_matches('\u{feff}').trim_start();
        named || (start.starts_with('<') && !start.starts_with("<?xml"))
    }

    /// The id under which the server's log knows this request: of a header, or the control plane's `meta.ctx`, a number
    /// as text (contract/iguazio-control-plane.md §1, certain), which counts more.
    pub fn request_id(&self) -> Option<&str> {
        let headers = ["x-request-id", "x-trace-id", "x-correlation-id"];
        self.ctx().or_else(|| headers.iter().find_map(|name| self.header(name)))
    }

    /// Looked for in the text, where it stands and nowhere else: an answer may be long, and this is asked for with every
    /// call.
    fn ctx(&self) -> Option<&str> {
        let ctx = member(member(&self.body, "meta")?, "ctx")?.trim_end().strip_prefix('"')?.strip_suffix('"')?;
        (!ctx.is_empty() && ctx.bytes().all(|byte| byte.is_ascii_digit())).then_some(ctx)
    }

    /// Seconds to wait before another try, where the server says so.
    pub fn retry_after(&self) -> Option<u32> {
        let names = ["retry-after", "x-ratelimit-reset", "ratelimit-reset", "x-rate-limit-reset"];
        names.iter().find_map(|name| self.header(name)?.trim().parse().ok())
    }
}

/// The text of an object's member. Nothing of what other members hold is taken for one, whatever it says.
fn member<'a>(object: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = object.trim_start().strip_prefix('{')?.trim_start();
    loop {
        let (key, after) = rest.split_at(string_end(rest)?);
        let value = after.trim_start().strip_prefix(':')?.trim_start();
        let (value, after) = value.split_at(value_end(value)?);
        if key.strip_prefix('"')?.strip_suffix('"') == Some(name) {
            return Some(value);
        }
        rest = after.strip_prefix(',')?.trim_start();
    }
}

/// Bytes of the string in quotes that the text begins with.
fn string_end(text: &str) -> Option<usize> {
    text.strip_prefix('"')?;
    let mut escaped = false;
    for (n, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(n + 1),
            _ => {}
        }
    }
    None
}

/// Bytes of the value that the text begins with, up to what ends it.
fn value_end(text: &str) -> Option<usize> {
    let (mut at, mut depth) = (0, 0_usize);
    loop {
        match text.as_bytes().get(at)? {
            b'"' => at += string_end(&text[at..])? - 1,
            b'{' | b'[' => depth += 1,
            b'}' | b']' | b',' if depth == 0 => return Some(at),
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
}
