"""The control plane's own client: signing in, keys, users, groups."""

import base64
import warnings

import httpx
import igz_mgmt
import pytest
from igz_mgmt import AccessKey, Group, User
from igz_mgmt.constants import SessionPlanes, TenantManagementRoles
from igz_mgmt.exceptions import ResourceNotFoundException, UserIsInPrimaryGroupError

from conftest import PASSWORD, place_of_control


def refused(call, *arguments, **more):
    """The status with which a call is refused, in the contract's shape."""
    with pytest.raises(httpx.HTTPStatusError) as error:
        call(*arguments, **more)
    answer = error.value.response
    body = answer.json()
    assert body["meta"]["ctx"].isdigit()
    assert all(one["detail"] and one["status"] == answer.status_code for one in body["errors"])
    return answer.status_code


def user(control, name, **more):
    """A new user who can sign in."""
    return User.create(control, name, f"{name}@example.org", "First", "Last", password=PASSWORD, **more)


def signed_in(node, name, password=PASSWORD):
    """Somebody else's client."""
    client = igz_mgmt.Client(endpoint=place_of_control(node))
    client.login(username=name, password=password)
    return client


def by_key(node, key, **more):
    """The client that an access key makes."""
    return igz_mgmt.Client(endpoint=place_of_control(node), access_key=key, **more)


def test_sign_in(node, control):
    assert str(control.version) == "3.5.5"
    assert control.username == "admin" and len(control.tenant_id) == 36
    assert User.self(control).username == "admin"
    control.version = control.version.replace(patch=4)
    assert str(control.version) == "3.5.4"
    assert refused(signed_in, node, "admin", "wrong") == 401
    assert refused(signed_in, node, "nobody") == 401
    stranger = igz_mgmt.Client(endpoint=place_of_control(node))
    assert refused(stranger.list, "user") == 401
    assert refused(by_key, node, "no-key") == 401
    with pytest.raises(ValueError):
        by_key(node, "a", password="b")


def test_a_session_is_opened_by_basic_too(node, control):
    login = base64.b64encode(f"admin:{PASSWORD}".encode()).decode()
    client = igz_mgmt.Client(endpoint=place_of_control(node))
    body = {"data": {"type": "session", "attributes": {"plane": "control", "ttl": 60}}}
    answer = client.request("POST", "sessions", json=body, headers={"Authorization": f"Basic {login}"})
    assert answer["data"]["type"] == "session" and answer["data"]["attributes"]["ttl"] == 60
    assert client.request("GET", "self")["data"]["attributes"]["username"] == "admin"


def test_access_keys(node, control):
    key = AccessKey.create(control, label="ci")
    assert (key.label, sorted(key.planes), key.kind, key.ttl) == ("ci", ["control", "data"], "accessKey", 315360000)
    for client in [by_key(node, key.id), by_key(node, key.id, username="admin"), control.with_access_key(key.id)]:
        assert User.self(client).username == "admin"
    again = AccessKey.get_or_create(control, label="ci")
    assert again.id == key.id
    other = AccessKey.get_or_create(control)
    assert other.label == "for-sdk-mgmt" and other.id != key.id
    data = AccessKey.create(control, planes=[SessionPlanes.data], label="of data")
    assert data.planes == ["data"]
    assert refused(by_key, node, data.id) == 401
    # A key is shown in full when it is made, and to its owner who asks for it; in lists never.
    listed = AccessKey.list(control, filter_by={"label": "ci"})
    assert [one.label for one in listed] == ["ci"]
    assert key.id not in str(AccessKey.list(control, sort_by=["-created_at"]))

    read = AccessKey.get(control, key.id)
    read.label = "ci, renamed"
    assert read.update(control).label == "ci, renamed"
    key = AccessKey.get_or_create(control, label="ci, renamed")
    assert other.delete(control).state == "completed"
    assert refused(by_key, node, other.id) == 401
    assert other.delete(control, ignore_missing=True) is None
    assert refused(other.delete, control) == 404


def test_users(control):
    made = user(control, "ana", phone_number="+1 2", job_title="Pilot", department="Air", uid=7000)
    assert (made.username, made.email, made.uid) == ("ana", "ana@example.org", 7000)
    assert sorted(made.assigned_policies) == ["Application Read Only", "Developer"]
    assert made.is_operational(control)
    assert refused(user, control, "ana") == 409
    assert User.get(control, made.id).department == "Air"
    found = User.get_by_username(control, "ana", include=["user_groups", "primary_group"])
    assert found.id == made.id
    with pytest.raises(ResourceNotFoundException):
        User.get_by_username(control, "nobody")
    with pytest.raises(ResourceNotFoundException):
        User.get(control, "00000000-0000-4000-8000-000000000000")

    # A patch: what is not sent stays.
    patch = User(id=made.id)
    patch.last_name = "Byron"
    patched = patch.update(control)
    assert (patched.last_name, patched.first_name, patched.job_title) == ("Byron", "First", "Pilot")
    # All that was read goes back.
    read = User.get(control, made.id)
    read.first_name = "Ada"
    assert read.update(control).first_name == "Ada"
    # So does all of the administrator, whose account has no last name.
    own = User.self(control)
    assert own.last_name == ""
    own.phone_number = "123"
    assert own.update(control).phone_number == "123"


def test_lists(control):
    for name in ["ana", "ben", "cleo"]:
        user(control, name)
    names = lambda **asked: [one.username for one in User.list(control, **asked)]
    assert names(sort_by=["-username"]) == ["cleo", "ben", "ana", "admin"]
    assert names(filter_by={"username": "ben"}) == ["ben"]
    assert names(filter_by={"username": "[$match-i]^[AB]"}, sort_by=["username"]) == ["admin", "ana", "ben"]
    assert names(filter_by={"username": "[$contains_istr]LE"}) == ["cleo"]
    assert names(filter_by={"assigned_policies": "[$contains_any]Security Admin,IT Admin"}) == ["admin"]
    assert names(filter_by={"username": "[$gt]ana", "first_name": "First"}, sort_by=["username"]) == ["ben", "cleo"]
    page = igz_mgmt.ResourceListPagingQueryParams(number=1, size=3)
    assert names(sort_by=["username"], paging=page) == ["cleo"]
    assert names(sort_by=["username"], paging=igz_mgmt.ResourceListPagingQueryParams(number=2, size=3)) == []
    whole = control.list("user", params={"count": "records", "page[size]": 1, "include": "user_groups"})
    assert whole["meta"]["total_records"] == 4
    assert [one["attributes"]["name"] for one in whole["included"]] == ["all_users"]
    for wrong in [{"page[size]": 201}, {"filter[nobody]": 1}, {"sort": "nobody"}, {"include": "nobody"}, {"nobody": 1}]:
        assert refused(control.list, "user", params=wrong) == 400


def test_users_are_disabled_and_enabled(node, control):
    made = user(control, "ana")
    ways = [
        (made.disable, made.enable, (control,)),
        (User.disable_user, User.enable_user, (control, made.id)),
        (User.disable_user, User.enable_user, (control, "ana")),
        (User.disable_by_username, User.enable_by_username, (control, "ana")),
        (User.disable_by_id, User.enable_by_id, (control, made.id)),
    ]
    for disable, enable, arguments in ways:
        with warnings.catch_warnings():
            # Two of them go by older names.
            warnings.simplefilter("ignore", DeprecationWarning)
            assert disable(*arguments).admin_status == "down"
        assert refused(signed_in, node, "ana") in {401, 403}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            assert enable(*arguments).admin_status == "up"
        assert User.self(signed_in(node, "ana")).id == made.id


def test_groups_and_their_users(control):
    ana, ben = user(control, "ana"), user(control, "ben")
    pilots = Group.create(control, "pilots", description="They fly", users=[ana, ben.id])
    assert (pilots.description, sorted(pilots.assigned_policies)) == ("They fly", ["Application Admin", "Data"])
    assert pilots.gid > 0
    assert ana.in_group(control, pilots) and ben.in_group(control, pilots.id)
    crew = Group.create(control, "crew", assigned_policies=[TenantManagementRoles.data], gid=5000)
    assert crew.gid == 5000 and Group.get_by_name(control, "crew", include=["users"]).id == crew.id
    assert refused(Group.create, control, "crew") == 409

    for group in [crew, crew.id, "crew"]:
        ana.add_to_group(control, group)
        assert ana.in_group(control, crew)
        ana.remove_from_group(control, group)
        assert not ana.in_group(control, crew)
    for one in [ben, ben.id, "ben"]:
        crew.add_user(control, one)
        assert ben.in_group(control, crew)
        crew.remove_user(control, one)
        assert not ben.in_group(control, crew)

    assert ana.get_primary_group(control) is None
    ana.set_primary_group(control, "crew")
    assert ana.get_primary_group(control).id == crew.id and ana.in_group(control, crew)
    with pytest.raises(UserIsInPrimaryGroupError):
        ana.remove_from_group(control, crew)
    ana.remove_from_group(control, crew, force=True)
    assert ana.get_primary_group(control) is None and not ana.in_group(control, crew)
    assert ana.in_group(control, pilots)
    led = user(control, "cleo", primary_group=crew, groups=[crew, pilots])
    assert led.get_primary_group(control).id == crew.id and led.in_group(control, pilots)

    crew.description = "All of them"
    assert crew.update(control).description == "All of them"
    assert [group.name for group in Group.list(control, sort_by=["name"])] == ["all_users", "crew", "pilots"]
    everybody = Group.get_by_name(control, "all_users")
    assert everybody.system_provided and everybody.gid == -1
    assert refused(everybody.delete, control) in {400, 403, 409}
    assert refused(ana.set_primary_group, control, everybody) == 400


def test_what_is_deleted_is_gone(control):
    ana, crew = user(control, "ana"), Group.create(control, "crew")
    for one, kind in [(ana, User), (crew, Group)]:
        job = one.delete(control)
        assert job is None or job.state == "completed"
        with pytest.raises(ResourceNotFoundException):
            kind.get(control, one.id)
        assert one.delete(control, ignore_missing=True) is None
        assert refused(one.delete, control) == 404
    ben = user(control, "ben")
    job = ben.delete(control, wait_for_job_deletion=False)
    if job is not None:
        igz_mgmt.Job.wait_for_completion(control, job.id, job_completion_retry_interval=0.5)


def test_only_a_security_admin_edits_users(node, control):
    ana = user(control, "ana")
    client = signed_in(node, "ana")
    assert refused(user, client, "ben") == 403
    assert refused(Group.create, client, "crew") == 403
    assert refused(ana.disable, client) == 403
    own = User(id=ana.id)
    own.phone_number = "+1 2"
    assert own.update(client).phone_number == "+1 2"
    own = User(id=ana.id)
    own.assigned_policies = [TenantManagementRoles.security_admin]
    assert refused(own.update, client) == 403
    # Of others she sees who they are, of herself everything.
    email = lambda client, name: User.get_by_username(client, name).email
    user(control, "ben")
    assert (email(client, "ben"), email(client, "ana")) == ("", "ana@example.org")
    assert email(control, "ben") == "ben@example.org"
    assert refused(client.list, "user", params={"filter[email]": "ben@example.org"}) == 403
