"""The text of HTML: what a reader would read aloud, in paragraphs, with its headings and anchors."""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ..not_text import refuse_what_is_no_text
from .headings import Heading

__all__ = ["WebPage", "decoded", "read_page"]

_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6r]|header|html|legend|li|main|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
_VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
_SILENT = frozenset(("script", "style", "template", "rt", "rp", "noscript"))
"""What is never text for a reader."""
_NAMED = {
    "nav": "the table of contents",
    "math": "a formula",
    "svg": "a drawing",
    "iframe": "an embedded page",
    "object": "an embedded object",
    "audio": "a recording",
    "video": "a film",
    "select": "a form",
    "textarea": "a form",
}
"""What a voice cannot read; it is named in a warning where it holds words."""
_REFERENCES = frozenset(("noteref", "doc-noteref"))
_DECLARED = re.compile(
    rb"""<(?:\?xml|meta)\b[^>]{0,300}?(?:encoding|charset)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
_SPACE = " \t\r\n\f"


@dataclass(slots=True)
class WebPage:
    """What was read of a page."""

    text: str = ""
    headings: list[Heading] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    """Where in the text each id stands."""
    title: str = ""
    language: str | None = None
    author: str | None = None
    left_out: list[str] = field(default_factory=list)
    """What of the page is not in the text."""


def decoded(data: bytes, where: str, *, declared: bool = True) -> str:
    """Read a text in the encoding that it says it has (only a page can), else in UTF-8; never guess."""
    refuse_what_is_no_text(data, where)
    found = _DECLARED.search(data[:2048]) if declared else None
    name = found[1].decode("ascii") if found else "utf-8"
    if data.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16"
    try:
        return data.decode(name)
    except LookupError:
        raise ValueError(f"{where} says that its encoding is {name!r}, which is not known") from None
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{where} is not {name} text (byte {error.start + 1} is {data[error.start]:#04x}); "
            "convert it, for example with: iconv -f LATIN1 -t UTF-8"
        ) from error


def read_page(markup: str) -> WebPage:
    """Read HTML or XHTML."""
    reader = _Reader()
    # Behind the last ">" there is no tag, and html.parser would look for the end of each "<" to the end.
    end = markup.rfind(">") + 1
    reader.feed(markup[:end])
    reader.close()
    reader.handle_data(html.unescape(markup[end:]))
    return reader.finished()


class _Reader(HTMLParser):
    """Writes text as it comes; the white space between blocks is written when more text follows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._page = WebPage()
        self._parts: list[str] = []
        self._length = 0
        self._gap = ""
        self._preformatted = 0
        self._silent: tuple[str, int, str] | None = None
        """The element that nothing is read of, how often it is open, and what it is called."""
        self._unread: list[str] = []
        self._title: list[str] | None = None
        self._level = 0
        self._heading: tuple[int, int] | None = None
        """Where the heading that is open begins in the text, and with which part."""
        self._ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self._silent is not None:
            silent, depth, called = self._silent
            self._unread.append(" ")
            self._silent = (silent, depth + (silent == tag), called)
            return
        for name in ("id", "name") if tag == "a" else ("id",):
            if given.get(name):
                self._ids.append(given[name])
        label = _unread(tag, given)
        if label is not None and not _VOID.fullmatch(tag):
            self._silent = (tag, 1, label)
            self._unread = []
        elif tag == "html":
            self._page.language = given.get("lang") or given.get("xml:lang") or None
        elif tag == "meta" and given.get("name", "").lower() == "author":
            self._page.author = given.get("content", "").strip() or None
        elif tag == "title":
            self._title = []
        elif tag == "br":
            self._widen("\n")
        elif tag == "img" and has_letters(given.get("alt", "")):
            self._page.left_out.append(f"a picture, described as {_short(given['alt'])}")
        elif (
            tag in ("td", "th") and self._parts and self._gap in ("", " ") and self._parts[-1][-1:].isalnum()
        ):
            self._gap = ", "
        elif _BLOCKS.fullmatch(tag):
            self._widen("\n\n")
            self._preformatted += tag == "pre"
            if tag[0] == "h" and tag[1:].isdigit():
                self._level, self._heading = int(tag[1]), None

    def handle_endtag(self, tag: str) -> None:
        if self._silent is not None:
            name, depth, label = self._silent
            if name == tag:
                self._silent = (name, depth - 1, label) if depth > 1 else None
                if self._silent is None and label and has_letters("".join(self._unread), digits=True):
                    self._page.left_out.append(f"{label}: {_short(''.join(self._unread))}")
            return
        if tag == "title" and self._title is not None:
            self._page.title = " ".join("".join(self._title).split())
            self._title = None
        elif _BLOCKS.fullmatch(tag):
            if self._level and tag == f"h{self._level}":
                self._end_heading()
            self._widen("\n\n")
            if tag == "pre":
                self._preformatted = max(0, self._preformatted - 1)

    def handle_data(self, data: str) -> None:
        if self._silent is not None:
            self._unread.append(data)
        elif self._title is not None:
            self._title.append(data)
        elif self._preformatted:
            self._write(data)
        else:
            words = data.strip(_SPACE)
            if data[:1] in _SPACE:
                self._widen(" ")
            if words:
                self._write(" ".join(re.split(f"[{_SPACE}]+", words)))
                if data[-1] in _SPACE:
                    self._widen(" ")

    def unknown_decl(self, data: str) -> None:
        """Take the text of a CDATA section, which only XHTML has."""
        if data.startswith("CDATA["):
            self.handle_data(data.removeprefix("CDATA["))

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Skip a section of any other name, where html.parser would give up."""
        if self.rawdata.startswith("<![CDATA[", i):
            return super().parse_marked_section(i, report)
        return self.rawdata.find(">", i) + 1 or -1

    def finished(self) -> WebPage:
        """Return what was read."""
        if self._silent is not None and has_letters("".join(self._unread)):
            self._page.left_out.append(f"all that follows <{self._silent[0]}>, which is never closed")
        self._place_ids()
        self._page.text = "".join(self._parts)
        return self._page

    def _write(self, text: str) -> None:
        if not text:
            return
        if self._parts:
            self._parts.append(self._gap)
            self._length += len(self._gap)
        self._gap = ""
        self._place_ids()
        if self._level and self._heading is None:
            self._heading = (self._length, len(self._parts))
        self._parts.append(text)
        self._length += len(text)

    def _place_ids(self) -> None:
        for name in self._ids:
            self._page.anchors.setdefault(name, self._length)
        self._ids.clear()

    def _widen(self, gap: str) -> None:
        """Note white space that is due, unless wider is due already."""
        if len(gap) > len(self._gap) or (gap == "\n" and self._gap == " "):
            self._gap = gap

    def _end_heading(self) -> None:
        if self._heading is not None:
            start, part = self._heading
            title = " ".join("".join(self._parts[part:]).split())
            self._page.headings.append(Heading(start, self._length, self._level, title))
        self._level, self._heading = 0, None


def has_letters(text: str, *, digits: bool = False) -> bool:
    """Whether *text* holds words."""
    return any(each.isalpha() or (digits and each.isdigit()) for each in text)


def _unread(tag: str, given: dict[str, str]) -> str | None:
    """Say what an element is called that nothing is read of; the empty name is not worth a warning."""
    if tag in _SILENT or "hidden" in given:
        return ""
    if _REFERENCES & {*given.get("epub:type", "").split(), *given.get("role", "").split()}:
        return "a reference to a note"
    return _NAMED.get(tag)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return repr(words if len(words) <= 60 else f"{words[:60]}…")
