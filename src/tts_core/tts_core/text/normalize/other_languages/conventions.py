"""
The languages that are read, and where each is known.

Those of `_OWN` have a module of their own, with data and grammar, that is imported when one of them is first
read. Of the others only the conventions around numbers are known; their words are num2words's.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from tts_core.text.normalize.other_languages.grammar import PLAIN, Form, Grammar, Surroundings
from tts_core.text.normalize.other_languages.language import Language, Noun, currencies
from tts_core.text.normalize.other_languages.slavic import slavic_form

__all__ = ["LANGUAGES", "find"]

_OWN = {
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
    "nl": "dutch",
    "pl": "polish",
    "ru": "russian",
    "zh": "chinese",
    "ja": "japanese",
    "hi": "hindi",
}
_STOP_LOWER = r"\.(?=[  ][a-zà-öø-ž])"


class _Conventional(Grammar):
    """The grammar of a language of which little is known."""

    def __init__(
        self, converter: str, point: str, *, years: str, slavic: bool, largest: int, gap: str
    ) -> None:
        super().__init__(converter)
        self.point = point
        self.hundred = years
        self.slavic = slavic
        self.largest = largest
        self.gap = gap

    def words(self, number: int) -> str | None:
        """Return the words of num2words, which misspells the Swedish forty."""
        said = super().words(number)
        return said.replace("förtio", "fyrtio") if said and self.converter == "sv" else said

    def counted(self, noun: Noun, digits: str, places: str | None, form: Form = PLAIN) -> str:
        """Return the noun as it stands behind that number."""
        if not self.slavic:
            return super().counted(noun, digits, places, form)
        return slavic_form(noun, digits, places, tens=self.converter in ("uk", "be", "lt"))

    def year(self, digits: str, around: Surroundings) -> str:
        """Say a year in hundreds, where that is how it is done."""
        if not self.hundred or len(digits) != 4 or not "1100" <= digits < "2000":
            return super().year(digits, around)
        rest = self.integer(digits[2:].lstrip("0")) if digits[2:] != "00" else ""
        return f"{self.integer(digits[:2])}{self.hundred}{rest}".strip().removesuffix(" og")


def _few(
    converter: str,
    point: str,
    *,
    minus: str = "minus",
    percent: str,
    percent_first: bool = False,
    comma: bool = True,
    ordinal: str = "",
    money: str = "",
    joined: str = " ",
    years: str = "",
    slavic: bool = False,
    largest: int = 10**12,
    spaced: bool = True,
) -> Language:
    gap = " " if spaced else ""
    return Language(
        grammar=_Conventional(converter, point, years=years, slavic=slavic, largest=largest, gap=gap),
        comma=comma,
        groups=" .'’" if comma else ",",
        minus=minus,
        percent=Noun("", tuple(form.replace("_", " ") for form in percent.split())),
        percent_first=percent_first,
        currencies=currencies(money),
        joined=joined,
        ordinal=ordinal,
        spaced=spaced,
    )


_FEW: dict[str, Language] = {
    "uk": _few(
        "uk",
        "кома",
        minus="мінус",
        percent="відсоток відсотки відсотків",
        ordinal=r"-й(?!\w)",
        slavic=True,
        money="₴ - гривня гривні гривень | - копійок\n"
        "грн - гривня гривні гривень | - копійок\n"
        "€ - євро євро євро | - центів\n"
        "$ - долар долари доларів | - центів",
    ),
    "sv": _few(
        "sv",
        "komma",
        percent="procent",
        ordinal=r":[ea](?!\w)",
        years="hundra",
        money="kr - krona kronor | - öre\n€ - euro | - cent\n$ - dollar | - cent",
    ),
    "da": _few(
        "da",
        "komma",
        percent="procent",
        ordinal=_STOP_LOWER,
        years=" hundrede ",
        money="kr - krone kroner | - øre\nkr. - krone kroner | - øre\n€ - euro | - cent\n$ - dollar | - cent",
    ),
    "no": _few(
        "no",
        "komma",
        percent="prosent",
        ordinal=_STOP_LOWER,
        years=" hundre og ",
        money="kr - krone kroner | - øre\n€ - euro | - cent\n$ - dollar | - cent",
    ),
    "fi": _few(
        "fi",
        "pilkku",
        minus="miinus",
        percent="prosentti prosenttia",
        ordinal=_STOP_LOWER,
        money="€ - euro euroa | - senttiä\n$ - dollari dollaria | - senttiä",
    ),
    "tr": _few(
        "tr",
        "virgül",
        minus="eksi",
        percent="yüzde",
        ordinal=r"\.(?= [a-zçğıöşü])|['’](?:inci|ıncı|uncu|üncü|nci|ncı)",
        percent_first=True,
        money="₺ - lira | - kuruş\nTL - lira | - kuruş\n€ - avro | - sent\n$ - dolar | - sent",
    ),
    "cs": _few(
        "cs",
        "celá",
        minus="mínus",
        percent="procento procenta procent",
        slavic=True,
        money="Kč - koruna koruny korun | - haléřů\n"
        "€ - eur eur eur | - centů\n"
        "$ - dolar dolary dolarů | - centů",
    ),
    "sk": _few(
        "sk",
        "celá",
        minus="mínus",
        percent="percento percentá percent",
        slavic=True,
        money="€ - euro eurá eur | - centov",
    ),
    "hu": _few(
        "hu",
        "egész",
        minus="mínusz",
        percent="százalék",
        ordinal=_STOP_LOWER,
        money="Ft - forint\n€ - euró | - cent\n$ - dollár | - cent",
    ),
    "ro": _few("ro", "virgulă", percent="la_sută", money="€ - euro | - cenți\nlei - leu lei | - bani"),
    "ca": _few(
        "ca", "coma", minus="menys", percent="per_cent", joined=" amb ", money="€ - euro euros | - cèntims"
    ),
    "id": _few("id", "koma", percent="persen", money="Rp - rupiah | - sen\n$ - dolar | - sen"),
    "vi": _few("vi", "phẩy", minus="âm", percent="phần_trăm", money="₫ - đồng | - xu\nđ - đồng | - xu"),
    "ko": _few(
        "ko", "점", minus="마이너스", percent="퍼센트", comma=False, money="₩ - 원\n$ - 달러 | - 센트"
    ),
    "th": _few(
        "th", "จุด", minus="ลบ", percent="เปอร์เซ็นต์", comma=False, spaced=False, money="฿ - บาท | - สตางค์"
    ),
    "ar": _few("ar", "فاصلة", minus="ناقص", percent="بالمئة", comma=False),
    "fa": _few("fa", "ممیز", minus="منفی", percent="درصد", comma=False),
    "he": _few("he", "נקודה", minus="מינוס", percent="אחוז", comma=False),
    "bn": _few("bn", "দশমিক", minus="ঋণাত্মক", percent="শতাংশ", comma=False),
    "kn": _few("kn", "ಬಿಂದು", minus="ಮೈನಸ್", percent="ಪ್ರತಿಶತ", comma=False),
    "te": _few("te", "బిందువు", minus="మైనస్", percent="శాతం", comma=False),
    "am": _few("am", "ነጥብ", minus="አሉታዊ", percent="በመቶ", comma=False, largest=10**5),
    "cy": _few("cy", "pwynt", minus="minws", percent="y_cant", comma=False, largest=10**9),
    "az": _few("az", "nöqtə", minus="mənfi", percent="faiz"),
    "be": _few("be", "коска", minus="мінус", percent="працэнт працэнты працэнтаў", slavic=True),
    "ce": _few("ce", "запятая", minus="минус", percent="процент"),
    "eo": _few("eo", "komo", percent="elcentoj"),
    "is": _few("is", "komma", minus="mínus", percent="prósent"),
    "kz": _few("kz", "бүтін", minus="минус", percent="пайыз"),
    "lt": _few("lt", "kablelis", percent="procentas procentai procentų", slavic=True),
    "lv": _few("lv", "komats", minus="mīnus", percent="procents procenti"),
    "sl": _few("sl", "vejica", percent="odstotkov", ordinal=_STOP_LOWER),
    "sr": _few("sr", "zapeta", percent="posto posto posto", slavic=True),
    "tet": _few("tet", "vírgula", minus="menus", percent="pursentu"),
    "tg": _few("tg", "нуқта", minus="минус", percent="фоиз"),
}
_ALIASES = {
    "nb": "no", "nn": "no", "kk": "kz", "hr": "sr", "bs": "sr", "iw": "he", "in": "id",
    "cmn": "zh", "yue": "zh",
}  # fmt: skip

LANGUAGES = frozenset([*_OWN, *_FEW])
"""The primary tags of all languages that are read."""


@cache
def find(tag: str) -> Language | None:
    """Return the language that *tag* names, as its region says it, or None for one that is not read."""
    base = tag.partition("-")[0]
    base = _ALIASES.get(base, base)
    if base in _OWN:
        found: Language = import_module(f"{__package__}.{_OWN[base]}").language(tag)
        return found
    return _FEW.get(base)
