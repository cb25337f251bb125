"""Starts the sandbox that the environment variable PILOTHOUSE_SANDBOX names, on a free port, with a folder of its own."""

import os
import subprocess
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager
from types import SimpleNamespace

import igz_mgmt
import pytest
from dataikuapi import APINodeAdminClient, APINodeClient, DSSClient

import driven

KEY = "the-vendors-client"
PASSWORD = "correct horse"


driven.watch()


def pytest_collection_modifyitems(items):
    """What looks back at all the others comes last."""
    items.sort(key=lambda item: item.path.name == "test_control_calls.py")


@pytest.fixture(scope="session")
def program():
    """The sandbox's program."""
    path = os.environ.get("PILOTHOUSE_SANDBOX")
    if not path:
        pytest.fail("set PILOTHOUSE_SANDBOX to the built pilothouse-sandbox")
    return path


@contextmanager
def running(program, folder, *more):
    """A node that runs: its base addresses for clients, and its folders."""
    data = folder / "data"
    command = [program, "serve", "--listen", "127.0.0.1:0", "--data", str(data), "--load-ms", "0", "--job-ms", "0"]
    command += ["--admin-password", PASSWORD, "--admin-key", KEY, *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        first = server.stdout.readline().strip()
        prefix = "listening on "
        assert first.startswith(prefix), first
        yield SimpleNamespace(
            root=first[len(prefix):],
            uri=first[len(prefix):] + "/apinode",
            packages=data / "packages",
            program=program,
        )
        server.terminate()
        assert server.wait(timeout=30) == 0


@pytest.fixture()
def node(program, tmp_path):
    """A running, empty node."""
    with running(program, tmp_path) as node:
        yield node


@pytest.fixture()
def demo(program, tmp_path):
    """A running node with the demo data."""
    with running(program, tmp_path, "--demo") as node:
        yield node


def signed_in(node):
    """The administrator's session token, which no vendor's client asks for."""
    form = urllib.parse.urlencode({"username": "admin", "password": PASSWORD}).encode()
    with urllib.request.urlopen(f"{node.root}/automation/v2/login", data=form, timeout=30) as answer:
        return answer.read().decode()


def administrator(node):
    """The vendor's DSS client of the administrator, by a personal key."""
    by_token = DSSClient(f"{node.root}/dss", jwt_bearer_token=signed_in(node))
    return DSSClient(f"{node.root}/dss", by_token.create_personal_api_key(label="tests", as_type="dict")["key"])


@pytest.fixture()
def host(node):
    """Where the vendor's DSS client finds the empty node."""
    return f"{node.root}/dss"


@pytest.fixture()
def session(node):
    """The administrator's session on the empty node."""
    return signed_in(node)


@pytest.fixture()
def client(node):
    """The administrator of the empty node."""
    return administrator(node)


@pytest.fixture()
def demo_client(demo):
    """The administrator of the node with the demo data."""
    return administrator(demo)


@pytest.fixture()
def admin(node):
    """The vendor's admin client."""
    return APINodeAdminClient(node.uri, KEY)


@pytest.fixture()
def package(node):
    """Writes an example package into the drop folder and gives its path."""

    def write(service, generation, *more):
        path = node.packages / f"{service}-{generation}.zip"
        command = [node.program, "package", "--service", service, "--generation", generation]
        subprocess.run([*command, "--out", str(path), "--regression", "cost", *more], check=True)
        return str(path)

    return write


@pytest.fixture()
def answering(node, admin, package):
    """A service with two generations, all traffic on the first; gives its admin handle and its prediction client."""
    admin.create_service("parcel-eta")
    service = admin.service("parcel-eta")
    service.import_generation_from_archive(package("parcel-eta", "winter-1"))
    service.import_generation_from_archive(package("parcel-eta", "winter-2", "--shift", "5"))
    service.switch_to_single_generation("winter-1")
    return SimpleNamespace(admin=service, client=APINodeClient(node.uri, "parcel-eta"))


@pytest.fixture()
def quick(monkeypatch):
    """The waits of the control plane's client are made for minutes: a hundredth of them, and an end to all."""
    wait, end = time.sleep, time.monotonic() + 60

    def shorter(seconds):
        assert time.monotonic() < end, "the client has waited for a minute"
        wait(seconds / 100)

    monkeypatch.setattr(time, "sleep", shorter)


def place_of_control(node):
    """Where the control plane's client finds it."""
    return f"{node.root}/control-plane"


def administrator_of_control(node):
    """The control plane's client of the administrator, by a password."""
    client = igz_mgmt.Client(endpoint=place_of_control(node), username="admin", password=PASSWORD)
    client.login()
    return client


@pytest.fixture()
def control(node, quick):
    """The administrator of the control plane, which is empty."""
    client = administrator_of_control(node)
    yield client
    client.close()


@pytest.fixture()
def control_demo(demo, quick):
    """The administrator of the control plane with the demo data."""
    client = administrator_of_control(demo)
    yield client
    client.close()
