"""The vendor's DSS client for API keys, logs, variables and the instance."""

import warnings

import pytest
from dataikuapi import DSSClient
from dataikuapi.utils import DataikuException


def test_personal_keys(client):
    made = client.create_personal_api_key(label="laptop", description="at home", as_type="dict")
    assert made["key"] and made["user"] == "admin"
    key = client.get_personal_api_key(made["id"])
    definition = key.get_definition()
    assert (definition["label"], definition["description"], definition["createdBy"]) == ("laptop", "at home", "admin")
    definition["label"] = "desk"
    key.set_definition(definition)
    assert key.get_definition()["label"] == "desk"
    listed = {one.label: one for one in client.list_personal_api_keys()}
    assert set(listed) == {"tests", "desk"}
    assert (listed["desk"].id, listed["desk"].user, listed["desk"].created_by) == (made["id"], "admin", "admin")
    assert listed["desk"].key != made["key"] and listed["desk"].created_on is not None
    assert {one.key for one in client.list_personal_api_keys(as_type="objects")} == {listed["desk"].key}
    assert len(client.list_all_personal_api_keys()) == 2
    key.delete()
    with pytest.raises(DataikuException, match="NotFoundException"):
        key.get_definition()


def test_personal_keys_for_others(client, host):
    client.create_user("nadia", "evening shift")
    made = client.create_personal_api_key_for_user("nadia", "given", "by the administrator", as_type="object")
    nadia = DSSClient(host, made.key)
    assert nadia.get_auth_info()["authIdentifier"] == "nadia"
    assert [(one.label, one.created_by) for one in nadia.list_personal_api_keys()] == [("given", "admin")]
    own = nadia.create_personal_api_key("own", as_type="object")
    assert {one.user for one in client.list_all_personal_api_keys()} == {"admin", "nadia"}
    assert len(client.list_personal_api_keys()) == 1
    for refused in [nadia.list_all_personal_api_keys, lambda: nadia.create_personal_api_key_for_user("admin")]:
        with pytest.raises(DataikuException, match="SecurityException"):
            refused()
    others = client.list_personal_api_keys()[0].to_personal_api_key()
    with pytest.raises(DataikuException, match="NotFoundException"):
        nadia.get_personal_api_key(others.id_).get_definition()
    client.get_personal_api_key(own.id_).delete()
    nadia.get_personal_api_key(made.id_).delete()
    with pytest.raises(DataikuException):
        nadia.get_auth_info()


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


def test_the_definition_of_a_global_key(client, host):
    client.create_user("nadia", "evening shift")
    client.create_group("logistics")
    made = client.create_global_api_key_with_groups("robot", "nightly", groups=["logistics"])
    assert DSSClient(host, made.key).get_auth_info()["authIdentifier"] == made.id_
    definition = client.get_global_api_key_by_id(made.id_).get_definition()
    assert (definition.label, definition.description, definition.groups) == ("robot", "nightly", ["logistics"])
    assert (definition.created_by, definition.expires_on, definition.lifetime) == ("admin", None, None)
    definition.user_for_impersonation = "nadia"
    definition.lifetime = 2
    definition["unscopedDatasets"] = {"DEMAND": ["sales"]}
    definition["plugins"] = [{"id": "geo", "develop": None}]
    definition.save()
    again = client.get_global_api_key_by_id(made.id_).get_definition()
    assert (again.user_for_impersonation, again.lifetime) == ("nadia", 2)
    assert (again.expires_on - again.created_on).days in (1, 2)
    assert (again["unscopedDatasets"], again["plugins"]) == ({"DEMAND": ["sales"]}, [{"id": "geo", "develop": None}])
    again["projects"] = {"NOWHERE": {"admin": True}}
    with pytest.raises(DataikuException, match="NOWHERE"):
        again.save()
    client.get_user("nadia").delete()
    (listed,) = client.list_global_api_keys()
    assert (listed.id, listed.user_for_impersonation, listed.groups) == (made.id_, None, ["logistics"])
    left = listed.to_global_api_key().get_definition()
    left.groups = None
    left.save()
    assert client.get_global_api_key_by_id(made.id_).get_definition().groups is None
    client.list_global_api_keys(as_type="objects")[0].delete()
    assert client.list_global_api_keys() == []
    with pytest.raises(DataikuException):
        DSSClient(host, made.key).get_auth_info()


def test_instance(client):
    info = client.get_instance_info()
    assert info.node_type == "DESIGN" and info.node_id and info.node_name and info.raw["dssVersion"]
    assert isinstance(client.get_licensing_status(), dict) and client.get_licensing_status()
    variables = client.get_global_variables()
    variables["region"] = "eu"
    variables.save()
    assert client.get_global_variables() == {"region": "eu"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        client.set_variables({"other": {"deep": [None, 1.5]}})
        assert client.get_variables() == {"other": {"deep": [None, 1.5]}}
    client.log_custom_audit("review", {"ticket": 7})
    names = client.list_logs()
    assert len(names) == 1 and "review" in client.get_log(names[0])
    client.log_custom_audit("bare")
    assert len(client.get_log(names[0]).splitlines()) == 2
    with pytest.raises(DataikuException, match="NotFoundException"):
        client.get_log("none.log")
    assert set(client.get_authorization_matrix().raw) == {"perUser", "perGroup"}


def test_an_empty_node_has_empty_lists(client):
    assert client.list_projects() == []
    assert client.list_connections_names("all") == []
    assert client.list_connections() == {}
    assert client.list_plugins() == []
