"""The vendor's DSS client on a node with demo data: projects' permissions and datasets, plugins, connections, the matrix,
who may do what as somebody else, and lists that are empty on an empty node."""

import pytest
from dataikuapi import DSSClient
from dataikuapi.utils import DataikuException

OWNER, READER, STRANGER = "b.moreau", "k.nowak", "zoë núñez"


@pytest.fixture()
def acting(demo_client):
    """The client in the name of a user of the demo data."""
    return lambda login: demo_client.get_user(login).get_client_as()


def test_projects(demo_client, acting):
    assert demo_client.list_project_keys() == ["DEMAND", "FLEET", "FRAUD", "PARCELS", "PRICES", "SANDPIT"]
    with_location = demo_client.list_projects(include_location=True)
    assert with_location[4] == {"projectKey": "PRICES", "name": "Prices"}
    assert "PRICES" in acting(OWNER).list_project_keys()
    assert len(acting(STRANGER).list_project_keys()) < 6


def test_datasets(demo_client, acting):
    prices = demo_client.get_project("PRICES")
    assert [one.name for one in prices.list_datasets()] == ["elasticity", "offers", "orders"]
    datasets = prices.list_datasets(as_type="objects", include_shared=True)
    assert [(one.project_key, one.name) for one in datasets][0] == ("PRICES", "elasticity")
    assert len(acting(OWNER).get_project("PRICES").list_datasets()) == 3
    with pytest.raises(DataikuException, match="SecurityException"):
        stranger(demo_client).get_project("PRICES").list_datasets()
    with pytest.raises(DataikuException, match="NotFoundException"):
        demo_client.get_project("NOWHERE").list_datasets()


def stranger(client):
    """Somebody who is in no group, so that no project is open to them."""
    client.create_user("stranger", "evening shift")
    return client.get_user("stranger").get_client_as()


def test_permissions(demo_client, acting):
    whole = demo_client.get_project("PRICES").get_permissions()
    assert whole["owner"] == OWNER
    assert {one.get("group", one.get("user")) for one in whole["permissions"]} == {"pricing", "data-science", READER}
    nobody = stranger(demo_client)
    prices = nobody.get_project("PRICES")
    for refused in [prices.get_permissions, lambda: prices.set_permissions(whole)]:
        with pytest.raises(DataikuException, match="SecurityException"):
            refused()
    # The project's own administrator gives somebody the right to read and to administer, as the client's own example does.
    own = acting(OWNER).get_project("PRICES")
    whole = own.get_permissions()
    whole["permissions"].append({"user": "stranger", "readProjectContent": True, "admin": True})
    own.set_permissions(whole)
    assert nobody.list_project_keys() == ["PRICES"]
    assert len(prices.list_datasets()) == 3
    again = prices.get_permissions()
    kept = [one for one in again["permissions"] if one.get("user") == "stranger"]
    assert [name for name, value in kept[0].items() if value is True] == ["admin", "readProjectContent"]
    again["owner"] = "stranger"
    again["permissions"] = []
    prices.set_permissions(again)
    assert demo_client.get_project("PRICES").get_permissions() == {"owner": "stranger", "permissions": []}
    again["permissions"] = [{"group": "no such group", "admin": True}]
    with pytest.raises(DataikuException, match="no such group"):
        prices.set_permissions(again)


def test_permissions_go_back_as_they_came(demo_client):
    for key in demo_client.list_project_keys():
        project = demo_client.get_project(key)
        whole = project.get_permissions()
        project.set_permissions(whole)
        assert project.get_permissions() == whole


def test_a_global_key_on_a_project(demo_client, demo):
    made = demo_client.create_global_api_key("robot")
    robot = DSSClient(f"{demo.root}/dss", made.key)
    assert robot.list_project_keys() == []
    definition = demo_client.get_global_api_key_by_id(made.id_).get_definition()
    definition["projects"] = {"FLEET": {"admin": True}, "DEMAND": {"readProjectContent": True}}
    definition.save()
    assert robot.list_project_keys() == ["DEMAND", "FLEET"]
    fleet = robot.get_project("FLEET")
    fleet.set_permissions(fleet.get_permissions())
    with pytest.raises(DataikuException, match="SecurityException"):
        robot.get_project("DEMAND").get_permissions()


def test_every_key_goes_back_as_it_came(demo_client):
    keys = [one.to_global_api_key() for one in demo_client.list_global_api_keys()]
    assert len(keys) == 7
    for key in keys:
        definition = key.get_definition()
        definition.save()
        assert key.get_definition() == definition
    for one in demo_client.list_all_personal_api_keys():
        key = demo_client.get_personal_api_key(one.id)
        definition = key.get_definition()
        key.set_definition(definition)
        # The key that asks is one of them, so that the moment of its last use goes on.
        assert {**key.get_definition(), "lastUsedOn": 0} == {**definition, "lastUsedOn": 0}


def test_plugins(demo_client, acting):
    assert [one["id"] for one in demo_client.list_plugins()] == ["chat-bridge", "geo-tools", "unit-kit"]
    for client in [demo_client, acting(STRANGER)]:
        settings = client.get_plugin("geo-tools").get_settings()
        presets = settings.get_raw()["presets"]
        assert [(one["name"], one["type"]) for one in presets] == [("main", "geo-account"), ("backup", "geo-account")]
        assert settings.list_parameter_set_names() == []
    with pytest.raises(DataikuException, match="NotFoundException"):
        demo_client.get_plugin("none").get_settings()


def test_connections(demo_client, acting):
    connections = demo_client.list_connections()
    assert {name: (one.name, one.type) for name, one in connections.items()} == {
        "carrier api/v2": ("carrier api/v2", "HTTP"),
        "filesystem_root": ("filesystem_root", "Filesystem"),
        "lake": ("lake", "EC2"),
        "warehouse_pg": ("warehouse_pg", "PostgreSQL"),
    }
    assert connections["warehouse_pg"]["credentialsMode"] == "PER_USER"
    assert [one.name for one in demo_client.list_connections(as_type="objects")] == list(connections)
    other = acting(STRANGER)
    assert other.list_connections_names("all") == sorted(connections)
    assert other.list_connections_names("PostgreSQL") == ["warehouse_pg"]
    assert other.list_connections_names("Oracle") == []
    with pytest.raises(DataikuException, match="SecurityException"):
        other.list_connections()


def test_matrix(demo_client, acting):
    matrix = demo_client.get_authorization_matrix().raw
    users, groups = matrix["perUser"]["users"], matrix["perGroup"]["groups"]
    enabled = [one.login for one in demo_client.list_users_info() if one.enabled]
    assert sorted(users) == sorted(enabled) and len(groups) == 12
    rows = {one["projectKey"]: one["grants"] for one in matrix["perUser"]["projectsGrants"]}
    assert len(rows) == 6 and all(len(row) == len(users) for row in rows.values())
    assert rows["PRICES"][users.index(OWNER)] == ["admin"]
    assert matrix["perUser"]["mayCreateProjects"][users.index("admin")] is True
    assert matrix["perGroup"]["mayCreateProjects"][groups.index("logistics")] is True
    with pytest.raises(DataikuException, match="SecurityException"):
        acting(OWNER).get_authorization_matrix()


def test_people(demo_client):
    assert len(demo_client.list_users()) == 201
    expired = [one["login"] for one in demo_client.list_expired_trial_users()]
    assert len(expired) == 4
    assert len(demo_client.list_groups()) == 12
    everybody = demo_client.list_users_activity()
    assert any(one.last_successful_login is None for one in everybody)
    assert any(one.last_failed_login is not None for one in everybody)
    assert 0 < len(demo_client.list_users_activity(enabled_users_only=True)) < len(everybody) == 201
    settings = demo_client.get_user("m.ito").get_settings()
    assert settings.user_properties["site"] and settings.admin_properties["cost_center"]
    assert settings.creation_date is not None


def test_an_administrator_acts_as_another(demo_client, acting):
    other = acting("m.ito")
    assert other.get_auth_info()["authIdentifier"] == "m.ito"
    other.create_group("made by m.ito")
    assert other.get_user(OWNER).get_info().login == OWNER
    assert len(other.get_global_variables()) == 3
    plain = acting(OWNER)
    for refused in [
        plain.get_global_variables, plain.list_logs, plain.get_licensing_status, plain.list_global_api_keys,
        plain.list_expired_trial_users, plain.list_users_activity, lambda: plain.log_custom_audit("review"),
        lambda: plain.create_group("x"), lambda: plain.create_users([]), lambda: plain.delete_users(["m.ito"]),
    ]:
        with pytest.raises(DataikuException, match="SecurityException"):
            refused()
    assert OWNER in [one.login for one in plain.list_users_info()]
    assert "pricing" in [one.name for one in plain.list_groups_info()]
    assert plain.get_instance_info().node_type == "DESIGN"
    own = plain.get_own_user().get_settings()
    own.add_secret("token", "hush")
    own.set_basic_connection_credential("warehouse_pg", "b", "hush")
    own.save()
    own = plain.get_own_user().get_settings()
    assert [one["name"] for one in own.get_raw()["secrets"]] == ["token"]
    own.remove_secret("token")
    own.remove_connection_credential("warehouse_pg")
    own.save()
    raw = plain.get_own_user().get_settings().get_raw()
    assert (raw["secrets"], raw["credentials"]) == ([], {})


def test_logs(demo_client):
    assert sorted(demo_client.list_logs()) == ["backend.log", "ipython.log"]
    text = demo_client.get_log("backend.log")
    assert len(text.splitlines()) == 4000 and "[ERROR]" in text
