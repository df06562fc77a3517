from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from tts_hibari.catalogue import GOLD, SILVER, TAGGER
from tts_hibari.tables import Words, tagger_model

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@pytest.mark.parametrize("name", [GOLD, SILVER])
def test_every_word_is_found_as_json_has_it(model_files: Mapping[str, Path], name: str) -> None:
    """Looking words up in the text of a lexicon gives what reading all of it would, word for word."""
    whole = _whole(model_files[name])
    words = Words(model_files[name])

    assert len(whole) > 90_000
    assert not [word for word, said in whole.items() if words.get(word) != said]


@pytest.mark.parametrize(
    "word", ["", "zzzz", "~", "NOUN", "DEFAULT", "\U0010ffff", '"', ",", "a b", "'Meric", "\ud800"]
)
def test_what_is_not_in_a_lexicon_is_not_found(model_files: Mapping[str, Path], word: str) -> None:
    """A word that is not there is not found, though it be before the first or within another entry."""
    assert Words(model_files[GOLD]).get(word) == _whole(model_files[GOLD]).get(word)


def test_the_tagger_weighs_what_json_has(model_files: Mapping[str, Path]) -> None:
    """Every feature of the tagger weighs what reading all of its model would give."""
    whole = _whole(model_files[TAGGER])
    model = tagger_model(model_files[TAGGER])
    weights = whole.pop("weights")

    assert {name: model[name] for name in whole} == whole
    assert not [name for name, weight in weights.items() if model["weights"].get(name) != weight]
    assert model["weights"].get("w=no such word") is None


def _whole(file: Path) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    return whole
