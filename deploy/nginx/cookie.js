// The cookie of a control plane's session, on its way to the browser (control-plane.template). It is written anew, for a server
// names the whole of its host, and perhaps a domain: here it goes to this control plane alone, and no script reads it.

/** The session's name: contract/iguazio-control-plane.md §2.1. No other cookie passes. */
const SESSION = /^\s*session\s*=/;

/** How long it lives is the server's to say, and nothing else. */
const LIFE = /^(?:max-age|expires)\s*=/i;

/**
 * Whether the browser came over TLS: to this server, or to one in front of it that says so, or by the page that asks. Whoever says it
 * falsely gets a cookie that is kept from plain HTTP.
 */
function overTls(r) {
  const said = [r.variables.scheme, r.headersIn["X-Forwarded-Proto"], r.headersIn.Origin];
  return said.some((words) => /^https\b/i.test(words || ""));
}

function confined(line, place) {
  const parts = line.split(";").map((part) => part.trim());
  return parts.slice(0, 1).concat(parts.slice(1).filter((part) => LIFE.test(part)), place).join("; ");
}

/** Lets the session's cookie through, for this control plane's own path. */
function confine(r) {
  const place = [`Path=${r.variables.pilothouse_cookie_path}`, "HttpOnly", "SameSite=Strict"].concat(overTls(r) ? ["Secure"] : []);
  const lines = r.headersOut["Set-Cookie"] || [];
  r.headersOut["Set-Cookie"] = lines.filter((line) => SESSION.test(line)).map((line) => confined(line, place));
}

export default { confine };
