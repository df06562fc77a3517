from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tts_espeak import phoneme_words
from tts_onnx.plugin.config import BadConfig
from tts_piper.config import Config, parsed
from tts_piper.symbols import Alphabet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@pytest.fixture(scope="module")
def config(joe_files: Mapping[str, Path]) -> Config:
    """What the voice joe says of itself."""
    return parsed(joe_files["en_US-joe-medium.onnx.json"].read_bytes())


def said(config: Config, text: str, *, language: str = "", continues: bool = False) -> str:
    """The symbols that the voice is given for *text*."""
    names = {ids[0]: symbol for symbol, ids in config.ids.items()}
    alphabet = Alphabet(config)
    line = alphabet.encode(text, phoneme_words(text, language or config.reader), continues=continues)
    return "".join(names[token] for token in alphabet.bounded(line))


def test_symbols_stand_between_pads_in_a_frame(config: Config) -> None:
    """The boundary is around the text, and a pad behind each symbol but the last."""
    assert said(config, "Hi.") == "^_h_ˈ_a_ɪ_._$"


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("Hello, world!", "həlˈoʊ, wˈɜːld!"),
        ("Hello — world", "həlˈoʊ; wˈɜːld."),
        ("“Hello” (world)…", "həlˈoʊ wˈɜːld."),
        ("Hello?!", "həlˈoʊ?"),
        ("Mr. Smith left.", "mˈɪstɚ smˈɪθ lˈɛft."),
    ],
)
def test_clauses_end_with_the_marks_of_training(config: Config, text: str, symbols: str) -> None:
    """Each clause ends with one mark that espeak-ng's clauses end with, and a text with one in any case."""
    assert said(config, text).strip("^$").replace("_", "") == symbols


def test_a_switch_of_the_language_is_not_spoken(config: Config) -> None:
    """Where espeak-ng turns to another language and back, the names of these are no phonemes."""
    spoken = said(config, "Der Download ist cool.", language="de")

    assert spoken.strip("^$").replace("_", "") == "dɛɾ dˈaʊnləʊd ɪst kˈuːl."


def test_text_is_text(config: Config) -> None:
    """Double brackets, which the original takes for phonemes in any text, are brackets around a word."""
    assert said(config, "Say [[hello]] now.") == said(config, "Say hello now.")


def test_what_goes_on_ends_with_a_comma(config: Config) -> None:
    """A text that is cut inside a sentence does not end like one."""
    assert said(config, "Hello", continues=True).endswith("ʊ_,_$")


def test_signs_come_apart_as_in_training(config: Config) -> None:
    """A letter with an accent is its parts, one symbol each, as Unicode takes it apart."""
    given = Alphabet(config)._spelled("õç")

    assert given == (("o", "\u0303", "c", "\u0327"), "")


def test_what_is_configured_is_replaced(config: Config) -> None:
    """A phoneme map says which symbols stand for another."""
    ids = {symbol: list(numbers) for symbol, numbers in config.ids.items()}
    raw = {"audio": {"sample_rate": 16000}, "espeak": {"voice": "en-us"}, "phoneme_id_map": ids}
    mapped = parsed(json.dumps(raw | {"phoneme_map": {"a": ["b", "d"]}}).encode())

    assert Alphabet(mapped)._spelled("ta") == (("t", "b", "d"), "")


OTHERS = ("pinyin", "hebrew", "japanese", "thai", "some day")
IDS = {"_": [0], "^": [1], "$": [2], "a": [3]}
GOOD: dict[str, Any] = {
    "audio": {"sample_rate": 22050},
    "espeak": {"voice": "de"},
    "phoneme_id_map": IDS,
    "num_speakers": 1,
}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        *(({"phoneme_type": kind}, f"{kind!r}.*espeak or text") for kind in OTHERS),
        ({"phoneme_type": 7}, "must be a text"),
        ({"phoneme_id_map": {"a": [3]}}, "goes around every text"),
        ({"phoneme_id_map": {**IDS, "a": "x"}}, "list of ids"),
        ({"audio": {}}, "sample_rate"),
        ({"espeak": {}}, '"espeak.voice" must be a text'),
        ({"num_speakers": 2, "speaker_id_map": {"ann": 2}}, "from 0 to 1"),
        ({"num_speakers": 0}, "whole number from 1"),
        ({"inference": {"noise_scale": -1}}, "noise_scale"),
        ({"inference": 3}, "must be an object"),
    ],
)
def test_a_configuration_that_cannot_be_used_says_why(wrong: dict[str, Any], why: str) -> None:
    """What is wrong with a configuration is said in a sentence when it is read."""
    with pytest.raises(BadConfig, match=why):
        parsed(json.dumps(GOOD | wrong).encode())


def test_what_is_not_said_is_as_usual() -> None:
    """An old configuration without language and noise is that of its reader, with the usual noise."""
    config = parsed(json.dumps(GOOD).encode())

    assert (config.language, config.noise, config.noise_w, config.length) == ("de", 0.667, 0.8, 1.0)
    assert config.speakers == {}


def test_speakers_without_names_go_by_their_numbers() -> None:
    """Of several speakers who have no names, each is called by his number."""
    config = parsed(json.dumps(GOOD | {"num_speakers": 3}).encode())

    assert dict(config.speakers) == {"0": 0, "1": 1, "2": 2}
