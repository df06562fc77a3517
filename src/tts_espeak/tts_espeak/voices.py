"""
The voices: one for each language that espeak-ng knows, and a woman's for each beside it.

A voice's id is espeak-ng's name of the language, `en-us` or `de`; with `+` and the name of a variant
it is the same language from another mouth, `de+f3`. Every language can be had with every variant
(the `variant` option, or such an id); listed is each with the one woman's variant, since a list of
fifteen thousand voices helps nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from tts_core import UnknownVoice, UnsupportedLanguage, Voice

from .native.location import locate, variants
from .native.pool import library_pool

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .native.library import ListedVoice
    from .native.location import Location

__all__ = ["DEFAULT_VOICE", "Speaker", "bcp47", "find_speaker", "list_voices", "speaker_of"]

DEFAULT_VOICE = "en-us"
_FEMALE = "f3"
_GENDERS: dict[int, Literal["male", "female"]] = {1: "male", 2: "female"}

_DICTIONARY = re.compile(r"^\s*dictionary\s+(\S+)", re.MULTILINE)

_TAGS = {
    "ca-ba": "ca-x-balear",  # BA would be Bosnia.
    "ca-nw": "ca-x-nw",
    "ca-va": "ca-valencia",  # VA would be the Vatican.
    "chr-us-qaaa-x-west": "chr-Qaaa-US-x-west",  # The script stands before the region.
    "cmn": "zh",  # As the Unicode locales write Mandarin.
    "cmn-latn-pinyin": "zh-Latn-pinyin",
    "en-us-nyc": "en-US-x-nyc",
    "piqd": "tlh",  # Piqd is the Klingon script, tlh the language.
    "py": "art-x-pyash",
    "ru-cl": "ru-x-classic",  # CL would be Chile.
    "xex": "art-x-xextan",
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice and what espeak-ng calls it."""

    voice: Voice
    selector: str
    """What espeak-ng loads, such as `gmw/en-US+f3`."""
    languages: tuple[tuple[int, str], ...] = ()
    """Every language it claims to speak in lower case, with a priority: the lowest is its own."""


def list_voices() -> tuple[Voice, ...]:
    """List the voices without loading any."""
    return tuple(speaker.voice for speaker in _list_speakers(locate()))


def find_speaker(name: str) -> Speaker:
    """Return the speaker whose id, name or alias is *name*, with any variant behind a `+`."""
    return _find_speaker(name, locate())


def speaker_of(language: str) -> Speaker:
    """Return the speaker for *language*, a BCP-47 tag or espeak-ng's own name of it, in any case."""
    return _speaker_of(language, locate())


@lru_cache(maxsize=256)
def _find_speaker(name: str, location: Location) -> Speaker:
    speakers = _list_speakers(location)
    base, plus, variant = name.partition("+")
    for speaker in speakers:
        if speaker.voice.answers_to(name):
            return speaker
    for speaker in speakers:
        if plus and variant in variants() and speaker.voice.answers_to(base):
            return Speaker(speaker.voice, f"{speaker.selector}+{variant}", speaker.languages)
    raise UnknownVoice(name, "espeak", [speaker.voice.id for speaker in speakers])


@lru_cache(maxsize=256)
def _speaker_of(language: str, location: Location) -> Speaker:
    speakers = [each for each in _list_speakers(location) if "+" not in each.voice.id]
    wanted = language.replace("_", "-").casefold()
    if wanted == "en":
        wanted = DEFAULT_VOICE  # Several claim it; this is the one that speaks when nobody is named.
    while wanted:
        for speaker in speakers:
            if wanted in (speaker.voice.id, speaker.voice.language.casefold()):
                return speaker
        claims = [
            (priority, index)
            for index, speaker in enumerate(speakers)
            for priority, claimed in speaker.languages
            if claimed == wanted
        ]
        if claims:
            return speakers[min(claims)[1]]
        wanted = wanted.rpartition("-")[0]
    raise UnsupportedLanguage(language, "espeak", {speaker.voice.language for speaker in speakers})


def bcp47(name: str) -> str:
    """Write espeak-ng's name of a language as a BCP-47 tag: `en-gb-x-rp` is `en-GB-x-rp`."""
    name = name.lower()
    if name in _TAGS:
        return _TAGS[name]
    parts = name.split("-")
    private = parts.index("x") if "x" in parts else len(parts)
    return "-".join(
        part.title()
        if len(part) == 4 and 0 < index < private and part.isalpha()
        else part.upper()
        if len(part) == 2 and 0 < index < private
        else part
        for index, part in enumerate(parts)
    )


@lru_cache(maxsize=8)
def _list_speakers(location: Location) -> tuple[Speaker, ...]:
    del location  # The key: another library has other voices.
    with library_pool.borrow() as library:
        listed = [voice for voice in library.voices() if _can_speak(library.data, voice)]
    has_woman = _FEMALE in variants()
    return tuple(each for men in _with_ids(listed) for each in (men, *([_female(men)] if has_woman else [])))


def _can_speak(data: Path, voice: ListedVoice) -> bool:
    """
    Whether the dictionary of the voice is there, and it needs no other program.

    Without its dictionary espeak-ng complains on the terminal and spells every word.
    """
    if not voice.languages or voice.identifier.startswith("mb/"):  # MBROLA, which is not free to ship.
        return False
    language = voice.languages[0][1].partition("-")[0].lower()
    if (data / f"{language}_dict").is_file():
        return True
    file = data / "lang" / voice.identifier
    named = _DICTIONARY.search(file.read_text(errors="replace")) if file.is_file() else None
    return named is not None and (data / f"{named[1]}_dict").is_file()


def _with_ids(listed: Iterable[ListedVoice]) -> Iterable[Speaker]:
    """Give every voice an id of its own, and the aliases that only it answers to."""
    voices = [(each, each.identifier.rpartition("/")[2].lower()) for each in listed]
    ids: list[str] = []
    for voice, file in voices:
        own = voice.languages[0][1].lower() if voice.languages else file
        free = (name for name in (own, file, voice.identifier.lower()) if name not in ids)
        ids.append(next(free, voice.identifier))
    for (voice, file), identity in zip(voices, ids, strict=True):
        others = (voice.identifier, *([file] if file not in ids else []))
        yield Speaker(
            Voice(
                id=identity,
                name=voice.name,
                language=bcp47(identity),
                gender=_GENDERS.get(voice.gender),
                description=f"espeak-ng's {voice.name}",
                aliases=tuple(other for other in others if other.lower() != identity),
            ),
            voice.identifier,
            tuple((priority, claimed.lower()) for priority, claimed in voice.languages),
        )


def _female(speaker: Speaker) -> Speaker:
    man = speaker.voice
    voice = Voice(
        id=f"{man.id}+{_FEMALE}",
        name=f"{man.name}, female",
        language=man.language,
        gender="female",
        description=f"{man.description}, in the voice of a woman",
    )
    return Speaker(voice, f"{speaker.selector}+{_FEMALE}", speaker.languages)
