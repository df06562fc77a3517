"""Models that fail, and what is told of it."""

from __future__ import annotations

import numpy as np
import pytest

import tts_core
from tts_core import Model, ModelCard, ModelUnavailable, Registry, Rendering, SynthesisFailed, Utterance
from tts_core.testing import echo_model

STORY = "The first sentence is here. A second one follows it. Then comes the third. And the fourth ends it."


class TestFailing:
    def test_a_failing_model_is_an_error_with_its_cause(self) -> None:
        """What the model raises is the cause of SynthesisFailed, without the caller's text in the message."""
        registry = Registry(
            [echo_model(fail_on="third", error=RuntimeError("bad tensor"), best=30, limit=60)]
        )

        with pytest.raises(SynthesisFailed, match="bad tensor") as caught:
            tts_core.synthesize(STORY, model="echo", registry=registry)

        assert isinstance(caught.value.__cause__, RuntimeError)
        assert "third" not in str(caught.value)
        assert registry.figures("echo").errors >= 1

    def test_pieces_before_the_failure_are_delivered(self) -> None:
        """A failure in the middle comes after the pieces before it, and the stream has then ended."""
        registry = Registry([echo_model(fail_on="third", best=30, limit=60)])
        pieces = tts_core.stream(STORY, model="echo", registry=registry)

        first = next(pieces)
        with pytest.raises(SynthesisFailed):
            pieces.collect()

        assert first.text.startswith("The first sentence")
        assert next(pieces, None) is None

    @pytest.mark.parametrize(
        ("samples", "says"),
        [
            (np.array([0.1, np.nan], dtype=np.float32), "not finite"),
            (np.zeros(0, dtype=np.float32), "no sound"),
            (np.zeros((1, 100), dtype=np.float32), "mono"),
            (np.zeros(100, dtype=np.int16), "int16"),
        ],
    )
    def test_what_is_no_sound_is_refused(self, samples: np.ndarray, says: str) -> None:
        """A rendering that is no whole, finite mono sound fails, whatever the model says."""

        class Odd:
            def speak(self, utterance: Utterance) -> Rendering:
                del utterance
                return Rendering(samples=samples, sample_rate=8000)

            def close(self) -> None:
                pass

        registry = Registry([Model(ModelCard(id="odd", sample_rate=8000), lambda options: Odd())])

        with pytest.raises(SynthesisFailed, match=says):
            tts_core.synthesize("Hello.", model="odd", registry=registry)

    def test_a_load_that_fails_is_raised_by_the_first_piece(self) -> None:
        """A model that cannot be loaded says so to whoever asks for sound."""
        registry = Registry([echo_model(fail_load=OSError("no such file"))])

        with pytest.raises(ModelUnavailable, match="no such file"):
            tts_core.synthesize("Hello.", model="echo", registry=registry)

    def test_silence_is_said(self) -> None:
        """A model that answers with silence gets a warning, not a shrug."""

        class Mute:
            def speak(self, utterance: Utterance) -> Rendering:
                del utterance
                return Rendering(samples=np.zeros(8000, dtype=np.float32), sample_rate=8000)

            def close(self) -> None:
                pass

        registry = Registry([Model(ModelCard(id="mute", sample_rate=8000), lambda options: Mute())])

        speech = tts_core.synthesize("Hello.", model="mute", registry=registry)

        assert [warning.code for warning in speech.warnings] == ["silent"]
