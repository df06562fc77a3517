"""White space between sentences."""

from __future__ import annotations

from ..expression import expression

__all__ = ["GAP", "blank", "blanks", "breaks"]

GAP = 64
"""So much white space parts sentences whatever stands around it, and no more is ever looked at."""

_BLANKS = expression(rf"\s{{0,{GAP}}}+")


class _Lines(dict[int, str]):
    """White space for str.translate: line breaks stay, paragraph breaks count twice, the rest goes."""

    def __missing__(self, code: int) -> str:
        return {0x0A: "\n", 0x0D: "\n", 0x85: "\n", 0x2028: "\n", 0x0C: "\n\n", 0x2029: "\n\n"}.get(code, "")


_LINES = _Lines()


def blanks(text: str, at: int) -> int:
    """Return where the white space at *at* ends, at most GAP characters on."""
    return _BLANKS.match(text, at).end()  # type: ignore[union-attr]  # It matches the empty string.


def breaks(space: str) -> int:
    """Count the line breaks in a stretch of white space."""
    return len(space.replace("\r\n", "\n").translate(_LINES))


def blank(text: str, start: int, end: int) -> bool:
    """Say whether the white space from *start* to *end* holds a blank line."""
    return end - start > 1 and breaks(text[start:end]) > 1
