"""The vendor's DSS client for API keys, projects' permissions, connections, logs, variables and the instance."""

import json
import urllib.parse
import urllib.request

import pytest
from dataikuapi import DSSClient
from dataikuapi.utils import DataikuException


def asked(url, body=None, token=None, form=False):
    """One request by hand: the client does not know the session."""
    data = urllib.parse.urlencode(body).encode() if form else json.dumps(body).encode() if body is not None else None
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    if data and not form:
        headers["Content-Type"] = "application/json"
    with urllib.request.urlopen(urllib.request.Request(url, data=data, headers=headers), timeout=30) as answer:
        return answer.read().decode()


@pytest.fixture()
def client(node):
    """The administrator, by a personal key of its own."""
    login = {"username": "admin", "password": "correct horse"}
    token = asked(f"{node.root}/automation/v2/login", login, form=True)
    made = asked(f"{node.root}/dss/dip/publicapi/personal-api-keys/", {"label": "tests"}, token)
    return DSSClient(f"{node.root}/dss", json.loads(made)["key"])


def test_personal_keys(client):
    made = client.create_personal_api_key(label="laptop", description="at home", as_type="dict")
    assert made["key"] and made["user"] == "admin"
    key = client.get_personal_api_key(made["id"])
    definition = key.get_definition()
    assert (definition["label"], definition["description"], definition["createdBy"]) == ("laptop", "at home", "admin")
    definition["label"] = "desk"
    key.set_definition(definition)
    assert key.get_definition()["label"] == "desk"
    assert {one["label"] for one in client.list_personal_api_keys()} == {"tests", "desk"}
    assert len(client.list_all_personal_api_keys()) == 2
    other = client.create_personal_api_key_for_user("admin", "given", "", as_type="dict")
    assert other["key"] != made["key"]
    key.delete()
    with pytest.raises(DataikuException):
        key.get_definition()


def test_global_keys(client):
    by_right = client.create_global_api_key(label="audit", description="reads", admin=True)
    by_group = client.create_global_api_key_with_groups(label="group", description="", groups=["administrators"])
    assert by_right.key and by_group.key
    definition = client.get_global_api_key_by_id(by_right.id_).get_definition()
    assert definition["globalPermissions"]["admin"] is True
    definition["label"] = "audit 2"
    definition["expiry"] = 30
    client.get_global_api_key_by_id(by_right.id_).set_definition(definition)
    again = client.get_global_api_key_by_id(by_right.id_).get_definition()
    assert again["label"] == "audit 2" and again["expiresOn"] > again["createdOn"]
    assert {one["label"] for one in client.list_global_api_keys()} == {"audit 2", "group"}
    by_right.delete()
    assert len(client.list_global_api_keys()) == 1


def test_instance(client):
    assert client.get_instance_info().node_type == "DESIGN"
    assert isinstance(client.get_licensing_status(), dict)
    variables = client.get_global_variables()
    variables["region"] = "eu"
    variables.save()
    assert client.get_global_variables() == {"region": "eu"}
    client.log_custom_audit("review", {"ticket": 7})
    names = client.list_logs()
    assert len(names) == 1 and "review" in client.get_log(names[0])
    assert set(client.get_authorization_matrix().raw) == {"perUser", "perGroup"}


def test_lists(client):
    assert client.list_projects() == []
    assert client.list_connections_names("all") == []
    assert client.list_connections() == {}
    assert client.list_plugins() == []
