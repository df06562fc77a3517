from __future__ import annotations

import threading

import numpy as np
import pytest

import tts_core
from tts_core import Model, ModelCard, Registry, Rendering, Utterance

TEXT = "One is first. Two is next. Three is third. Four is last."


class Watcher:
    """Notes which utterances were begun when the first of them was still being spoken."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.spoken: list[Utterance] = []
        self.meanwhile: list[str] = []
        self._another = threading.Event()

    def speak(self, utterance: Utterance) -> Rendering:
        """Let others begin while the first is spoken, should anybody be let."""
        self.begun.append(utterance.text)
        self.spoken.append(utterance)
        if len(self.begun) == 1:
            self._another.wait(0.1)
            self.meanwhile = self.begun[1:]
        else:
            self._another.set()
        return Rendering(samples=np.full(2400, 0.1, dtype=np.float32), sample_rate=24000)

    def close(self) -> None:
        """Nothing is held."""


@pytest.mark.parametrize("concurrency", [1, 2, 4])
def test_first_utterance_is_spoken_alone(concurrency: int) -> None:
    """Nobody competes with the first utterance for the processors, and everything is spoken in the end."""
    watcher = Watcher()
    card = ModelCard(id="watcher", sample_rate=24000, best=14, limit=40, concurrency=concurrency)
    registry = Registry([Model(card, lambda _: watcher)])
    pieces = list(tts_core.stream(TEXT, model="watcher", registry=registry))
    assert watcher.meanwhile == []
    assert "".join(piece.text for piece in pieces) == TEXT
    assert len(pieces) == 4
    registry.close()


@pytest.mark.parametrize(("concurrency", "beside"), [(1, 0), (2, 1)])
def test_nobody_waits_where_only_the_whole_is_wanted(concurrency: int, beside: int) -> None:
    """A speech that is wanted whole begins with as many utterances at once as the model allows."""
    watcher = Watcher()
    card = ModelCard(id="watcher", sample_rate=24000, best=14, limit=40, concurrency=concurrency)
    registry = Registry([Model(card, lambda _: watcher)])
    speech = tts_core.synthesize(TEXT, model="watcher", registry=registry)
    assert len(watcher.meanwhile) >= beside
    assert watcher.meanwhile == watcher.begun[1 : 1 + len(watcher.meanwhile)]
    assert bool(watcher.meanwhile) == bool(beside)
    assert speech.text == TEXT
    registry.close()


def opening(text: str, language: str = "en-US") -> str:
    card = ModelCard(id="clauses", sample_rate=24000, best=200, limit=500, first=24, languages=(language,))
    registry = Registry([Model(card, lambda _: Watcher())])
    with tts_core.stream(text, model="clauses", registry=registry) as stream:
        first = next(stream).text
    registry.close()
    return first


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("By the evening train, everybody had left the town.", "By the evening train, "),
        ("The harbour was quiet when the first boats came in, and nobody knew.", "The harbour was quiet "),
        ("The harbour was quiet when we came, and nobody knew.", "The harbour was quiet when we came, "),
        (
            "Well, the harbour of the town was quiet because it rained.",
            "Well, the harbour of the town was quiet ",
        ),
        (
            "The door of the old harbour office opened, sir.",
            "The door of the old harbour office opened, sir.",
        ),
        (
            "The harbour was quiet and everybody was asleep.",
            "The harbour was quiet and everybody was asleep.",
        ),
    ],
)
def test_first_utterance_ends_with_a_clause(text: str, first: str) -> None:
    """What is spoken first of a long sentence ends at a near mark or before a clause, and leaves no scrap."""
    assert opening(text) == first


def test_utterances_know_whether_their_sentence_goes_on() -> None:
    """What is cut off inside a sentence says that it goes on; what ends with one, or the text, does not."""
    watcher = Watcher()
    card = ModelCard(id="clauses", sample_rate=24000, best=60, limit=90, first=24, languages=("en",))
    registry = Registry([Model(card, lambda _: watcher)])
    text = (
        "The harbour was quiet when the first boats came in. Nobody knew why "
        + "they came " * 12
        + "so early"
    )
    list(tts_core.stream(text, model="clauses", registry=registry))
    said = [(utterance.text.split()[-1], utterance.continues) for utterance in watcher.spoken]
    assert said[:2] == [("quiet", True), ("in.", False)]
    assert said[-1] == ("early", False)
    assert len(said) > 3
    assert all(continues for _, continues in said[2:-1])
    registry.close()


def test_clauses_are_those_of_the_language() -> None:
    """A word that begins a clause in English begins none in another language."""
    text = (
        "Der Hafen war leer but die ersten Boote kamen an diesem Morgen spät zurück, glaube ich jedenfalls."
    )
    assert opening(text, "en") == "Der Hafen war leer "
    assert opening(text, "de") == text.partition("zurück, ")[0] + "zurück, "
