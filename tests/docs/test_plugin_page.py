"""The plugin that the docs show is a plugin."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import tts_core
from tts_core import Registry
from tts_core.testing import check_model

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "tts_hum"
SHOWN = re.compile(r"^```(python|toml) plugin\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_page_shows_the_example() -> None:
    """What the page shows is, letter for letter, the example that the tests run."""
    shown = {
        match[1]: match[2] for match in SHOWN.finditer((ROOT / "docs/writing-a-plugin.md").read_text("utf-8"))
    }

    assert shown["python"] == (EXAMPLE / "tts_hum.py").read_text("utf-8")
    assert shown["toml"] == (EXAMPLE / "pyproject.toml").read_text("utf-8")


def test_the_example_speaks_in_twenty_lines() -> None:
    """The example is a complete plugin of at most twenty lines."""
    lines = [line for line in (EXAMPLE / "tts_hum.py").read_text("utf-8").splitlines() if line.strip()]

    assert len(lines) <= 20


def test_the_example_is_a_good_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Installed, the example is found, speaks, and passes every check of the contract."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))["project"]
    info = tmp_path / f"tts_hum-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: 1.0\n", "utf-8")
    (announced,) = project["entry-points"]["tts_core"].items()
    (info / "entry_points.txt").write_text("[tts_core]\n{} = {}\n".format(*announced), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.syspath_prepend(EXAMPLE)
    registry = Registry.installed()

    speech = tts_core.synthesize("The hum of the bees.", model="hum", registry=registry)
    failed = [result for result in check_model(registry.model("hum")) if result.outcome == "failed"]

    assert speech.receipt.plugin == "tts-hum"
    assert speech.duration > 1
    assert not failed, failed
    sys.modules.pop("tts_hum", None)
