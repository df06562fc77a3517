"""Telephone numbers, versions, and the addresses of the net."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Reading

if TYPE_CHECKING:
    import re

    from tts_core.text.normalize.other_languages.context import Context

__all__ = ["address", "mail", "telephone", "version"]

_VERSION = expression(r"\d{1,4}(?:\.\d{1,4}){2,5}(?![\d.]?\d)")
_TELEPHONE = expression(r"(?:\(?\d{1,6}\)?[ \u00a0\u202f./-]?\(?){1,8}\d{1,8}(?!\d)")
_PAIRED = expression(r"0\d(?:[ \u00a0\u202f.-]\d\d){4}(?!\d)")
_TRUNK = expression(
    r"(?:\(0\d{1,5}\)|0\d{1,4})[ \u00a0\u202f/-]{1,3}\d{2,}(?:[ \u00a0\u202f-]\d{1,8}){0,4}(?![\d.,/]?\d)"
)
_PART = expression(r"\d+|[^\W\d_]+|.")
_RUN = expression(r"\d+")
_ADDRESS = expression(r"(?:https?://|www\.)[!#-;=?-~]{1,200}[A-Za-z0-9/#=_-]")
_TAIL = expression(r"[A-Za-z0-9.-]{0,80}[A-Za-z0-9]")


def version(context: Context, at: int) -> Reading | None:
    """Read the numbers of a version or of a host, parted by dots."""
    language = context.language
    found = _VERSION.match(context.text, at)
    if found is None or not language.dot or (language.telephone_pairs and _PAIRED.match(context.text, at)):
        return None
    if context.patterns.number_date.match(context.text, at):
        return None
    whole = context.patterns.amount.match(context.text, at)
    if whole and whole.end() >= found.end() and "." in language.groups:
        return None  # The dots part thousands.
    grammar = language.grammar
    numbers = [grammar.integer(part) for part in found[0].split(".")]
    return Reading(at, found.end(), f"{grammar.gap}{language.dot}{grammar.gap}".join(numbers), "electronic")


def telephone(context: Context, at: int) -> Reading | None:
    """Read a telephone number, by its shape or by the words before it."""
    language, text = context.language, context.text
    if text[at - 1 : at] == "+":
        found = _with_digits(_TELEPHONE.match(text, at), 7)
    else:
        found = (
            (_PAIRED.match(text, at) if language.telephone_pairs else None)
            or _TRUNK.match(text, at)
            or context.patterns.long_telephone.match(text, at)
        )
        if found is None and context.patterns.telephone.search(text[max(0, at - 48) : at]):
            found = _with_digits(_TELEPHONE.match(text, at), 5)
    if found is None:
        return None
    opened = ")" in found[0] and "(" not in found[0] and text[at - 1 : at] == "("
    return Reading(at - opened, found.end(), _dialled(context, found[0]), "telephone")


def _with_digits(found: re.Match[str] | None, least: int) -> re.Match[str] | None:
    """Return what was found where it has as many digits as a telephone number."""
    return found if found and least <= sum(map(str.isdecimal, found[0])) <= 15 else None


def _dialled(context: Context, number: str) -> str:
    grammar = context.language.grammar
    said = []
    for run in _RUN.findall(number):
        if context.language.telephone_pairs and len(run) % 2 == 0:
            twos = [run[at : at + 2] for at in range(0, len(run), 2)]
            pairs = [grammar.digits(two) if two[0] == "0" else grammar.integer(two) for two in twos]
            said.append(grammar.gap.join(pairs))
        else:
            said.append(grammar.dialled(run))
    return ", ".join(said) if context.language.spaced else "，".join(said)


def address(context: Context, at: int) -> Reading | None:
    """Read the address of a page."""
    found = _ADDRESS.match(context.text, at)
    if found is None or not context.language.dot:
        return None
    bare = found[0].partition("://")[2] or found[0]
    return Reading(at, found.end(), _spelt(context, bare), "electronic")


def mail(context: Context, at: int) -> Reading | None:
    """Read the second half of a mail address, from its "@" on."""
    language, text = context.language, context.text
    if text[at] != "@" or not text[at - 1 : at].isalnum() or not at:
        return None
    found = _TAIL.match(text, at + 1)
    if found is None or "@" not in language.signs:
        return None
    return Reading(at, found.end(), f" {language.signs['@']} {_spelt(context, found[0])}", "electronic")


def _spelt(context: Context, written: str) -> str:
    """Say an address: its words as they are, its signs by their names."""
    language = context.language
    grammar = language.grammar
    parts = []
    for part in _PART.findall(written.removesuffix("/")):
        if part[0].isdecimal():
            parts.append(grammar.integer(part) if len(part) < 5 else grammar.digits(part))
        else:
            parts.append(language.dot if part == "." else language.signs.get(part, part))
    return " ".join(parts)
