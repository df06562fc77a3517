"""Captions in the caller's own words, at the times when they sound."""

from __future__ import annotations

from .cues import Cue, cues_of
from .formats import audacity, lrc, srt, vtt, words_json
from .layout import Layout
from .shown import Edit

__all__ = ["Cue", "Edit", "Layout", "audacity", "cues_of", "lrc", "srt", "vtt", "words_json"]
