"""Text that espeak-ng takes as nothing but text."""

from __future__ import annotations

import re

from tts_core import SpeechWarning

__all__ = ["plain"]

_UNSPEAKABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def plain(text: str) -> tuple[str, tuple[SpeechWarning, ...]]:
    """
    Put a space for every character that must not reach espeak-ng, and say so.

    A NUL would end the text, U+0001 begins a command, and half a surrogate pair has no encoding.
    Tabs and line ends are text. No character moves.
    """
    first = _UNSPEAKABLE.search(text)
    if first is None:
        return text, ()
    cleaned, count = _UNSPEAKABLE.subn(" ", text)
    what = "a control character or half a character" if count == 1 else f"{count} control or half characters"
    message = f"{what} (the first is U+{ord(first[0]):04X}) cannot be spoken, and was taken as a space"
    return cleaned, (SpeechWarning("unspeakable", message, first.span()),)
