"""What each language but English writes and says around its numbers; the numbers are num2words's."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

__all__ = ["LANGUAGES", "Language", "find"]

Names = tuple[str, str, str]
"""A noun after one, after a few, after many."""


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """How one language writes numbers, and the words it puts around them."""

    converter: str
    """The language's name in num2words."""
    point: str = ""
    """What is said for the decimal mark."""
    minus: str = "minus"
    percent: Names = ("", "", "")
    percent_first: bool = False
    comma: bool = True
    """Whether the decimal mark is a comma."""
    groups: str = "."
    """The marks that part thousands."""
    ordinal: str = ""
    """What follows the digits of an ordinal, as a regular expression."""
    money: dict[str, tuple[Names, str]] = field(default_factory=dict)
    """What the currencies are called, and their hundredths."""
    joined: str = " "
    """What stands between units and hundredths of a currency."""
    hundredths: bool = False
    """Whether the hundredths are named."""
    years: str = ""
    """The word for hundred, where years from 1100 to 1999 are counted in hundreds."""
    slavic: bool = False
    """Whether two to four take another plural than five."""
    largest: int = 10**12
    """The first number that num2words is not asked for."""
    spaced: bool = True
    """Whether words are parted by blanks."""


def _same(word: str) -> Names:
    return (word, word, word)


def _two(one: str, many: str) -> Names:
    return (one, many, many)


_STOP_LOWER = r"\.(?=[  ][a-zà-öø-ž])"
_ROMANCE_DOLLAR = {"$": (_two("dólar", "dólares"), "centavos"), "€": (_two("euro", "euros"), "céntimos")}

LANGUAGES: dict[str, Language] = {
    "de": Language(
        "de", "Komma", percent=_same("Prozent"), ordinal=r"\.(?= [A-ZÄÖÜ])", years="hundert",
        money={"€": (_same("Euro"), "Cent"), "$": (_same("Dollar"), "Cent"), "£": (_same("Pfund"), "Pence"),
               "CHF": (_same("Franken"), "Rappen"), "¥": (_same("Yen"), "")},
    ),
    "fr": Language(
        "fr", "virgule", "moins", _same("pour cent"), groups="  ",
        ordinal=r"(?:ers?|res?|ères?|es?|è|[eè]mes?|ièmes?|nde?s?)(?!\w)",
        money={"€": (_two("euro", "euros"), "centimes"), "$": (_two("dollar", "dollars"), "cents"),
               "£": (_two("livre", "livres"), "pence"), "CHF": (_two("franc", "francs"), "centimes"),
               "¥": (_same("yens"), "")},
    ),
    "es": Language(
        "es", "coma", "menos", _same("por ciento"),
        ordinal=r"\.?[ºª°]|(?:er|ro|ra|do|da|to|ta|vo|va|mo|ma|no|na)(?!\w)",
        money={**_ROMANCE_DOLLAR, "£": (_two("libra", "libras"), "peniques"), "¥": (_two("yen", "yenes"),
            "")},
        joined=" con ", hundredths=True,
    ),
    "it": Language(
        "it", "virgola", "meno", _same("per cento"), ordinal=r"[ºª°]",
        money={"€": (_same("euro"), "centesimi"), "$": (_two("dollaro", "dollari"), "centesimi"),
               "£": (_two("sterlina", "sterline"), "penny"), "¥": (_same("yen"), "")},
        joined=" e ",
    ),
    "nl": Language(
        "nl", "komma", "min", _same("procent"), ordinal=r"(?:ste|de|e)(?!\w)", years="honderd",
        money={"€": (_same("euro"), "cent"), "$": (_same("dollar"), "cent"), "£": (_same("pond"), "pence"),
            "¥": (_same("yen"), "")},
    ),
    "pt": Language(
        "pt", "vírgula", "menos", _same("por cento"), ordinal=r"[ºª°]|[oa](?!\w)",
        money={"€": (_two("euro", "euros"), "cêntimos"), "$": (_two("dólar", "dólares"), "centavos"),
            "US$": (_two("dólar", "dólares"), "centavos"),
               "R$": (_two("real", "reais"), "centavos"), "£": (_two("libra", "libras"), "pence")},
        joined=" e ", hundredths=True,
    ),
    "pl": Language(
        "pl", "przecinek", percent=_same("procent"), groups="  ", ordinal=_STOP_LOWER, slavic=True,
        money={"zł": (("złoty", "złote", "złotych"), "groszy"), "PLN": (("złoty", "złote", "złotych"),
            "groszy"),
               "€": (_same("euro"), "centów"), "$": (("dolar", "dolary", "dolarów"), "centów")},
    ),
    "ru": Language(
        "ru", "запятая", "минус", ("процент", "процента", "процентов"), groups="  ", ordinal=r"-й(?!\w)",
        slavic=True,
        money={"₽": (("рубль", "рубля", "рублей"), "копеек"), "руб.": (("рубль", "рубля", "рублей"),
            "копеек"),
               "€": (_same("евро"), "центов"), "$": (("доллар", "доллара", "долларов"), "центов")},
    ),
    "uk": Language(
        "uk", "кома", "мінус", ("відсоток", "відсотки", "відсотків"), groups="  ", ordinal=r"-й(?!\w)",
        slavic=True,
        money={"₴": (("гривня", "гривні", "гривень"), "копійок"), "грн": (("гривня", "гривні", "гривень"),
            "копійок"),
               "€": (_same("євро"), "центів"), "$": (("долар", "долари", "доларів"), "центів")},
    ),
    "sv": Language(
        "sv", "komma", percent=_same("procent"), groups="  .", ordinal=r":[ea](?!\w)", years="hundra",
        money={"kr": (_two("krona", "kronor"), "öre"), "€": (_same("euro"), "cent"), "$": (_same("dollar"),
            "cent")},
    ),
    "da": Language(
        "da", "komma", percent=_same("procent"), ordinal=_STOP_LOWER, years=" hundrede ",
        money={"kr": (_two("krone", "kroner"), "øre"), "kr.": (_two("krone", "kroner"), "øre"),
            "€": (_same("euro"), "cent"), "$": (_same("dollar"), "cent")},
    ),
    "no": Language(
        "no", "komma", percent=_same("prosent"), groups="  .", ordinal=_STOP_LOWER, years=" hundre og ",
        money={"kr": (_two("krone", "kroner"), "øre"), "€": (_same("euro"), "cent"), "$": (_same("dollar"),
            "cent")},
    ),
    "fi": Language(
        "fi", "pilkku", "miinus", _two("prosentti", "prosenttia"), groups="  ", ordinal=_STOP_LOWER,
        money={"€": (_two("euro", "euroa"), "senttiä"), "$": (_two("dollari", "dollaria"), "senttiä")},
    ),
    "tr": Language(
        "tr", "virgül", "eksi", _same("yüzde"), percent_first=True,
        ordinal=r"\.(?= [a-zçğıöşü])|['’](?:inci|ıncı|uncu|üncü|nci|ncı)",
        money={"₺": (_same("lira"), "kuruş"), "TL": (_same("lira"), "kuruş"), "€": (_same("avro"), "sent"),
            "$": (_same("dolar"), "sent")},
    ),
    "cs": Language("cs", "celá", "mínus", ("procento", "procenta", "procent"), groups="  ", slavic=True,
                   money={"Kč": (("koruna", "koruny", "korun"), "haléřů"), "€": (_same("eur"), "centů"),
                       "$": (("dolar", "dolary", "dolarů"), "centů")}),
    "sk": Language("sk", "celá", "mínus", ("percento", "percentá", "percent"), groups="  ", slavic=True,
                   money={"€": (("euro", "eurá", "eur"), "centov")}),
    "hu": Language("hu", "egész", "mínusz", _same("százalék"), groups="  .", ordinal=_STOP_LOWER,
                   money={"Ft": (_same("forint"), ""), "€": (_same("euró"), "cent"), "$": (_same("dollár"),
                       "cent")}),
    "ro": Language("ro", "virgulă", percent=_two("la sută", "la sută"), money={"€": (_two("euro", "euro"),
    "cenți"), "lei": (_two("leu", "lei"), "bani")}),
    "ca": Language("ca", "coma", "menys", _same("per cent"), money={"€": (_two("euro", "euros"),
    "cèntims")}, joined=" amb "),
    "id": Language("id", "koma", percent=_same("persen"), money={"Rp": (_same("rupiah"), "sen"),
    "$": (_same("dolar"), "sen")}),
    "vi": Language("vi", "phẩy", "âm", _same("phần trăm"), money={"₫": (_same("đồng"), "xu"),
    "đ": (_same("đồng"), "xu")}),
    "ja": Language("ja", "点", "マイナス", _same("パーセント"), comma=False, groups=",", spaced=False,
    money={"¥": (_same("円"), ""), "円": (_same("円"), ""), "$": (_same("ドル"), "セント")}),
    "ko": Language("ko", "점", "마이너스", _same("퍼센트"), comma=False, groups=",", money={"₩": (_same("원"),
    ""),
    "$": (_same("달러"), "센트")}),
    "th": Language("th", "จุด", "ลบ", _same("เปอร์เซ็นต์"), comma=False, groups=",", spaced=False,
    money={"฿": (_same("บาท"), "สตางค์")}),
    "ar": Language("ar", "فاصلة", "ناقص", _same("بالمئة"), comma=False, groups=","),
    "fa": Language("fa", "ممیز", "منفی", _same("درصد"), comma=False, groups=","),
    "he": Language("he", "נקודה", "מינוס", _same("אחוז"), comma=False, groups=","),
    "bn": Language("bn", "দশমিক", "ঋণাত্মক", _same("শতাংশ"), comma=False, groups=","),
    "kn": Language("kn", "ಬಿಂದು", "ಮೈನಸ್", _same("ಪ್ರತಿಶತ"), comma=False, groups=","),
    "te": Language("te", "బిందువు", "మైనస్", _same("శాతం"), comma=False, groups=","),
    "am": Language("am", "ነጥብ", "አሉታዊ", _same("በመቶ"), comma=False, groups=",", largest=10**5),
    "cy": Language("cy", "pwynt", "minws", _same("y cant"), comma=False, groups=",", largest=10**9),
    "az": Language("az", "nöqtə", "mənfi", _same("faiz")),
    "be": Language("be", "коска", "мінус", ("працэнт", "працэнты", "працэнтаў"), groups="  ", slavic=True),
    "ce": Language("ce", "запятая", "минус", _same("процент"), groups="  "),
    "eo": Language("eo", "komo", percent=_same("elcentoj"), groups="  ."),
    "is": Language("is", "komma", "mínus", _same("prósent")),
    "kz": Language("kz", "бүтін", "минус", _same("пайыз"), groups="  "),
    "lt": Language("lt", "kablelis", percent=("procentas", "procentai", "procentų"), groups="  ",
    slavic=True),
    "lv": Language("lv", "komats", "mīnus", _two("procents", "procenti"), groups="  "),
    "sl": Language("sl", "vejica", percent=_same("odstotkov"), ordinal=_STOP_LOWER),
    "sr": Language("sr", "zapeta", percent=_same("posto"), slavic=True),
    "tet": Language("tet", "vírgula", "menus", _same("pursentu")),
    "tg": Language("tg", "нуқта", "минус", _same("фоиз"), groups="  "),
}  # fmt: skip
_ALIASES = {"nb": "no", "nn": "no", "kk": "kz", "hr": "sr", "bs": "sr", "iw": "he", "in": "id"}
_REGIONS = {"pt-br": "pt_BR", "fr-be": "fr_BE", "fr-ch": "fr_CH", "fr-dz": "fr_DZ"}


@cache
def find(tag: str) -> Language | None:
    """Return the language that *tag* names, as its region says it, or None for one without numbers."""
    base = tag.partition("-")[0]
    language = LANGUAGES.get(_ALIASES.get(base, base))
    region = _REGIONS.get("-".join(tag.split("-")[:2]))
    return replace(language, converter=region) if language and region else language
