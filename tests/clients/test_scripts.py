"""Scripts that the console writes: they run as they are, do what they say, and send what they should and no more.

The environment variable PILOTHOUSE_SCRIPT names the program that writes them: crates/wire/examples/script.
"""

import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

import httpx
import pytest
import requests
from dataikuapi.dss.admin import DSSOwnUserSettings
from igz_mgmt import AccessKey, Group, Project, User

from conftest import KEY
from sent import FAKE_CURL, actor, address, answered, basic, cookie, own, read_curl, said

HOSTILE = "it's \"$(touch pwned)\" `touch pwned` é?#%41&;{}\u202e"
ROOT = "http://localhost:1"
ENVIRONMENT = {
    "API_NODE_KEY": KEY,
    "API_NODE_KEY_2": "the other node's",
    "SESSION_TOKEN": "a.b.c",
    "SERVICE_KEY": "of the service",
    "SERVICE_KEY_2": "not used",
    "DELETED_KEY": "first",
    "DELETED_KEY_2": "second",
    "DSS_API_KEY": "of DSS",
    "DSS_API_KEY_2": "of DSS, by the other path",
    "ACCESS_KEY": "k-1",
    "ACCESS_KEY_2": "k-2",
    "KNOWN_KEY": "third",
    "KNOWN_KEY_2": "fourth",
    "DELETED_KEY_3": "fifth",
    "DELETED_KEY_4": "sixth",
}
# What the control plane's client asks before anything else: contract/iguazio-control-plane.md §10.
OPENING = [
    ("GET", "/api/tunnel/igz0.version.0/external_versions/igz0"),
    ("POST", "/api/sessions/verifications/planes/any/internal"),
]


@pytest.fixture(scope="session")
def written():
    """Writes a script."""
    program = os.environ.get("PILOTHOUSE_SCRIPT")
    if not program:
        pytest.fail("set PILOTHOUSE_SCRIPT to the built example `script` of crates/wire")

    def write(*words):
        return subprocess.run([program, *words], check=True, capture_output=True).stdout.decode()

    return write


def run(language, script, folder, environment):
    """Runs a script in a folder of its own, and answers what it printed."""
    program = [sys.executable, "script"] if language == "python" else ["sh", "script"]
    (folder / "script").write_bytes(script.encode())
    done = subprocess.run(
        program, cwd=folder, env={"PATH": os.environ["PATH"], **environment}, capture_output=True, text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (folder / "pwned").exists()
    return done.stdout


@pytest.mark.parametrize("language", ["python", "curl"])
def test_a_script_does_what_it_says(language, node, admin, control, package, written, tmp_path):
    by_secret, by_id = admin.auth().add_key(label="by secret"), admin.auth().add_key(label="by id")
    source = tmp_path / "source.zip"
    os.rename(package("scripted", "winter-1"), source)
    login = requests.post(node.root + "/automation/v2/login", {"username": "admin", "password": "correct horse"})
    there = str(node.packages / "scripted.zip")
    printed = run(language, written(language, "effects", node.root, there, by_id["id"]), tmp_path, {
        "API_NODE_KEY": KEY,
        "SESSION_TOKEN": login.text,
        "DELETED_KEY": by_secret["key"],
        "PACKAGE_FILE": str(source),
        "ACCESS_KEY": AccessKey.create(control).id,
        "SECRET": "s3cret's \\ \"one\"",
    })

    services = {one["serviceId"]: one["enabled"] for one in admin.list_services()}
    assert services == {"scripted": True, HOSTILE: True}
    assert Path(there).read_bytes() == source.read_bytes()
    generation, = admin.service("scripted").list_generations()
    assert (generation["generationId"], generation["mapped"], generation["mounted"]) == ("winter-1", 1, True)
    labels = [one["label"] for one in admin.auth().list_keys()]
    assert any(one and one.startswith("it's\\\n\"'''\r# \u2028日本 😀") for one in labels)
    assert "by secret" not in labels and "by id" not in labels
    assert admin.import_code_env_in_cache("/envs/a", "python")["added"] is True
    assert admin.import_model_archive_in_cache("/models/m.zip")["added"] is True
    endpoints = admin.get_metrics()["sandbox"]["services"]["scripted"]["endpoints"]
    assert endpoints["cost"]["generations"]["winter-1"]["queries"] == 3
    assert "18" in printed and "winter-1" in printed
    words = "it's\\\n\"'''\r# \u2028日本 😀"
    assert User.get_by_username(control, "scripted").first_name.startswith(words)
    assert Group.get_by_name(control, "scripted").description.startswith(words)
    assert Project.get_by_name(control, "scripted").description.startswith(words)
    control.login(username="scripted", password="s3cret's \\ \"one\"")


@pytest.mark.parametrize("language", ["python", "curl"])
def test_a_script_stops_where_a_call_fails(language, node, admin, control, written, tmp_path):
    script = written(language, "effects", node.root, "/nowhere.zip", "no-such-key")
    (tmp_path / "script").write_bytes(script.encode())
    program = [sys.executable, "script"] if language == "python" else ["sh", "script"]
    environment = {"PATH": os.environ["PATH"], **ENVIRONMENT, "PACKAGE_FILE": "script"}
    environment["ACCESS_KEY"] = AccessKey.create(control).id
    done = subprocess.run(program, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode != 0
    # The token is none, so that it stops at the second call and nothing is created.
    assert admin.list_services() == []


@pytest.mark.parametrize("name", ["API_NODE_KEY", "DELETED_KEY", "SESSION_TOKEN", "PACKAGE_FILE"])
def test_the_shell_script_asks_for_what_it_needs_before_the_first_call(name, written, tmp_path):
    (tmp_path / "script").write_bytes(written("curl", "effects", ROOT, "/x.zip", "id").encode())
    environment = {"PATH": os.environ["PATH"], **ENVIRONMENT, "PACKAGE_FILE": "script"}
    del environment[name]
    done = subprocess.run(["sh", "script"], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode != 0
    assert f"{name}: is not set" in done.stderr
    assert done.stdout == ""


@pytest.fixture()
def calls(written):
    """Every call of the contracts but the sign-in, as the JSON that is written of them says."""
    return [one for one in json.loads(written("json", "every", ROOT)) if one["name"] != "login"]


@pytest.fixture()
def secrets(calls):
    """A value for each secret that stands in a body, by the variable that a script asks for."""
    def name(n):
        return "SECRET" if n == 1 else f"SECRET_{n}"

    places = [place for one in calls for place in one.get("hidden", [])]
    assert len(places) > 40
    return {
        name(n): str(4000 + n) if place.endswith("/pin") else f"{n} it's \"$(touch pwned)\" `x` \\ \\n\n\t\x01\x7f é日😀%s&\n"
        for n, place in enumerate(places, 1)
    }


def put(body, place, secret):
    """Puts a secret where a JSON pointer (RFC 6901) leads to."""
    *way, last = [step.replace("~1", "/").replace("~0", "~") for step in place.split("/")[1:]]
    for step in way:
        body = body[int(step)] if isinstance(body, list) else body[step]
    assert body[last := int(last) if isinstance(body, list) else last] == "******"
    body[last] = int(secret) if last == "pin" else secret


@pytest.fixture()
def expected(calls, secrets):
    """Method, address, body with its secrets, headers of its own, and in whose name."""
    keys, secrets = iter(["first", "second", "third", "fourth", "fifth", "sixth"]), iter(secrets.values())
    for one in calls:
        if "******" in one["url"]:
            one["url"] = one["url"].replace("******", next(keys))
        for place in one.get("hidden", []):
            put(one["body"], place, next(secrets))
    return [
        (
            one["method"], address(one["url"]), said(one.get("body"), one["url"]), one.get("headers", {}),
            one.get("actingAs"),
        )
        for one in calls
    ]


def logins(calls):
    """The calls by place: who is let in there, and how."""
    return {(address[0] + "/" + address[1][1], login) for (_, address, *_), login in calls}


ALLOWED = {
    ("localhost:1/apinode", basic(KEY)),
    ("localhost:1/apinode", basic("of the service")),
    ("localhost:1/apinode", "Bearer a.b.c"),
    ("localhost:1/apinode", None),
    ("localhost:1/apinode-2", basic("the other node's")),
    ("localhost:1/packages", "Bearer a.b.c"),
    ("localhost:1/automation", "Bearer a.b.c"),
    ("localhost:1/dss", basic("of DSS")),
    ("localhost:1/dss", basic("of DSS, by the other path")),
    ("localhost:1/dss", "Bearer a.b.c"),
    ("localhost:1/dss", None),
    ("localhost:1/control-plane", cookie("k-1")),
    ("localhost:1/control-plane", "Bearer a.b.c"),
    ("localhost:1/control-plane", None),
    ("localhost:1/control-plane-2", cookie("k-2")),
}


@pytest.fixture()
def sent(monkeypatch):
    """What the vendors' clients and `requests` send, with the login; nothing leaves."""
    sent = []

    def note(method, url, body, headers):
        body = json.loads(body) if body else None
        call = (method, address(url), said(body, url), own(headers), actor(headers))
        sent.append((call, headers.get("Authorization") or headers.get("Cookie")))

    def send(_, request, **__):
        body = request.body.read() if hasattr(request.body, "read") else request.body
        is_file = request.url.endswith(".zip") and request.method == "PUT"
        assert not is_file or (body, request.headers["Content-Type"]) == (b"the package", "application/zip")
        note(request.method, request.url, None if is_file else body, request.headers)
        answer = requests.Response()
        answer.status_code = 200
        answer._content = answered(request)
        return answer

    def send_by_httpx(_, request, **__):
        note(request.method, str(request.url), request.read(), request.headers)
        # What reads no JSON gets none.
        if request.method in {"PUT", "DELETE"}:
            return httpx.Response(204, request=request)
        answer = {"data": {"attributes": {"external": "3.5.5"}}, "meta": {"ctx": "1"}}
        return httpx.Response(200, json=answer, request=request)

    monkeypatch.setattr(requests.Session, "send", send)
    monkeypatch.setattr(httpx.Client, "send", send_by_httpx)
    return sent


def test_the_python_script_sends_every_call_as_the_console_does(
    written, expected, secrets, sent, tmp_path, monkeypatch
):
    (tmp_path / "package").write_bytes(b"the package")
    for name, value in {**ENVIRONMENT, **secrets, "PACKAGE_FILE": str(tmp_path / "package")}.items():
        monkeypatch.setenv(name, value)
    script = compile(written("python", "every", ROOT), "script", "exec")
    with warnings.catch_warnings():
        # No method that the vendor wants to take away.
        warnings.simplefilter("error", DeprecationWarning)
        exec(script, {})
    opening = [
        (method, address(f"{ROOT}/{place}{path}"), None, {}, None)
        for place in ["control-plane", "control-plane-2"]
        for method, path in OPENING
    ]
    assert [call for call, _ in sent] == opening + expected
    assert logins(sent) == ALLOWED


def test_the_shell_script_sends_every_call_as_the_console_does(written, expected, secrets, tmp_path):
    (tmp_path / "curl").write_text(FAKE_CURL)
    (tmp_path / "curl").chmod(0o755)
    sent = tmp_path / "sent"
    environment = {**ENVIRONMENT, **secrets, "PATH": f"{tmp_path}:{os.environ['PATH']}", "SENT": str(sent)}
    environment["PACKAGE_FILE"] = "a b.zip"
    run("curl", written("curl", "every", ROOT), tmp_path, environment)
    calls = [read_curl(call.split("\0")[:-1]) for call in sent.read_bytes().decode().split("\n\0")[:-1]]
    assert [call for call, _ in calls] == expected
    assert logins(calls) == ALLOWED


@pytest.mark.parametrize("names", [
    ("geo-tools", "geo-account", "main", "login"),
    ("é日本", "😀 \u202e", "a/b, c", "quote \" back \\ slash"),
    ("", "\t\n\x01\x7f", "~!", "<&>'"),
])
def test_the_name_of_a_credential_is_what_the_vendors_client_makes(names, written):
    settings = DSSOwnUserSettings(None, {"credentials": {}})
    settings.set_basic_plugin_credential(*names, "nadia", "x")
    assert written("plugin-key", *names) == list(settings.get_raw()["credentials"])[0]
