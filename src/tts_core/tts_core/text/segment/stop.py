"""A stop and its surroundings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..expression import expression

if TYPE_CHECKING:
    from .language import Language

__all__ = ["BEHIND", "GO", "WAIT", "Stop"]

GO = -1
"""The sentence goes on."""
WAIT = -2
"""More text could still change the answer."""
BEHIND = 48
"""How many characters before a stop are read."""

_OPENING = "\"'“”‘’«»‹›„‚([{¿¡*_`<>"
_WORD = expression(r"[^\W\d_]{1,24}+(?:['’][^\W\d_]{1,8}+)?+")


@dataclass(slots=True)
class Stop:
    """A run of stops, `text[start:end]`, and what can be read around it."""

    text: str
    low: int
    """Where the sentence begins, or the oldest character at hand."""
    start: int
    end: int
    final: bool
    """Whether no more text can come."""
    language: Language
    close: int = -1
    """Where what closes behind the stop (quotes, brackets) ends: the place to cut."""
    inner: int = -1
    """Where the next word begins, behind what opens it."""

    def unknown(self) -> int:
        """Answer where the text at hand ends too early."""
        return GO if self.final else WAIT

    def token(self) -> str:
        """Return what stands before the stop, back to white space, without what opens it."""
        return _last(self.text[max(self.low, self.start - BEHIND) : self.start])

    def before(self, token: str) -> str:
        """Return the word before *token*, which stands before the stop."""
        end = self.start - len(token)
        return _last(self.text[max(self.low, end - BEHIND) : end]) if end > self.low else ""

    def word(self, at: int) -> str | None:
        """Read the word at *at*; None when it may not have ended yet."""
        text = self.text
        found = _WORD.match(text, at)
        if found is None:
            return ""
        behind = found.end()
        if not self.final and (behind == len(text) or (text[behind] in "'’" and behind + 1 == len(text))):
            return None
        return found.group()

    def word_ends(self, at: int) -> int:
        """Say whether a word of prose ends at *at*: 1 for yes, 0 for no, WAIT when it cannot be told yet."""
        text = self.text
        if at == len(text) or text[at].isspace():
            return 1
        if text[at] not in ".,;:!?…'’\"”)":
            return 0
        if text[at] in ".:":
            if at + 1 == len(text):
                return 1 if self.final else WAIT
            return int(text[at + 1].isspace())
        return 1

    def small_hand(self) -> bool:
        """Say whether a short sentence was begun with a small letter, as in a hasty message."""
        opening = self.text[self.low : self.low + 8].lstrip(_OPENING)
        return self.start - self.low < 256 and opening[:1].islower()


def _last(text: str) -> str:
    parts = text.rsplit(None, 1)
    return parts[-1].lstrip(_OPENING) if parts else ""
