from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import tts_core
from tts_core import LoadOptions, ModelCard, Pronunciation, files
from tts_hibari.catalogue import READING, VOCABULARY
from tts_kokoro.alphabet import spelled
from tts_kokoro.readers import Readers, is_readable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tts_core import Model

PLAIN = (
    "The old boat reached the harbour before sunrise, while the keeper of the lighthouse was asleep.",
    "She didn't use the apple; an elephant used to eat it, didn't it?",
    "The live show is where they live, and the co-worker's three-year-old re-entered the U.S. at four.",
    "Xyzzyplugh wanted roses, hot water and a bottle of tea.",
)
FOREIGN = {
    "es": "La cigüeña tocaba el saxofón «detrás» del palenque; ¿cuándo hay ocho reinas? ¡Oh, auto!",
    "fr-FR": "Portez ce vieux whisky au juge blond « voilà » l'été; un bon vin blanc, les oiseaux du jazz.",
    "hi": "नमस्ते दुनिया। यह एक बड़ा वाक्य है, भारत, धन, घर और झंडा।",
    "it": "Gli gnomi, lo zio, la pizza e il ragazzo rosso; che città! Perché la scienza, oggi?",
    "pt-BR": "À noite, São Paulo, coração, mãe, não põe; a chuva do dia, tia, pai e meu rei.",
}
CJK = {
    "ja": ("こんにちは、世界。", ("koɲɲiʨiβa,", "sekai.")),
    "zh": ("你好，世界。", ("ni↓xau↓,", "ʂɨ↘ʨje↘.")),
}


@pytest.fixture(scope="module")
def found() -> dict[str, Path]:
    """What English is read with."""
    return files.fetch(ModelCard(id="reading", sample_rate=24_000, files=READING), LoadOptions())


@pytest.fixture(scope="module")
def said(found: dict[str, Path]) -> Callable[..., list[str]]:
    """A function that reads a text word by word."""
    readers = Readers(found)

    def read(text: str, language: str, *given: Pronunciation) -> list[str]:
        return [word.phonemes for word in readers.read(text, given, language).words]

    return read


@pytest.fixture(scope="module")
def vocabulary(found: dict[str, Path]) -> dict[str, int]:
    """Kokoro's alphabet."""
    held: dict[str, int] = json.loads(found[VOCABULARY].read_bytes())
    return held


@pytest.mark.parametrize("british", [False, True])
@pytest.mark.parametrize("text", PLAIN)
def test_english_is_read_as_misaki_reads_it(said: Callable[..., list[str]], text: str, british: bool) -> None:
    """The phonemes of a sentence are those of hibari's port of misaki, in each of its dialects."""
    from hibari.g2p import G2P

    read = " ".join(filter(None, said(text, "en-GB" if british else "en-US")))

    assert read == G2P(british=british)(text, normalize_text=False)


def test_the_dialect_is_the_voice_s(small: Model) -> None:
    """The same text is read as the voice's country does."""
    told = {
        voice: tts_core.explain(
            "water", model=small.card.id, voice=voice, registry=tts_core.Registry([small])
        )
        for voice in ("af_heart", "bf_emma")
    }

    assert [piece.phonemes[0].ipa for each in told.values() for piece in each.pieces] == ["wˈɔɾəɹ", "wˈɔːtə"]


@pytest.mark.parametrize(
    ("ipa", "american", "british"),
    [
        ("həˈləʊ", "həˈlO", "həˈlQ"),
        ("ˈbɜːd", "ˈbɜɹd", "ˈbɜːd"),
        ("ˈhɒt", "ˈhɑt", "ˈhɒt"),
        ("skweə", "skwɛə", "skwɛː"),
        ("ˈkæt", "ˈkæt", "ˈkat"),
    ],
)
def test_a_reading_is_spelled_in_the_dialect(
    said: Callable[..., list[str]], ipa: str, american: str, british: str
) -> None:
    """A reading in IPA is put into the alphabet as the dialect has it."""
    given = Pronunciation(0, 3, ipa)

    assert (said("abc", "en-US", given), said("abc", "en-GB", given)) == ([american], [british])


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_read_within_the_alphabet(
    said: Callable[..., list[str]], vocabulary: dict[str, int], language: str
) -> None:
    """What espeak-ng reads is spelled with no sign that the alphabet lacks, and no word is lost."""
    pytest.importorskip("tts_espeak", reason="it reads these languages, and is installed by who wants them")
    read = said(FOREIGN[language], language)

    assert not {sign for word in read for sign in word} - set(vocabulary)
    assert all(any(map(str.isalpha, word)) for word in read if word not in "“”")


@pytest.mark.parametrize(
    ("ipa", "language", "expected"),
    [
        ("tʃˈiko", "es", "ʧˈiko"),
        ("rˈeɪna", "es", "rˈAna"),
        ("ˈeʊɾo", "es", "ˈeʊɾo"),
        ("«pˈitsːa»", "it", "“pˈiʦːa”"),
        ("rˈosso", "it", "rˈoSo"),
        ("kˈaʊza", "it", "kˈaʊza"),
        ("tʃˈɛk", "fr", "tʃˈɛk"),
        ("dʒˈaz", "fr", "ʤˈaz"),
        ("bˈʌr.aː।", "hi", "bˈʌɽaː."),
        ("xˈeɪ", "pt", "xˈA"),
        ("¿g-n\u0329?", "es", "ɡᵊn?"),
        ("ç\u0303", "pt", "ç\u0303"),
    ],
)
def test_ipa_is_spelled_as_misaki_spells_it(ipa: str, language: str, expected: str) -> None:
    """What espeak-ng ties is one sign in the alphabet, as the voices learned it; the rest stays."""
    assert spelled(ipa, language) == expected


def test_a_reading_is_obeyed_in_other_languages(said: Callable[..., list[str]]) -> None:
    """What the caller gave a reading for is said so, among its neighbours and marks."""
    pytest.importorskip("tts_espeak", reason="it reads these languages, and is installed by who wants them")

    assert said("Hola, nginx.", "es", Pronunciation(6, 11, "ˈendʒin"))[1] == "ˈenʤin."


@pytest.mark.parametrize("language", CJK)
def test_japanese_and_chinese_are_read_by_misaki(said: Callable[..., list[str]], language: str) -> None:
    """Texts without spaces are read clause by clause, with their marks; a given reading stands for itself."""
    if not is_readable(language):
        pytest.skip(f'nothing here reads it: pip install "tts-kokoro[{language}]"')
    text, expected = CJK[language]

    assert tuple(said(text, language)) == expected
    assert said(text, language, Pronunciation(0, len(text) - 3, "koko,"))[0] == "koko,"
