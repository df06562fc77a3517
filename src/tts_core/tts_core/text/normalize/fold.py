"""Folding: what the readers need not tell apart is made one before they look."""

from __future__ import annotations

from collections.abc import Sequence

from tts_core.text.normalize.rules import Rules
from tts_core.text.normalize.scene import HOLE
from tts_core.text.normalize.weave import Edit
from tts_core.text.spans import Token

__all__ = ["fold"]


def fold(text: str, language: str, rules: Rules, offset: int, fixed: Sequence[Token]) -> list[Edit]:
    """Return the edits that turn *text* into what the readers see."""
    edits = [Edit(token.start - offset, token.end - offset, HOLE, "fixed", token) for token in fixed]
    return sorted(edits)
