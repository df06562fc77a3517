"""What a shared reader is handed: the text, the language, and the words around a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.normalize.other_languages.grammar import Surroundings

if TYPE_CHECKING:
    from tts_core.text.normalize.other_languages.language import Language
    from tts_core.text.normalize.other_languages.patterns import Patterns

__all__ = ["Context"]

_REACH = 40
_BEFORE = expression(
    r"[ \u00a0\u202f]{0,2}([.'’]?[^\W\d_]{1,24})(?:[ \u00a0\u202f]{1,2}(\.?[^\W\d_]{1,24})(?![^\W\d_]))?"
)
"""The two words before a place, read backwards: so that nothing has to be looked for."""
_AFTER = expression(r"[ \u00a0\u202f]?-?(?:mil[ \u00a0\u202f])?([^\W\d_]{1,24})")


@dataclass(slots=True)
class Context:
    """The text under the readers' eyes, and the language that they read it in."""

    text: str
    language: Language
    patterns: Patterns
    carried: tuple[int, str] = (-1, "")
    """Where the second number of two begins, and the word that counts as the one before it."""

    def around(self, start: int, end: int) -> Surroundings:
        """Return the words before *start* and behind *end*."""
        text = self.text
        found = _BEFORE.match(text[max(0, start - _REACH) : start][::-1])
        before, earlier = (found[1][::-1], (found[2] or "")[::-1]) if found else ("", "")
        if start == self.carried[0]:
            before = self.carried[1]
        after = _AFTER.match(text, end)
        return Surroundings(before, earlier, after[1] if after else "")
