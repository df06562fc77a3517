"""Pauses, readings and voices that the caller wrote into the text, lifted out of it."""

from __future__ import annotations

from .dialects import parse
from .marks import Mark, Marked, plain

__all__ = ["Mark", "Marked", "parse", "plain"]
