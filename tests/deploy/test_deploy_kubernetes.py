from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.routing import Route

from tts_core import Registry
from tts_server import create_app
from tts_server.limits.spool_space import SHARES
from tts_server.middleware.request import OPEN
from tts_server.remote import REMOTES
from tts_server.settings import Settings, env_name, settable
from tts_server.sources import misspelt_variables, settings_from

DEPLOY = Path(__file__).parents[2] / "deploy"
MANIFESTS = DEPLOY / "kubernetes"
CHART = DEPLOY / "helm" / "tts-server"
KINDS = {
    "ConfigMap",
    "Deployment",
    "HorizontalPodAutoscaler",
    "NetworkPolicy",
    "PersistentVolumeClaim",
    "PodDisruptionBudget",
    "Service",
    "ServiceAccount",
}

Object = dict[str, Any]


class Cluster:
    """What a set of manifests would make."""

    def __init__(self, documents: list[Object]) -> None:
        self.objects = documents

    def one(self, kind: str) -> Object:
        (found,) = (each for each in self.objects if each["kind"] == kind and "-files" not in _name(each))
        return found

    @property
    def settings(self) -> dict[str, str]:
        data: dict[str, str] = self.one("ConfigMap")["data"]
        return data

    @property
    def pod(self) -> Object:
        spec: Object = self.one("Deployment")["spec"]["template"]["spec"]
        return spec

    @property
    def labels(self) -> dict[str, str]:
        labels: dict[str, str] = self.one("Deployment")["spec"]["template"]["metadata"]["labels"]
        return labels

    @property
    def server(self) -> Object:
        (container,) = self.pod["containers"]
        return dict(container)


def _name(each: Object) -> str:
    return str(each["metadata"]["name"])


def plain() -> Cluster:
    paths = sorted(MANIFESTS.glob("*.yaml"))
    documents = [each for path in paths for each in yaml.safe_load_all(path.read_text("utf-8"))]
    return Cluster([each for each in documents if each["kind"] != "Kustomization"])


def rendered(*changes: str, **values: Any) -> Cluster:
    """What Helm itself makes of the chart with these changes, as its `--set` takes them, and these values."""
    helm = pytest.importorskip("helm_python", reason="Helm itself is not built for this platform")
    given: Object = dict(values)
    for change in changes:
        for name, each in helm.parse_set_string(change).items():
            held = given.get(name)
            given[name] = {**held, **each} if isinstance(held, dict) and isinstance(each, dict) else each
    with helm.Chart.load(CHART) as chart:
        chart.validate_schema(given)
        made = chart.render(given, name="voice", namespace="speech")
    texts = [text for path, text in made.items() if path.endswith(".yaml")]
    return Cluster([each for text in texts for each in yaml.safe_load_all(text) if each])


@pytest.fixture(params=["kubernetes", "helm"])
def cluster(request: pytest.FixtureRequest) -> Cluster:
    """The plain manifests, and the chart with its own values."""
    return plain() if request.param == "kubernetes" else rendered()


def test_everything_is_there(cluster: Cluster) -> None:
    """A deployment comes with its service, probes, scaling, disk, budget and network policy."""
    assert {each["kind"] for each in cluster.objects} >= KINDS
    assert len({(each["kind"], _name(each)) for each in cluster.objects}) == len(cluster.objects)


def test_settings_are_the_servers_own(cluster: Cluster) -> None:
    """Every variable is a setting that the server knows, with a value that it takes."""
    given = {name: value for name, value in cluster.settings.items() if name != REMOTES}

    assert misspelt_variables(given) == {}
    assert set(given) <= {env_name(name) for name in settable()}
    settings = settings_from({}, given)
    assert settings.host == "0.0.0.0"  # noqa: S104  (inside a pod, every address is meant)
    assert settings.model_path == "/models"


def test_ports_agree(cluster: Cluster) -> None:
    """Server, container, service, probes, policy and scraping mean the same port."""
    port = int(cluster.settings["TTS_PORT"])
    (container,) = cluster.server["ports"]
    (service,) = cluster.one("Service")["spec"]["ports"]
    annotations = cluster.one("Deployment")["spec"]["template"]["metadata"]["annotations"]

    assert (container["name"], container["containerPort"]) == ("http", port)
    assert service["targetPort"] == "http"
    assert annotations["prometheus.io/port"] == str(port)
    (ingress,) = cluster.one("NetworkPolicy")["spec"]["ingress"]
    assert ingress["ports"] == [{"protocol": "TCP", "port": "http"}]


def test_probes_ask_what_is_served(cluster: Cluster) -> None:
    """Probes and scraping ask paths that the server has, and that need no key."""
    app = create_app(Registry())
    served = {route.path for route in app.routes if isinstance(route, Route)}
    served |= set(app.openapi()["paths"])
    annotations = cluster.one("Deployment")["spec"]["template"]["metadata"]["annotations"]
    asked = {
        probe: cluster.server[probe]["httpGet"]["path"]
        for probe in ("startupProbe", "livenessProbe", "readinessProbe")
    }

    assert asked == {"startupProbe": "/health", "livenessProbe": "/health", "readinessProbe": "/ready"}
    for path in (*asked.values(), annotations["prometheus.io/path"]):
        assert path in served
        assert OPEN.fullmatch(path)
    assert all(cluster.server[probe]["httpGet"]["port"] == "http" for probe in asked)


def test_nothing_has_rights(cluster: Cluster) -> None:
    """No container runs as root, writes to its image, gains rights, or holds a token of the cluster."""
    pod = cluster.pod

    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] == 65532
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    assert pod["enableServiceLinks"] is False
    for container in (*pod["containers"], *pod["initContainers"]):
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert container["resources"]["limits"]["memory"]
        assert container["resources"]["requests"]["cpu"]
        assert not container["image"].endswith(":latest")


def test_what_is_written_has_a_place(cluster: Cluster) -> None:
    """Models and temporary files lie on volumes, and every mount has its volume."""
    volumes = {each["name"]: each for each in cluster.pod["volumes"]}
    mounts = {each["mountPath"]: each["name"] for each in cluster.server["volumeMounts"]}

    assert set(mounts.values()) == set(volumes)
    models = volumes[mounts[cluster.settings["TTS_MODEL_PATH"]]]
    assert models["persistentVolumeClaim"]["claimName"] == _name(cluster.one("PersistentVolumeClaim"))
    assert "emptyDir" in volumes[mounts["/tmp"]]  # noqa: S108  (the pod's own)


def test_running_speeches_end_whole(cluster: Cluster) -> None:
    """The pod is given longer than the pause before the stop and the server's grace together."""
    (pause,) = re.findall(
        r"sleep\((\d+)\)", " ".join(cluster.server["lifecycle"]["preStop"]["exec"]["command"])
    )
    grace = settings_from({}, {"TTS_GRACE": cluster.settings["TTS_GRACE"]}).grace

    assert cluster.pod["terminationGracePeriodSeconds"] > int(pause) + grace
    assert int(pause) > cluster.server["readinessProbe"]["periodSeconds"]


def test_selectors_find_the_pods(cluster: Cluster) -> None:
    """Deployment, service, budget and policy all mean the same pods; the autoscaler the deployment."""
    pods = cluster.labels
    selectors = [
        cluster.one("Deployment")["spec"]["selector"]["matchLabels"],
        cluster.one("Service")["spec"]["selector"],
        cluster.one("PodDisruptionBudget")["spec"]["selector"]["matchLabels"],
        cluster.one("NetworkPolicy")["spec"]["podSelector"]["matchLabels"],
    ]

    assert all(selector and selector.items() <= pods.items() for selector in selectors)
    target = cluster.one("HorizontalPodAutoscaler")["spec"]["scaleTargetRef"]
    assert (target["kind"], target["name"]) == ("Deployment", _name(cluster.one("Deployment")))
    assert "replicas" not in cluster.one("Deployment")["spec"]
    assert cluster.pod["serviceAccountName"] == _name(cluster.one("ServiceAccount"))
    assert {"configMapRef": {"name": _name(cluster.one("ConfigMap"))}} in cluster.server["envFrom"]


def test_the_network_is_closed_both_ways(cluster: Cluster) -> None:
    """Traffic in and out is listed: speech in; names, downloads by HTTPS and other servers out."""
    spec = cluster.one("NetworkPolicy")["spec"]

    assert spec["policyTypes"] == ["Ingress", "Egress"]
    assert [{port["port"] for port in rule["ports"]} for rule in spec["egress"]] == [{53}, {443}, {"http"}]


def test_kustomize_lists_every_file() -> None:
    """No manifest is forgotten, and all live in one namespace, which holds pods to the strictest standard."""
    listed = yaml.safe_load((MANIFESTS / "kustomization.yaml").read_text("utf-8"))
    objects = plain().objects
    (space,) = (each for each in objects if each["kind"] == "Namespace")

    assert sorted(listed["resources"]) == sorted(
        path.name for path in MANIFESTS.glob("*.yaml") if path.name != "kustomization.yaml"
    )
    others = [each for each in objects if each is not space]
    assert {each["metadata"]["namespace"] for each in others} == {_name(space)} == {listed["namespace"]}
    assert space["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


def test_the_chart_can_be_told_otherwise() -> None:
    """Remote models, an ingress, a claim of one's own and a fixed number of pods change what is made."""
    changed = rendered(
        "autoscaling.enabled=false",
        "replicas=3",
        "ingress.enabled=true",
        "models.existingClaim=mine",
        "network.enabled=false",
        "models.download=null",
        "settings.TTS_GRACE=100",
        remotes='[remotes.a]\nurl = "http://a"\n',
    )

    kinds = {each["kind"] for each in changed.objects}
    assert "Ingress" in kinds
    assert not kinds & {"HorizontalPodAutoscaler", "NetworkPolicy", "PersistentVolumeClaim"}
    assert changed.one("Deployment")["spec"]["replicas"] == 3
    assert changed.pod["terminationGracePeriodSeconds"] == 120
    assert "initContainers" not in changed.pod
    (files,) = (each for each in changed.objects if each["kind"] == "ConfigMap" and "-files" in _name(each))
    assert files["data"]["remotes.toml"] == '[remotes.a]\nurl = "http://a"\n'
    assert changed.settings[REMOTES] == "/etc/tts/remotes.toml"


def test_helm_finds_nothing_wrong() -> None:
    """Helm's own lint has nothing to say but that the chart has no picture."""
    helm = pytest.importorskip("helm_python", reason="Helm itself is not built for this platform")
    report = helm.lint(CHART, {}, strict=True)

    assert report["errors"] == []
    assert [each["error"] for each in report["messages"]] == ["icon is recommended"]


def test_kubectl_builds_the_plain_manifests() -> None:
    """What kubectl makes of the folder is what lies in it."""
    kubectl = shutil.which("kubectl")
    if kubectl is None:
        pytest.skip("kubectl is not installed: the manifests are read, not built")
    done = subprocess.run([kubectl, "kustomize", str(MANIFESTS)], capture_output=True, text=True, check=True)
    built = [each for each in yaml.safe_load_all(done.stdout) if each]

    assert sorted((each["kind"], _name(each)) for each in built) == sorted(
        (each["kind"], _name(each)) for each in plain().objects
    )


@pytest.mark.parametrize(
    "models", [["kokoro-v1.0"], ["kitten-nano", "kitten-nano"], ["a" * 80, "B_b", "-c"], ["en_US-joe.medium"]]
)
def test_any_model_can_be_downloaded(models: list[str]) -> None:
    """Containers have names that Kubernetes takes, each its own, whatever the models are called."""
    containers = rendered(models={"download": models}).pod["initContainers"]
    names = [each["name"] for each in containers]

    assert all(re.fullmatch(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?", name) for name in names)
    assert len(set(names)) == len(names)
    assert [each["args"][1] for each in containers] == list(dict.fromkeys(models))


@pytest.mark.parametrize(("grace", "seconds"), [("90.5", 111), (90.5, 111), (60, 80), ("0.5", 21)])
def test_a_grace_of_a_fraction_is_not_cut(grace: str | float, seconds: int) -> None:
    """However the grace is written the pod is given longer than that."""
    assert rendered(settings={"TTS_GRACE": grace}).pod["terminationGracePeriodSeconds"] == seconds


def test_settings_may_be_numbers() -> None:
    """What YAML takes for a number or a truth is the text that the server reads, digit by digit."""
    told = rendered("settings.TTS_PORT=9000", settings={"TTS_BACKLOG": 67108864, "TTS_ISOLATED": True})
    settings = settings_from({}, {name: each for name, each in told.settings.items() if name != REMOTES})

    assert told.settings["TTS_BACKLOG"] == "67108864"
    assert (settings.port, settings.backlog, settings.isolated) == (9000, 67108864, True)
    assert told.server["ports"][0]["containerPort"] == 9000


def test_operators_may_have_a_port_of_their_own() -> None:
    """With an admin port figures are scraped there, and only who operates may reach it."""
    told = rendered("settings.TTS_ADMIN_PORT=9001")
    ports = {each["name"]: each["containerPort"] for each in told.server["ports"]}
    annotations = told.one("Deployment")["spec"]["template"]["metadata"]["annotations"]
    speech, admin = told.one("NetworkPolicy")["spec"]["ingress"]

    assert ports == {"http": 8000, "admin": 9001}
    assert annotations["prometheus.io/port"] == "9001"
    assert [speech["ports"][0]["port"], admin["ports"][0]["port"]] == ["http", "admin"]
    assert [each["port"] for each in told.one("Service")["spec"]["ports"]] == [80]


def test_what_waits_on_disk_has_room(cluster: Cluster) -> None:
    """The pod's temporary folder holds more than all that slow readers may leave there."""
    (tmp,) = (each for each in cluster.pod["volumes"] if each["name"] == "tmp")

    assert tmp["emptyDir"]["sizeLimit"] == "1Gi"
    assert SHARES * Settings().backlog < 2**30


def test_the_server_starts_with_these_settings() -> None:
    """The plain manifests' variables, read by the server, are settings that differ where they should."""
    settings = settings_from({}, plain().settings)

    assert settings.grace == Settings().grace
    assert settings.port == Settings().port
