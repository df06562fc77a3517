"""Captions in the formats that players and editors read."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from .cues import cues_of
from .layout import Layout
from .units import SPACE, encodable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..synthesizer import Word
    from .cues import Cue
    from .edits import Edit

__all__ = ["KINDS", "audacity", "captions", "lrc", "srt", "vtt", "words_json"]

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
    cued: dict[str, Callable[..., str]]
    cued = {"srt": srt, "vtt": partial(vtt, word_cues=word_cues), "lrc": lrc}
    if kind in cued:
        return cued[kind](words, text, layout=layout, offset=offset, duration=duration, edits=edits)
    labelled = {"audacity": audacity, "json": words_json}
    if kind in labelled:
        return labelled[kind](words, text, offset=offset)
    raise ValueError(f"no captions of the kind {kind!r}; there are {', '.join(KINDS)}")


def srt(
    words: Sequence[Word],
    text: str,
    *,
    layout: Layout = _LAYOUT,
    offset: float = 0.0,
    duration: float | None = None,
    edits: Sequence[Edit] = (),
) -> str:
    """Return SubRip captions: numbered cues, which every player reads."""
    cues = cues_of(words, text, layout, offset=offset, duration=duration, edits=edits)
    return "\n".join(
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n"
        + "".join(f"{line}\n" for line in cue.texts)
        for number, cue in enumerate(cues, 1)
    )


def vtt(
    words: Sequence[Word],
    text: str,
    *,
    layout: Layout = _LAYOUT,
    word_cues: bool = False,
    offset: float = 0.0,
    duration: float | None = None,
    edits: Sequence[Edit] = (),
) -> str:
    """
    Return WebVTT captions, which browsers read.

    With *word_cues* a timestamp stands before every word that begins within its cue, so that a
    player can light up the words as they are spoken.
    """
    cues = cues_of(words, text, layout, offset=offset, duration=duration, edits=edits)
    blocks = ["WEBVTT\n"]
    for cue in cues:
        lines = _timed(cue, offset) if word_cues else [_escaped(line) for line in cue.texts]
        blocks.append(
            f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n" + "".join(f"{line}\n" for line in lines)
        )
    return "\n".join(blocks)


def lrc(
    words: Sequence[Word],
    text: str,
    *,
    layout: Layout = _LAYOUT,
    offset: float = 0.0,
    duration: float | None = None,
    edits: Sequence[Edit] = (),
) -> str:
    """Return LRC, which music players show line by line; it has no ends, only beginnings."""
    cues = cues_of(words, text, layout, offset=offset, duration=duration, edits=edits)
    return "".join(f"[{_minutes(cue.start)}]{' '.join(cue.texts)}\n" for cue in cues)


def audacity(words: Sequence[Word], text: str, *, offset: float = 0.0) -> str:
    """Return a label track for Audacity: one label for every word, as the caller wrote it."""
    text = encodable(text)
    return "".join(
        f"{word.start + offset:.6f}\t{word.end + offset:.6f}\t{SPACE.sub(' ', text[slice(*word.span)])}\n"
        for word in words
    )


def words_json(words: Sequence[Word], text: str, *, offset: float = 0.0) -> str:
    """Return the text and its words as JSON, with spans in it and how each timing was obtained."""
    text = encodable(text)
    listed = [
        {
            "text": text[slice(*word.span)],
            "span": list(word.span),
            "start": round(word.start + offset, 6),
            "end": round(word.end + offset, 6),
            "quality": word.quality,
        }
        for word in words
    ]
    return json.dumps({"text": text, "words": listed}, ensure_ascii=False)


def _clock(ms: int, point: str) -> str:
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{ms:03}"


def _minutes(ms: int) -> str:
    # Rounded down: a line may light up a moment early, but never skips the one before it.
    minutes, rest = divmod(ms // 10, 6000)
    return f"{minutes:02}:{rest // 100:02}.{rest % 100:02}"


def _escaped(text: str) -> str:
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\0", "\N{REPLACEMENT CHARACTER}")
    )


def _timed(cue: Cue, offset: float) -> list[str]:
    """Return the lines of a cue with the time of every word that begins after the one before it."""
    shown = cue.start
    lines = []
    for line in cue.lines:
        parts = []
        for index, unit in enumerate(line):
            begin = round(unit.start * 1000) + round(offset * 1000)
            gap = " " if unit.spaced and index else ""
            if shown < begin < cue.end:
                parts.append(f"{gap}<{_clock(begin, '.')}>{_escaped(unit.text)}")
                shown = begin
            else:
                parts.append(gap + _escaped(unit.text))
        lines.append("".join(parts))
    return lines
