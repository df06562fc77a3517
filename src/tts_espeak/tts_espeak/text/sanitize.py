"""Text that espeak-ng takes as nothing but text."""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase

from tts_core import SpeechWarning

__all__ = ["sanitize"]

_UNSPEAKABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u2800-\u28ff\ud800-\udfff]")
_DEADLY = {ord("`"): "'"} | {
    0x24B6 + place: letter for place, letter in enumerate(ascii_uppercase + ascii_lowercase)
}
"""A backtick ends the process in Vietnamese, a circled letter in some Indian languages: here are twins."""


def sanitize(text: str) -> tuple[str, tuple[SpeechWarning, ...]]:
    """
    Put a space for every character that must not reach espeak-ng, and say so.

    A NUL would end the text, U+0001 begins a command, half a surrogate pair has no encoding, and the
    name of a braille pattern is longer than some languages can hold. Tabs and line ends are text.
    No character moves.
    """
    text = text.translate(_DEADLY)
    first = _UNSPEAKABLE.search(text)
    if first is None:
        return text, ()
    cleaned, count = _UNSPEAKABLE.subn(" ", text)
    what = "a character" if count == 1 else f"{count} characters"
    message = f"{what} (the first is U+{ord(first[0]):04X}) cannot be spoken, and taken as a space"
    return cleaned, (SpeechWarning("unspeakable", message, first.span()),)
