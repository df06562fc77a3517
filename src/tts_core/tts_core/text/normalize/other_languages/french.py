"""French."""

from __future__ import annotations

from dataclasses import replace

from tts_core.text.normalize.context import wordlist
from tts_core.text.normalize.other_languages import french_words as words
from tts_core.text.normalize.other_languages.grammar import PLAIN, Date, Form, Grammar, Surroundings
from tts_core.text.normalize.other_languages.language import Language, Noun

__all__ = ["language"]

_PARTS = {2: "demi", 3: "tiers", 4: "quart"}


class _French(Grammar):
    point = "virgule"
    pairs = True
    and_half = "et demi"
    conjunction = "et"

    def rank(self, number: int) -> str | None:
        said = super().rank(number)
        return said and said.replace("quatre-vingtsième", "quatre-vingtième").replace("centsième", "centième")

    def cardinal(self, digits: str, form: Form = PLAIN) -> str:
        said = self.integer(digits)
        ends = said == "un" or said.endswith((" un", "-un"))
        return f"{said}e" if form.gender == "f" and ends else said

    def form(self, digits: str, around: Surroundings) -> Form:
        return Form("f") if digits[-1:] == "1" and words.feminine(around.after) else PLAIN

    def counted(self, noun: Noun, digits: str, places: str | None, form: Form = PLAIN) -> str:
        return noun.forms[0] if digits.lstrip("0") in ("", "1") else noun.forms[-1]

    def of(self, word: str, name: str) -> str:
        return f"d'{name}" if name[:1] in "aeiouyéê" and not name.startswith("yen") else f"{word} {name}"

    def ordinal(self, digits: str, mark: str, around: Surroundings) -> str | None:
        many = "s" if mark.endswith("s") else ""
        if digits == "1":
            return ("première" if mark[:1] in "rèR" or "è" in mark[:3] else "premier") + many
        if mark[0] in "nd":
            return ("seconde" if "e" in mark else "second") + many if digits == "2" else None
        said = self.rank(int(digits))
        return f"{said}{many}" if said else None

    def date(self, date: Date, around: Surroundings) -> str:
        day = "premier" if date.day == 1 else self.integer(str(date.day))
        return " ".join([each for each in (day, date.month, date.year and self.integer(date.year)) if each])

    def clock(self, hour: int, minute: int, second: int | None, around: Surroundings) -> str:
        said = f"{self.cardinal(str(hour), Form('f'))} heure{'s' * (hour > 1)}"
        if minute or second:
            said += f" {self.cardinal(str(minute), Form('f'))}"
        if second:
            said += f" et {self.cardinal(str(second), Form('f'))} seconde{'s' * (second > 1)}"
        return said

    def fraction(self, top: int, bottom: int, around: Surroundings) -> str | None:
        below = _PARTS.get(bottom) or (self.rank(bottom) if 1 < bottom <= 1000 else None)
        if below is None:
            return None
        if (top, bottom) == (1, 2) and words.feminine(around.after):
            return "une demi"
        return f"{self.integer(str(top))} {below}{'s' * (top > 1 and bottom != 3)}"

    def roman(self, number: int, mark: str, around: Surroundings) -> str | None:
        before, after = around.before, around.after.lower()
        rank = mark in ("e", "er", "re", "ère", "ème", "ᵉ", "ᵉʳ")
        if after in ("siècle", "siècles", "s") or (rank and mark and after not in ("", "de")):
            female = mark in ("re", "ère") or (words.feminine(around.after) and number == 1)
            return "première" if female and number == 1 else "premier" if number == 1 else self.rank(number)
        if before in words.KINGS and (not mark or rank):
            return "premier" if number == 1 else self.integer(str(number))
        if rank and number > 1:
            return self.rank(number)
        return self.integer(str(number)) if before.lower() in words.NUMBERED and not mark else None


def _language(converter: str) -> Language:
    return Language(
        grammar=_French(converter),
        percent=words.PERCENT,
        permille=words.PERMILLE,
        units=words.UNITS,
        multiples=words.MULTIPLES,
        currencies=words.CURRENCIES,
        scales=words.SCALES,
        of="de",
        months=words.MONTH_NAMES,
        written_months=words.MONTHS,
        date_words=wordlist("le du au dès depuis jusqu'au"),
        hour="heures?",
        hour_mark=":h",
        ordinal=r"(?:ers?|res?|ères?|es?|è|[eè]mes?|ièmes?|n?de?s?)(?!\w)",
        abbreviations=words.ABBREVIATIONS,
        before_number=words.BEFORE_NUMBER,
        before_name=words.BEFORE_NAME,
        signs=words.SIGNS,
        minus="moins",
        times="fois",
        to="à",
        ratio="à",
        per="par",
        dot="point",
        telephone=r"\b(?:tél|téléphone|appelez|appeler|numéro|fax|mobile|portable)\b",
        telephone_pairs=True,
    )


_FRENCH = _language("fr")
_REGIONS = {"fr-be": "fr_BE", "fr-ch": "fr_CH", "fr-dz": "fr_DZ"}


def language(tag: str) -> Language:
    """Return French as the region of *tag* counts it."""
    region = _REGIONS.get("-".join(tag.split("-")[:2]))
    return replace(_FRENCH, grammar=_French(region)) if region else _FRENCH
