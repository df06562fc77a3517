"""What is wrong with a request is said on the call."""

from __future__ import annotations

import pytest

import tts_core
from tts_core import NothingToSpeak, Registry, UnknownVoice, UnsupportedLanguage, UnsupportedOption
from tts_core.testing import echo_model


class TestBadRequests:
    @pytest.mark.parametrize("text", ["", "   ", "\n\t\n", "...", "?!", "— … —", "😀🎉", "()[]"])
    def test_nothing_to_speak(self, text: str) -> None:
        """A text without a word is refused on the call."""
        with pytest.raises(NothingToSpeak):
            tts_core.stream(text, model="echo", registry=Registry([echo_model()]))

    @pytest.mark.parametrize("speed", [0, -1, float("nan"), float("inf"), "fast", True, None])
    def test_impossible_speeds(self, speed: object) -> None:
        """An impossible speed is a ValueError on the call."""
        with pytest.raises(ValueError, match="speed"):
            tts_core.stream("Hi.", model="echo", speed=speed, registry=Registry([echo_model()]))  # type: ignore[arg-type]  # the point

    @pytest.mark.parametrize("text", [None, 7, b"bytes", 1.5])
    def test_text_that_is_no_text(self, text: object) -> None:
        """A text that is neither str nor fragments of it is a ValueError on the call."""
        with pytest.raises(ValueError, match="text must be a str"):
            tts_core.stream(text, registry=Registry([echo_model()]))  # type: ignore[arg-type]  # the point

    def test_a_voice_that_is_not_there(self) -> None:
        """An unknown voice is refused on the call, with the one that was meant."""
        with pytest.raises(UnknownVoice, match="did you mean 'ada'"):
            tts_core.stream("Hi.", model="echo", voice="adda", registry=Registry([echo_model()]))

    def test_an_option_that_is_not_there(self) -> None:
        """An unknown option is refused on the call, with the one that was meant."""
        with pytest.raises(UnsupportedOption, match="did you mean 'pitch'"):
            tts_core.stream("Hi.", model="echo", options={"ptich": 1}, registry=Registry([echo_model()]))

    def test_an_option_out_of_bounds(self) -> None:
        """A value that an option cannot take is a ValueError on the call."""
        with pytest.raises(ValueError, match="pitch"):
            tts_core.stream("Hi.", model="echo", options={"pitch": 1e9}, registry=Registry([echo_model()]))

    def test_a_language_that_no_voice_speaks(self) -> None:
        """A language is never swapped for another one."""
        with pytest.raises(UnsupportedLanguage):
            tts_core.stream("Hi.", model="echo", language="fr", registry=Registry([echo_model()]))
        with pytest.raises(UnsupportedLanguage):
            tts_core.stream(
                "Hi.", model="echo", voice="ada", language="de", registry=Registry([echo_model()])
            )

    def test_a_speed_that_the_model_does_not_have(self) -> None:
        """A model with one speed refuses another, rather than ignoring it."""
        registry = Registry([echo_model(features=frozenset())])

        with pytest.raises(UnsupportedOption, match="speed"):
            tts_core.stream("Hi.", model="echo", speed=1.1, registry=registry)

    def test_a_keyword_that_is_no_field(self) -> None:
        """An unknown keyword is a TypeError that says where the model's own knobs go."""
        with pytest.raises(TypeError, match="options="):
            tts_core.stream("Hi.", pitch=3, registry=Registry([echo_model()]))  # type: ignore[call-arg]  # the point

    def test_a_language_finds_its_voice(self) -> None:
        """Without a voice, the language chooses one that speaks it."""
        registry = Registry([echo_model()])

        speech = tts_core.synthesize("Guten Tag.", model="echo", language="de", registry=registry)

        assert speech.receipt.voice == "eva"
