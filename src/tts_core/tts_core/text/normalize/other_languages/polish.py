"""Polish."""

from __future__ import annotations

from tts_core.text.normalize.context import wordlist
from tts_core.text.normalize.other_languages import polish_words as words
from tts_core.text.normalize.other_languages.grammar import PLAIN, Date, Form, Grammar, Surroundings
from tts_core.text.normalize.other_languages.language import Language, Noun
from tts_core.text.normalize.other_languages.slavic import few, slavic_form

__all__ = ["language"]

_OF = wordlist("do od około koło ok bez dla oprócz poniżej powyżej spośród wśród mniej więcej u z ze")
_IN = wordlist("w we na o po przy")
_HARD = {
    "m": {"n": "y", "a": "y", "g": "ego", "d": "emu", "i": "ym", "l": "ym"},
    "n": {"n": "e", "a": "e", "g": "ego", "d": "emu", "i": "ym", "l": "ym"},
    "f": {"n": "a", "a": "ą", "g": "ej", "d": "ej", "i": "ą", "l": "ej"},
    "p": {"n": "e", "a": "e", "g": "ych", "d": "ym", "i": "ymi", "l": "ych"},
}
_NUMBERED = {
    "rozdział": "m", "tom": "m", "akt": "m", "artykuł": "m", "część": "f", "księga": "f", "klasa": "f",
    "scena": "f", "załącznik": "m", "typ": "m", "faza": "f", "stopień": "m", "rozdz.": "m",
    "liceum": "n", "t.": "m",
}  # fmt: skip
_CHILDREN = (
    *("dwoje", "troje", "czworo", "pięcioro", "sześcioro", "siedmioro", "ośmioro"),
    *("dziewięcioro", "dziesięcioro"),
)
_STOP = wordlist("i a o w z na do od po za ale lub albo oraz nie to jest był była było są razem czy się")
_WEEKDAYS = wordlist("dziś dzisiaj jutro jest to był będzie")


class _Polish(Grammar):
    point = "przecinek"
    since_hour = "od"
    prepositions = wordlist("w we za po na przez o z ze od do co s. str. strony strona strony")
    and_half = "i pół"
    conjunction = "i"

    def cardinal(self, digits: str, form: Form = PLAIN) -> str:
        said = self.integer(digits)
        number = int(digits) if len(digits) <= 15 else 0
        if form.gender == "c":
            return _CHILDREN[number - 2]
        if form.case in ("g", "l", "d", "p", "i") and number:
            return self._oblique(number, form)
        if number == 1:
            return "jedną" if form.case == "a" else {"f": "jedna", "n": "jedno"}.get(form.gender, said)
        return f"{said[:-1]}ie" if form.gender == "f" and said.endswith("dwa") else said

    def _oblique(self, number: int, form: Form) -> str:
        """Say a number in the genitive, whose forms most cases share; of men, thousands stay as they are."""
        if number == 1:
            return "jednej" if form.gender == "f" else "jednym" if form.case in ("l", "i") else "jednego"
        large, small = divmod(number, 1000)
        parts = []
        if large:
            said = self.integer(str(large * 1000))
            men = form.case == "p" and small
            if men or large >= 1000:
                parts.append(said)
            elif large == 1:
                parts.append("tysiąca")
            else:
                parts += [self._oblique(large, Form("m", "g")), "tysięcy"]
        if small:
            hundreds, rest = small // 100 * 100, small % 100
            tens = [rest] if rest < 20 else [rest // 10 * 10, rest % 10]
            for part in (hundreds, *tens):
                if part:
                    parts.append("jeden" if part == 1 else words.GENITIVE[part])
        said = " ".join(parts)
        if form.case == "i" and number in (2, 3, 4):
            said = {2: "dwiema" if form.gender == "f" else "dwoma", 3: "trzema", 4: "czterema"}[number]
        return {2: "dwóm", 3: "trzem", 4: "czterem"}.get(number, said) if form.case == "d" else said

    def decimal(self, digits: str, places: str, form: Form = PLAIN) -> str:
        if places == "5" and digits.strip("0"):
            half = {"f": "półtorej"}.get(form.gender, "półtora") if digits == "1" and form.gender else ""
            return half or f"{self.integer(digits)} i pół"
        return super().decimal(digits, places, form)

    def counted(self, noun: Noun, digits: str, places: str | None, form: Form = PLAIN) -> str:
        return slavic_form(noun, digits, places, tens=False, oblique=form.case == "g")

    def many(self, noun: Noun) -> str:
        return noun.forms[2]

    def of_noun(self, noun: Noun, around: Surroundings) -> Form:
        return Form(noun.gender, "g" if around.before.lower().rstrip(".") in _OF else "")

    def form(self, digits: str, around: Surroundings) -> Form:
        after, before = around.after.lower(), around.before.lower().rstrip(".")
        if after == "dzieci" and 2 <= int(digits[:3]) <= 10:
            return Form("c")
        if after in words.MEN:
            return Form("m", "p")
        for ending, case in (("ach", "l"), ("ami", "i"), ("om", "d")):
            if after.endswith(ending) and before not in _OF - {"z", "ze"}:
                return Form(words.gender_of_few(f"{after[: -len(ending)]}y"), case)
        if before in _OF:
            return Form(words.gender_of_one(after) if digits == "1" else "m", "g")
        if not after or after in _STOP:
            return PLAIN
        if digits == "1":
            if after in words.ANIMATE:
                return Form("m", "g")
            return (
                Form("f", "a")
                if after.endswith("ę") and after != "imię"
                else Form(words.gender_of_one(after))
            )
        return Form(words.gender_of_few(after)) if digits[-1:] == "2" and digits[-2:] != "12" else PLAIN

    def broken(self, digits: str, around: Surroundings) -> Form:
        return Form("f" if around.after.lower().endswith(("y", "i")) else "m") if around.after else PLAIN

    def bent(self, number: int, gender: str, case: str) -> str:
        """Say an ordinal in a gender and a case."""
        said = self.rank(number)
        if said is None:
            return self.integer(str(number))
        parts = said.split(" ")
        for at in range(-2 if number % 100 > 20 and number % 10 else -1, 0):
            stem, ending = parts[at][:-1], _HARD[gender][case]
            if parts[at][-1] == "i":
                if ending[0] == "y":
                    ending = f"i{ending[1:]}"
                elif ending[0] == "e" or stem.endswith("c"):
                    ending = f"i{ending}"
            parts[at] = stem + ending
        return " ".join(parts)

    def bends_range(self, later: str, around: Surroundings) -> bool:
        # A noun behind two, three and four stands in a form that "from two to three" would not take.
        return super().bends_range(later, around) and not (around.after and few(later))

    def ordinal(self, digits: str, mark: str, around: Surroundings) -> str | None:
        if around.before.lower() in ("lata", "lat", "latach"):
            return self.bent(int(digits), "p", "n" if around.before.lower() == "lata" else "g")
        if not around.after:
            return None
        before, gender = around.before.lower(), words.gender_of_rank(around.after)
        case = "l" if before in _IN else "g" if before in _OF else "n"
        if case == "l" and around.after.endswith(("ę", "o")):
            case = "a"
        return self.bent(int(digits), gender, case)

    def date(self, date: Date, around: Surroundings) -> str:
        nominative = around.before.lower() in _WEEKDAYS
        parts = [self.bent(date.day, "m", "n" if nominative else "g")]
        if date.month:
            parts.append(date.month)
        if date.year:
            parts += [self.bent(int(date.year), "m", "g"), "roku"]
        return " ".join(parts)

    def year(self, digits: str, around: Surroundings) -> str:
        before = around.before.lower()
        if before == "od" and around.after == "do":
            return self.bent(int(digits), "m", "g")
        if before not in ("rok", "roku", "rokiem"):
            return super().year(digits, around)
        located = before == "roku" and around.earlier.lower() in ("w", "we", "po", "o")
        return self.bent(int(digits), "m", {"rok": "n", "rokiem": "i"}.get(before, "l" if located else "g"))

    def years(self, first: str, second: str, word: str, around: Surroundings) -> str | None:
        said = f"od {self.bent(int(first), 'm', 'g')} do {self.bent(int(second), 'm', 'g')}"
        if around.before.lower() == "od" or around.after:
            return said.removeprefix("od ") if around.before.lower() == "od" else None
        return f"{said} {'roku' if word == 'r.' else word}".rstrip()

    def named_year(self, digits: str, word: str, around: Surroundings) -> str | None:
        before = around.before.lower()
        case = (
            "n"
            if word == "rok"
            else "l"
            if before in ("w", "we", "po", "o")
            else "i"
            if word == "rokiem"
            else "g"
        )
        return f"{self.bent(int(digits), 'm', case)} {'roku' if word == 'r.' else word}"

    def clock(self, hour: int, minute: int, second: int | None, around: Surroundings) -> str:
        before = around.before.lower()
        if before in ("godz.", "godzinie", "godziny"):
            before = around.earlier.lower() or before
        case = "n" if before in ("", "jest", "była", "godz.", "na") or before not in _OF | _IN else "g"
        said = self.bent(hour, "f", case) if hour else ("zerowej" if case == "g" else "zerowa")
        if minute or second:
            said += f" {'zero ' * (minute < 10)}{self.integer(str(minute))}"
        if second:
            seconds = self.counted(words.UNITS["s"], str(second), None)
            said += f" i {self.cardinal(str(second), Form('f'))} {seconds}"
        return said

    def fraction(self, top: int, bottom: int, around: Surroundings) -> str | None:
        if bottom < 2 or bottom > 1000:
            return None
        if (top, bottom) == (1, 2):
            return "pół" if around.after else "jedna druga"
        number = self.cardinal(str(top), Form("f"))
        few = top % 10 in (2, 3, 4) and top not in (12, 13, 14)
        return f"{number} {self.bent(bottom, 'f' if top == 1 else 'p', 'n' if top == 1 or few else 'g')}"

    def roman(self, number: int, mark: str, around: Surroundings) -> str | None:
        before, after = around.before, around.after.lower()
        if mark and (mark != "." or around.after):
            return None
        if after.startswith("wiek"):
            return self.bent(number, "m", self._of_century(after, before))
        if after.startswith("wojn"):
            return self.bent(number, "f", {"wojna": "n", "wojnę": "a", "wojną": "i"}.get(after, "g"))
        if before in words.KINGS:
            return f"{self.bent(number, 'm', words.KINGS[before]).capitalize()}{mark}"
        if before in words.QUEENS:
            return f"{self.bent(number, 'f', words.QUEENS[before]).capitalize()}{mark}"
        gender = _NUMBERED.get(before.lower())
        return f"{self.bent(number, gender, 'n')}{mark}" if gender else None

    def _of_century(self, word: str, before: str) -> str:
        if word == "wieku":
            return "l" if before.lower() in ("w", "we", "o", "po") else "g"
        return {"wiekiem": "i", "wiekowi": "d"}.get(word, "n")

    def centuries(self, first: int, second: int, around: Surroundings) -> str | None:
        case = "l" if around.before.lower() in ("w", "we") else "g"
        return f"{self.bent(first, 'm', case)} i {self.bent(second, 'm', case)} wieku"

    def century(self, number: int, around: Surroundings) -> str | None:
        if around.before.lower() in ("w", "we"):
            return f"{self.bent(number, 'm', 'l')} wieku"
        return f"{self.bent(number, 'm', 'g')} wieku"


_POLISH = Language(
    grammar=_Polish("pl"),
    percent=words.PERCENT,
    permille=words.PERMILLE,
    units=words.UNITS,
    multiples=words.MULTIPLES,
    currencies=words.CURRENCIES,
    scales=words.SCALES,
    cents=True,
    months=words.MONTH_NAMES,
    written_months=words.MONTHS,
    year_word=r"r\.|roku|rokiem|rok",
    day_joint="do|i|lub",
    century=r"w\.|w(?=[\s,;:)]|$)(?! [\w„])",
    date_words=wordlist("dnia do od"),
    hour="",
    hour_mark=":.",
    hour_words=wordlist("godz. godzinie godziny"),
    years_word=r"r\.|roku",
    ordinal=r"\.(?=[ \u00a0][a-zà-öø-ž]|[\s,;:.!?)]|$)",
    abbreviations=words.ABBREVIATIONS,
    before_number=words.BEFORE_NUMBER,
    before_name=words.BEFORE_NAME,
    signs=words.SIGNS,
    times="na",
    since="od",
    to="do",
    ratio="do",
    per="na",
    dot="kropka",
    telephone=r"\b(?:tel|telefon|zadzwoń|numer|fax|kom|dzwoń|dzwonić)\b",
)


def language(tag: str) -> Language:
    """Return Polish."""
    del tag
    return _POLISH
