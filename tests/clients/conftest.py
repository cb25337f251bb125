"""Starts the sandbox that the environment variable PILOTHOUSE_SANDBOX names, on a free port, with a folder of its own."""

import os
import subprocess
from types import SimpleNamespace

import pytest
from dataikuapi import APINodeAdminClient, APINodeClient

KEY = "the-vendors-client"


@pytest.fixture(scope="session")
def program():
    """The sandbox's program."""
    path = os.environ.get("PILOTHOUSE_SANDBOX")
    if not path:
        pytest.fail("set PILOTHOUSE_SANDBOX to the built pilothouse-sandbox")
    return path


@pytest.fixture()
def node(program, tmp_path):
    """A running, empty node: its base address for clients, and its folders."""
    data = tmp_path / "data"
    command = [program, "serve", "--listen", "127.0.0.1:0", "--data", str(data), "--load-ms", "0"]
    command += ["--admin-password", "correct horse", "--admin-key", KEY]
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
