"""Italian."""

from __future__ import annotations

from tts_core.text.normalize.context import wordlist
from tts_core.text.normalize.other_languages import italian_words as words
from tts_core.text.normalize.other_languages.grammar import PLAIN, Date, Form, Grammar, Surroundings
from tts_core.text.normalize.other_languages.language import Language, Noun

__all__ = ["language"]

_VOWELS = "aeiouàèéìòùh"
_HEAVY = ("z", "gn", "ps", "pn", "x", "y")
_PARTS = {2: "mezzo", 3: "terzo", 4: "quarto"}
_STOP = wordlist("di del della a al e è o per con che non in da su ma se ha sono era tra fra")


class _Italian(Grammar):
    point = "virgola"
    pairs = True
    and_half = "e mezzo"
    conjunction = "e"

    def words(self, number: int) -> str | None:
        said = super().words(number)
        if said and number > 3 and said.endswith("tre"):
            said = f"{said[:-1]}é"
        return said and said.replace("milioni e ", "milioni ").replace("milione e ", "milione ")

    def cardinal(self, digits: str, form: Form = PLAIN) -> str:
        if digits != "1" or not form.gender:
            return self.integer(digits)
        return {"f": "una", "v": "un'", "s": "uno"}.get(form.gender, "un")

    def of_noun(self, noun: Noun, around: Surroundings) -> Form:
        return Form(_article(noun.forms[0], noun.gender == "f")) if noun.gender else PLAIN

    def form(self, digits: str, around: Surroundings) -> Form:
        after = around.after
        if digits != "1" or not after or after in _STOP:
            return PLAIN
        return Form(_article(after.lower(), words.feminine(after)))

    def ordinal(self, digits: str, mark: str, around: Surroundings) -> str | None:
        said = self.rank(int(digits))
        return said and (f"{said[:-1]}a" if "ª" in mark or mark == "a" else said)

    def date(self, date: Date, around: Surroundings) -> str:
        day = "primo" if date.day == 1 else self.integer(str(date.day))
        return " ".join([each for each in (day, date.month, date.year and self.integer(date.year)) if each])

    def clock(self, hour: int, minute: int, second: int | None, around: Surroundings) -> str:
        said = "una" if hour == 1 else self.integer(str(hour))
        if minute:
            said += f" e {self.integer(str(minute))}"
        if second:
            said += f" e {self.integer(str(second))} second{'i' if second > 1 else 'o'}"
        return said

    def fraction(self, top: int, bottom: int, around: Surroundings) -> str | None:
        below = _PARTS.get(bottom) or (self.rank(bottom) if 1 < bottom <= 1000 else None)
        if not below:
            return None
        if (top, bottom) == (1, 2):
            return "mezza" if words.feminine(around.after) else below
        return f"un {below}" if top == 1 else f"{self.integer(str(top))} {below[:-1]}i"

    def roman(self, number: int, mark: str, around: Surroundings) -> str | None:
        before, after = around.before, around.after
        if mark not in ("", "°", "º"):
            return None
        said = self.rank(number) or ""
        if before in words.QUEENS:
            return f"{said[:-1]}a"
        if before in words.KINGS or after == "secolo" or before.lower() in ("secolo", "secoli", "sec."):
            return said
        if before.lower().rstrip(".") in words.NUMBERED and not mark:
            return self.integer(str(number))
        if after[:1].isupper() and number > 1 and before.lower() in ("la", "il", "della", "del", "nella"):
            return f"{said[:-1]}a" if words.feminine(after) else said
        return None


def _article(word: str, female: bool) -> str:
    """Return which of un, uno, una, un' stands before *word*."""
    if female:
        return "v" if word[:1] in _VOWELS and word[:1] != "h" else "f"
    heavy = word.startswith(_HEAVY) or (word[:1] == "s" and word[1:2] not in _VOWELS)
    return "s" if heavy else "m"


_ITALIAN = Language(
    grammar=_Italian("it"),
    percent=words.PERCENT,
    permille=words.PERMILLE,
    units=words.UNITS,
    like_words=wordlist("ha"),
    multiples=words.MULTIPLES,
    currencies=words.CURRENCIES,
    scales=words.SCALES,
    joined=" e ",
    of="di",
    months=words.MONTH_NAMES,
    written_months=words.MONTHS,
    date_words=wordlist("il al dal l' all' dall' del dell'"),
    hour="ore|h",
    hour_mark=":.h",
    hour_words=wordlist("alle ore dalle le all' dall'"),
    ordinal=r"[ºª]|°(?=[ \u00a0][A-Za-z]{3})",
    abbreviations=words.ABBREVIATIONS,
    before_number=words.BEFORE_NUMBER,
    before_name=words.BEFORE_NAME,
    signs=words.SIGNS,
    minus="meno",
    times="per",
    to="a",
    ratio="a",
    per="al",
    dot="punto",
    telephone=r"\b(?:tel|telefono|chiam\w+|cell|cellulare|numero|fax)\b",
)


def language(tag: str) -> Language:
    """Return Italian."""
    del tag
    return _ITALIAN
