"""German."""

from __future__ import annotations

from dataclasses import replace

from tts_core.text.normalize.context import wordlist
from tts_core.text.normalize.other_languages import german_words as words
from tts_core.text.normalize.other_languages.grammar import PLAIN, Date, Form, Grammar, Surroundings
from tts_core.text.normalize.other_languages.language import Language, Noun

__all__ = ["language"]

_INFLECTING = wordlist(
    "am im vom zum beim dem den des einen einem eines keinen jedem jeden diesem diesen dieses ab bis seit "
    "unserem unseren seinem seinen ihrem ihren meinem meinen nächsten letzten vergangenen"
)
_INFLECTED = wordlist("der die das jeder jede diese dieser welche welcher beide")
_OF = wordlist("in von mit bei nach zu auf an aus seit während wegen unter über vor")
_DATIVE = wordlist("mit nach von aus bei seit zu vor in innerhalb außer gegenüber binnen")
_ACCUSATIVE = wordlist(
    "für um ohne durch gegen pro habe hast hat haben hatte hatten kaufe kauft kaufte kaufen brauche braucht "
    "brauchen nehme nimmt sehe sieht sah esse isst trinke trinkt trank bestelle bestellt findet fand möchte "
    "will gibt gab erhält bekommt bekam kostet dauert dauerte wiegt nur etwa genau mindestens höchstens"
)
_RANKED = wordlist(
    "Platz Stock Tag Mal Jahrestag Geburtstag Rang Weltkrieg Versuch Teil Band Satz Bezirk Gang Monat Advent "
    "Klasse Liga Runde Etage Auflage Woche Stunde Strophe Generation Ausgabe Reihe Stufe Person Staffel "
    "Folge "
    "Jahrhundert Kapitel Semester Quartal Stockwerk Lebensjahr Jahr Kind Spiel Tor"
)
_KINGS = wordlist(
    "Ludwig Karl Friedrich Wilhelm Heinrich Otto Franz Joseph Josef Leopold Papst Benedikt Johannes "
    "Paul Pius "
    "Georg Eduard Richard Philipp Ferdinand Maximilian Rudolf Konrad Alexander Nikolaus Peter Gustav "
    "Christian "
    "Napoleon Ramses Kaiser König August Albrecht Ernst Jakob Gregor Leo Franziskus Felipe Clemens Innozenz"
)
_QUEENS = wordlist("Elisabeth Elizabeth Katharina Maria Anna Margarethe Königin Isabella Christina Beatrix")
_RULERS = _KINGS | _QUEENS
_HALVES = {"1": "eineinhalb"}
_ENDINGS = {
    "n": {"m": "", "n": "", "f": "e"},
    "a": {"m": "en", "n": "", "f": "e"},
    "d": {"m": "em", "n": "em", "f": "er"},
}


class _German(Grammar):
    point = "Komma"
    and_half = "einhalb"
    conjunction = ""

    def cardinal(self, digits: str, form: Form = PLAIN) -> str:
        said = self.integer(digits)
        if not said.endswith("eins") or len(digits) > 15 or not form.gender:
            return said
        return f"{said[:-1]}{_ENDINGS[form.case or 'n'][form.gender] if digits == '1' else ''}"

    def of_noun(self, noun: Noun, around: Surroundings) -> Form:
        return Form(noun.gender, _case(around.before))

    def form(self, digits: str, around: Surroundings) -> Form:
        after = around.after
        if digits == "1" and after == "Uhr":
            return Form("n")
        if digits != "1" or not after[:1].isupper():
            return PLAIN
        gender = words.gender(after)
        return Form(gender, _case(around.before)) if gender else PLAIN

    def year(self, digits: str, around: Surroundings) -> str:
        if len(digits) != 4 or not "1100" <= digits < "2000":
            return super().year(digits, around)
        rest = self.integer(digits[2:].lstrip("0")) if digits[2:] != "00" else ""
        return f"{self.integer(digits[:2])}hundert{rest}"

    def ordinal(self, digits: str, mark: str, around: Surroundings) -> str | None:
        if mark.startswith("er"):
            return f"{self.year(digits, around).removesuffix('s')}{mark}"
        known = around.after in _RANKED or around.after.lower() in words.MONTHS
        if not mark:
            return self._ranked(int(digits), around, words.gender(around.after) or "m")
        if not known and around.before.lower() not in _INFLECTING | _INFLECTED:
            return None
        return self._ranked(int(digits), around, words.gender(around.after) or "m")

    def _ranked(self, number: int, around: Surroundings, gender: str) -> str:
        """Say an ordinal with the ending that the article before it, or its lack, asks for."""
        said = self.rank(number) or str(number)
        before = around.before.lower()
        if before in _INFLECTING or (before == "der" and around.earlier.lower() in _OF):
            return f"{said}n"
        return said if before in _INFLECTED else said + {"m": "r", "f": "", "n": "s"}[gender]

    def date(self, date: Date, around: Surroundings) -> str:
        parts = [self._ranked(date.day, around, "m"), date.month]
        if date.year:
            parts.append(self.year(date.year, around))
        return " ".join(parts)

    def clock(self, hour: int, minute: int, second: int | None, around: Surroundings) -> str:
        said = "ein Uhr" if hour == 1 else f"{self.integer(str(hour))} Uhr"
        if minute or second:
            said += f" {self.integer(str(minute))}"
        if second:
            said += f" und {'eine' if second == 1 else self.integer(str(second))} Sekunde{'n' * (second > 1)}"
        return said

    def halves(self, digits: str, around: Surroundings) -> str:
        return _HALVES.get(digits, f"{self.cardinal(digits)}einhalb")

    def fraction(self, top: int, bottom: int, around: Surroundings) -> str | None:
        if bottom == 1 or bottom > 1000:
            return None
        if (top, bottom) == (1, 2) and around.after[:1].isupper():
            return {"m": "ein halber", "f": "eine halbe", "n": "ein halbes"}.get(
                words.gender(around.after), "ein halb"
            )
        if bottom == 2:
            below = "halb" if top == 1 else "halbe"
        else:
            below = {3: "Drittel", 7: "Siebtel", 8: "Achtel"}.get(bottom) or (
                f"{(self.rank(bottom) or '')[:-1]}el".capitalize()
            )
        return f"{'ein' if top == 1 else self.integer(str(top))} {below}"

    def roman(self, number: int, mark: str, around: Surroundings) -> str | None:
        before = around.before
        if before.rstrip(".") in words.NUMBERED and not mark:
            return self.cardinal(str(number))
        if mark == "." and around.after.startswith(("Jahrhundert", "Weltkrieg", "Jh")):
            return self._ranked(number, around, words.gender(around.after) or "m")
        owner = before not in _RULERS and before.endswith("s")
        name = before.removesuffix("s") if owner else before
        if name not in _RULERS or mark not in ("", "."):
            return None
        ranked, female = (self.rank(number) or "").capitalize(), name in _QUEENS
        end = "." if mark and not around.after else ""
        if owner:
            return f"{'der' if female else 'des'} {ranked}n{end}"
        if around.earlier.lower() in _DATIVE | _OF:
            return f"{'der' if female else 'dem'} {ranked}n{end}"
        return f"{'die' if female else 'der'} {ranked}{end}"


def _case(before: str) -> str:
    word = before.lower()
    return "d" if word in _DATIVE else "a" if word in _ACCUSATIVE else "n"


_GERMAN = Language(
    grammar=_German("de"),
    percent=words.PERCENT,
    permille=words.PERMILLE,
    units=words.UNITS,
    multiples=words.MULTIPLES,
    currencies=words.CURRENCIES,
    scales=words.SCALES,
    months=words.MONTH_NAMES,
    written_months=words.MONTHS,
    date_words=wordlist("am vom bis zum ab seit"),
    hour=r"Uhr|h",
    hour_mark=":.",
    hour_words=wordlist("um ab gegen bis von vor nach seit"),
    ordinal=r"\.(?=[ \u00a0][^\W\d_])|ern?(?!\w)",
    abbreviations=words.ABBREVIATIONS,
    suffixes=("str.",),
    before_number=words.BEFORE_NUMBER,
    before_name=words.BEFORE_NAME,
    signs=words.SIGNS,
    times="mal",
    to="bis",
    ratio="zu",
    per="pro",
    dot="Punkt",
    telephone=r"\b(?:tel|telefon|telefonnummer|fax|ruf|rufen|anrufen|mobil|handy|hotline|rufnummer|durchwahl)\b",
)


_SWISS = replace(
    _GERMAN,
    currencies=words.SWISS,
    before_number={short: long for short, long in words.BEFORE_NUMBER.items() if short != "Fr."},
)


def language(tag: str) -> Language:
    """Return German as the region of *tag* pays."""
    return _SWISS if tag.rpartition("-")[2] in ("ch", "li") else _GERMAN
