"""A whole speech: saved, encoded, captioned."""

from __future__ import annotations

import json
import wave
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

import tts_core
from tts_core import Registry
from tts_core.captions import KINDS
from tts_core.encoding import read_tags
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from pathlib import Path


class TestSpeech:
    @pytest.fixture
    def speech(self) -> tts_core.Speech:
        return tts_core.synthesize("It cost $3.50. Cheap!", model="echo", registry=Registry([echo_model()]))

    def test_a_saved_file_is_the_speech(self, speech: tts_core.Speech, tmp_path: Path) -> None:
        """What is saved is what was spoken, and nothing is left beside it."""
        path = speech.save(tmp_path / "speech.wav")

        with wave.open(str(path)) as file:
            assert file.getframerate() == speech.audio.sample_rate
            assert file.readframes(file.getnframes()) == speech.audio.pcm16()
        assert [each.name for each in tmp_path.iterdir()] == ["speech.wav"]

    def test_a_file_that_cannot_be_saved_leaves_nothing(
        self, speech: tts_core.Speech, tmp_path: Path
    ) -> None:
        """A save that fails leaves what was there before, and no part of a file."""
        (tmp_path / "speech.wav").mkdir()

        with pytest.raises(OSError, match="speech"):
            speech.save(tmp_path / "speech.wav")
        with pytest.raises(ValueError, match="xyz"):
            speech.save(tmp_path / "speech.xyz")

        assert [each.name for each in tmp_path.iterdir()] == ["speech.wav"]

    def test_the_receipt_is_plain_json(self, speech: tts_core.Speech) -> None:
        """A receipt goes through JSON unchanged, and names what was used."""
        held = json.loads(speech.receipt.as_json())

        assert held == json.loads(json.dumps(speech.receipt.as_dict()))
        assert held["versions"]["tts-core"]
        assert (held["model"], held["chosen"]) == ("echo", "asked")

    def test_captions_show_the_callers_words(self, speech: tts_core.Speech) -> None:
        """Captions hold what the caller wrote, not what was said for it."""
        assert "$3.50" in speech.srt()
        assert speech.vtt().startswith("WEBVTT")

    def test_a_file_says_that_a_machine_spoke(self, speech: tts_core.Speech, tmp_path: Path) -> None:
        """A saved file says that it is synthetic speech, by which model and voice; a receipt, all of it."""
        plain = read_tags(speech.save(tmp_path / "plain.flac"))
        full = read_tags(speech.save(tmp_path / "full.flac", receipt=True))

        assert (plain.synthetic, plain.model, plain.artist) == (True, "echo", "ada")
        assert plain.receipt is None
        assert full.receipt == speech.receipt.as_json()

    def test_saved_and_encoded_are_the_same(self, speech: tts_core.Speech, tmp_path: Path) -> None:
        """What save writes block by block is what encode returns at once."""
        for name in ("wav", "flac", "mp3", "opus", "pcm"):
            path = speech.save(tmp_path / f"speech.{name}")

            assert path.read_bytes() == speech.encode(name)

    def test_captions_do_not_show_markup(self) -> None:
        """Marks are instructions, not text: captions leave them out and show what entities stand for."""
        registry = Registry([echo_model()])
        speech = tts_core.synthesize(
            "<speak>You &amp; I, <voice name='bob'>not Bob</voice>.</speak>",
            model="echo",
            markup=True,
            registry=registry,
        )

        assert "You & I, not Bob." in speech.srt(max_chars=80)

    @pytest.mark.parametrize("kind", KINDS)
    def test_captions_of_every_kind(self, speech: tts_core.Speech, kind: str) -> None:
        """Captions of each kind hold the caller's words; a kind that there is not is refused."""
        assert "$3.50" in speech.captions(kind)
        with pytest.raises(ValueError, match="srt, vtt, lrc"):
            speech.captions("smi")

    def test_a_notebook_gets_a_player(self, speech: tts_core.Speech) -> None:
        """In a notebook a speech is a player that holds the whole sound."""
        import base64
        import re

        page = speech._repr_html_()
        data = re.search(r"base64,([^\"]+)", page)

        assert data is not None
        with wave.open(BytesIO(base64.b64decode(data[1]))) as file:
            assert file.getnframes() == len(speech.audio)
