"""Finding the chapters of plain text: lines such as "Chapter 1" that stand alone."""

from __future__ import annotations

import re

from .headings import Heading

__all__ = ["plain_headings"]

_NUMBERED = (
    "chapter|part|book|letter|section|act|canto|kapitel|teil|buch|chapitre|partie|livre|capítulo|capitulo|"
    "parte|libro|capitolo|hoofdstuk|deel|kapitola|rozdział|глава|часть|kapittel|luku"
)
_NUMBERS = (
    r"\d{1,4}|[ivxlcdm]{1,9}|the\s(?:first|second|third|last)|one|two|three|four|five|six|seven|eight|nine|ten|"
    "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twen|thir|for|fif)ty(?:-\\w+)?"
)
_ALONE = (
    "prologue|epilogue|preface|foreword|introduction|afterword|interlude|conclusion|acknowledge?ments|"
    "prolog|epilog|vorwort|einleitung|nachwort|préface|prólogo|epílogo|prefazione|epilogo"
)
_HEADING = re.compile(
    rf"(?:(?<=\n\n)|\A)[ \t]*(?P<first>(?:(?:{_NUMBERED})[ \t]+(?:{_NUMBERS})\b[^\n]{{0,80}}"
    rf"|(?:{_ALONE})[.:]?))[ \t]*(?:\n[ \t]*(?P<second>\S[^\n]{{0,79}}))?(?=\n[ \t]*\n|\n?\Z)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\n[ \t]+(?=\n)")


def plain_headings(text: str) -> list[Heading]:
    """
    Return the headings of *text*, all of one level.

    A heading has an empty line before and behind it; a second line without one between belongs to
    it ("CHAPTER I", "Down the Rabbit-Hole").
    """
    # The same length, so that places stay where they are: blanks of an empty line become line ends.
    even = _BLANK.sub(lambda found: "\n" * len(found[0]), text)
    return [
        Heading(
            found.start("first"),
            found.end(),
            1,
            " ".join(f"{found['first'].strip()} {(found['second'] or '').strip()}".split()),
        )
        for found in _HEADING.finditer(even)
    ]
