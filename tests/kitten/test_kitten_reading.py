from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tts_core import Registry, Utterance, synthesize
from tts_espeak.reading import american
from tts_kitten import tts_model
from tts_kitten.graph import Graph
from tts_kitten.reading import read_aloud
from tts_kitten.symbols import TOKENS
from tts_kitten.tokens import encode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tts_kitten.synthesizer import KittenSynthesizer

    Load = Callable[..., KittenSynthesizer]


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("US vs. us: no.", "jˌuːˈɛs vˌiːˈɛs . ˌʌs : nˈoʊ ."),
        ("etc. and so", "ɛtsˈɛtɹə . ænd sˈoʊ"),
        ("a?b", "ˈeɪ ? bˈiː"),
        ("It is 12:30 pm.", "ɪɾ ɪz twˈɛlv : θˈɜːɾi pˌiːˈɛm ."),
        ("Mr. Smith left.", "mˈɪstɚ . smˈɪθ lˈɛft ."),
        ("e.g. this, version 3.5", "fˌɔːɹɛɡzˈæmpəl ðˈɪs , vˈɜːʒən θɹˈiː pɔɪnt fˈaɪv"),
    ],
)
def test_marks_stay_where_they_stand(text: str, spelled: str) -> None:
    """What is said as it is written has each of its marks where the reference has it, also within a word."""
    symbols = {token: symbol for symbol, token in TOKENS.items()}
    words = read_aloud(text)

    assert "".join(symbols[token] for token in encode(words).tokens) == spelled
    assert "".join(text[word.start : word.end] for word in words) == text.replace(" ", "")


@pytest.mark.parametrize("text", ["Mr. Smith left.", "US vs. us: no.", "It is 12:30 pm, a?b."])
def test_what_is_said_as_it_is_written_is_one_run(
    build: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """With nothing normalised, a text is cut at no abbreviation, and each of its words has its own time."""
    model = tts_model(f"kitten:{build()}")
    assert model is not None
    registry, runs = Registry([model]), []
    run = Graph.run

    def running(self: Graph, *given: Any, **more: Any) -> Any:
        runs.append(given)
        return run(self, *given, **more)

    monkeypatch.setattr(Graph, "run", running)
    speech = synthesize(text, model=model.card.id, normalize=False, registry=registry)
    registry.close()

    assert len(runs) == 1
    assert [word.text for word in speech.words] == [word.rstrip(".,:") for word in text.split()]


def test_words_outside_the_dictionary_are_told(build: Callable[..., Path], load: Load) -> None:
    """Who asks how a text would be read is told which words no dictionary has; who speaks waits for none."""
    synthesizer = load(build())
    told = synthesizer.pronounce(Utterance(text="The bortlewick."))
    assert [word.listed for word in told] == [True, False]
    assert [word.ipa for word in told] == [word.ipa for word in american("The bortlewick.")]
    assert {word.listed for word in american("The bortlewick.")} == {None}
    synthesizer.close()
