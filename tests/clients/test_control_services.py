"""The control plane's own client: app services."""

import igz_mgmt
import pytest
from igz_mgmt import AppServiceBase, AppServices, AppServiceSpec, AppServicesManifest, Job, JupyterSpec
from igz_mgmt import AppServiceScaleToZeroSpecPresets as Presets
from igz_mgmt.constants import AppServiceDesiredStates, ApplyServicesMode, ForceApplyAllMode
from igz_mgmt.exceptions import (
    AppServiceNotExistsException, ResourceDeleteException, ResourceListException, ResourceUpdateException,
)

from test_control import refused, signed_in, user


def lab(name="lab", **more):
    """A service to be."""
    return AppServiceSpec(name=name, owner="admin", jupyter=JupyterSpec(image_name="jupyter-all"), **more)


def state(control, name="lab"):
    """How a service is."""
    return AppServices.get(control, name).status.state


def over(control, job):
    """Waits for a job."""
    Job.wait_for_completion(control, job.id, job_completion_retry_interval=0.5)
    return Job.get(control, job.id)


def test_a_service_is_made_changed_and_removed(control):
    job = AppServices.create_or_update(control, lab(description="Notebooks"))
    assert job.state == "completed"
    service = AppServices.get(control, "lab")
    assert (service.spec.kind, service.spec.description, service.status.state) == ("jupyter", "Notebooks", "ready")
    assert service.status.urls[0].url and not service.spec.mark_as_changed
    service.spec.scale_to_zero = Presets.ten_minutes
    assert over(control, AppServices.create_or_update(control, service, wait_for_completion=False)).state == "completed"
    assert AppServices.get(control, "lab").spec.scale_to_zero.scale_resources[0].window_size == "10m"
    AppServices.restart(control, "lab")
    assert state(control) == "ready" and not AppServices.get(control, "lab").spec.mark_for_restart
    AppServices.remove(control, "lab")
    assert AppServices.get(control, "lab") is None


def test_a_service_is_disabled_enabled_and_scaled(control):
    AppServices.create_or_update(control, lab())
    AppServices.disable(control, "lab")
    assert state(control) == "disabled"
    AppServices.enable(control, "lab")
    assert state(control) == "ready"
    service = AppServices.get(control, "lab")
    service.spec.desired_state = AppServiceDesiredStates.scaled_to_zero
    AppServices.create_or_update(control, service)
    assert state(control) == "scaledToZero"
    AppServices.scale_from_zero(control, "lab")
    assert state(control) == "ready"
    # An older client asks in another way.
    AppServices.create_or_update(control, service)
    control.version = control.version.replace(patch=2)
    AppServices.scale_from_zero(control, "lab")
    assert state(control) == "ready"


@pytest.mark.parametrize("patch", [5, 2])
def test_what_comes_after_a_scaling_from_zero_is_done(control, patch):
    control.version = control.version.replace(patch=patch)
    AppServices.create_or_update(control, lab(desired_state=AppServiceDesiredStates.scaled_to_zero))
    AppServices.scale_from_zero(control, "lab")
    assert AppServicesManifest.get(control).apply_services_mode == "default"
    assert AppServices.create_or_update(control, lab(description="Notebooks")).state == "completed"
    assert AppServices.get(control, "lab").spec.description == "Notebooks"
    assert AppServices.create_or_update(control, lab("new")).state == "completed"
    assert state(control, "new") == "ready"


def test_several_services_at_once(control):
    with AppServicesManifest.apply_services(control, force_apply_all_mode=ForceApplyAllMode.enabled) as manifest:
        manifest.create_or_update(control, lab("a"))
        manifest.create_or_update(control, AppServiceBase(spec=lab("b")))
        manifest.create_or_update(control, lab("c", desired_state=AppServiceDesiredStates.disabled))
    assert [state(control, name) for name in "abc"] == ["ready", "ready", "disabled"]
    with AppServicesManifest.apply_services(control) as manifest:
        manifest.restart(control, "a")
        manifest.remove_service(control, "b")
        manifest.scale_from_zero(control, "c")
        assert manifest.resolve_service("b") is None
    assert AppServices.get(control, "b") is None and state(control, "c") == "ready"


def test_the_manifest(control):
    manifest = AppServicesManifest.get(control)
    assert manifest.id == 0 and manifest.running_modification_job == ""
    assert (manifest.state, manifest.tenant_name, manifest.tenant_id) == ("ready", "default-tenant", control.tenant_id)
    manifest.set_apply_mode(ApplyServicesMode.default)
    assert manifest.apply_services_mode == "default"
    manifest.create_or_update(control, lab())
    manifest.restart(control, "lab")
    manifest = AppServicesManifest.get(control)
    assert Job.get(control, manifest.last_modification_job).state == "completed"
    manifest.scale_from_zero(control, "lab")
    manifest.remove_service(control, "lab")
    assert AppServicesManifest.get(control).resolve_service("lab") is None
    for call, why in [
        (manifest.delete, ResourceDeleteException),
        (manifest.update, ResourceUpdateException),
        (manifest.list, ResourceListException),
    ]:
        with pytest.raises(why):
            call(control)
    for call in [AppServices.restart, AppServices.remove, AppServices.enable, AppServices.disable,
                 AppServices.scale_from_zero]:
        with pytest.raises(AppServiceNotExistsException):
            call(control, "nobody")


def test_a_service_that_fails_says_why(control):
    with pytest.raises(RuntimeError, match="Service failing-service failed due to .*did not become ready"):
        AppServices.create_or_update(control, lab("failing-service"))
    manifest = AppServicesManifest.get(control)
    service = manifest.resolve_service("failing-service")
    assert manifest.state == "error" and service.status.state == "error" and service.status.error_info.timestamp
    assert "did not become ready" in Job.get(control, manifest.last_modification_job).result
    AppServices.remove(control, "failing-service")
    assert AppServicesManifest.get(control).state == "ready"


def test_one_modification_at_a_time(control):
    AppServices.create_or_update(control, lab("stuck-job"), wait_for_completion=False)
    manifest = AppServicesManifest.get(control)
    assert manifest.running_modification_job
    assert refused(AppServices.create_or_update, control, lab(), wait_for_completion=False) == 409
    igz_mgmt.ClusterConfigurations.reload(control, igz_mgmt.constants.ConfigTypes.app_services)
    assert AppServicesManifest.get(control).running_modification_job == ""
    assert Job.get(control, manifest.running_modification_job).state == "canceled"


def test_only_a_service_admin_applies_services(node, control):
    user(control, "ana")
    AppServices.create_or_update(control, lab())
    client = signed_in(node, "ana")
    assert refused(AppServices.disable, client, "lab", wait_for_completion=False) == 403
