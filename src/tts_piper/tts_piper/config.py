"""The .onnx.json of a voice: how its text becomes ids, how it sounds by nature, and who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tts_onnx.plugin.config import BadConfig, Fields

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["END", "PAD", "START", "Config", "parsed"]

START, END, PAD = "^", "$", "_"
"""The symbols before the first of a text, behind the last, and between any two."""
_READ = ("espeak", "text")
_MOST_SPEAKERS = 100_000


@dataclass(frozen=True, slots=True)
class Config:
    """What a voice says of itself."""

    sample_rate: int
    language: str
    """BCP-47."""
    reader: str
    """espeak-ng's name of the language whose phonemes it learned; empty where it reads the text itself."""
    ids: Mapping[str, tuple[int, ...]]
    """Symbol to ids."""
    replaced: Mapping[str, tuple[str, ...]]
    """Symbols that others are put for."""
    speakers: Mapping[str, int]
    """Name to number; empty where there is one who has none."""
    noise: float
    noise_w: float
    length: float


def parsed(data: bytes) -> Config:
    """Read a configuration, or raise BadConfig with what is wrong in it."""
    told = Fields.parsed(data)
    kind = told.text("phoneme_type", "espeak")
    if kind not in _READ:
        raise BadConfig(
            f'its "phoneme_type" is {kind!r}, for which something else than espeak-ng has to read the text; '
            f"voices with {' or '.join(_READ)} are spoken"
        )
    reader = told.part("espeak").text("voice") if kind == "espeak" else ""
    inference = told.part("inference")
    return Config(
        sample_rate=told.part("audio").whole("sample_rate", least=4000, most=192_000),
        language=_tag(told.part("language").text("code", reader or "und")),
        reader=reader,
        ids=_ids(told.part("phoneme_id_map")),
        replaced={symbol: tuple(map(str, many)) for symbol, many in told.part("phoneme_map").raw.items()},
        speakers=_speakers(told),
        noise=inference.number("noise_scale", 0.667, least=0, most=100),
        noise_w=inference.number("noise_w", 0.8, least=0, most=100),
        length=inference.number("length_scale", 1.0, least=0, most=100) or 1.0,
    )


def _tag(code: str) -> str:
    """Write a language as BCP-47 does: en_US is en-US."""
    first, *rest = code.replace("_", "-").split("-")
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def _ids(told: Fields) -> Mapping[str, tuple[int, ...]]:
    for symbol, ids in told.raw.items():
        if not isinstance(ids, list) or not all(type(each) is int and each >= 0 for each in ids):
            raise told.wrong(symbol, "a list of ids")
    missing = [symbol for symbol in (START, END, PAD) if not told.raw.get(symbol)]
    if missing:
        raise BadConfig(f'"phoneme_id_map" has no {missing[0]!r}, which goes around every text')
    return {symbol: tuple(ids) for symbol, ids in told.raw.items()}


def _speakers(told: Fields) -> Mapping[str, int]:
    """Return who speaks, in the order of their numbers; those without names go by these."""
    count = told.whole("num_speakers", 1, least=1, most=_MOST_SPEAKERS)
    if count == 1:
        return {}
    named = told.part("speaker_id_map")
    numbers = {name: named.whole(name, least=0, most=count - 1) for name in named}
    found = numbers or {str(number): number for number in range(count)}
    return dict(sorted(found.items(), key=lambda each: each[1]))
