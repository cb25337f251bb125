"""The control plane's own client: projects, who is in them, and their jobs."""

import igz_mgmt
import pytest
from igz_mgmt import Group, Job, Project, ProjectDeletionStrategies, User
from igz_mgmt.constants import AddMemberMode, ProjectAuthorizationRoles
from igz_mgmt.exceptions import (
    MemberAlreadyExistsInProject, ResourceDeleteException, ResourceNotFoundException, ResourceUpdateException,
)

from test_control import refused, signed_in, user

ADMIN, EDITOR, VIEWER = (
    ProjectAuthorizationRoles.admin, ProjectAuthorizationRoles.editor, ProjectAuthorizationRoles.viewer,
)


def names(members):
    """What people call the members of a role."""
    return sorted(member.username if member.type == "user" else member.name for member in members)


@pytest.fixture()
def sales(control):
    """A project."""
    return Project.create(control, "sales")


@pytest.fixture()
def people(control):
    """Two users and a group of one of them."""
    ana, ben = user(control, "ana"), user(control, "ben")
    return ana, ben, Group.create(control, "crew", users=[ben])


def test_projects(control):
    pairs = [{"name": "a", "value": "b"}]
    ana = user(control, "ana")
    made = Project.create(
        control, "sales", description="d", labels=pairs, annotations=pairs, owner="ana",
        default_function_node_selector=pairs,
    )
    assert made.name == "sales" and "@" in made.id
    project = Project.get(control, made.id)
    assert (project.operational_status, project.admin_status) == ("online", "online")
    assert project.labels == project.annotations == project.default_function_node_selector == pairs
    assert project.get_owner(control).id == ana.id
    assert control.detail("project", made.id)["data"]["attributes"]["owner_username"] == "ana"
    assert Project.get_by_name(control, "sales", include=["tenant", "owner"]).id == made.id
    assert control.request("GET", "projects/__name__/sales")["data"]["id"] == made.id
    assert refused(Project.create, control, "sales") == 409
    assert [one.name for one in Project.list(control, filter_by={"name": "[$match-i]^SA"})] == ["sales"]

    patch = Project(id=made.id)
    patch.labels = []
    assert patch.update(control).labels == []
    assert Project.get(control, made.id).description == "d"
    control.update("project", "__name__/sales", {"description": "e"}, headers={"x-projects-role": "tests"})
    assert Project.get(control, made.id).description == "e"
    project.set_owner(control, User.self(control))
    assert project.get_owner(control).username == "admin"


def test_whoever_gives_a_project_away_may_lose_it(node, control, people):
    ana, ben, _ = people
    client = signed_in(node, "ana")
    project = Project.create(client, "hers")
    assert project.get_owner(client).id == ana.id
    assert project.set_owner(client, ben) is None
    with pytest.raises(ResourceNotFoundException):
        Project.get(client, project.id)
    assert Project.list(client) == []
    assert project.get_owner(control).id == ben.id


def test_members(control, sales, people):
    ana, ben, crew = people
    sales = Project.get(control, sales.id)
    sales.set_membership(control, ana, EDITOR)
    sales.set_membership(control, crew, VIEWER, notify_by_email=True)
    assert names(sales.get_editor_users()) == ["ana"] and names(sales.get_viewer_groups()) == ["crew"]
    with pytest.raises(MemberAlreadyExistsInProject):
        sales.set_membership(control, ana, VIEWER)
    sales.set_membership(control, ana, VIEWER, add_member_mode=AddMemberMode.best_effort)
    assert sales.resolve_member_role(ana).name == "Editor"
    sales.set_membership(control, ana, ADMIN, add_member_mode=AddMemberMode.override)
    assert names(sales.get_admin_users()) == ["ana"] and sales.get_editor_users() == []
    sales.remove_member(control, ana)
    assert sales.resolve_member_role(ana) is None

    sales.add_members(control, [ana, ben], VIEWER)
    assert names(sales.get_viewer_users()) == ["ana", "ben"]
    with pytest.raises(RuntimeError):
        sales.set_members(control, [crew], VIEWER)
    sales.set_members(control, [ben], VIEWER, override=True)
    assert names(sales.get_viewer_users()) == ["ben"] and sales.get_viewer_groups() == []
    sales.remove_members(control, [ben, crew])
    assert sales.get_viewer_users() == sales.get_admin_groups() == sales.get_editor_groups() == []

    with sales.apply_authorization_roles(control) as roles:
        roles._skip_apply = True
        roles.add_member_to_role(control, ana, ADMIN)
        roles.add_members_to_role(control, [ben, crew], EDITOR)
        assert names(roles.get_roles(EDITOR, "users")) == ["ben"]
        roles.remove_member(control, ben)
        roles.remove_members(control, [crew])
        roles.set_members(control, [crew], VIEWER)
        assert roles.resolve_member_role(crew).name == "Viewer"
    assert names(sales.get_admin_users()) == ["ana"] and names(sales.get_viewer_groups()) == ["crew"]
    assert sales.get_editor_users() == []


def test_the_effective_role_is_the_highest(control, sales, people):
    ana, ben, crew = people
    sales = Project.get(control, sales.id)
    assert ben.get_project_effective_role(control, "sales") is None
    ben.ensure_project_membership(control, "sales", VIEWER)
    crew.ensure_project_membership(control, "sales", EDITOR)
    assert ben.get_project_effective_role(control, "sales") == "Editor"
    assert sales.get_user_effective_role(control, "ben") == "Editor"
    ben.ensure_project_membership(control, "sales", ADMIN)
    assert sales.get_user_effective_role(control, ben) == "Admin"
    assert sales.get_user_effective_role(control, ana.id) is None
    ben.remove_from_project(control, "sales")
    crew.remove_from_project(control, "sales")
    assert sales.get_user_effective_role(control, ben) is None


def test_deletion(control, sales):
    held = '{"spec": {"functions": [{}], "artifacts": []}}'
    control.update("project", sales.id, {"mlrun_project": held}, headers={"x-projects-role": "mlrun"})
    strategies = [None, ProjectDeletionStrategies.restricted]
    assert [refused(sales.delete, control, deletion_strategy=strategy) for strategy in strategies] == [412, 412]
    job = sales.delete(control, deletion_strategy=ProjectDeletionStrategies.cascading)
    assert job.state == "completed"
    with pytest.raises(ResourceNotFoundException):
        Project.get(control, sales.id)
    assert refused(sales.delete, control) == 404
    assert sales.delete(control, ignore_missing=True) is None
    other = Project.create(control, "other", wait_for_completion=False)
    job = control.detail("project", other.id, params={"include": "last_job"})["included"][0]
    Job.wait_for_completion(control, job["id"], job_completion_retry_interval=0.5)
    job = other.delete(control, wait_for_job_deletion=False)
    Job.wait_for_completion(control, job.id, job_completion_retry_interval=0.5)


def test_jobs_end_in_known_ways(control, sales):
    job, = [one for one in Job.list(control, sort_by=["-created_at"]) if "sales" in one.params]
    assert (job.state, job.max_total_execution_time) == ("completed", 10800) and job.ctx_id.isdigit()
    assert Job.get(control, job.id).kind == job.kind
    # The client keeps the words to itself where there is a status.
    with pytest.raises(RuntimeError, match="status: 500"):
        Project.create(control, "failing-job")
    failed, = Job.list(control, filter_by={"state": "failed"})
    assert '"status"' in failed.result and '"message"' in failed.result
    with pytest.raises(RuntimeError, match="status: 499"):
        Project.create(control, "canceled-job")
    Project.create(control, "stuck-job", wait_for_completion=False)
    assert "in_progress" in {one.state for one in wait_until_begun(control)}
    with pytest.raises(ResourceNotFoundException):
        Job.wait_for_completion(control, "00000000-0000-4000-8000-000000000000")
    with pytest.raises(ResourceDeleteException):
        job.delete(control)
    with pytest.raises(ResourceUpdateException):
        job.update(control)


def wait_until_begun(control):
    """Jobs that are not over, when none of them has yet to begin."""
    def begun():
        jobs = Job.list(control, filter_by={"state": "[$ne]completed"})
        assert not {one.state for one in jobs} & {"created", "dispatched"}
        return jobs

    return igz_mgmt.common.helpers.retry_until_successful(1, 60, None, False, begun)


def test_what_one_may_do_in_a_project(node, control, sales, people):
    ana, *_ = people
    client = signed_in(node, "ana")
    ask = "projects/__name__/sales/authorization"
    may = {"action": "update", "sub_resource": "authorization/owner"}
    assert refused(client.request, "GET", ask, params=may) == 404
    ana.ensure_project_membership(control, "sales", VIEWER)
    assert refused(client.request, "GET", ask, params=may) == 403
    ana.ensure_project_membership(control, "sales", ADMIN)
    assert not client.request("GET", ask, params=may)["data"]
