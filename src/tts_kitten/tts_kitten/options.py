"""The knobs of a KittenTTS model."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from tts_core import Option

__all__ = ["OPTIONS", "SPEEDS"]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pronunciation(Option):
    """What turns text into phonemes; asking for what is not installed is answered with how to install it."""

    def check(self, value: object) -> int | float | bool | str:
        """Return *value* if it can be had."""
        if value == "misaki" and value not in self.choices:
            raise ValueError(
                "option 'g2p': misaki is not installed. To fix it: pip install tts-kitten[misaki]"
            )
        return Option.check(self, value)


SPEEDS = (0.25, 4.0)
"""What the models are asked to do; beyond it their durations are no speech any more."""

OPTIONS = (
    _Pronunciation(
        name="g2p",
        type=str,
        default="espeak",
        choices=("espeak", "misaki") if find_spec("misaki") and find_spec("spacy") else ("espeak",),
        doc="What turns text into phonemes: espeak, which the models learned from, or misaki "
        "(pip install tts-kitten[misaki]), which knows more homographs.",
    ),
    Option(
        name="quotes",
        type=str,
        default="compat",
        choices=("compat", "typographic", "drop"),
        doc="Tokens for double quotes: the reference's, those of the table as it probably was, or none.",
    ),
    Option(
        name="seed",
        type=int,
        default=0,
        min=0,
        max=2**31 - 1,
        doc="Another number, another breath between the same sounds; the same, the same samples.",
    ),
)
