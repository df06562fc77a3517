"""Markdown and simple HTML: marks fall silent, structure becomes pauses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.normalize.alignment import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["folds"]

_LINE = expression(
    r"^(?P<lead>[ \t]{0,12}(?:>(?![\d.=$£€])[ \t]?){0,6}[ \t]{0,12})(?:"
    r"(?P<fence>(?:```|~~~)[^\n`]{0,80}$)"
    r"|(?P<rule>(?:(?:[*_-][ \t]?){3,80}|={3,80})[ \t]{0,8}$)"
    r"|(?P<divider>\|?[ \t]{0,8}:?-{2,40}:?[ \t]{0,8}(?:\|[ \t]{0,8}:?-{2,40}:?[ \t]{0,8}){0,40}\|?[ "
    r"\t]{0,8}$)"
    r"|(?P<heading>#{1,6}[ \t]{1,8})"
    r"|(?P<bullet>[-*+•‣◦▪●○■–][ \t]{1,8}(?:\[[ xX]\][ \t]{1,8})?)(?=\S)"
    r"|(?P<number>\d{1,3}[.)][ \t]{1,8})(?=\S)"
    r"|(?P<row>\|)(?=[^\n]{0,2000}\|[ \t]{0,8}$))?",
    re.MULTILINE,
)
_STRUCTURE = expression(
    r"^[ \t>]{0,12}(?:#{1,6}[ \t]|[-*+•‣◦▪●○■–][ \t]|\d{1,3}[.)][ \t]|\||>|```|~~~|[*_=-]{3})", re.MULTILINE
)
_INLINE = expression(
    r"(?P<escape>\\(?=[*_`#~\[\]|<>])(?<![\w\\]\\))"
    r"|(?P<code>`{1,3})"
    r"|(?P<blank>!\[[ \t]{1,9}\]\([^()\s]{0,500}\))"
    r"|(?P<image>!\[(?=[^\[\]\n]{0,300}\]\([^()\s]{0,500}(?:[ \t]\"[^\"\n]{0,100}\")?\)))"
    r"|(?P<link>\[(?=[^\[\]\n]{1,300}\](?:\([^()\s]{0,500}(?:\([^()\s]{0,100}\)[^()\s]{0,100})?(?:[ "
    r"\t]\"[^\"\n]{0,100}\")?\)|\[[^\[\]\n]{0,60}\])))"
    r"|(?P<badge>\[(?=!\[[^\[\]\n]{0,300}\]\([^()\s]{0,500}\)\]\())"
    r"|(?P<target>(?<=\S)\](?:\([^()\s]{0,500}(?:\([^()\s]{0,100}\)[^()\s]{0,100})?(?:[ "
    r"\t]\"[^\"\n]{0,100}\")?\)|\[[^\[\]\n]{0,60}\]))"
    r"|(?P<note>\[\^[\w-]{1,20}\]:?)"
    r"|(?P<auto><(?=(?:https?://|mailto:|[\w.+-]{1,64}@)[^<>\s]{1,500}>))"
    r"|(?P<break><br[ \t]?/?>)"
    r"|(?P<tag></?(?:a|abbr|b|big|blockquote|body|center|code|dd|del|div|dl|dt|em|font|h[1-6]|head|hr"
    r"|html|i|img|ins|kbd|li|mark|ol|p|pre|q|s|section|small|span|strong|sub|sup|table|tbody|td|th|thead"
    r"|title|tr|tt|u|ul|details|summary|dfn"
    r"|cite|samp|var|figure|figcaption|article|aside|caption|tfoot|svg)"
    r"(?:[ \t\n][^<>]{0,300})?/?>|<!--(?:[^<>]{0,300}-->)?"
    r"|<[!?][A-Za-z][^<>]{0,300}>|<[A-Za-z][\w-]{0,30}(?:\s{1,4}[\w:-]{1,40}=(?:\"[^\"<>]{0,300}\"|'[^'<>]{0,300}'"
    r"|[^\s\"'<>]{1,300})){1,20}\s{0,4}/?>)"
    r"|(?P<stars>\*{1,3}(?!\*)|(?<![A-Za-z0-9_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![A-Za-z0-9_])|~~(?!~))",
    re.IGNORECASE,
)
_COMMAND = expression(r"[ \t]*\w[^ \t={}]*[ \t]+[^={}]+$")
"""What stands after the opening of a fence and is no name of a language."""
_LONE_TAG = expression(r"</?[A-Za-z][\w-]{0,20}(?:[ \t][^<>]{0,300})?/?>")
_ANGLES = expression(r"<(?:!--)?(?P<inside>/?[A-Za-z ][^<>]*?)(?:--)?>")
_OF_TAG = expression(r" (?:tag|element)s?\b", re.IGNORECASE)
_TAG_CALLED = expression(r"\b(?:tag|element)s? $", re.IGNORECASE)
_ALTERNATIVE = expression(r"^<img\b[^<>]*?[ \t\n]alt=([\"'])([^\"'<>]*[\w][^\"'<>]*)\1", re.IGNORECASE)
_MAY_INLINE = expression(r"[*_`~\[<\\]")
_RAISED = expression(r"[-−+]?\d{1,3}</")
_BLANK = expression(r"\n[ \t\r]*\n\s*")
_OPEN_END = expression(r"[.!?:;,…。！？、，；：|—–-][\"'”’)\]*_`~#>]{0,6}$")
_CLOSERS = " \t\r*_`~#|"


def folds(text: str, marks: bool, pauses: bool) -> Iterator[Edit]:
    """Yield the edits of marks and line ends, not yet in order."""
    fenced: list[tuple[int, int]] = []
    if marks and _STRUCTURE.search(text):
        yield from _lines(text, pauses, fenced)
    if marks and _MAY_INLINE.search(text):
        yield from _inline(text, fenced)
    if pauses and "\n" in text:
        for found in _BLANK.finditer(text):
            if found.start() and found.end() < len(text) and _unfinished(text, found.start()):
                yield Edit(found.start(), found.end(), f".{text[found.start() : found.end()]}", "pause")


def _unfinished(text: str, end: int) -> bool:
    """Tell whether the line that ends at *end* ends in a word, so that a pause is missing."""
    tail = text[max(0, end - 24) : end].rpartition("\n")[2].rstrip(_CLOSERS)
    return bool(tail) and not _OPEN_END.search(tail)


def _lines(text: str, pauses: bool, fenced: list[tuple[int, int]]) -> Iterator[Edit]:
    opened: int | None = None
    at, length = 0, len(text)
    while at < length:
        newline = text.find("\n", at)
        end = length if newline < 0 else newline
        found = _LINE.match(text, at)
        kind = found.lastgroup if found else None
        after = min(end + 1, length)
        if opened is not None:
            if found and kind == "fence":
                yield Edit(at, after, "", "mark")
                fenced.append((opened, after))
                opened = None
        elif found is None or kind is None:
            pass
        elif kind == "lead":
            if ">" in found["lead"]:
                yield Edit(at, found.end(), "", "mark")
        elif kind == "fence":
            yield from _opening(text, at, end, after)
            opened = at
        elif kind == "divider":
            yield Edit(at, after, "", "mark")
        elif kind == "rule":
            yield from _rule(text, at, end, pauses)
        else:
            yield from _item(text, end, found, pauses)
        at = end + 1
    if opened is not None:
        fenced.append((opened, length))


def _opening(text: str, at: int, end: int, after: int) -> Iterator[Edit]:
    """Say the command that stands where the name of a language would; the name is dropped, with a warning."""
    fence = at + len(text[at:end]) - len(text[at:end].lstrip("> \t`~"))
    yield Edit(at, fence, "", "mark")
    if not _COMMAND.match(text, fence, end):
        yield Edit(fence, after, "", "dropped" if text[fence:end].strip() else "mark")


def _rule(text: str, at: int, end: int, pauses: bool) -> Iterator[Edit]:
    """A ruled line is silent; the line it underlines ends in a pause."""
    if at and pauses and text[at - 2 : at - 1] not in ("", "\n") and _unfinished(text, at - 1):
        yield Edit(at - 1, end, ".", "pause")
    else:
        yield Edit(at, end, "", "mark")


def _item(text: str, end: int, found: re.Match[str], pauses: bool) -> Iterator[Edit]:
    at, lead, kind = found.start(), found["lead"], found.lastgroup or "lead"
    start = found.start(kind)
    if ">" in lead and start > at:
        yield Edit(at, start, "", "mark")
    if kind in ("heading", "bullet"):
        yield Edit(start, found.end(kind), "", "mark")
    elif kind == "row":
        yield from _row(text, start, end, pauses)
        return
    if kind == "heading":
        body = text[start:end].rstrip()
        hashes = len(body) - len(body.rstrip("#"))
        if hashes and body[: len(body) - hashes].endswith(" "):
            yield Edit(start + len(body) - hashes, end, "", "mark")
    if pauses and end < len(text) and _unfinished(text, end) and text[end + 1 : end + 2] != "\n":
        yield Edit(end, end + 1, ".\n", "pause")


def _row(text: str, start: int, end: int, pauses: bool) -> Iterator[Edit]:
    """Cells are parted by commas; a row ends like a sentence."""
    bars = [start + match.start() for match in re.finditer(r"\|", text[start:end])]
    yield Edit(bars[0], bars[0] + 1, "", "mark")
    for bar in bars[1:-1]:
        yield Edit(bar, bar + 1, "," if pauses else "", "pause" if pauses else "mark")
    if len(bars) > 1:
        last = pauses and end < len(text) and _unfinished(text, bars[-1])
        yield Edit(bars[-1], bars[-1] + 1, "." if last else "", "pause" if last else "mark")


def _inline(text: str, fenced: list[tuple[int, int]]) -> Iterator[Edit]:
    waiting: dict[str, list[re.Match[str]]] = {}
    paragraph = 0
    skip = 0
    closing_angle: list[int] = []
    for found in _INLINE.finditer(text):
        start, end = found.span()
        if start < skip:
            continue
        while fenced and fenced[0][1] <= start:
            fenced.pop(0)
        if fenced and fenced[0][0] <= start:
            continue
        kind = found.lastgroup
        if kind == "code":
            close = text.find(found[0], end, end + 400)
            if close > 0 and "\n" not in text[end:close] and close > end:
                angles = _ANGLES.fullmatch(text, end, close)
                first, last = angles.span("inside") if angles else (end, close)
                yield Edit(start, first, "", "mark")
                yield Edit(last, close + len(found[0]), "", "mark")
                skip = close + len(found[0])
        elif kind == "auto":
            closing_angle.append(text.find(">", end, end + 520))
            yield Edit(start, end, "", "mark")
            yield Edit(closing_angle[-1], closing_angle[-1] + 1, "", "mark")
        elif kind == "break":
            yield Edit(start, end, ", " if text[start - 1 : start].isalnum() else " ", "pause")
        elif kind == "stars":
            gap = text.find("\n\n", paragraph, start) if paragraph < start else -1
            if gap >= 0:
                waiting.clear()
            paragraph = start
            partner = _emphasis(text, found, waiting)
            if partner is not None:
                yield Edit(partner.start(), partner.end(), "", "mark")
                yield Edit(start, end, "", "mark")
        elif kind == "blank":
            yield Edit(start, end, "", "dropped")
        elif kind == "target":
            yield from _silenced(start, start + 2, end - 1, end)
        elif kind == "tag":
            yield from _tag(text, found)
        elif kind is not None:
            yield Edit(start, end, "", "mark")


def _silenced(start: int, first: int, last: int, end: int) -> Iterator[Edit]:
    """Leave out what stands from *first* to *last*, with a warning, and the marks around it without one."""
    yield Edit(start, first, "", "mark")
    if last > first:
        yield Edit(first, last, "", "dropped")
    yield Edit(last, end, "", "mark")


def _tag(text: str, found: re.Match[str]) -> Iterator[Edit]:
    """Say a tag that is spoken of, and the words that stand for a picture; anything in it else is dropped."""
    start, end = found.span()
    written = found[0]
    if written.lower() == "<sup>" and text[start - 1 : start].strip() and _RAISED.match(text, end):
        yield Edit(start, end, "^", "mark")
    elif _LONE_TAG.fullmatch(written) and (
        _OF_TAG.match(text, end) or _TAG_CALLED.search(text, max(0, start - 12), start)
    ):
        yield Edit(start, start + 1, "", "mark")
        yield Edit(end - 1, end, "", "mark")
    elif pictured := _ALTERNATIVE.search(written):
        yield Edit(start, start + pictured.start(2), "", "dropped")
        yield Edit(start + pictured.end(2), end, "", "dropped")
    elif written == "<!--":
        yield Edit(start, end, "", "mark")
    elif written.startswith("<!--"):
        yield from _silenced(start, start + 4, end - 3, end)
    else:
        yield Edit(start, end, "", "dropped" if "=" in written or written[1] in "!?" else "mark")


def _emphasis(
    text: str, found: re.Match[str], waiting: dict[str, list[re.Match[str]]]
) -> re.Match[str] | None:
    """Return the mark that *found* closes, or keep it waiting for the one that closes it."""
    start, end = found.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    sign = found[0]
    if sign == "*" and ((after == "(" and before.isalnum()) or (before == ")" and after.isalnum())):
        return None  # "2*(x+1)*3" is multiplied.
    inside = before.isalnum() and after.isalnum()
    if inside and (len(sign) == 1 or sign[0] == "_" or (before.isdigit() and after.isdigit())):
        return None
    stack = waiting.setdefault(sign, [])
    if before.strip() and stack:
        return stack.pop()
    if after.strip():
        stack.append(found)
    return None
