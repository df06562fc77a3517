"""What a voice's own data cannot bear ends no process, and takes no other word with it."""

from __future__ import annotations

import ctypes
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tts_core import LoadOptions, Utterance
from tts_espeak import phoneme_words, tts_models
from tts_espeak.native.location import locate
from tts_espeak.native.pool import library_pool
from tts_espeak.native.symbols import _offsets, addresses

if TYPE_CHECKING:
    from tts_core import Rendering


def program() -> Any:
    """The sweep, which is a program of its own beside this file."""
    spec = importlib.util.spec_from_file_location("sweep", Path(__file__).with_name("sweep.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def spoken(text: str, voice: str) -> Rendering:
    synthesizer = tts_models()[0].load(LoadOptions())
    try:
        return synthesizer.speak(Utterance(text=text, voice=voice))
    finally:
        synthesizer.close()


@pytest.mark.skipif(
    not _offsets(locate().library, ("phoneme_tab_list",)), reason="this library does not name its internals"
)
class TestGaps:
    def test_no_voice_ends_the_process(self) -> None:
        """In every voice, what has ended a process before, digits and signs are spoken or refused."""
        sweep = program()

        assert sweep.sweep(sweep.all_voices(), sweep.shortest()) == []

    def test_greenlandic_says_its_digits(self) -> None:
        """Digits over whose rules espeak-ng breaks down are spoken, each with its time and unwarned."""
        rendering = spoken("8 10 200", "kl")

        assert [word.text for word in rendering.words] == ["8", "10", "200"]
        assert rendering.warnings == ()

    def test_a_word_without_phonemes_takes_no_other_with_it(self) -> None:
        """A picture for which Malay has no phonemes is warned of, and what stands beside it is spoken."""
        rendering = spoken("Selamat 💶 pagi", "ms")

        assert [word.text for word in rendering.words] == ["Selamat", "pagi"]
        assert [(warning.code, warning.span) for warning in rendering.warnings] == [("unspoken", (8, 9))]
        assert [word.ipa for word in phoneme_words("Selamat 💶 pagi", "ms")] == ["səlˈamat", "pˈaɡi"]

    def test_what_it_complains_of_is_not_written(self, capfd: pytest.CaptureFixture[str]) -> None:
        """What the library writes on standard error goes nowhere; what the program writes goes there."""
        with library_pool.borrow() as library:
            place = addresses(library._api, locate().library, "GetEnvelope")["GetEnvelope"]
            ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_int)(place)(0)
            ctypes.CDLL(None).perror(b"heard")

        assert capfd.readouterr().err.startswith("heard: ")
