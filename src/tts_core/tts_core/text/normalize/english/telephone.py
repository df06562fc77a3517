"""Telephone numbers and the other long numbers that are said digit by digit, group by group."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english import spellout

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["plus", "read", "short"]

_EXTENSION = r"(?:,? ?(?:ext\.?|extension|x|#) ?(?P<extension>\d{1,6}))?(?![\w])(?![-.]\d)"
_AMERICAN = expression(
    rf"(?:(?P<country>\+?1)[-. ]?)?(?:\((?P<area>\d{{3}})\)[-. ]?|(?P<plain>\d{{3}})(?P<mark>[-. /]))"
    rf"(?P<mid>\d{{3}})(?:[-. ]|(?<=\)\d\d\d))(?P<last>\d{{4}}){_EXTENSION}"
)
_LOCAL = expression(rf"(?P<mid>\d{{3}})-(?P<last>\d{{4}}){_EXTENSION}")
_FREE = expression(
    r"(?:(?P<country>1)[-. ])?\(?(?P<area>8(?:00|33|44|55|66|77|88)|900)\)?[-. "
    r"](?P<word>(?=[\d-]{0,11}[A-Z])[A-Z\d]{2,9}(?:-[A-Z\d]{2,9}){0,2})(?![\w])"
)
_FREE_ALONE = expression(r"1-(8(?:00|33|44|55|66|77|88)|900)(?![-\w]|[.,]\d)")
_INTERNATIONAL = expression(
    r"\+(?P<country>\d{1,3})[ .-]?(?P<rest>\(?\d{1,5}\)?(?:[ .-]?\(?\d{1,8}\)?){1,6})(?![\w])"
    + r"(?:,? ?(?:ext\.?|x) ?(?P<extension>\d{1,6})(?!\w))?"
)
_TRUNK = expression(r"\(?0\d{1,5}\)?(?:[ -]\d{2,8}){1,4}(?![\w]|[.:/]\d)")
_CHAIN = expression(r"\d{1,6}(?:-\d{1,6}){2,6}(?![\w-]|[.,:/]\d)")
_GROUPS = expression(r"\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?!\d)|\d{4}([ -])\d{6}\2\d{5}(?!\d)")
_SOCIAL = expression(r"\d{3}-\d{2}-\d{4}(?![\d-])|\d\d-\d{7}(?![\w-]|[.,:/]\d)")
_BARE = expression(r"\+1(\d{3})(\d{3})(\d{4})(?!\w)")
_TEN = expression(r"(\d{3})(\d{3})(\d{4})(?![\w]|[.,:/-]\d)")
_EMERGENCIES = "(?:911|411|311|511|611|711|811|988|999|112|101|111|211)"
_EMERGENCY = expression(rf"{_EMERGENCIES}(?![\w]|[.,:/-]\d|%)")
_ALSO = expression(rf"\b{_EMERGENCIES},? (?:or|and) $|{_EMERGENCIES}/$")
_OTHER = expression(rf"\d{{3}}(?:,? (?:or|and) |/){_EMERGENCIES}(?![\w]|[.,:/-]\d|%)")
"""An emergency number before and after another: "911, or 112"."""
_ANSWERING = wordlist("call calls operator dispatcher emergency")
_FEW = expression(r"\d{2,6}(?![\w]|[.,]\d)")
_VOWELS = frozenset("AEIOUY")
_DIALLING = wordlist("call dial dialed dialled called calling ring phone text rang dialing phoning")
_EXT = expression(r"(?<![A-Za-z])(?:[Ee]xt\.? ?|[Ee]xtension |x)$")
_NAMED = wordlist("phone tel telephone fax mobile cell number call text hotline helpline whatsapp")


def _country(found: re.Match[str]) -> list[str]:
    return ["one"] if found["country"] else []


def _area(written: str) -> str:
    return spellout.cardinal(written) if written in ("800", "900") else spellout.digits(written)


def _reading(found: re.Match[str], groups: Iterable[str], extension: str | None = None) -> Reading:
    """Read *groups* one after the other: digits digit by digit, words as they are."""
    said = [spellout.digits(group) if group.isdigit() else group for group in groups]
    if extension:
        said.append(f"extension {spellout.digits(extension)}")
    return Reading(found.start(), found.end(), ", ".join(said), "telephone")


def plus(context: Context, at: int) -> Reading | None:
    """Read an international number, whose plus sign stands at *at*."""
    text = context.text
    if context.char_before(at).isalnum():
        return None
    if found := _AMERICAN.match(text, at):
        parts = ["plus one", found["area"] or found["plain"], found["mid"], found["last"]]
        return _reading(found, parts, found["extension"])
    if found := _BARE.match(text, at):
        return _reading(found, ["plus one", *found.groups()])
    if found := _INTERNATIONAL.match(text, at):
        groups = re.findall(r"\d+", found["rest"])
        if 6 <= sum(map(len, groups)) <= 15:
            country = found["country"]
            if len(groups) == 1 and len(country) == 3:
                groups = [groups[0][i : i + 3] for i in range(0, len(groups[0]), 3)]
            return _reading(found, [f"plus {spellout.digits(country)}", *groups], found["extension"])
    return None


def read(context: Context, at: int) -> Reading | None:
    """Read a telephone number, an emergency number, a card or social security number at *at*."""
    text = context.text
    before = context.char_before(at)
    if before.isalnum() or (before and before in "-/.,$€£#:" and text[at - 2 : at - 1].isalnum()):
        return None
    if before == "+":
        return None
    start = at - 1 if before == "(" and at - 1 >= context.floor else at
    if found := _AMERICAN.match(text, start) or _AMERICAN.match(text, at):
        parts = [*_country(found), _area(found["area"] or found["plain"]), found["mid"], found["last"]]
        return _reading(found, parts, found["extension"])
    if found := _FREE.match(text, at):
        word = " ".join([_vanity(part) for part in found["word"].split("-")])
        return _reading(found, [*_country(found), _area(found["area"]), word])
    if found := _FREE_ALONE.match(text, at):
        return Reading(at, found.end(), f"one {_area(found[1])}", "telephone")
    if found := _LOCAL.match(text, at):
        return _reading(found, [found["mid"], found["last"]], found["extension"])
    if found := _SOCIAL.match(text, at) or _GROUPS.match(text, at):
        return _reading(found, re.findall(r"\d+", found[0]))
    if (
        text.count("-", at, at + 16) > 1
        and (found := _CHAIN.match(text, at))
        and len(found[0]) - found[0].count("-") > 8
    ):
        return _reading(found, found[0].split("-"))
    if found := _TRUNK.match(text, start) or _TRUNK.match(text, at):
        groups = re.findall(r"\d+", found[0])
        if 9 <= sum(map(len, groups)) <= 12:
            return _reading(found, groups)
    return None


def short(context: Context, at: int) -> Reading | None:
    """Read an emergency number, an extension, or ten digits that a word before them calls a telephone's."""
    text = context.text
    if not text[at + 1 : at + 2].isdigit() or context.char_before(at).isalnum():
        return None
    if (found := _TEN.match(text, at)) and not _NAMED.isdisjoint(
        re.findall(r"[a-z]+", text[max(0, at - 24) : at].lower())
    ):
        return _reading(found, found.groups())
    if found := _EMERGENCY.match(text, at):
        word = context.word_before(at).lower()
        if (
            word in _DIALLING
            or _ALSO.search(text, max(0, at - 10), at)
            or (found[0] in ("911", "112", "999") and _OTHER.match(text, at))
            or "mergency" in text[max(0, at - 18) : at]
            or "TTY" in text[max(0, at - 6) : at]
            or context.word_after(found.end()).lower() in _ANSWERING
        ):
            return Reading(at, found.end(), spellout.digits(found[0]), "telephone")
    return _extension(context, at)


def _vanity(part: str) -> str:
    """Say a word dialled by its letters as that word, letters that are none as letters."""
    if part.isalpha():
        return part.lower() if len(part) > 3 and not _VOWELS.isdisjoint(part) else part
    pieces = re.findall(r"\d+|[A-Z]+", part)
    return " ".join([spellout.digits(piece) if piece.isdigit() else piece for piece in pieces])


def _extension(context: Context, at: int) -> Reading | None:
    """Read an extension by itself: "ext. 42"."""
    found = _FEW.match(context.text, at)
    behind = _EXT.search(context.text, max(0, at - 10), at) if found else None
    if not found or not behind or behind[0] == "x":
        return None
    if behind.start() < context.floor:
        few = len(found[0]) < 3
        return None if few else Reading(at, found.end(), spellout.digits(found[0]), "telephone")
    return Reading(behind.start(), found.end(), f"extension {spellout.digits(found[0])}", "telephone")
