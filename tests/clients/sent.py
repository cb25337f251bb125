"""What scripts send, read back in one form: from `requests`, from httpx, and from what curl was called with."""

import base64
import json
from urllib.parse import parse_qsl, unquote, urlsplit

from requests.structures import CaseInsensitiveDict

FAKE_CURL = """#!/bin/sh
for word in "$@"; do if [ "$word" = @- ]; then cat; else printf '%s' "$word"; fi; printf '\\0'; done >> "$SENT"
printf '\\n\\0' >> "$SENT"
"""
# Ends of calls to which DSS answers with a list, as its client wants one.
LISTS = (
    "/users", "/users/", "/bulk", "-activity", "-expired-users", "/groups", "/groups/", "-api-keys/", "/projects/",
    "/datasets/", "/get-names", "/plugins/", "/logs/",
)
# Headers that belong to the calls themselves.
HEADERS = ("x-projects-role", "igz-project-deletion-strategy")


def address(url):
    """An address without its encoding."""
    parts = urlsplit(url)
    path = [unquote(part, errors="strict") for part in parts.path.split("/")]
    return parts.netloc, path, parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))


def said(value, url=""):
    """A body without the members that say nothing: Dataiku's client writes those as null. The control plane has none."""
    if not isinstance(value, dict) or "/control-plane" in url:
        return value
    members = {name: said(one) for name, one in value.items()}
    return {name: one for name, one in members.items() if one is not None and one != {}}


def own(headers):
    """The headers that belong to a call itself."""
    return {name: headers[name] for name in HEADERS if name in headers}


def basic(key):
    """The header of an admin key."""
    return "Basic " + base64.b64encode(f"{key}:".encode()).decode()


def cookie(key):
    """The cookie of an access key: contract/iguazio-control-plane.md §2.2."""
    return f'session=j:{{"sid": "{key}"}}'


def actor(headers):
    """In whose name a call is made. Python sends a text as Latin-1, so that one must be ASCII; the console sends UTF-8."""
    name = headers.get("X-DKU-ProxyUser")
    return name.decode() if isinstance(name, bytes) else name and name.encode("ascii").decode()


def answered(request):
    """What the vendor's clients read without complaint."""
    path = urlsplit(request.url).path
    if path.startswith("/control-plane"):
        return b"no JSON"
    if "/dss/" in path and path.endswith("/admin/connections/"):
        return b"{}"
    if "/dss/" in path and path.endswith(LISTS) and (request.method == "GET" or path.endswith("/bulk")):
        return b"[]"
    return b'{"generations": [], "results": [{}], "id": "i", "key": "k", "ticket": "t", "msg": "m"}'


def read_curl(words):
    """What curl was called with, and the login."""
    flags = {"--fail-with-body", "--silent", "--show-error"}
    words = [word for word in words if word not in flags]
    url = words.pop()
    options = list(zip(words[::2], words[1::2]))
    one = dict(options)
    headers = CaseInsensitiveDict(value.split(": ", 1) for name, value in options if name == "--header")
    body = json.loads(one["--data"]) if "--data" in one else None
    kinds = {"--data": "application/json", "--upload-file": "application/zip"}
    assert headers.get("Content-Type") == next((kind for name, kind in kinds.items() if name in one), None)
    assert one.get("--upload-file", "a b.zip") == "a b.zip"
    login = basic(one["--user"][:-1]) if "--user" in one else headers.get("Authorization", one.get("--cookie"))
    assert "--user" not in one or one["--user"].endswith(":")
    method, actor = one.get("--request", "GET"), headers.get("X-DKU-ProxyUser")
    return (method, address(url), said(body, url), own(headers), actor), login
