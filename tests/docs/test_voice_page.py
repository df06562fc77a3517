"""The voice of sixty lines that the docs show is a voice, and their tables are the code's."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import re
import shutil
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

import tts_core
from tts_core import Feature, ModelCard, Registry, synthesizer
from tts_core.testing import check_model

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "tts_spelling"
SOURCE = EXAMPLE / "tts_spelling" / "__init__.py"
PAGE = (ROOT / "docs" / "writing-a-plugin.md").read_text("utf-8")


def tones(symbols: int, rate: int, hop: int) -> onnx.ModelProto:
    """Make a graph that has for each voice and symbol a tone of its own, and for the first one silence."""
    time = np.arange(hop) / rate
    pitches = np.stack([base * 2 ** (np.arange(symbols) / 24) for base in (200.0, 300.0)])
    table = 0.5 * np.sin(2 * np.pi * pitches[:, :, None] * time) * np.hanning(hop)
    table[:, 0] = 0.0
    nodes = [
        helper.make_node("Gather", ["table", "voice"], ["sounds"], axis=0),
        helper.make_node("Gather", ["sounds", "input_ids"], ["rows"], axis=0),
        helper.make_node("Reshape", ["rows", "flat"], ["row"]),
        helper.make_node("Mul", ["row", "gain"], ["waveform"]),
    ]
    graph = helper.make_graph(
        nodes,
        "tones",
        [
            helper.make_tensor_value_info("input_ids", TensorProto.INT64, [None]),
            helper.make_tensor_value_info("voice", TensorProto.INT64, []),
            helper.make_tensor_value_info("gain", TensorProto.FLOAT, []),
        ],
        [helper.make_tensor_value_info("waveform", TensorProto.FLOAT, [None])],
        [
            numpy_helper.from_array(table.astype(np.float32), "table"),
            numpy_helper.from_array(np.array([-1], np.int64), "flat"),
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """The example, with a graph beside it, as it is found when it is installed."""
    site = tmp_path_factory.mktemp("site")
    shutil.copytree(EXAMPLE / "tts_spelling", site / "tts_spelling")
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))["project"]
    info = site / f"tts_spelling-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: 1.0\n", "utf-8")
    (announced,) = project["entry-points"]["tts_core"].items()
    (info / "entry_points.txt").write_text("[tts_core]\n{} = {}\n".format(*announced), "utf-8")
    sys.path.insert(0, str(site))
    importlib.invalidate_caches()
    module = importlib.import_module("tts_spelling")
    graph = tones(len(module.SYMBOLS), module.RATE, module.HOP)
    (site / "tts_spelling" / "spelling.onnx").write_bytes(graph.SerializeToString())
    yield Registry.installed()
    sys.path.remove(str(site))
    sys.modules.pop("tts_spelling", None)


def test_the_page_shows_the_voice() -> None:
    """What the page shows is, letter for letter, the voice that the tests run: at most sixty lines."""
    shown = re.search(r"^```python voice\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    source = SOURCE.read_text("utf-8")

    assert shown is not None
    assert shown[1] == source
    assert len([line for line in source.splitlines() if line.strip()]) <= 60


def test_the_voice_keeps_every_law(registry: Registry) -> None:
    """Installed, it is found, passes every check, and is skipped only where it declares nothing."""
    results = {each.name: each for each in check_model(registry.model("spelling"))}

    failed = [each for each in results.values() if each.outcome == "failed"]
    assert not failed, failed
    for kept in (
        "readings_are_honoured",
        "timings_are_given",
        "options_take_their_range",
        "voices_sound_different",
    ):
        assert results[kept].outcome == "passed"


def test_what_the_steps_say_is_so(registry: Registry) -> None:
    """Voices, options, readings, word times and warnings do what the page says of them."""
    speech = tts_core.synthesize(
        "Say Łódź and banana.",
        model="spelling",
        voice="HIGH",
        options={"gain": 0.5},
        lexicon={"banana": "/bəˈnɑ/"},
        registry=registry,
    )

    assert speech.receipt.voice == "high"
    assert abs(speech.audio.samples).max() == pytest.approx(0.25, abs=0.01)
    assert [word.quality for word in speech.words] == ["model"] * 4
    assert speech.words[-1].end - speech.words[-1].start == pytest.approx(5 * 0.08)
    assert ["Łódź" in str(each) for each in speech.warnings] == [True]


def test_the_table_of_the_card_is_the_card() -> None:
    """Every field of the card is a row of the table, in the card's order, with its true default."""
    table = PAGE.partition("## What you may say on the card")[2].partition("| feature |")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| .+ \|$", table, re.MULTILINE)
    fields = dataclasses.fields(ModelCard)

    assert [name for name, _ in rows] == [field.name for field in fields]
    for (name, told), field in zip(rows, fields, strict=True):
        if told == "required":
            assert field.default is field.default_factory is dataclasses.MISSING, name
        else:
            assert eval(told.strip("`"), vars(tts_core)) == field.default, name  # noqa: S307  (our own page)


def test_the_table_of_powers_is_whole() -> None:
    """Every method that a synthesizer may have is a row of its table, with its parameters."""
    powers = [each for each in vars(synthesizer).values() if getattr(each, "_is_runtime_protocol", False)]
    methods = [held for each in powers for name, held in vars(each).items() if name[0] != "_"]
    table = PAGE.partition("## More that a synthesizer may do")[2].partition("\n## ")[0]

    assert len(methods) == len(powers) > 3
    for method in methods:
        named = ", ".join(each for each in inspect.signature(method).parameters if each != "self")
        assert f"| `{method.__name__}({named})` |" in table


def test_the_table_of_features_is_whole() -> None:
    """Every feature is a row of its table."""
    assert re.findall(r"^\| `Feature\.(\w+)` \|", PAGE, re.MULTILINE) == [feature.name for feature in Feature]
