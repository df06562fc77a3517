"""Licences on the command line: nothing that comes along is left out, and nothing is said that is not so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from tts_core import Registry
from tts_core.cli import Commands
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from pathlib import Path


def answer(*options: str) -> str:
    done = CliRunner().invoke(Commands(Registry([echo_model("echo", listed=True)])), ["licences", *options])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let a plugin be here that needs packages under each kind of licence, one of them through an extra."""
    needed = "needed[more]", "absent", 'unwanted; extra == "test"'
    told: dict[str, tuple[str, ...]] = {
        "plugin": ("License: MIT", *(f"Requires-Dist: {each}" for each in needed)),
        "needed": (
            "License-Expression: AGPL-3.0-only",
            "Provides-Extra: more",
            'Requires-Dist: lesser; extra == "more"',
        ),
        "lesser": ("Classifier: License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)",),
        "unwanted": ("License: GPL",),
        "mute": (),
    }
    told["lesser"] += ("Requires-Dist: mute>=1",)
    for name, lines in told.items():
        folder = tmp_path / f"{name}-1.0.dist-info"
        folder.mkdir()
        head = ("Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0")
        (folder / "METADATA").write_text("\n".join((*head, *lines)) + "\n", "utf-8")
    (tmp_path / "plugin-1.0.dist-info" / "entry_points.txt").write_text(
        "[tts_core]\nplugin = plugin\n", "utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    return {each["package"]: each for each in json.loads(answer("--json"))["packages"]}


def test_every_package_that_comes_along_is_told(packages: Any) -> None:
    """What a plugin needs is told with what that needs, through extras too, and nothing else."""
    assert {"tts-core", "numpy", "plugin", "needed", "lesser", "mute"} <= set(packages)
    assert not {"unwanted", "absent", "pytest"} & set(packages)


@pytest.mark.parametrize(
    ("package", "kind"), [("needed", "gpl"), ("lesser", "lgpl"), ("mute", "unnamed"), ("plugin", "free")]
)
def test_each_licence_is_of_its_kind(packages: Any, package: str, kind: str) -> None:
    """The GPL is told from the LGPL, in whatever field a package names it, and silence is no freedom."""
    assert packages[package]["kind"] == kind


def test_what_follows_is_said_of_those_whom_it_concerns(packages: Any) -> None:
    """Each package that ties who passes it on is named in the sentence that says to what."""
    (general,) = (each for each in json.loads(answer("--json"))["follows"] if "under the GPL" in each)
    assert "needed" in general
    assert "lesser" not in general
    assert packages["lesser"]["licence"].startswith("GNU Lesser")


def test_models_are_told_with_their_weights() -> None:
    """A model's line says under what its code, its weights and its phonemes are."""
    (echo,) = json.loads(answer("--json"))["models"]
    assert echo == {"model": "echo", "package": "", "code": "MIT", "weights": "", "g2p": ""}
    assert "numpy" in answer()
