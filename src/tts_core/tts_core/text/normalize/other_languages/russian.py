"""Russian."""

from __future__ import annotations

from functools import lru_cache

from tts_core.text.normalize.context import wordlist
from tts_core.text.normalize.other_languages import russian_words as words
from tts_core.text.normalize.other_languages.grammar import PLAIN, Date, Form, Grammar, Surroundings
from tts_core.text.normalize.other_languages.language import Language, Noun
from tts_core.text.normalize.other_languages.slavic import few, slavic_form

__all__ = ["language"]

_OF = wordlist("до от около ок более менее без для из после кроме больше меньше свыше у старше младше")
_NUMBERED = {
    "глава": "f", "том": "m", "часть": "f", "книга": "f", "класс": "m", "акт": "m", "сцена": "f",
    "раздел": "m",    "тип": "m", "статья": "f", "группа": "f", "степень": "f",
    "уровень": "m", "категория": "f",
}  # fmt: skip
_STOP = wordlist("и или а но в на из от до по за к с у о не это был было была были также или же бы ли то")
_TODAY = wordlist("сегодня завтра вчера послезавтра на по это за")
_ENDINGS = {
    "й": ("m", "n"), "ый": ("m", "n"), "ий": ("m", "n"), "ой": ("f", "g"), "я": ("f", "n"), "ая": ("f", "n"),
    "ю": ("f", "a"), "ую": ("f", "a"), "е": ("n", "n"), "ое": ("n", "n"), "го": ("m", "g"), "ого": ("m", "g"),
    "му": ("m", "d"), "ому": ("m", "d"), "м": ("m", "p"), "ом": ("m", "p"), "х": ("p", "g"), "ых": ("p", "g"),
    "ми": ("p", "i"), "ей": ("f", "g"),
}  # fmt: skip
_YEARS = {
    "год": "n",
    "года": "g",
    "году": "p",
    "годом": "i",
    "годы": "n",
    "годов": "g",
    "годам": "d",
    "годах": "p",
}
_CENTURIES = {"век": "n", "века": "g", "веке": "p", "веку": "d", "веком": "i", "веков": "g", "веках": "p"}
_WARS = {
    "мировая": "n",
    "мировой": "g",
    "мировую": "a",
    "война": "n",
    "войны": "g",
    "войне": "p",
    "войну": "a",
    "войной": "i",
}
_TENTHS = {1: "десят", 2: "сот", 3: "тысячн"}


@lru_cache(maxsize=2048)
def _inflected(number: int, kind: str, gender: str, case: str) -> str:
    from num2words import num2words

    plural = gender == "p"
    said = str(
        num2words(
            number, lang="ru", to=kind, case=case, gender="m" if plural else gender or "m", plural=plural
        )
    )
    for one in ("одна ", "одной ", "одну ", "одною "):
        if said.startswith(f"{one}тысяч"):
            return said.removeprefix(one)
    return said


class _Russian(Grammar):
    point = "запятая"
    since_hour = "с"
    prepositions = wordlist("в на за по через о об с со от до к стр. страница страницы")
    and_half = "с половиной"
    conjunction = "и"

    def words(self, number: int) -> str | None:
        return _inflected(number, "cardinal", "m", "n") if number < self.largest else None

    def cardinal(self, digits: str, form: Form = PLAIN) -> str:
        if form == PLAIN or len(digits) > 15 or (len(digits) > 1 and digits[0] == "0"):
            return self.integer(digits)
        if form.case == "rank":
            return self.bent(int(digits), form.gender, "p")
        if form.case == "a" and int(digits) % 10 == 1 and form.gender == "f":
            return self.integer(digits).replace("один", "одну")
        case = form.case if form.case in "gdip" else "n"
        return _inflected(int(digits), "cardinal", form.gender or "m", case or "n")

    def bent(self, number: int, gender: str, case: str) -> str:
        """Say an ordinal in a gender and a case."""
        return _inflected(number, "ordinal", gender, case)

    def decimal(self, digits: str, places: str, form: Form = PLAIN) -> str:
        if not 1 <= len(places) <= 3 or len(digits) > 12:
            return super().decimal(digits, places, form)
        whole = self.cardinal(digits, Form("f", "n"))
        one = digits[-1] == "1" and digits[-2:] != "11"
        part = places.lstrip("0") or "0"
        last = part[-1] == "1" and part[-2:] != "11"
        return (
            f"{whole} {'целая' if one else 'целых'} {self.cardinal(part, Form('f', 'n'))} "
            f"{_TENTHS[len(places)]}{'ая' if last else 'ых'}"
        )

    def counted(self, noun: Noun, digits: str, places: str | None, form: Form = PLAIN) -> str:
        said = slavic_form(noun, digits, places, tens=True, oblique=form.case == "g")
        accusative = form == ("f", "a") and said == noun.forms[0]
        return f"{said[:-1]}{'ю' if said[-1] == 'я' else 'у'}" if accusative else said

    def many(self, noun: Noun) -> str:
        return noun.forms[-1]

    def of_noun(self, noun: Noun, around: Surroundings) -> Form:
        before = around.before.lower().rstrip(".")
        if before in _OF:
            return Form(noun.gender, "g")
        return Form(noun.gender, "a" if before in ("за", "через", "в", "на") else "n")

    def form(self, digits: str, around: Surroundings) -> Form:
        after, before = around.after.lower(), around.before.lower().rstrip(".")
        if before in ("на", "в") and after in words.PLACES:
            return Form(words.PLACES[after], "rank")
        for endings, case in ((("ам", "ям"), "d"), (("ами", "ями"), "i"), (("ах", "ях"), "p")):
            if after.endswith(endings) and len(after) > 3:
                return Form("f" if digits == "1" else "m", case)
        if before in _OF or (
            before in ("с", "со") and after in ("до", "по", "утра", "вечера", "дня", "ночи")
        ):
            female = after.endswith(("ы", "и")) and digits[-1:] == "1"
            return Form("f" if female else "m", "g")
        last, teen = digits[-1:], digits[-2:-1] == "1"
        if teen or not after or after in _STOP or last not in "12":
            return PLAIN
        if after in words.MALE_IN_A:
            return PLAIN
        if last == "2":
            return Form("f" if after.endswith(("ы", "и")) else "m", "n")
        if after.endswith(("у", "ю")):
            return Form("f", "a")
        if after.endswith(("а", "я", "ость")) or after in words.SOFT_FEMININE:
            return Form("f", "n")
        return Form("n" if after.endswith(("о", "е", "ё")) else "m", "n")

    def year(self, digits: str, around: Surroundings) -> str:
        before = around.before.lower()
        case = "g" if before in ("с", "со") and around.after in ("по", "до") else _YEARS.get(before)
        return self.bent(int(digits), "m", case) if case else super().year(digits, around)

    def named_year(self, digits: str, word: str, around: Surroundings) -> str | None:
        before = around.before.lower()
        if word in ("г.", "г"):
            word = "году" if before in ("в", "во", "к", "ко") else "года"
        case = _YEARS[word]
        if word == "году" and before in ("к", "ко"):
            case = "d"
        return f"{self.bent(int(digits), 'm', case)} {word}"

    def ranged(self, digits: str, places: str | None, around: Surroundings) -> str:
        return (
            self.cardinal(digits, Form("m", "g"))
            if around.before == "от" and not places
            else super().ranged(digits, places, around)
        )

    def years(self, first: str, second: str, word: str, around: Surroundings) -> str | None:
        located = around.before.lower() in ("в", "во")
        if word.startswith("гг"):
            word = "годах" if located else "годы"
        if around.after or (not word and located):
            return None
        if not word or word == "годов":
            said = f"{self.bent(int(first), 'm', 'g')} по {self.bent(int(second), 'm', 'n')}"
            return said if around.before.lower() in ("с", "со") else f"с {said}"
        case = _YEARS[word]
        return f"{self.bent(int(first), 'm', case)} — {self.bent(int(second), 'm', case)} {word}"

    def bends_range(self, later: str, around: Surroundings) -> bool:
        # A noun behind two, three and four stands in a form that "from two to three" would not take.
        return super().bends_range(later, around) and not (around.after and few(later))

    def ordinal(self, digits: str, mark: str, around: Surroundings) -> str | None:
        ending = mark.lstrip("-–")
        if len(ending) > 3:
            bare = {
                "1": "одно",
                "2": "двух",
                "3": "трёх",
                "4": "четырёх",
                "100": "сто",
                "90": "девяносто",
            }.get(digits)
            return (bare or _inflected(int(digits), "cardinal", "m", "g").replace(" ", "")) + ending
        gender, case = _ENDINGS[ending]
        if ending == "е" and around.after.endswith(("ы", "и")):
            gender = "p"
        if ending == "м" and around.before.lower() not in ("в", "во", "о", "об", "на", "при"):
            case = "i"
        return self.bent(int(digits), gender, case)

    def date(self, date: Date, around: Surroundings) -> str:
        before = around.before.lower()
        case = "n" if before in _TODAY else "d" if before in ("к", "ко") else "g"
        if date.mark:
            case = _ENDINGS[date.mark.lstrip("-–")][1]
        parts = [self.bent(date.day, "n", case)]
        if date.month:
            parts.append(date.month)
        if date.year:
            parts += [self.bent(int(date.year), "m", "g"), "года"]
        return " ".join(parts)

    def clock(self, hour: int, minute: int, second: int | None, around: Surroundings) -> str:
        before = around.before.lower()
        case = "g" if before in _OF or before in ("с", "со") else "n"
        said = _inflected(hour, "cardinal", "m", case)
        if minute or second:
            said += f" {'ноль ' * (0 < minute < 10)}{_inflected(minute, 'cardinal', 'f', case)}"
        else:
            said += f" {slavic_form(words.UNITS['ч'], str(hour), None, tens=True, oblique=case == 'g')}"
        if second:
            seconds = self.counted(words.UNITS["сек"], str(second), None)
            said += f" и {_inflected(second, 'cardinal', 'f', 'n')} {seconds}"
        return said

    def fraction(self, top: int, bottom: int, around: Surroundings) -> str | None:
        if bottom < 2 or bottom > 1000:
            return None
        one = top % 10 == 1 and top % 100 != 11
        if (top, bottom) == (1, 2) and around.after:
            return "половина"
        below = {2: ("вторая", "вторых"), 3: ("треть", "трети"), 4: ("четверть", "четверти")}.get(bottom)
        if below is None or (bottom in (3, 4) and top > 4):
            below = (self.bent(bottom, "f", "n"), self.bent(bottom, "p", "g"))
        return f"{_inflected(top, 'cardinal', 'f', 'n')} {below[0 if one else 1]}"

    def roman(self, number: int, mark: str, around: Surroundings) -> str | None:
        before, after = around.before, around.after.lower()
        if mark and (mark != "." or around.after):
            return None
        if case := _CENTURIES.get(after):
            return self.bent(number, "m", "g" if before.lower() in ("с", "со", "от") else case)
        if case := _WARS.get(after):
            return self.bent(number, "f", case)
        if case := words.KINGS.get(before):
            return f"{self.bent(number, 'm', case).capitalize()}{mark}"
        if case := words.QUEENS.get(before):
            return f"{self.bent(number, 'f', case).capitalize()}{mark}"
        gender = _NUMBERED.get(before.lower())
        return f"{self.bent(number, gender, 'n')}{mark}" if gender else None

    def centuries(self, first: int, second: int, around: Surroundings) -> str | None:
        case, word = ("p", "веках") if around.before.lower() in ("в", "во") else ("g", "веков")
        return f"{self.bent(first, 'm', case)} — {self.bent(second, 'm', case)} {word}"

    def century(self, number: int, around: Surroundings) -> str | None:
        located = around.before.lower() in ("в", "во")
        return f"{self.bent(number, 'm', 'p' if located else 'g')} {'веке' if located else 'века'}"


_RUSSIAN = Language(
    grammar=_Russian("ru"),
    percent=words.PERCENT,
    permille=words.PERMILLE,
    units=words.UNITS,
    multiples=words.MULTIPLES,
    currencies=words.CURRENCIES,
    scales=words.SCALES,
    cents=True,
    months=words.MONTH_NAMES,
    written_months=words.MONTHS,
    year_word=r"г\.|году|года|годом|год|г",
    day_joint="по|и|или|до",
    years_word=r"гг?\.|годы|годов|годах",
    telephone_long=r"8[- ]?\(?\d{3}\)?[- ]\d{3}[- ]\d\d[- ]\d\d",
    century=r"вв?\.",
    date_words=wordlist("до с от"),
    hour_mark=":",
    ordinal=r"[-–](?:[а-яё]{4,}|(?:ый|ий|ой|ая|ую|ое|ого|ому|ом|ых|ей|й|я|ю|е|го|му|м|х|ми)(?!\w))",
    abbreviations=words.ABBREVIATIONS,
    before_number=words.BEFORE_NUMBER,
    before_name=words.BEFORE_NAME,
    signs=words.SIGNS,
    minus="минус",
    times="на",
    since="от",
    to="до",
    ratio="на",
    per="в",
    dot="точка",
    telephone=r"\b(?:тел|телефон\w*|звони\w*|позвони\w*|номер\w*|факс)\b",
)


def language(tag: str) -> Language:
    """Return Russian."""
    del tag
    return _RUSSIAN
