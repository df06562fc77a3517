"""Portuguese."""

from __future__ import annotations

from dataclasses import replace

from tts_core.text.normalize.context import wordlist
from tts_core.text.normalize.other_languages import portuguese_words as words
from tts_core.text.normalize.other_languages.grammar import PLAIN, Date, Form, Grammar, Surroundings
from tts_core.text.normalize.other_languages.language import Language, Noun

__all__ = ["language"]

_PARTS = {2: "meio", 3: "terço"}
_FEMININE = {"um": "uma", "dois": "duas"}
_F = Form("f")


class _Portuguese(Grammar):
    point = "vírgula"
    pairs = True
    and_half = "e meio"
    conjunction = "e"

    def cardinal(self, digits: str, form: Form = PLAIN) -> str:
        said = self.integer(digits)
        if form.gender != "f":
            return said
        parts = said.split(" ")
        large = max((at for at, word in enumerate(parts) if word.startswith(("milh", "bilh"))), default=-1)
        for at in range(large + 1, len(parts)):
            word = parts[at]
            parts[at] = f"{word[:-2]}as" if word.endswith("entos") else _FEMININE.get(word, word)
        return " ".join(parts)

    def form(self, digits: str, around: Surroundings) -> Form:
        after = around.after
        return _F if after and after not in words.NO_NOUNS and words.feminine(after) else PLAIN

    def ordinal(self, digits: str, mark: str, around: Surroundings) -> str | None:
        said = self.rank(int(digits))
        if said and ("ª" in mark or mark.endswith("a")):
            return self._feminine(said)
        return said

    def _feminine(self, said: str) -> str:
        return " ".join([f"{word[:-1]}a" for word in said.split()])

    def date(self, date: Date, around: Surroundings) -> str:
        first = "primeiro" if self.converter == "pt_BR" or date.mark else "um"
        day = first if date.day == 1 else self.integer(str(date.day))
        return " de ".join(
            [each for each in (day, date.month, date.year and self.integer(date.year)) if each]
        )

    def clock(self, hour: int, minute: int, second: int | None, around: Surroundings) -> str:
        said = self.cardinal(str(hour), _F)
        if minute:
            said += f" e {self.integer(str(minute))}"
        else:
            said += " hora" if hour in (0, 1) else " horas"
        if second:
            said += f" e {self.integer(str(second))} segundo{'s' * (second > 1)}"
        return said

    def fraction(self, top: int, bottom: int, around: Surroundings) -> str | None:
        below = _PARTS.get(bottom) or (self.rank(bottom) if 3 < bottom <= 10 else None)
        if below is None and 10 < bottom <= 100:
            below = f"{self.words(bottom)} avo"
        if below is None:
            return None
        if (top, bottom) == (1, 2):
            return "meia" if words.feminine(around.after) else below
        return f"{self.integer(str(top))} {below}{'s' * (top > 1)}"

    def counted(self, noun: Noun, digits: str, places: str | None, form: Form = PLAIN) -> str:
        return (
            noun.forms[0] if digits.lstrip("0") in ("", "1") and (places or digits == "1") else noun.forms[-1]
        )

    def roman(self, number: int, mark: str, around: Surroundings) -> str | None:
        before, after = around.before, around.after
        if mark and after:
            return None
        ranked = self.rank(number) or ""
        if before.lower() in ("século", "séculos", "séc.", "s."):
            return f"{ranked if number <= 10 else self.integer(str(number))}{mark}"
        if before in words.KINGS | words.QUEENS:
            if number > 10:
                return f"{self.integer(str(number))}{mark}"
            return f"{self._feminine(ranked) if before in words.QUEENS else ranked}{mark}"
        if before.lower() in words.NUMBERED:
            return f"{self.integer(str(number))}{mark}"
        if after[:1].isupper() and number > 1 and before.lower() in ("a", "o", "da", "do", "na", "no"):
            return self._feminine(ranked) if words.feminine(after) else ranked
        return None


_BRAZILIAN = Language(
    grammar=_Portuguese("pt_BR"),
    percent=words.PERCENT,
    permille=words.PERMILLE,
    units=words.UNITS,
    multiples=words.MULTIPLES,
    currencies=words.BRAZIL,
    scales=words.SCALES,
    joined=" e ",
    cents=True,
    of="de",
    months=words.MONTH_NAMES,
    written_months=words.MONTHS,
    month_joint="del?",
    date_words=wordlist("dia o ao do em no até desde"),
    hour="horas?|hrs?|hs|h",
    hour_mark=":h",
    ordinal=r"\.?[ºª]|°(?=[ \u00a0][A-Za-zà-ú]{3})|[oa](?!\w)",
    abbreviations=words.ABBREVIATIONS,
    before_number=words.BEFORE_NUMBER,
    before_name=words.BEFORE_NAME,
    signs=words.SIGNS,
    minus="menos",
    times="por",
    to="a",
    ratio="a",
    per="por",
    dot="ponto",
    telephone=r"\b(?:tel|telefone|lig\w+|cel|celular|número|fax|telemóvel|whatsapp)\b",
)
_EUROPEAN = replace(
    _BRAZILIAN,
    grammar=_Portuguese("pt"),
    currencies=words.PORTUGAL,
    units={
        sign: Noun(noun.gender, tuple(form.replace("ômetro", "ómetro") for form in noun.forms))
        for sign, noun in words.UNITS.items()
    },
)


def language(tag: str) -> Language:
    """Return Portuguese as Brazil speaks it, or as the rest of the world does."""
    return _BRAZILIAN if "br" in tag.split("-") else _EUROPEAN
