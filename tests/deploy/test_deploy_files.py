from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

from tts_server.remote import REMOTES
from tts_server.settings import Settings, env_name, settable

ROOT = Path(__file__).parents[2]
CONTAINERFILE = (ROOT / "deploy" / "Containerfile").read_text("utf-8")
CHART = ROOT / "deploy" / "helm" / "tts-server"
VALUES: dict[str, Any] = yaml.safe_load((CHART / "values.yaml").read_text("utf-8"))


def instructions() -> list[tuple[str, str]]:
    """The steps of the last stage."""
    joined = re.sub(r"\\\n\s*", "", CONTAINERFILE)
    lines = [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]
    steps = [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in map(str.strip, lines)]
    last = max(index for index, (word, _) in enumerate(steps) if word == "FROM")
    return steps[last:]


def value(word: str) -> str:
    (found,) = (rest for each, rest in instructions() if each == word)
    return found


def test_the_image_runs_without_rights() -> None:
    """The image's user is a number that is not root's, so that a cluster can tell."""
    user, group = value("USER").split(":")

    assert int(user) >= 1000
    assert int(group) >= 1000


def test_the_image_holds_no_more_than_it_runs() -> None:
    """The last stage installs nothing and takes only what the first has built."""
    words = [word for word, _ in instructions()]

    assert "RUN" not in words
    assert "ADD" not in words
    assert all("--from=build" in rest for word, rest in instructions() if word == "COPY")


def test_the_image_sets_what_the_server_reads() -> None:
    """Every TTS_ variable of the image is a setting, and its port is the one that is exposed and probed."""
    pairs = dict(each.split("=", 1) for each in value("ENV").split())
    ours = {name: text for name, text in pairs.items() if name.startswith("TTS_")}

    assert set(ours) <= {env_name(name) for name in settable()}
    assert ours["TTS_PORT"] == value("EXPOSE") == str(Settings().port)
    assert "/health" in value("HEALTHCHECK")
    assert "TTS_PORT" in value("HEALTHCHECK")
    assert "TTS_MODEL_PATH" in ours


def test_the_image_starts_the_command() -> None:
    """The entry point is the command that the packages install."""
    scripts = tomllib.loads((ROOT / "src" / "tts_core" / "pyproject.toml").read_text("utf-8"))["project"]

    assert json.loads(value("ENTRYPOINT"))[0] in scripts["scripts"]
    assert json.loads(value("CMD")) == ["serve"]


def test_the_image_is_built_of_every_package() -> None:
    """Each package of the checkout that the image names is there, and the base image has a version."""
    for name in re.findall(r"\./src/(\w+)", CONTAINERFILE):
        assert (ROOT / "src" / name / "pyproject.toml").exists()
    assert re.search(r"ARG PYTHON=3\.\d+-slim-\w+", CONTAINERFILE)


def test_chart_and_package_have_one_version() -> None:
    """The chart deploys the version of the server beside which it lies."""
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text("utf-8"))
    project = tomllib.loads((ROOT / "src" / "tts_server" / "pyproject.toml").read_text("utf-8"))["project"]

    assert chart["appVersion"] == project["version"]


def paths(tree: dict[str, Any], before: str = "") -> set[str]:
    found: set[str] = set()
    for name, each in tree.items():
        here = f"{before}.{name}" if before else name
        found.add(here)
        if isinstance(each, dict):
            found |= paths(each, here)
    return found


def test_every_value_is_used_and_every_used_value_exists() -> None:
    """A template asks for no value that the chart does not have, and no value is without effect."""
    templates = "\n".join(path.read_text("utf-8") for path in (CHART / "templates").iterdir())
    used = set(re.findall(r"\.Values\.([A-Za-z_.]+)", templates))
    there = paths(VALUES)

    assert used <= there
    related = {path for path in there for each in used if f"{path}.".startswith(f"{each}.")}
    related |= {path for path in there for each in used if each.startswith(f"{path}.")}
    assert there == related


def test_the_schema_knows_every_value() -> None:
    """The chart's schema names exactly the values there are, so that a misspelt one is refused."""
    schema = json.loads((CHART / "values.schema.json").read_text("utf-8"))

    def match(tree: dict[str, Any], described: dict[str, Any], where: str) -> None:
        named = set(described.get("properties", ())) - {"global"}
        if described.get("additionalProperties") is False:
            assert named == set(tree), where
        for name in named & set(tree):
            if isinstance(tree[name], dict) and "properties" in described["properties"][name]:
                match(tree[name], described["properties"][name], f"{where}.{name}")

    match(VALUES, schema, "values")


def test_the_charts_settings_are_the_servers_own() -> None:
    """Every variable that the chart sets is one that the server reads."""
    known = {env_name(name) for name in settable()} | {REMOTES}

    assert set(VALUES["settings"]) <= known
