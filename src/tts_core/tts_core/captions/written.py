"""Captions of any kind by the name of the kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .formats import audacity, lrc, srt, vtt, words_json
from .layout import Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..synthesizer import Word
    from .shown import Edit

__all__ = ["KINDS", "captions"]

KINDS = ("srt", "vtt", "lrc", "audacity", "json")
"""SubRip, WebVTT, LRC, labels for Audacity, and every word as JSON."""

_LAYOUT = Layout()


def captions(
    kind: str,
    words: Sequence[Word],
    text: str,
    *,
    layout: Layout = _LAYOUT,
    word_cues: bool = False,
    offset: float = 0.0,
    duration: float | None = None,
    edits: Sequence[Edit] = (),
) -> str:
    """Return the captions of *text* whose *words* sound when they say, in the format called *kind*."""
    if word_cues and kind != "vtt":
        raise ValueError(f"word cues are for vtt, not for {kind!r}")
    if kind == "vtt":
        return vtt(
            words, text, layout=layout, word_cues=word_cues, offset=offset, duration=duration, edits=edits
        )
    if kind in ("srt", "lrc"):
        write = srt if kind == "srt" else lrc
        return write(words, text, layout=layout, offset=offset, duration=duration, edits=edits)
    if kind in ("audacity", "json"):
        label = audacity if kind == "audacity" else words_json
        return label(words, text, offset=offset)
    raise ValueError(f"no captions of the kind {kind!r}; there are {', '.join(KINDS)}")
