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

    /// Looked for in the text: an answer may be long, and this is asked for with every call.
    fn ctx(&self) -> Option<&str> {
        let (_, rest) = self.body.rsplit_once("\"ctx\"")?;
        let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        let (ctx, _) = rest.split_once('"')?;
        (!ctx.is_empty() && ctx.bytes().all(|byte| byte.is_ascii_digit())).then_some(ctx)
    }

    /// Seconds to wait before another try, where the server says so.
    pub fn retry_after(&self) -> Option<u32> {
        let names = ["retry-after", "x-ratelimit-reset", "ratelimit-reset", "x-rate-limit-reset"];
        names.iter().find_map(|name| self.header(name)?.trim().parse().ok())
    }
}
