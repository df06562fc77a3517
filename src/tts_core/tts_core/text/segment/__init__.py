"""Sentences with their spans, from a whole text or from one that is still being written."""

from __future__ import annotations

from .segmenter import Segmenter, Sentence, segment

__all__ = ["Segmenter", "Sentence", "segment"]
