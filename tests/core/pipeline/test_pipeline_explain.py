"""What would be said, without saying it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import tts_core
from tts_core import (
    Model,
    ModelCard,
    NothingToSpeak,
    Pronunciation,
    Registry,
    Rendering,
    SynthesisFailed,
    UnknownVoice,
)
from tts_core.testing import Recorder, echo_model

if TYPE_CHECKING:
    from tts_core import Utterance

TEXT = "Dr. Smith paid $3.50 🙂. Then he left."


class Reader:
    """Tells how it would read, and must not be made to speak."""

    def speak(self, utterance: Utterance) -> Rendering:
        raise AssertionError(f"asked to speak {utterance.text!r}")

    def pronounce(self, utterance: Utterance) -> list[Pronunciation]:
        place, found = 0, []
        for word in utterance.text.split():
            start = utterance.text.index(word, place)
            place = start + len(word)
            listed = {"Smith": False, "🙂": None}.get(word, True)
            found.append(Pronunciation(start, place, word.lower(), word == "Smith", listed))
        return found

    def close(self) -> None:
        pass


def reader() -> Registry:
    card = ModelCard(id="reader", sample_rate=8000, languages=("en-US",))
    return Registry([Model(card, lambda options: Reader())])


def test_it_is_what_is_said() -> None:
    """The explanation says the very words, pieces and warnings that speaking the text gives."""
    registry = Registry([echo_model(best=30, limit=60)])

    explanation = tts_core.explain(TEXT, model="echo", registry=registry)

    speech = tts_core.synthesize(TEXT, model="echo", registry=registry)
    pieces = list(tts_core.stream(TEXT, model="echo", registry=registry))
    assert explanation.said == speech.receipt.text
    assert explanation.warnings == speech.warnings
    assert [piece.span for piece in explanation.pieces] == [piece.span for piece in pieces]


def test_nothing_is_spoken() -> None:
    """Explaining asks the model for nothing but its measure and its reading."""
    recorder = Recorder()

    tts_core.explain(TEXT, model="echo", registry=Registry([echo_model(recorder=recorder)]))

    assert recorder.begun == []


def test_tokens_cover_the_text() -> None:
    """The tokens of all pieces, as written, make up the caller's text, and each says what it is."""
    explanation = tts_core.explain(TEXT, model="echo", registry=Registry([echo_model()]))
    tokens = [token for piece in explanation.pieces for token in piece.tokens]

    assert "".join(token.written for token in tokens) == TEXT
    assert {"abbreviation", "money", "dropped"} <= {token.kind for token in tokens}


def test_a_model_that_can_tell_tells_how_it_reads() -> None:
    """Phonemes come from the model, each at its place, and guesses and words it does not know are named."""
    (piece,) = tts_core.explain(TEXT, registry=reader(), model="reader").pieces
    said = piece.said.strip()

    assert [said[each.start : each.end].lower() for each in piece.phonemes] == [
        each.ipa for each in piece.phonemes
    ]
    assert piece.guessed == piece.unlisted == ("Smith",)


def test_readings_that_nobody_can_hand_over_are_guesses() -> None:
    """A model that takes no readings guesses the words that have two."""
    (piece,) = tts_core.explain("I read it, in my lead role.", registry=reader(), model="reader").pieces

    assert piece.guessed == ("read", "lead")


def test_it_is_plain_json() -> None:
    """An explanation goes through JSON unchanged."""
    held = tts_core.explain(TEXT, registry=reader(), model="reader").as_dict()

    assert json.loads(json.dumps(held))["said"] == held["said"]


def test_bad_requests_fail_here_too() -> None:
    """What could not be said cannot be explained either."""
    registry = Registry([echo_model()])

    with pytest.raises(NothingToSpeak):
        tts_core.explain("...", model="echo", registry=registry)
    with pytest.raises(UnknownVoice):
        tts_core.explain("Hi.", model="echo", voice="nobody", registry=registry)
    with pytest.raises(ValueError, match="whole text"):
        tts_core.explain(iter(["Hi."]), model="echo", registry=registry)  # type: ignore[arg-type]  # the point


@pytest.mark.parametrize("answer", [None, ["hɛloʊ"], SystemExit(3), KeyError("boom")], ids=repr)
def test_a_model_that_cannot_tell_fails_by_its_name(answer: object) -> None:
    """Whatever a `pronounce` raises, or returns, fails by the model's name where it is no reading."""

    class Odd(Reader):
        def pronounce(self, utterance: Utterance) -> Any:
            del utterance
            if isinstance(answer, BaseException):
                raise answer
            return answer

    card = ModelCard(id="odd", sample_rate=8000)
    registry = Registry([Model(card, lambda options: Odd())])

    with pytest.raises(SynthesisFailed, match="'odd' failed to pronounce"):
        tts_core.explain("Hello.", model="odd", registry=registry)
