"""Finding the chapters of Markdown, and what its front matter says about the book."""

from __future__ import annotations

import re

from .headings import Heading

__all__ = ["front_matter", "markdown_headings"]

_FRONT = re.compile(r"\A---[ \t]*\n(?P<lines>(?:[^\n]*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_PAIR = re.compile(r"^(?P<name>[\w-]{1,40}):[ \t]*(?P<value>[^\n]*?)[ \t]*$", re.MULTILINE)
_LINE = re.compile(
    r"^(?:(?P<fence>[ ]{0,3}(?:`{3,}|~{3,}))[^\n]*"
    r"|[ ]{0,3}(?P<hashes>#{1,6})[ \t]+(?P<atx>[^\n]*?)(?:[ \t]+#+)?[ \t]*"
    r"|[ ]{0,3}(?P<setext>[^\s#>*+-][^\n]*)\n[ ]{0,3}(?P<rule>=+|-{2,})[ \t]*)$",
    re.MULTILINE,
)
_MARKS = re.compile(r"(?<!\\)[*_`]+|!?\[([^\[\]]*)\]\([^()\s]*\)|\\(?=[*_`#\[\]])")


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """Return what stands between `---` lines at the beginning, as names and values, and where that ends."""
    found = _FRONT.match(text)
    if found is None:
        return {}, 0
    pairs = {pair["name"].lower(): pair["value"].strip("\"'") for pair in _PAIR.finditer(found["lines"])}
    return (pairs, found.end()) if pairs else ({}, 0)


def markdown_headings(text: str) -> list[Heading]:
    """Return the headings of *text*, but for what looks like one in a block of code."""
    headings: list[Heading] = []
    fence = ""
    for found in _LINE.finditer(text):
        if found["fence"]:
            mark = found["fence"].strip()
            if not fence:
                fence = mark
            elif mark.startswith(fence):
                fence = ""
        elif not fence:
            level = len(found["hashes"]) if found["hashes"] else 1 if found["rule"][0] == "=" else 2
            title = _MARKS.sub(r"\1", found["atx"] if found["hashes"] else found["setext"]).strip()
            if title:
                headings.append(Heading(found.start(), found.end(), level, title))
    return headings
