"""Every call of the vendor's admin client, against the sandbox."""

import pytest
from dataikuapi import APINodeAdminClient
from dataikuapi.utils import DataikuException


def by_id(service):
    return {one["generationId"]: one for one in service.list_generations()}


def until_mounted(service, generation):
    """Preloading goes on after the call: ask until the node says that it is done."""
    for _ in range(100_000):
        if by_id(service)[generation]["mounted"]:
            return
    pytest.fail(f"{generation} was never mounted")


def test_services(admin):
    assert admin.list_services() == []
    admin.create_service("parcel-eta")
    assert admin.list_services() == [{"serviceId": "parcel-eta", "enabled": False}]
    service = admin.service("parcel-eta")
    service.enable()
    assert admin.list_services()[0]["enabled"] is True
    service.disable()
    assert admin.list_services()[0]["enabled"] is False
    service.delete()
    assert admin.list_services() == []


def test_generations_and_mapping(admin, package):
    admin.create_service("parcel-eta")
    service = admin.service("parcel-eta")
    for name in ["winter-1", "winter-2"]:
        service.import_generation_from_archive(package("parcel-eta", name))
    generations = by_id(service)
    assert set(generations) == {"winter-1", "winter-2"}
    assert isinstance(generations["winter-1"]["createdOn"], int)
    assert (generations["winter-1"]["mounted"], generations["winter-1"]["mapped"]) == (False, 0)

    service.preload_generation("winter-1")
    until_mounted(service, "winter-1")
    assert by_id(service)["winter-1"]["mapped"] == 0

    assert service.switch_to_newest() == {"switchedToGeneration": "winter-2"}
    assert service.switch_to_newest() is None
    assert admin.list_services()[0]["enabled"] is True

    service.switch_to_single_generation("winter-1")
    assert by_id(service)["winter-1"]["mapped"] == 1

    mapping = {"entries": [{"generation": "winter-1", "proba": 0.8}, {"generation": "winter-2", "proba": 0.2}]}
    service.set_generations_mapping(mapping)
    generations = by_id(service)
    assert (generations["winter-1"]["mapped"], generations["winter-2"]["mapped"]) == (0.8, 0.2)


def test_keys(node, admin):
    auth = admin.auth()
    made = auth.add_key(label="night-job", description="reads", created_by="tests", expiry=30)
    assert (made["label"], made["description"], made["createdBy"], made["expiry"]) == ("night-job", "reads", "tests", 30)
    assert made["expiresOn"] - made["createdOn"] == 30 * 24 * 3600 * 1000
    other = APINodeAdminClient(node.uri, made["key"])
    assert other.list_services() == []
    assert all(one["key"] == "******" for one in auth.list_keys())

    auth.delete_key_by_id(made["id"])
    with pytest.raises(DataikuException):
        other.list_services()

    made = auth.add_key()
    assert (made["label"], made["expiry"], made.get("expiresOn")) == (None, None, None)
    auth.delete_key(made["key"])
    assert made["id"] not in [one["id"] for one in auth.list_keys()]
    with pytest.raises(DataikuException, match="key to delete not found"):
        auth.delete_key(made["key"])


def test_caches_and_cleaning(admin, answering, capsys):
    assert admin.import_code_env_in_cache("/envs/a", "python")["added"] is True
    assert admin.register_code_env_in_cache("/envs/b", "/built/b", "R")["added"] is True
    admin.clean_code_env_cache()
    assert "python:/envs/a" in capsys.readouterr().out
    assert admin.import_model_archive_in_cache("/models/m.zip")["added"] is True
    admin.clear_model_cache()
    assert admin.import_model_archive_in_cache("/models/m.zip")["added"] is True

    admin.create_service("unused")
    admin.clean_unused_services_and_generations()
    printed = capsys.readouterr().out
    assert "unused" in printed and "winter-2" in printed
    assert [one["serviceId"] for one in admin.list_services()] == ["parcel-eta"]
    assert set(by_id(answering.admin)) == {"winter-1"}


def test_metrics(admin, answering):
    answering.client.predict_record("cost", {"weight_kg": 1, "distance_km": 2})
    services = admin.get_metrics()["sandbox"]["services"]
    assert services["parcel-eta"]["endpoints"]["cost"]["generations"]["winter-1"]["queries"] == 1


def test_errors_arrive_as_the_client_reads_them(node, admin):
    admin.create_service("a")
    with pytest.raises(DataikuException, match="IllegalStateException: service a exists already"):
        admin.create_service("a")
    with pytest.raises(DataikuException, match="NotFoundException: service b does not exist"):
        admin.service("b").list_generations()
    with pytest.raises(DataikuException, match="IllegalArgumentException: .*filePath"):
        admin.service("a").import_generation_from_archive("/etc/passwd")
    with pytest.raises(DataikuException, match="IllegalArgumentException"):
        admin.service("a").set_generations_mapping({"entries": []})
    with pytest.raises(DataikuException, match="SecurityException"):
        APINodeAdminClient(node.uri, "wrong").list_services()
