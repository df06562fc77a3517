from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from tts_core import LoadOptions, Utterance, files
from tts_kokoro import tts_model
from tts_onnx.command import optimise
from tts_onnx.session.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_graph_is_kept_ready(build: Callable[..., Path]) -> None:
    """`tts-core optimise` keeps the graph with the durations added to it, and it speaks from that."""
    path = build()
    model = tts_model(f"kokoro:{path}")
    assert model is not None

    done = CliRunner().invoke(optimise, [model.card.id])

    assert done.exit_code == 0, done.output
    assert Kept(path).is_valid()
    synthesizer = model.load(LoadOptions(files=files.fetch(model.card, LoadOptions())))
    assert synthesizer.report()["kept"] == "yes"  # type: ignore[attr-defined]  # what this plugin loads
    spoken = synthesizer.speak(Utterance(text="All is well.", voice="af_heart"))
    assert {word.quality for word in spoken.words} == {"model"}
    synthesizer.close()
