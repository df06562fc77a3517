"""Enough about one speech to make it again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Receipt"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """What was really used: nothing here is a wish, everything is what happened."""

    model: str
    chosen: Literal["asked", "fallback", "environment", "default"]
    """
    How the model came to be the one.

    Named in the call, or behind others that could not be had; by TTS_CORE_MODEL, or as the best here.
    """
    passed_over: Mapping[str, str] = field(default_factory=dict)
    """The models that were named before it, each with why it could not be had."""
    plugin: str = ""
    revision: str = ""
    """The pinned revision of the model's files, where it has any."""
    voice: str | None = None
    sample: Mapping[str, str] = field(default_factory=dict)
    """Of a voice that was cloned from a sample: the recording's sha256, the consent, and its text."""
    language: str | None = None
    speed: float = 1.0
    options: Mapping[str, Any] = field(default_factory=dict)
    sample_rate: int = 0
    source: str = ""
    """What the caller wrote."""
    asked: Mapping[str, Any] = field(default_factory=dict)
    """What else the caller asked for: markup, lexicon, pauses, and what not to normalise."""
    text: str = ""
    """What was said, after normalisation."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """The versions of the libraries that had a part in it."""

    def as_dict(self) -> dict[str, Any]:
        """Return the receipt as plain values."""
        return asdict(self)

    def as_json(self) -> str:
        """Return the receipt as one line of JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True)
