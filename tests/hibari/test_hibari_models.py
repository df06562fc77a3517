from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import distribution
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

from tts_core import LoadOptions, ModelUnavailable, files
from tts_hibari.catalogue import FILES, GRAPH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tts_core import Model

_OFF_LIMITS = ("numpy", "onnxruntime", "hibari", "tts_espeak", "click", "rich")
_FIELDS = ("License-Expression", "License", "Classifier")
_LGPL = {"num2words", "soxr"}
"""What is under the GNU Lesser General Public License: libraries that may be exchanged for others."""


def test_it_is_here_as_soon_as_it_is_installed(model: Model, tmp_path: Path) -> None:
    """The files are inside an installed package: nothing is downloaded, on no machine."""
    assert model.is_here(LoadOptions(offline=True, cache_dir=tmp_path))
    assert {file.package for file in FILES} == {"hibari.assets"}
    assert model.card.default_voice == "heart"


def test_naming_the_model_imports_nothing_heavy() -> None:
    """Importing the plugin and naming its model loads no numerics, no runtime and no package of the voice."""
    script = (
        "import sys, tts_hibari; tts_hibari.tts_models(); "
        f"print(*[name for name in {_OFF_LIMITS!r} if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""


def test_a_damaged_file_is_never_loaded(
    model: Model, model_files: Mapping[str, Path], tmp_path: Path
) -> None:
    """Weights that are wrong by a bit are refused, with the command that mends them."""
    damaged = tmp_path / GRAPH
    shutil.copy(model_files[GRAPH], damaged)
    with damaged.open("r+b") as file:
        file.seek(1_000_000)
        file.write(bytes([file.read(1)[0] ^ 1]))
    (pin,) = (each for each in FILES if each.name == GRAPH)
    card = replace(model.card, files=(replace(pin, package="", folder=tmp_path),))

    with pytest.raises(ModelUnavailable, match="expected 5f70741d"):
        files.fetch(card, LoadOptions())


def test_a_missing_package_is_told_by_what_pip_calls_it(model: Model) -> None:
    """The package is imported as hibari and installed as hibari-tts; the error says the latter."""
    card = replace(model.card, files=tuple(replace(each, package="no_such_voice.assets") for each in FILES))

    with pytest.raises(ModelUnavailable, match="pip install hibari-tts"):
        files.fetch(card, LoadOptions())


def test_the_version_is_the_one_whose_files_are_pinned() -> None:
    """The plugin asks for the one version of hibari-tts that it knows to the byte."""
    asked = [need for need in distribution("tts-hibari").requires or () if need.startswith("hibari-tts")]

    assert asked == ["hibari-tts==0.2.1"]


def test_nothing_under_the_gpl_comes_along() -> None:
    """Of all that `pip install tts-core tts-hibari` brings, nothing is under the GPL; the LGPL is named."""
    licences = {name: _licence(name) for name in _installed_tree("tts-hibari")}

    assert {"tts-core", "tts-onnx", "hibari-tts", "numpy", "onnxruntime"} <= set(licences)
    assert all(licences.values()), licences
    assert not [name for name, told in licences.items() if re.search(r"(?<!L)(?<!Lesser )GPL", told)]
    assert {name for name, told in licences.items() if "LGPL" in told} == _LGPL


def _installed_tree(name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names of all that is installed with a distribution."""
    if name in seen:
        return seen
    seen |= {name}
    for each in map(Requirement, distribution(name).requires or ()):
        if each.marker is None or each.marker.evaluate({"extra": ""}):
            seen = _installed_tree(each.name.lower().replace("_", "-"), seen)
    return seen


def _licence(name: str) -> str:
    """What a distribution says in one line that it is licensed under, and its classifiers."""
    told = distribution(name).metadata
    lines = [text.partition("\n")[0] for field in _FIELDS for text in told.get_all(field) or ()]
    return " ".join(line for line in lines if "License ::" in line or "::" not in line).strip()
