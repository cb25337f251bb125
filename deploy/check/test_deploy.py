"""The files of deploy/ that no test runs: what tools can say of them without a cluster and without a container engine.

Checked: the manifest against Kubernetes' own schemas, and that its parts name each other; the Dockerfile by hadolint, and that
what it copies is in the archive; that settings are ones that render.sh knows. Not checked: that an image is built, that a
cluster takes the manifest. What nginx does is tested in tests/e2e/hosting.test.js.
"""

import json
import pathlib
import re
import subprocess
import sys

import kubernetes_validate
import pytest
import yaml

DEPLOY = pathlib.Path(__file__).parent.parent
MANIFEST = list(yaml.safe_load_all((DEPLOY / "kubernetes/pilothouse.yaml").read_text()))
RENDER = (DEPLOY / "nginx/render.sh").read_text()
DOCKERFILE = (DEPLOY / "docker/Dockerfile").read_text()
# The oldest and the newest that the manifest is meant for.
VERSIONS = ["1.29", "1.37"]


def part(kind, name="pilothouse"):
    found = [p for p in MANIFEST if p["kind"] == kind and p["metadata"]["name"] == name]
    assert len(found) == 1, f"{kind} {name}"
    return found[0]


def pod():
    return part("Deployment")["spec"]["template"]


def container():
    (only,) = pod()["spec"]["containers"]
    return only


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("resource", MANIFEST, ids=lambda p: f"{p['kind']}-{p['metadata']['name']}")
def test_the_manifest_keeps_to_the_schema(resource, version):
    kubernetes_validate.validate(resource, version, strict=True)


def test_a_mistake_would_be_found():
    wrong = json.loads(json.dumps(part("Deployment")))
    wrong["spec"]["replicaz"] = 2
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, VERSIONS[0], strict=True)


def test_the_parts_name_each_other():
    labels = pod()["metadata"]["labels"]
    assert part("Deployment")["spec"]["selector"]["matchLabels"].items() <= labels.items()
    assert part("Service")["spec"]["selector"].items() <= labels.items()
    ports = [port["name"] for port in container()["ports"]]
    (service_port,) = part("Service")["spec"]["ports"]
    assert service_port["targetPort"] in ports
    (rule,) = part("Ingress")["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    assert path["backend"]["service"] == {"name": "pilothouse", "port": {"name": service_port["name"]}}
    for volume in pod()["spec"]["volumes"]:
        if "configMap" in volume:
            part("ConfigMap", volume["configMap"]["name"])
        if "secret" in volume:
            part("Secret", volume["secret"]["secretName"])
    mounted = {mount["name"] for mount in container()["volumeMounts"]}
    assert mounted == {volume["name"] for volume in pod()["spec"]["volumes"]}


def test_the_settings_are_known_and_lead_to_what_is_mounted():
    settings = part("ConfigMap", "pilothouse-settings")["data"]
    known = set(re.findall(r'^: "\$\{([A-Z_]+)', RENDER, re.M))
    systems = {"AUTOMATION_URL", "APINODE_URL", "PACKAGES_URL", "DSS_URL", "CONTROL_PLANE_URL"}
    assert set(settings) <= known | systems
    mounts = {mount["mountPath"] for mount in container()["volumeMounts"]}
    assert settings["KEYS"] in mounts
    assert int(settings["LISTEN"]) == container()["ports"][0]["containerPort"]
    assert container()["readinessProbe"]["httpGet"]["path"] == settings["BASE"] + "config.json"


def test_the_keys_are_not_in_the_manifest_and_not_in_variables():
    assert set(part("Secret", "pilothouse-keys")["stringData"].values()) == {""}
    assert "env" not in container()
    assert [source for source in container()["envFrom"] if "secretRef" in source] == []


def render(folder, settings):
    """What render.sh makes of settings: the file that the console gets as its config.json."""
    environment = {"PATH": "/usr/bin:/bin", "APINODE_URL": "http://node:1"} | settings
    subprocess.run([DEPLOY / "nginx/render.sh", folder], env=environment, check=True)
    (config,) = re.findall(r"config\.json \{\s+alias (\S+);", (folder / "pilothouse.conf").read_text())
    return pathlib.Path(config)


# What a setting brings, as the console has to be told of it. The relay has no key of DSS or of a control plane: people give their own.
PARTS = {
    "DSS_URL": ("dss", {"base": "dss/dip/publicapi", "sign_in": "api_key"}),
    "CONTROL_PLANE_URL": ("control_plane", {"base": "control_plane", "sign_in": "password"}),
}


@pytest.mark.parametrize("key_of", ["user", "relay"])
@pytest.mark.parametrize("packages", [False, True])
@pytest.mark.parametrize("given", [set(), {"DSS_URL"}, {"CONTROL_PLANE_URL"}, set(PARTS)], ids="+".join)
def test_the_console_is_told_of_what_is_relayed_and_of_nothing_else(key_of, packages, given, tmp_path):
    settings = {"KEY_OF": key_of, "AUTOMATION_URL": "http://automation:1"} | {url: "https://system:11200/deep/" for url in given}
    if packages:
        settings["PACKAGES_URL"] = "http://packages"
    held = json.loads(render(tmp_path, settings).read_text())
    node = {"id": "main", "name": "Main node", "base": "apinode", "sign_in": "session" if key_of == "relay" else "api_key"}
    expected = {"title": "Pilothouse", "api_nodes": [node | ({"packages": "packages"} if packages else {})]}
    if key_of == "relay":
        expected["automation"] = {"base": "automation"}
    assert held == expected | dict(PARTS[url] for url in given)
    for url, (name, _) in PARTS.items():
        assert (tmp_path / f"systems/{name}.server").exists() is (url in given)


def test_the_names_of_systems_are_those_in_the_configuration(tmp_path):
    names = {"NODES": " one two", "DROP_FOLDERS": "drop", "DSS": "studio", "CONTROL_PLANE": "plane"}
    urls = {f"{name.upper()}_URL": "http://x" for name in " ".join(names.values()).split()}
    held = json.loads(render(tmp_path, names | urls).read_text())
    assert [(node["base"], node["packages"]) for node in held["api_nodes"]] == [("one", "drop")]
    assert (held["dss"]["base"], held["control_plane"]["base"]) == ("studio/dip/publicapi", "plane")


def test_a_configuration_of_ones_own_is_taken_as_it_is(tmp_path):
    own = tmp_path / "mine.json"
    own.write_text("{}")
    assert render(tmp_path / "conf", {"CONFIG": str(own)}) == own
    assert own.read_text() == "{}"
    assert not (tmp_path / "conf/config.json").exists()


def test_the_manifest_tells_the_console_of_every_system(tmp_path):
    held = json.loads(render(tmp_path, part("ConfigMap", "pilothouse-settings")["data"]).read_text())
    assert set(held) == {"title", "automation", "api_nodes", "dss", "control_plane"}
    # It is written where the pod may write, by docker/start.sh.
    assert "/run/pilothouse" in {mount["mountPath"] for mount in container()["volumeMounts"] if not mount.get("readOnly")}


def test_the_pod_has_few_rights():
    spec = pod()["spec"]
    assert spec["automountServiceAccountToken"] is False
    assert spec["securityContext"]["runAsNonRoot"] is True
    rights = container()["securityContext"]
    assert rights["readOnlyRootFilesystem"] is True
    assert rights["allowPrivilegeEscalation"] is False
    assert rights["capabilities"] == {"drop": ["ALL"]}
    assert f"USER {spec['securityContext']['runAsUser']}:" in DOCKERFILE


def test_the_dockerfile_pleases_hadolint():
    program = pathlib.Path(sys.executable).parent / "hadolint"
    ended = subprocess.run([program, "--no-color", DEPLOY / "docker/Dockerfile"], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_dockerfile_starts_what_it_copies():
    copied = dict(re.findall(r"^COPY (\S+) (\S+)$", DOCKERFILE, re.M))
    assert copied == {"console": "/usr/share/pilothouse/console", "deploy": "/usr/share/pilothouse/deploy"}
    (start,) = re.findall(r'^ENTRYPOINT \["(\S+)"\]$', DOCKERFILE, re.M)
    assert (DEPLOY / pathlib.PurePosixPath(start).relative_to(copied["deploy"])).stat().st_mode & 0o111


@pytest.mark.parametrize("script", ["nginx/render.sh", "docker/start.sh"])
def test_the_scripts_are_sh(script):
    subprocess.run(["sh", "-n", DEPLOY / script], check=True)


@pytest.mark.parametrize(
    "settings, said",
    [
        ({"APINODE_URL": ""}, "APINODE_URL is missing"),
        ({"APINODE_URL": "ftp://node"}, "http:// or https://"),
        ({"APINODE_URL": "http://node; } evil"}, "APINODE_URL is"),
        ({"BASE": "console"}, "slash at both ends"),
        ({"BASE": "/a//b/"}, "two slashes"),
        ({"BASE": "/a;b/"}, "BASE is"),
        ({"KEY_OF": "nobody"}, "user or relay"),
        ({"KEY_OF": "relay", "AUTOMATION_URL": ""}, "who is signed in"),
        ({"NODES": "apinode two"}, "TWO_URL is missing"),
        ({"NODES": "A"}, "system's name"),
        ({"DSS_URL": "dss.example.org"}, "http:// or https://"),
        ({"DSS": "dss"}, "DSS_URL is missing"),
        ({"CONTROL_PLANE": "control_plane"}, "CONTROL_PLANE_URL is missing"),
        ({"CONTROL_PLANE_URL": "dashboard.example.org"}, "http:// or https://"),
        ({"CONTROL_PLANE": 'plane", "x', "CONTROL_PLANE_URL": "https://dashboard"}, "system's name"),
    ],
)
def test_a_wrong_setting_is_named(settings, said, tmp_path):
    good = {"PATH": "/usr/bin:/bin", "APINODE_URL": "http://node:1", "AUTOMATION_URL": "http://automation:1"}
    ended = subprocess.run([DEPLOY / "nginx/render.sh", tmp_path], env=good | settings, capture_output=True, text=True)
    assert ended.returncode == 1
    assert said in ended.stderr
