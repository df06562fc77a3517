"""Captions in the caller's own words, at the times when they sound."""

from __future__ import annotations

from .cues import Cue, cues_of
from .edits import Edit
from .formats import KINDS, audacity, captions, lrc, srt, vtt, words_json
from .layout import Layout

__all__ = [
    "KINDS",
    "Cue",
    "Edit",
    "Layout",
    "audacity",
    "captions",
    "cues_of",
    "lrc",
    "srt",
    "vtt",
    "words_json",
]
