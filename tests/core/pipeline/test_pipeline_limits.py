"""How long an utterance may be, and how long the first is."""

from __future__ import annotations

import pytest

import tts_core
from tts_core import Audio, Registry
from tts_core.testing import Recorder, decode, echo_model

STORY = "The first sentence is here. A second one follows it. Then comes the third. And the fourth ends it."


def heard(audio: Audio) -> list[str]:
    """Return the words that reached the speaker."""
    utterances = decode(audio)
    assert all(each.intact for each in utterances)
    return " ".join(each.text for each in utterances).split()


class TestLimits:
    @pytest.mark.parametrize(
        "text", ["a" * 5000, "word " * 1000, "a,b;" * 900, "é" * 3000, "1234567890 " * 200, "नमस्ते " * 300]
    )
    def test_no_utterance_passes_the_limit(self, text: str, recorder: Recorder) -> None:
        """Whatever the text, no utterance is longer than the model can take, and nothing is lost."""
        registry = Registry([echo_model(best=100, limit=200, recorder=recorder)])

        speech = tts_core.synthesize(text, model="echo", normalize=False, registry=registry)

        assert max(len(utterance.text) for utterance in recorder.begun) <= 200
        assert "".join("".join(heard(speech.audio)).split()) == "".join(text.split())

    def test_the_limit_is_in_the_models_own_units(self, recorder: Recorder) -> None:
        """A model that counts tokens gets utterances within its tokens."""

        def tokens(text: str) -> int:
            return 2 + 3 * len(text)

        registry = Registry([echo_model(best=90, limit=120, measure=tokens, recorder=recorder)])

        tts_core.synthesize(STORY + "x" * 400, model="echo", registry=registry)

        assert max(tokens(utterance.text) for utterance in recorder.begun) <= 120

    def test_a_short_first_piece_where_the_model_asks_for_it(self, recorder: Recorder) -> None:
        """With `first` on the card, speech opens with a clause of about that length."""
        text = "Well, to be honest, this sentence goes on for quite a while before it comes to its end."
        registry = Registry([echo_model(best=200, limit=400, first=15, recorder=recorder)])

        list(tts_core.stream(text, model="echo", registry=registry))

        assert recorder.begun[0].text == "Well, to be honest,"

    def test_short_sentences_ride_together(self, recorder: Recorder) -> None:
        """Sentences are merged up to the model's best length."""
        registry = Registry([echo_model(best=200, limit=400, recorder=recorder)])

        tts_core.synthesize("Yes. No. Maybe. Who knows? Not I.", model="echo", registry=registry)

        assert [utterance.text for utterance in recorder.begun] == ["Yes. No. Maybe. Who knows? Not I."]
