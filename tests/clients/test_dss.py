"""The vendor's DSS client for users, groups, the own user, who am I, tickets, and acting as somebody else."""

import json

import pytest
from dataikuapi import DSSClient
from dataikuapi.utils import DataikuException


@pytest.fixture()
def nadia(client):
    """A user in a group."""
    client.create_group("logistics", "Dispatch and delivery")
    return client.create_user("nadia.k@example.org", "evening shift", "Nadia K.", groups=["logistics"], email="n@x.org")


def test_groups(client):
    group = client.create_group("night shift é", "Dispatch", "LDAP")
    definition = group.get_definition()
    assert (definition["description"], definition["sourceType"], definition["admin"]) == ("Dispatch", "LDAP", False)
    definition["mayCreateProjects"] = True
    assert group.set_definition(definition)["msg"] == "Edited group night shift é"
    assert client.get_group("night shift é").get_definition()["mayCreateProjects"] is True
    assert [one["name"] for one in client.list_groups()] == ["administrators", "night shift é"]
    assert [one.name for one in client.list_groups_info()] == ["administrators", "night shift é"]
    group.delete()
    with pytest.raises(DataikuException, match="NotFoundException"):
        group.get_definition()


def test_users(client, nadia):
    assert [one["login"] for one in client.list_users()] == ["admin", "nadia.k@example.org"]
    assert "secrets" in client.list_users(include_settings=True)[1]
    assert [one.login for one in client.list_users(as_objects=True)] == ["admin", "nadia.k@example.org"]
    settings = nadia.get_settings()
    assert settings.creation_date is not None
    assert settings.get_raw()["userProfile"] == "DATA_SCIENTIST"
    assert settings.preferences.daily_digests_emails is True
    settings.preferences.ui_language = "fr"
    settings.admin_properties["cost_center"] = "R-204"
    settings.user_properties["shift"] = "evening"
    settings.add_secret("carrier_token", "hush")
    settings.set_basic_connection_credential("warehouse_pg", "nadia", "hush")
    settings.set_basic_plugin_credential("geo-é", "account", "main", "login", "nadia", "hush")
    settings.set_oauth2_plugin_credential("geo", "account", "main", "token", "hush")
    settings.save()
    again = nadia.get_settings()
    assert "hush" not in json.dumps(again.get_raw())
    assert again.preferences.ui_language == "fr"
    assert set(again.get_raw()["credentials"]) == set(settings.get_raw()["credentials"])
    again.remove_connection_credential("warehouse_pg")
    again.remove_plugin_credential("geo-é", "account", "main", "login")
    again.remove_secret("carrier_token")
    again.enabled = False
    again.save()
    raw = nadia.get_settings().get_raw()
    assert (raw["enabled"], raw["secrets"], list(raw["credentials"])) == (
        False, [], ['"PLUGIN", "geo", "account", "main", "token"'],
    )
    definition = nadia.get_definition()
    definition["displayName"] = "Nadia Kaur"
    assert nadia.set_definition(definition) == {"msg": "Edited user nadia.k@example.org"}
    assert nadia.get_info().display_name == "Nadia Kaur"
    assert [one.enabled for one in client.list_users_info()] == [True, False]
    nadia.delete()
    with pytest.raises(DataikuException, match="NotFoundException"):
        nadia.get_settings()
    with pytest.raises(DataikuException, match="own account"):
        client.get_user("admin").delete()
    with pytest.raises(DataikuException, match="no enabled administrator"):
        client.get_user("admin").delete(allow_self_deletion=True)


def test_bulk(client):
    made = client.create_users([
        {"login": "a", "password": "long enough"},
        {"login": "b", "password": "short"},
        {"login": "c", "password": "long enough", "groups": ["nowhere"]},
        {"login": "d", "sourceType": "LDAP"},
    ])
    assert [(one["login"], one["status"]) for one in made] == [
        ("a", "SUCCESS"), ("b", "FAILURE"), ("c", "FAILURE"), ("d", "SUCCESS"),
    ]
    assert "nowhere" in made[2]["error"] and made[0]["error"] == ""
    edited = client.edit_users([{"login": "a", "email": "a@x.org"}, {"login": "z"}])
    assert [one["status"] for one in edited] == ["SUCCESS", "FAILURE"]
    assert client.get_user("a").get_info().email == "a@x.org"
    whole = client.list_users(include_settings=True)
    assert {one["status"] for one in client.edit_users(whole)} == {"SUCCESS"}
    assert client.list_users(include_settings=True) == whole
    gone = client.delete_users(["a", "d", "admin"])
    assert [one["status"] for one in gone] == ["SUCCESS", "SUCCESS", "FAILURE"]
    assert client.delete_users(["admin"], allow_self_deletion=True)[0]["status"] == "FAILURE"


def test_activity(client, nadia):
    activity = nadia.get_activity()
    assert activity.last_successful_login is None and activity.last_failed_login is None
    by_login = {one.login: one for one in client.list_users_activity()}
    assert by_login["admin"].last_successful_login is not None
    assert by_login["admin"].last_session_activity is not None
    assert len(client.list_users_activity(enabled_users_only=True)) == 2
    assert client.list_expired_trial_users() == []


def test_own_user(client, host, nadia):
    key = client.create_personal_api_key_for_user(nadia.login, as_type="dict")["key"]
    own = DSSClient(host, key)
    settings = own.get_own_user().get_settings()
    assert "adminProperties" not in settings.get_raw()
    settings.user_properties["shift"] = "night"
    settings.add_secret("b/% é", "hush")
    settings.save()
    assert own.get_auth_info(with_secrets=True)["secrets"] == [{"key": "b/% é", "value": "hush"}]
    assert "secrets" not in own.get_auth_info()
    settings = own.get_own_user().get_settings()
    settings.get_raw()["groups"] = ["administrators"]
    with pytest.raises(DataikuException, match="groups"):
        settings.save()
    for refused in [own.list_users, own.list_groups, own.list_users_activity, nadia_as(own, nadia.login)]:
        with pytest.raises(DataikuException, match="SecurityException"):
            refused()


def nadia_as(client, login):
    """Acting as somebody, which only an administrator may."""
    return client.get_user(login).get_client_as().get_auth_info


def test_acting_as(client, host, session, nadia):
    ticket = client.get_ticket()
    admins = [client, DSSClient(host, internal_ticket=ticket), DSSClient(host, jwt_bearer_token=session)]
    settings = nadia.get_settings()
    settings.add_secret("carrier_token", "hush")
    settings.save()
    for admin in admins:
        acting = admin.get_user(nadia.login).get_client_as()
        info = acting.get_auth_info(with_secrets=True)
        assert (info["authIdentifier"], info["groups"]) == (nadia.login, ["logistics"])
        assert info["realUserLogin"] == "admin" and "secrets" not in info
        with pytest.raises(DataikuException, match="SecurityException"):
            acting.list_users()
    with pytest.raises(DataikuException, match="no such user"):
        client.get_user("nobody").get_client_as().get_auth_info()


def test_browser_headers(client, host, session):
    headers = {"Authorization": f"Bearer {session}", "User-Agent": "a browser", "Cookie": "a=b"}
    assert client.get_auth_info_from_browser_headers(headers)["authIdentifier"] == "admin"
    ticket = client.get_ticket_from_browser_headers(headers)
    assert DSSClient(host, internal_ticket=ticket).get_auth_info()["authIdentifier"] == "admin"
    with pytest.raises(DataikuException):
        client.get_auth_info_from_browser_headers({"Cookie": "a=b"})
