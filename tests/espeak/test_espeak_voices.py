from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

import tts_espeak
from tts_core import LoadOptions, Utterance
from tts_espeak.voices import bcp47, find_speaker, list_voices, speaker_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tts_core import Synthesizer

OWN_SCRIPT = {
    "am": "ሰላም", "ar": "مرحبا", "as": "নমস্কাৰ", "ba": "Сәләм", "be": "Прывітанне", "bg": "Здравей",
    "bn": "নমস্কার", "bpy": "নমস্কার", "chr-us-qaaa-x-west": "tsalagi", "cmn": "你好", "cv": "Салам",
    "el": "Γειά σου", "en-shaw": "𐑣𐑧𐑤𐑴", "fa": "سلام", "grc": "Χαῖρε", "gu": "નમસ્તે", "hak": "你好",
    "he": "שלום", "hi": "नमस्ते", "hy": "Բարեւ", "hyw": "Բարեւ", "ja": "こんにちは", "ka": "გამარჯობა",
    "kk": "Сәлем", "kn": "ನಮಸ್ಕಾರ", "ko": "안녕", "kok": "नमस्कार", "ky": "Салам", "mk": "Здраво",
    "ml": "നമസ്കാരം", "mr": "नमस्कार", "my": "မင်္ဂလာပါ", "ne": "नमस्ते", "nog": "Салам", "or": "ନମସ୍କାର",
    "pa": "ਸਤਿ ਸ੍ਰੀ", "ru": "Привет", "ru-cl": "Привет", "ru-lv": "Привет", "sd": "سلام", "shn": "မႂ်ႇသုင်",
    "si": "ආයුබෝවන්", "sr": "Здраво", "ta": "வணக்கம்", "te": "నమస్కారం", "th": "สวัสดี", "ti": "ሰላም",
    "tt": "Сәлам", "ug": "ياخشىمۇسىز", "uk": "Привіт", "ur": "سلام", "yue": "你好",
}  # fmt: skip
TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-\d{3})?(-[a-z0-9]{5,8})*(-x(-[a-z0-9]{1,8})+)?")


@pytest.fixture(scope="module")
def synthesizer() -> Iterator[Synthesizer]:
    loaded = tts_espeak.tts_models()[0].load(LoadOptions())
    yield loaded
    loaded.close()


def test_lists_more_than_a_hundred_languages() -> None:
    """Every voice has an id, a name and aliases that are its own, a gender and a well-formed language."""
    voices = list_voices()

    assert len({voice.language for voice in voices}) > 100
    names = [name for voice in voices for name in (voice.id, *voice.aliases)]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(voice.name and voice.gender for voice in voices)
    assert [voice.language for voice in voices if not TAG.fullmatch(voice.language)] == []


def test_every_language_has_a_man_and_a_woman() -> None:
    """Who looks for a voice by gender finds one in every language."""
    voices = list_voices()
    men = {voice.language for voice in voices if voice.gender == "male"}
    women = {voice.language for voice in voices if voice.gender == "female"}

    assert men == women


def test_every_voice_speaks_its_language(synthesizer: Synthesizer) -> None:
    """Each listed voice says a word in its own script aloud, and leaves nothing out."""
    mute: list[str] = []
    for voice in list_voices():
        text = OWN_SCRIPT.get(voice.id.partition("+")[0], "mama papa")
        rendering = synthesizer.speak(Utterance(text=text, voice=voice.id))
        loudest = float(np.abs(rendering.samples).max(initial=0))
        if loudest < 0.05 or rendering.warnings or "".join(word.text for word in rendering.words) == "":
            mute.append(voice.id)

    assert mute == []


def test_listing_complains_about_nothing(synthesizer: Synthesizer, capfd: pytest.CaptureFixture[str]) -> None:
    """Selecting any listed voice prints nothing: those whose dictionary is missing are not listed."""
    for voice in list_voices():
        synthesizer.speak(Utterance(text="a", voice=voice.id))

    assert capfd.readouterr() == ("", "")


def test_default_voice_is_american() -> None:
    """The card's default voice exists and speaks American English."""
    card = tts_espeak.tts_models()[0].card

    assert card.default_voice is not None
    assert find_speaker(card.default_voice).voice.language == "en-US"


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("en-us", "en-US"), ("cmn", "zh"), ("en-gb-x-rp", "en-GB-x-rp"), ("fa-latn", "fa-Latn"),
        ("es-419", "es-419"),
        ("en-GB-scotland", "en-GB-scotland"), ("vi-vn-x-central", "vi-VN-x-central"), ("en-shaw", "en-Shaw"),
        ("chr-US-Qaaa-x-west", "chr-Qaaa-US-x-west"), ("ca-va", "ca-valencia"), ("de", "de"),
    ],
)  # fmt: skip
def test_languages_are_written_as_bcp47(name: str, tag: str) -> None:
    """espeak-ng's names become tags: case by the kind of subtag, and no region that is none."""
    assert bcp47(name) == tag


@pytest.mark.parametrize(
    ("language", "voice"),
    [
        ("en", "en-us"), ("en-US", "en-us"), ("en_GB", "en-gb"), ("EN-gb-X-RP", "en-gb-x-rp"),
        ("zh", "cmn"), ("zh-CN", "cmn"), ("zh-Hans-CN", "cmn"), ("cmn", "cmn"), ("zh-yue", "yue"),
        ("pt", "pt"), ("pt-BR", "pt-br"), ("fr", "fr-fr"), ("fr-CA", "fr-fr"), ("fa-Latn", "fa-latn"),
        ("de-AT", "de"), ("no", "nb"), ("es-MX", "es-419"), ("sr-Latn", "sr"), ("tlh", "piqd"),
    ],
)  # fmt: skip
def test_any_way_to_write_a_language_finds_its_voice(language: str, voice: str) -> None:
    """A tag finds the voice that is nearest: the region when there is one, else the language."""
    assert speaker_of(language).voice.id == voice


@pytest.mark.parametrize(
    "name", ["en-US", "English (America)", "gmw/en-US", "en-us+f3", "EN-US+F3", "de+anika", "fr"]
)
def test_voices_answer_to_their_names(name: str) -> None:
    """Ids, names and espeak-ng's own paths find a voice in any case, and any language any variant."""
    language = {"d": "de", "f": "fr-FR"}.get(name[0], "en-US")

    assert find_speaker(name).voice.language == language
