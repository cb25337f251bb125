"""The control plane's own client: events, configurations, the connection to the mail server, reloads."""

import httpx
import igz_mgmt
import pytest
from igz_mgmt import AuditEvent, ClusterConfigurations, CommunicationEvent, Event, K8sConfig, ManualEvents, SmtpConnection
from igz_mgmt.constants import (
    ConfigTypes, EventClassification, EventSeverity, EventVisibility, SmtpConnectionMode,
)
from igz_mgmt.exceptions import (
    ResourceDeleteException, ResourceGetException, ResourceNotFoundException, ResourceUpdateException,
)
from igz_mgmt.schemas.manual_events import AffectedResource, ParametersText, ParametersUint64
from pydantic.v1 import ValidationError

from test_control import refused, signed_in, user


def event(kind=Event, **more):
    """An event of one's own."""
    return kind(
        source="igz0.vn.3", kind="Mine.Happened", description="It did", severity=EventSeverity.major,
        classification=EventClassification.software, visibility=EventVisibility.external, tags=["a"],
        parameters_text=[ParametersText(name="a", value="b")],
        parameters_uint64=[ParametersUint64(name="n", value=2**64 - 1)],
        affected_resources=[AffectedResource(type="node", id_str="n-1", id=1, name="igz0")], **more,
    )


def test_events(control):
    event().emit(control)
    ManualEvents.emit(control, event(timestamp_iso8601="2026-01-02T03:04:05.000000+00:00"))
    found = Event.list(control, filter_by={"kind": "Mine.Happened"}, sort_by=["timestamp_iso8601"])
    assert len(found) == 2
    first = found[0]
    assert first.timestamp_iso8601.startswith("2026-01-02T03:04:05")
    assert int(first.timestamp_uint64_str) == first.timestamp_uint64 == 1767323045000000000
    assert (first.source, first.severity, first.classification, first.visibility) == (
        "igz0.vn.3", "major", "sw", "external"
    )
    assert first.parameters_text[0].value == "b" and first.parameters_uint64[0].value == 2**64 - 1
    assert first.affected_resources[0].name == "igz0" and first.tags == ["a"]
    assert Event.list(control, filter_by={"kind": "Mine.Happened", "severity": "critical"}) == []
    Event.delete_all(control)
    assert Event.list(control) == []
    # The client's own check refuses what it does itself for these: that takes no call to see.
    with pytest.raises(ValidationError):
        event(CommunicationEvent).emit(control)
    CommunicationEvent.delete_all(control)
    assert CommunicationEvent.list(control) == []


@pytest.mark.parametrize("kind", [Event, AuditEvent, CommunicationEvent])
def test_an_event_is_what_it_is(kind, control):
    one = event(kind)
    for call, why in [(one.delete, ResourceDeleteException), (one.update, ResourceUpdateException)]:
        with pytest.raises(why):
            call(control)
    with pytest.raises(ResourceGetException):
        kind.get(control, "e-1")


def test_audit_events_say_who_did_what(node, control):
    made = user(control, "ana")
    event(AuditEvent).emit(control)
    mine, = AuditEvent.list(control, filter_by={"kind": "Mine.Happened"})
    assert mine.description == "It did"
    kinds = [one.kind for one in AuditEvent.list(control, sort_by=["-timestamp_iso8601"])]
    assert any(kind.startswith("Security.User.Login") for kind in kinds)
    about = [one for one in AuditEvent.list(control) if made.id in str(one.affected_resources)]
    assert any("Created" in one.kind for one in about), about
    # The client leaves out what it has no name for.
    raw = control.list("audit_event", params={"filter[kind]": about[0].kind})["data"][0]["attributes"]
    assert raw["invoking_user_id"] == igz_mgmt.User.self(control).id
    with pytest.raises(ResourceDeleteException):
        AuditEvent.delete_all(control)
    with pytest.raises(httpx.HTTPStatusError):
        control.delete("audit_event", "")
    client = signed_in(node, "ana")
    assert refused(event().emit, client) == 403
    assert refused(Event.delete_all, client) == 403
    assert refused(AuditEvent.list, client) == 403


def test_kubernetes_configurations(control):
    config, = K8sConfig.list(control)
    assert config.namespace == "default-tenant"
    assert all(service.spec.name for service in K8sConfig.get(control, config.id).app_services)
    assert all(limit.type for limit in config.limit_range_spec.limits)
    with pytest.raises(ResourceDeleteException):
        config.delete(control)
    with pytest.raises(NotImplementedError):
        config.update(control)


def test_the_connection_to_the_mail_server(control):
    smtp, = SmtpConnection.list(control)
    patch = SmtpConnection(id=smtp.id)
    patch.mode, patch.server_address = SmtpConnectionMode.enabled, "mail.example.org:587"
    patch.auth_username, patch.auth_password = "pilot", "s3cret"
    changed = patch.update(control)
    assert (changed.host, changed.port, changed.mode) == ("mail.example.org", 587, "enabled")
    read = SmtpConnection.get(control, smtp.id)
    assert read.auth_username == "pilot" and "s3cret" not in str(read)
    # What was read goes back as a whole.
    read.send_retries_number = 7
    assert read.update(control).send_retries_number == 7
    assert read.host == "mail.example.org"
    with pytest.raises(ResourceDeleteException):
        smtp.delete(control)
    with pytest.raises(ResourceNotFoundException):
        SmtpConnection.get(control, "nobody")


@pytest.mark.parametrize("kind", list(ConfigTypes))
def test_configurations_are_read_again(kind, control):
    ClusterConfigurations.reload(control, kind)


def test_other_operations(control):
    assert control.request("POST", "tunnel/igz0.storage_device_info.0/statistics") is not None
    assert refused(control.request, "POST", "configurations/nothing/reloads") == 400
    tenant, = control.list("tenant")["data"]
    assert control.detail("tenant", tenant["id"])["data"]["attributes"]["name"] == "default-tenant"
    control.close()
