"""Mixes of voices: `af_bella(2)+af_sky(1)` is two parts of one and one of the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tts_core import UnknownVoice

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["Blend", "parsed"]

_PART = re.compile(r"(?P<voice>[\w.-]+)(?:\((?P<weight>[^()]*)\))?")
_WEIGHT = re.compile(r"\d{1,6}(?:\.\d{1,6})?|\.\d{1,6}")
_HOW = "a mix is written so: af_bella(2)+af_sky(1)"


@dataclass(frozen=True, slots=True)
class Blend:
    """Voices and how much there is of each; together it is 1."""

    parts: tuple[tuple[str, float], ...]

    @property
    def first(self) -> str:
        """The voice that there is most of, of several the first; what the mix speaks, it speaks."""
        return max(self.parts, key=lambda part: part[1])[0]


def parsed(name: str, model: str, voices: Collection[str]) -> Blend | None:
    """
    Read the mix that *name* says, of the *voices* that there are; None where it says none.

    A ValueError, or UnknownVoice, says what is wrong with it.
    """
    if "+" not in name and "(" not in name:
        return None
    weights: dict[str, float] = {}
    for part in name.split("+"):
        found = _PART.fullmatch(part.strip())
        if found is None:
            raise ValueError(f"{part.strip()!r} in {name!r} is no voice with a weight; {_HOW}")
        voice, weight = found["voice"], found["weight"]
        if voice not in voices:
            raise UnknownVoice(voice, model, voices)
        if voice in weights:
            raise ValueError(f"{voice!r} is in {name!r} twice; {_HOW}")
        if weight is not None and not _WEIGHT.fullmatch(weight.strip()):
            raise ValueError(f"the weight of {voice!r} in {name!r} must be a number above 0, not {weight!r}")
        weights[voice] = float(1 if weight is None else weight)
    whole = sum(weights.values())
    if not all(weights.values()):
        raise ValueError(
            f"the weights in {name!r} must be above 0; leave out a voice that is not to be heard"
        )
    return Blend(tuple((voice, weight / whole) for voice, weight in weights.items()))
