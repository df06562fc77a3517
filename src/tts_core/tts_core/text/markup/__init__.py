"""Pauses, readings and voices that the caller wrote into the text, lifted out of it."""

from __future__ import annotations

from .marks import Mark, Marked, plain
from .reading import parse

__all__ = ["Mark", "Marked", "parse", "plain"]
