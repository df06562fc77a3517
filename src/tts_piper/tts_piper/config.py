"""The .onnx.json of a voice: how its text becomes ids, how it sounds by nature, and who speaks."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tts_core import ModelUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["END", "PAD", "START", "BadConfig", "Config", "parsed", "read_config"]

START, END, PAD = "^", "$", "_"
"""The symbols before the first of a text, behind the last, and between any two."""
_LARGEST = 1 << 20
_READ = ("espeak", "text")


class BadConfig(ValueError):
    """A configuration that cannot be used, and why."""


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
    noise: float = 0.667
    noise_w: float = 0.8
    length: float = 1.0


def read_config(file: Path, model: str) -> Config:
    """Read the configuration of *model*, or say what is wrong with it."""
    try:
        return parsed(file.read_bytes())
    except OSError as error:
        why = f"its configuration {str(file)!r} cannot be read: {error.strerror or error}"
        raise ModelUnavailable(model, why, "put the .onnx.json beside its .onnx") from error
    except BadConfig as error:
        raise ModelUnavailable(model, f"its {file.name} cannot be used: {error}") from error


def parsed(data: bytes) -> Config:
    """Read a configuration, or raise BadConfig with what is wrong in it."""
    if len(data) > _LARGEST:
        raise BadConfig(f"it has {len(data)} bytes, and no more than {_LARGEST} are read")
    try:
        raw = json.loads(data)
    except ValueError as error:
        raise BadConfig(f"it is not JSON: {error}") from None
    if not isinstance(raw, dict):
        raise BadConfig(f"it is not a JSON object but a {type(raw).__name__}")
    kind = raw.get("phoneme_type") or "espeak"
    if kind not in _READ:
        raise BadConfig(
            f'its "phoneme_type" is {kind!r}, for which something else than espeak-ng has to read the text; '
            f"voices with {' or '.join(_READ)} are spoken"
        )
    reader = _part(raw, "espeak").get("voice") if kind == "espeak" else ""
    if not isinstance(reader, str) or (kind == "espeak" and not reader):
        raise BadConfig(f'"espeak" must say a "voice", not {reader!r}')
    inference = _part(raw, "inference")
    return Config(
        sample_rate=_rate(_part(raw, "audio").get("sample_rate")),
        language=_tag(_part(raw, "language").get("code") or reader or "und"),
        reader=reader,
        ids=_ids(raw.get("phoneme_id_map")),
        replaced={str(symbol): tuple(map(str, many)) for symbol, many in _part(raw, "phoneme_map").items()},
        speakers=_speakers(raw),
        noise=_number(inference, "noise_scale", 0.667),
        noise_w=_number(inference, "noise_w", 0.8),
        length=_number(inference, "length_scale", 1.0) or 1.0,
    )


def _part(raw: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    value = raw.get(field) or {}
    if not isinstance(value, dict):
        raise BadConfig(f'"{field}" must be an object, not {value!r}')
    return value


def _number(raw: Mapping[str, Any], field: str, usual: float) -> float:
    value = raw.get(field, usual)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise BadConfig(f'"{field}" must be a number that is not below 0, not {value!r}')
    return float(value)


def _rate(value: object) -> int:
    if not isinstance(value, int) or not 4000 <= value <= 192_000:
        raise BadConfig(f'"sample_rate" must be a number of Hz, not {value!r}')
    return value


def _tag(code: object) -> str:
    """Write a language as BCP-47 does: en_US is en-US."""
    first, *rest = str(code).replace("_", "-").split("-")
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def _ids(raw: object) -> Mapping[str, tuple[int, ...]]:
    if not isinstance(raw, dict):
        raise BadConfig('"phoneme_id_map" must map symbols to ids')
    for symbol, ids in raw.items():
        if not isinstance(ids, list) or not all(type(each) is int and each >= 0 for each in ids):
            raise BadConfig(f'"phoneme_id_map" must map {symbol!r} to a list of ids, not {ids!r}')
    missing = [symbol for symbol in (START, END, PAD) if not raw.get(symbol)]
    if missing:
        raise BadConfig(f'"phoneme_id_map" has no {missing[0]!r}, which goes around every text')
    return {symbol: tuple(ids) for symbol, ids in raw.items()}


def _speakers(raw: Mapping[str, Any]) -> Mapping[str, int]:
    """Return who speaks, in the order of their numbers; those without names go by these."""
    count = raw.get("num_speakers", 1)
    if type(count) is not int or count < 1:
        raise BadConfig(f'"num_speakers" must be at least 1, not {count!r}')
    named = _part(raw, "speaker_id_map")
    if count == 1:
        return {}
    for name, number in named.items():
        if type(number) is not int or not 0 <= number < count:
            raise BadConfig(f'"speaker_id_map" must map {name!r} to a number below {count}, not {number!r}')
    found = named or {str(number): number for number in range(count)}
    return dict(sorted(found.items(), key=lambda each: each[1]))
