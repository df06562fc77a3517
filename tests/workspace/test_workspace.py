"""The repository itself: its members, versions, licences and manners."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MEMBERS = sorted(path.parent for path in (ROOT / "src").glob("*/pyproject.toml"))


def project(folder: Path) -> dict[str, Any]:
    held: dict[str, Any] = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
    return held


APART = {"livekit-plugins-tts-core"}
"""Packages that bring hundreds of megabytes of others: installed by name, tried in sessions of their own."""


def test_the_root_installs_every_member() -> None:
    """`pip install .` at the root brings every package of the checkout, but those that bring a framework."""
    asked = {re.split(r"[ @\[]", dependency)[0] for dependency in project(ROOT)["dependencies"]}

    assert asked == {project(member)["name"] for member in MEMBERS} - APART


def test_the_root_is_never_published() -> None:
    """The root distribution says that it must not be uploaded."""
    assert "Private :: Do Not Upload" in project(ROOT)["classifiers"]


def test_all_members_have_one_version() -> None:
    """The packages of one checkout belong together, and the changelog opens with their version."""
    versions = {project(member)["version"] for member in MEMBERS}
    newest = re.search(r"^## (\S+?),? ", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert newest is not None
    assert versions == {newest[1]}


@pytest.mark.parametrize("member", MEMBERS, ids=lambda path: path.name)
def test_a_member_ships_its_licence_readme_and_types(member: Path) -> None:
    """Every package has a licence text of its own, a README, and is typed."""
    described = project(member)

    assert described["license-files"] == ["LICENSE"]
    opening = (member / "LICENSE").read_text("utf-8")[:200]
    assert ("GNU GENERAL PUBLIC LICENSE" in opening) == described["license"].startswith("GPL")
    assert len((member / "README.md").read_text("utf-8")) > 200
    assert (member / member.name / "py.typed").exists()
    assert described["requires-python"] == ">=3.11"


def test_test_files_have_names_of_their_own() -> None:
    """No two test files share a name: pytest takes that, mypy does not."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]

    assert len(names) == len(set(names))


def test_every_test_states_a_law() -> None:
    """The docstring of every test is a sentence."""
    silent = []
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                said = (ast.get_docstring(node) or "").strip()
                if not said.endswith((".", "?", "!")):
                    silent.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")

    assert not silent, "\n".join(silent)


def test_no_sleeping() -> None:
    """No test waits for time to pass; it waits for what must happen."""
    for path in (ROOT / "tests").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "sleep":
                owner = node.value.id if isinstance(node.value, ast.Name) else ""
                assert owner != "time", f"{path.relative_to(ROOT)}:{node.lineno} sleeps"


def test_modules_are_small() -> None:
    """A module holds one concept: none is longer than 300 lines."""
    long = {
        str(path.relative_to(ROOT)): count
        for path in (ROOT / "src").rglob("*.py")
        if (count := len(path.read_text("utf-8").splitlines())) > 300
    }

    assert not long, long
