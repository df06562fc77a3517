"""Dutch."""

from __future__ import annotations

from tts_core.text.normalize.context import wordlist
from tts_core.text.normalize.other_languages import dutch_words as words
from tts_core.text.normalize.other_languages.grammar import Date, Grammar, Surroundings
from tts_core.text.normalize.other_languages.language import Language

__all__ = ["language"]


class _Dutch(Grammar):
    point = "komma"
    and_half = "en een half"

    def words(self, number: int) -> str | None:
        said = super().words(number)
        if said is None or number < 1100 or number >= 1_000_000:
            return said
        # "duizend" ends its word; num2words runs on.
        head, thousand, tail = said.partition("duizend")
        return f"{head}{thousand} {tail.strip()}".strip()

    def year(self, digits: str, around: Surroundings) -> str:
        if len(digits) != 4 or not "1100" <= digits < "2000":
            return self.integer(digits)
        rest = digits[2:].lstrip("0")
        middle = "honderd" if len(rest) < 2 else ""
        return f"{self.integer(digits[:2])}{middle}{self.integer(rest) if rest else ''}"

    def ordinal(self, digits: str, mark: str, around: Surroundings) -> str | None:
        return self.rank(int(digits))

    def date(self, date: Date, around: Surroundings) -> str:
        year = date.year and self.year(date.year, around)
        return " ".join([each for each in (self.integer(str(date.day)), date.month, year) if each])

    def clock(self, hour: int, minute: int, second: int | None, around: Surroundings) -> str:
        said = f"{self.integer(str(hour))} uur"
        if minute or second:
            said += f" {self.integer(str(minute))}"
        if second:
            said += f" en {self.integer(str(second))} seconde{'n' * (second > 1)}"
        return said

    def halves(self, digits: str, around: Surroundings) -> str:
        return "anderhalf" if digits == "1" else f"{self.integer(digits)}enhalf".replace("eeen", "eeën")

    def fraction(self, top: int, bottom: int, around: Surroundings) -> str | None:
        if bottom == 2:
            below = "half" if top == 1 else "tweede"
        elif bottom == 4:
            below = "kwart" if top in (1, 3) else "vierde"
        else:
            below = self.rank(bottom) or "" if 2 < bottom <= 1000 else ""
        if not below:
            return None
        return f"{'een' if top == 1 else self.integer(str(top))} {below}"

    def roman(self, number: int, mark: str, around: Surroundings) -> str | None:
        before, after = around.before, around.after
        if mark not in ("", "e"):
            return None
        if before in words.KINGS and not mark:
            return f"de {(self.rank(number) or '').capitalize()}"
        if after in ("eeuw", "eeuwse") or mark:
            return self.rank(number)
        return self.integer(str(number)) if before.lower() in words.NUMBERED else None


_DUTCH = Language(
    grammar=_Dutch("nl"),
    percent=words.PERCENT,
    permille=words.PERMILLE,
    units=words.UNITS,
    currencies=words.CURRENCIES,
    scales=words.SCALES,
    months=words.MONTH_NAMES,
    written_months=words.MONTHS,
    date_words=wordlist("op van tot vanaf per"),
    hour="uur|u|h",
    hour_mark=":.",
    hour_words=wordlist("om tot van vanaf rond voor na"),
    ordinal=r"(?:ste|de|e)(?!\w)",
    abbreviations=words.ABBREVIATIONS,
    before_number=words.BEFORE_NUMBER,
    before_name=words.BEFORE_NAME,
    signs=words.SIGNS,
    minus="min",
    times="bij",
    to="tot",
    ratio="tegen",
    per="per",
    dot="punt",
    telephone=r"\b(?:tel|telefoon|bel|bellen|nummer|fax|mobiel|telefoonnummer)\b",
)


def language(tag: str) -> Language:
    """Return Dutch."""
    del tag
    return _DUTCH
