"""The control plane's own client reads the demo data, and puts the app services back as they are."""

import pytest
from igz_mgmt import (
    AppServicesManifest, AuditEvent, CommunicationEvent, Event, Group, Job, K8sConfig, Project,
    ResourceListPagingQueryParams, SmtpConnection, User,
)

KINDS = [AuditEvent, CommunicationEvent, Event, Group, Job, K8sConfig, Project, SmtpConnection, User]


def test_every_kind_is_read(control_demo):
    for kind in KINDS:
        records = kind.list(control_demo, paging=ResourceListPagingQueryParams(size=200))
        assert records, kind.__name__
        assert len({record.id for record in records}) == len(records)
    for project in Project.list(control_demo):
        assert project.get_owner(control_demo).username
        roles = project._authorization_roles.roles
        assert sorted(roles) == ["Admin", "Editor", "Viewer"]
        assert all(member.type == "user" for role in roles.values() for member in role.users)


def test_pages_hold_everybody_once(control_demo):
    total = control_demo.list("user", params={"count": "records", "page[size]": 1})["meta"]["total_records"]
    names, number = [], 0
    while True:
        paging = ResourceListPagingQueryParams(number=number, size=7)
        page = User.list(control_demo, sort_by=["username"], paging=paging)
        if not page:
            break
        names += [user.username for user in page]
        number += 1
    assert names == sorted(set(names)) and len(names) == total > 7


def test_the_manifest_goes_back_as_it_came(control_demo):
    before = control_demo.list("app_services_manifest")["data"][0]["attributes"]
    assert len(before["app_services"]) >= 12
    with AppServicesManifest.apply_services(control_demo) as manifest:
        assert {service.status.state for service in manifest.app_services} >= {"ready", "disabled", "error"}
    after = control_demo.list("app_services_manifest")["data"][0]["attributes"]
    assert after["app_services"] == before["app_services"]


@pytest.mark.parametrize("state", ["completed", "failed"])
def test_jobs_of_a_state(state, control_demo):
    jobs = Job.list(control_demo, filter_by={"state": state})
    assert jobs and all(job.state == state for job in jobs)
