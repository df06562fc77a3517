"""`language="auto"`: no language in particular, because each sentence is to be told apart."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..request import Request

__all__ = ["AUTO", "check_detector", "named_language"]

AUTO = "auto"
"""What a request says instead of a language whose sentences are to be told apart."""


def named_language(request: Request) -> str | None:
    """Return the language that the voice must speak: none in particular, where sentences are told apart."""
    return None if request.language == AUTO else request.language


def check_detector(request: Request) -> None:
    """Raise where sentences are to be told apart and cannot be, with what to do about it."""
    if request.language != AUTO:
        return
    if find_spec("py3langid") is None:
        raise ValueError(
            "language='auto' needs py3langid, which is not installed. "
            'To fix it: pip install "tts-core[auto]"'
        )
    if request.markup:
        raise ValueError("language='auto' tells plain text apart; with markup, mark the languages instead")
