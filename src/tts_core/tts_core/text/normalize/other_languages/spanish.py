"""Spanish."""

from __future__ import annotations

import re
from dataclasses import replace

from tts_core.text.normalize.context import wordlist
from tts_core.text.normalize.other_languages import spanish_words as words
from tts_core.text.normalize.other_languages.grammar import PLAIN, Date, Form, Grammar, Surroundings
from tts_core.text.normalize.other_languages.language import Language

__all__ = ["language"]

_UNITS = [
    "primero",
    "segundo",
    "tercero",
    "cuarto",
    "quinto",
    "sexto",
    "séptimo",
    "octavo",
    "noveno",
    "décimo",
    "undécimo",
    "duodécimo",
]
_TEENS = {13: "tercero", 14: "cuarto", 15: "quinto", 16: "sexto", 17: "séptimo", 18: "octavo", 19: "noveno"}
_TENS = [
    "",
    "décimo",
    "vigésimo",
    "trigésimo",
    "cuadragésimo",
    "quincuagésimo",
    "sexagésimo",
    "septuagésimo",
    "octogésimo",
    "nonagésimo",
]
_PARTS = {2: "medio", 3: "tercio"}
_ONE = re.compile(r"(?:veintiuno|\buno)(?= mil(?:lones|lón)?\b)")
_AMERICA = wordlist("mx ar co cl pe ve ec gt cu bo do hn py sv ni cr pa uy us pr 419")
_POINTED = wordlist("mx us pr gt do hn sv ni pa pe")
_PESOS = wordlist("mx ar co cl uy do cu")


class _Spanish(Grammar):
    point = "coma"
    pairs = True
    and_half = "y medio"
    conjunction = "y"

    def __init__(self, *, america: bool = False, point: str = "coma") -> None:
        super().__init__("es")
        self.america = america
        self.point = point

    def words(self, number: int) -> str | None:
        said = super().words(number)
        return said and _ONE.sub(lambda one: "veintiún" if one[0] == "veintiuno" else "un", said)

    def rank(self, number: int) -> str | None:
        if not 0 < number < 100:
            return "centésimo" if number == 100 else None
        if number <= 12:
            return _UNITS[number - 1]
        if number < 20:
            return f"decimo{_TEENS[number]}"
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f" {_UNITS[ones - 1]}" if ones else "")

    def cardinal(self, digits: str, form: Form = PLAIN) -> str:
        said = self.integer(digits)
        if form.gender == "f":
            head, million, tail = said.rpartition("millones") if "millones" in said else ("", "", said)
            tail = tail.replace("cientos", "cientas").replace("quinientos", "quinientas")
            said = head + million + (f"{tail[:-1]}a" if tail.endswith("uno") else tail)
        elif form.gender and said.endswith("uno"):
            said = f"{said[:-3]}ún" if said.endswith("veintiuno") else said[:-1]
        return said

    def form(self, digits: str, around: Surroundings) -> Form:
        after = around.after
        if not after or after in words.NO_NOUNS:
            return PLAIN
        return Form("f" if words.feminine(after) else "m")

    def ordinal(self, digits: str, mark: str, around: Surroundings) -> str | None:
        said = self.rank(int(digits))
        if said is None:
            return None
        if "ª" in mark or mark.endswith("a"):
            return self._feminine(said)
        if said.endswith(("primero", "tercero")) and around.after and around.after not in words.NO_NOUNS:
            return said[:-1]
        return said[:-1] if mark.endswith("er") and said.endswith("ero") else said

    def _feminine(self, said: str) -> str:
        return " ".join([f"{word[:-1]}a" for word in said.split()])

    def date(self, date: Date, around: Surroundings) -> str:
        first = "primero" if self.america or date.mark else "uno"
        day = first if date.day == 1 else self.integer(str(date.day))
        return " de ".join(
            [each for each in (day, date.month, date.year and self.integer(date.year)) if each]
        )

    def clock(self, hour: int, minute: int, second: int | None, around: Surroundings) -> str:
        said = self.cardinal(str(hour), Form("f"))
        if minute:
            said += f" {'y ' * (minute < 10)}{self.integer(str(minute))}"
        elif around.before.lower() not in ("las", "la"):
            said += " hora" if hour == 1 else " horas"
        if second:
            said += f" y {self.cardinal(str(second), Form('m'))} segundo{'s' * (second > 1)}"
        return said

    def fraction(self, top: int, bottom: int, around: Surroundings) -> str | None:
        if bottom in _PARTS or 4 <= bottom <= 10 or bottom == 100:
            below = _PARTS.get(bottom) or self.rank(bottom)
        elif 10 < bottom < 100:
            below = f"{(self.words(bottom) or '').replace(' y ', 'i')}avo"
        else:
            return None
        if (top, bottom) == (1, 2) and around.after and around.after not in words.NO_NOUNS:
            return "media" if words.feminine(around.after) else "medio"
        return f"{self.cardinal(str(top), Form('m'))} {below}{'s' * (top > 1)}"

    def halves(self, digits: str, around: Surroundings) -> str:
        female = words.feminine(around.after)
        return f"{self.cardinal(digits, self.form(digits, around))} y medi{'a' if female else 'o'}"

    def roman(self, number: int, mark: str, around: Surroundings) -> str | None:
        before, after = around.before, around.after
        if mark not in ("", "."):
            return None
        dot = mark if mark == "." and not after else ""
        if mark and not dot:
            return None
        if before.lower() in ("siglo", "siglos", "s."):
            return f"{self.rank(number) if number <= 10 else self.integer(str(number))}{dot}"
        if before in words.KINGS:
            said = self.rank(number) or ""
            female = before in ("Isabel", "Catalina", "María", "Cristina", "Reina", "Margarita", "Juana")
            if number > 10:
                return f"{self.integer(str(number))}{dot}"
            return f"{self._feminine(said) if female else said}{dot}"
        if before.lower() in words.NUMBERED:
            return f"{self.integer(str(number))}{dot}"
        ranked = self.rank(number)
        if (
            after[:1].isupper()
            and number > 1
            and ranked
            and not mark
            and before.lower() in ("la", "el", "del", "al")
        ):
            return self._feminine(ranked) if before.lower() == "la" or words.feminine(after) else ranked
        return None


_SPANISH = Language(
    grammar=_Spanish(),
    percent=words.PERCENT,
    permille=words.PERMILLE,
    units=words.UNITS,
    like_words=wordlist("ha"),
    multiples=words.MULTIPLES,
    currencies=words.CURRENCIES,
    scales=words.SCALES,
    joined=" con ",
    cents=True,
    of="de",
    months=words.MONTH_NAMES,
    written_months=words.MONTHS,
    month_joint="del?",
    date_words=wordlist("el del al desde hasta"),
    hour="horas?|hrs?|hs|h",
    hour_mark=":h.",
    hour_words=wordlist("las"),
    ordinal=r"\.?[ºª]|\.?°(?=[ \u00a0][A-Za-z]{3})|\.?(?:er|ro|ra|do|da|to|ta|vo|va|mo|ma|no|na)(?!\w)",
    abbreviations=words.ABBREVIATIONS,
    before_number=words.BEFORE_NUMBER,
    before_name=words.BEFORE_NAME,
    signs=words.SIGNS,
    minus="menos",
    times="por",
    to="a",
    ratio="a",
    per="por",
    dot="punto",
    telephone=r"\b(?:tel|teléfono|telf|tfno|llam[aeo]\w*|número|fax|móvil|celular|whatsapp)\b",
)


def language(tag: str) -> Language:
    """Return Spanish as the region of *tag* counts, pays and writes."""
    region = tag.rsplit("-", maxsplit=1)[-1]
    if region not in _AMERICA:
        return _SPANISH
    pointed = region in _POINTED
    return replace(
        _SPANISH,
        grammar=_Spanish(america=True, point="punto" if pointed else "coma"),
        comma=not pointed,
        groups=", '’" if pointed else " .'’",
        month_first=region in ("us", "pr"),
        currencies=words.PESOS if region in _PESOS else words.CURRENCIES,
    )
