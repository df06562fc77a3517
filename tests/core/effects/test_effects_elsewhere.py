"""Effects from plugins, on the command line and in books."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import soundfile
from click.testing import CliRunner

import tts_core
from tts_core import EffectUnavailable, Registry
from tts_core.cli import Commands
from tts_core.longform import make_book, read_book, read_lines, run_batch
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from pathlib import Path

PLUGIN = """
import tts_core


class Inverted:
    def process(self, audio):
        return tts_core.Audio(-audio.samples, audio.sample_rate)


@tts_core.hookimpl
def tts_effects():
    return [tts_core.Effect(tts_core.EffectCard(id={name!r}), lambda options, rate: Inverted())]
"""


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str) -> None:
    (folder / f"{module}.py").write_text(PLUGIN.replace("{name!r}", repr(name)), "utf-8")
    information = folder / f"{module}-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n", "utf-8")
    (information / "entry_points.txt").write_text(f"[tts_core]\n{module} = {module}\n", "utf-8")
    monkeypatch.syspath_prepend(folder)


def test_a_plugin_brings_an_effect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed plugin's effect is found by its name, and the receipt names who brought it."""
    install(tmp_path, monkeypatch, "fx_inverted", "inverted")
    registry = Registry.installed()

    plain = tts_core.synthesize("Hello.", model="echo", registry=registry)
    speech = tts_core.synthesize("Hello.", model="echo", effects=["inverted"], registry=registry)

    assert (speech.audio.samples == -plain.audio.samples).all()
    assert speech.receipt.versions["fx_inverted"] == "1.0"
    assert {"inverted", "telephone", "stretch"} <= {each.card.id for each in registry.effects()}


def test_the_list_of_plugins_tells_of_effects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`tts-core plugins` shows what a plugin brings that has no model."""
    install(tmp_path, monkeypatch, "fx_inverted", "inverted")

    result = CliRunner().invoke(Commands(Registry.installed()), ["plugins"])

    assert "effect inverted" in result.stdout


def test_lines_of_a_batch_have_effects_of_their_own(tmp_path: Path) -> None:
    """A line of JSON names its effects in a list, a cell of a table parts them by spaces."""
    (tmp_path / "lines.jsonl").write_text(
        '{"text": "One.", "effects": ["telephone"]}\n{"text": "Two."}\n', "utf-8"
    )
    (tmp_path / "lines.csv").write_text("text,effects\nThree.,telephone stretch:speed=2\n", "utf-8")
    registry = Registry([echo_model()])
    asked = [*read_lines(tmp_path / "lines.jsonl"), *read_lines(tmp_path / "lines.csv")]
    lines = [replace(line, name=f"line{number}") for number, line in enumerate(asked)]

    outcomes = list(run_batch(lines, tmp_path / "out", format="wav", model="echo", registry=registry))

    assert [each.error for each in outcomes] == [None] * 3
    rates = [soundfile.info(tmp_path / "out" / f"line{number}.wav").samplerate for number in range(3)]
    assert rates == [8000, 24000, 8000]


def test_two_of_one_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An effect that two bring is nobody's: the error names both."""
    install(tmp_path, monkeypatch, "fx_telephone", "telephone")

    with pytest.raises(EffectUnavailable, match="tts-core and fx_telephone both"):
        tts_core.stream("Hello.", model="echo", effects=["telephone"], registry=Registry.installed())


def test_the_command_applies_effects(tmp_path: Path) -> None:
    """`tts-core say --effect` writes what the effect made of the speech."""
    out = tmp_path / "line.wav"
    arguments = ["say", "-m", "echo", "--effect", "telephone", "-o", str(out), "Hello there."]

    result = CliRunner().invoke(Commands(Registry([echo_model()])), arguments)

    assert result.exit_code == 0, result.output
    assert soundfile.info(out).samplerate == 8000


def test_a_book_has_effects(tmp_path: Path) -> None:
    """A book is read with its effects, by whatever registry brings them."""
    text = tmp_path / "book.md"
    text.write_text("# One\n\nThe first chapter.\n\n# Two\n\nThe second one.\n", "utf-8")

    made = make_book(
        read_book(text),
        tmp_path / "book.flac",
        model="echo",
        effects=["telephone"],
        registry=Registry([echo_model()]),
    )

    assert soundfile.info(made.files[0]).samplerate == 8000
