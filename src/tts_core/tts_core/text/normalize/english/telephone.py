"""Telephone numbers and the other long numbers that are said digit by digit, group by group."""

from __future__ import annotations

import re

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english import spellout

__all__ = ["plus", "read", "short"]

_EXTENSION = r"(?:,? ?(?:ext\.?|extension|x|#) ?(?P<extension>\d{1,6}))?(?![\w])(?![-.]\d)"
_AMERICAN = expression(
    rf"(?:(?P<country>\+?1)[-. ]?)?(?:\((?P<area>\d{{3}})\) ?|(?P<plain>\d{{3}})(?P<mark>[-. /]))"
    rf"(?P<mid>\d{{3}})[-. ](?P<last>\d{{4}}){_EXTENSION}"
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
_GROUPS = expression(r"\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?!\d)|\d{4}([ -])\d{6}\2\d{5}(?!\d)")
_SOCIAL = expression(r"\d{3}-\d{2}-\d{4}(?![\d-])")
_BARE = expression(r"\+1(\d{3})(\d{3})(\d{4})(?!\w)")
_TEN = expression(r"(\d{3})(\d{3})(\d{4})(?![\w]|[.,:/-]\d)")
_EMERGENCY = expression(r"(?:911|411|311|511|611|711|811|988|999|112|101|111|211)(?![\w]|[.,:/-]\d|%)")
_ALSO = expression(r"\b(?:[Cc]all|[Dd]ial|[Tt]ext|[Pp]hone)(?:ed|ing)? \d{3} (?:or|and) $")
_FEW = expression(r"\d{2,6}(?![\w]|[.,]\d)")
_VOWELS = frozenset("AEIOUY")
_DIALLING = wordlist("call dial dialed dialled called calling ring phone text rang dialing phoning to a") - {
    "to",
    "a",
}
_EXT = expression(r"(?<![A-Za-z])(?:[Ee]xt\.? ?|[Ee]xtension |x)$")
_NAMED = wordlist("phone tel telephone fax mobile cell number call text hotline helpline whatsapp")


def _group(written: str) -> str:
    return (
        "nine hundred"
        if written == "900"
        else "eight hundred"
        if written == "800"
        else spellout.digits(written)
    )


def _said(parts: list[str | None], extension: str | None) -> str:
    said = ", ".join([part for part in parts if part])
    return f"{said}, extension {spellout.digits(extension)}" if extension else said


def plus(context: Context, at: int) -> Reading | None:
    """Read an international number, whose plus sign stands at *at*."""
    text = context.text
    if context.char_before(at).isalnum():
        return None
    if found := _AMERICAN.match(text, at):
        parts = [
            "plus one",
            spellout.digits(found["area"] or found["plain"]),
            spellout.digits(found["mid"]),
            spellout.digits(found["last"]),
        ]
        return Reading(at, found.end(), _said([*parts], found["extension"]), "telephone")
    if found := _BARE.match(text, at):
        parts = ["plus one", *map(spellout.digits, found.groups())]
        return Reading(at, found.end(), _said([*parts], None), "telephone")
    if found := _INTERNATIONAL.match(text, at):
        groups = re.findall(r"\d+", found["rest"])
        if 6 <= sum(map(len, groups)) <= 15:
            country = found["country"]
            if len(groups) == 1 and len(country) == 3:
                groups = [groups[0][i : i + 3] for i in range(0, len(groups[0]), 3)]
            parts = [f"plus {spellout.digits(country)}", *map(spellout.digits, groups)]
            return Reading(at, found.end(), _said([*parts], found["extension"]), "telephone")
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
        area = found["area"] or found["plain"]
        parts = [
            "one" if found["country"] else None,
            _group(area),
            spellout.digits(found["mid"]),
            spellout.digits(found["last"]),
        ]
        return Reading(found.start(), found.end(), _said(parts, found["extension"]), "telephone")
    if found := _FREE.match(text, at):
        said = [_vanity(part) for part in found["word"].split("-")]
        head = ["one" if found["country"] else None, _group(found["area"])]
        return Reading(at, found.end(), _said([*head, " ".join(said)], None), "telephone")
    if found := _FREE_ALONE.match(text, at):
        return Reading(at, found.end(), f"one {_group(found[1])}", "telephone")
    if found := _LOCAL.match(text, at):
        parts = [spellout.digits(found["mid"]), spellout.digits(found["last"])]
        return Reading(at, found.end(), _said([*parts], found["extension"]), "telephone")
    if found := _SOCIAL.match(text, at) or _GROUPS.match(text, at):
        return Reading(
            at,
            found.end(),
            _said([spellout.digits(part) for part in re.findall(r"\d+", found[0])], None),
            "telephone",
        )
    if found := _TRUNK.match(text, start) or _TRUNK.match(text, at):
        groups = re.findall(r"\d+", found[0])
        if 9 <= sum(map(len, groups)) <= 12:
            return Reading(
                found.start(),
                found.end(),
                _said([spellout.digits(part) for part in groups], None),
                "telephone",
            )
    return None


def short(context: Context, at: int) -> Reading | None:
    """Read an emergency number, an extension, or ten digits that a word before them calls a telephone's."""
    text = context.text
    if not text[at + 1 : at + 2].isdigit() or context.char_before(at).isalnum():
        return None
    if (found := _TEN.match(text, at)) and not _NAMED.isdisjoint(
        re.findall(r"[a-z]+", text[max(0, at - 24) : at].lower())
    ):
        parts = [spellout.digits(found[1]), spellout.digits(found[2]), spellout.digits(found[3])]
        return Reading(at, found.end(), _said([*parts], None), "telephone")
    if found := _EMERGENCY.match(text, at):
        word = context.word_before(at).lower()
        if (
            word in _DIALLING
            or _ALSO.search(text, max(0, at - 20), at)
            or "mergency" in text[max(0, at - 18) : at]
            or "TTY" in text[max(0, at - 6) : at]
            or context.word_after(found.end()).lower()
            in (
                "call",
                "calls",
                "operator",
                "dispatcher",
                "emergency",
            )
        ):
            return Reading(at, found.end(), spellout.digits(found[0]), "telephone")
    return _extension(context, at)


def _vanity(part: str) -> str:
    """Say a word dialled by its letters as that word, letters that are none as letters."""
    if part.isalpha():
        return part.lower() if len(part) > 3 and not _VOWELS.isdisjoint(part) else part
    return _mixed(part)


def _mixed(part: str) -> str:
    return " ".join(
        [spellout.digits(piece) if piece.isdigit() else piece for piece in re.findall(r"\d+|[A-Z]+", part)]
    )


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
