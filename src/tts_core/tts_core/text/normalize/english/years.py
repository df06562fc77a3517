"""Years by themselves: telling 1984 the year from 1984 apples; decades, eras, ranges of years."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english import spellout
from tts_core.text.normalize.english.abbreviations import ends_sentence
from tts_core.text.normalize.english.dates import NAMES

__all__ = ["apostrophe", "era_first", "is_year", "read"]

_YEARLY = wordlist(
    "b d fl in since by until till before after from during year years early late mid spring summer fall "
    "autumn winter circa c ca around of january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sept sep oct nov dec copyright class "
    "season fy ad born died founded established est between through to and or back anno pre post "
    "ended begun began edition election olympics"
)
_COUNTING = wordlist(
    "over than least most nearly almost exactly only about approximately some another these those has "
    "have had with got cost costs total earned sold bought number numbers scored score up "
    "approximately roughly minimum maximum limit all first last next per just under above below"
)
_EARLY = wordlist("from in year since by until before after circa of")
"""Words before a number of four digits that is a year even before 1100."""
_NOT_PLURAL = wordlist(
    "is was has its this as us does ends says shows sees his yes plus versus thus always perhaps "
    "besides towards census campus business class series olympics elections season marks brings sees "
    "begins"
)
_COUNTED = wordlist(
    "people men women children feet mice sheep fish deer percent miles meters metres more kg km cm mm "
    "lb lbs m ft hours watt square cubic staff years of dollars pounds euros calories cc rpm or"
)
_AFTER = expression(r" (?:[a-z]{1,15}[- ])?([a-z]{1,24})(?![\w])")
_QUARTER = expression(r"(?:^|\W)[QH][1-4] $")
_RANGE = expression(r"(\d{4})(?: ?[-–—] ?|/)(\d{4}|\d\d)(?![\d\w]|[-–/.,]\d)(?! ?(?:%|percent|km|kg|people))")
_DECADE = expression(r"(\d{1,4})(?:'s|s)(?![\w])")
_DECADES_ON = expression(r" ?[-–—] ?(?='?(?:\d\d)?\d0'?s(?!\w))")
_ERA = r"(BCE|BC|CE|AD|B\.C\.E\.|B\.C\.|C\.E\.|A\.D\.)(?!\w)"
_ERA_LAST = expression(rf"(\d{{1,3}}(?:,\d{{3}})|\d{{1,6}})(?: ?[-–—] ?(\d{{1,6}}))? ?{_ERA}")
_ERA_FIRST = expression(r"(A\.D\.|AD) (\d{1,4})(?:( ?[-–—] ?)(\d{1,4}))?(?![\d,.:]\d|\d)")
_NEXT = expression(r"((?:19|20)\d\d)/(\d)(?![\d\w/]|[.,]\d)")
_ONGOING = expression(r"((1[0-9]\d\d|20\d\d) ?[-–—] ?)(?=(?:present|now|today|current|date)\b)")
_SHORT_ON = expression(r" ?[-–—] ?(?='\d\d(?!\d))")
_ERA_ON = expression(r" ?[-–—] ?(?=(?:A\.?D\.? ?|C\.?E\.? ?)?\d)")
_SHORT = expression(r"'(\d\d)(s?)(?![\w])")


def is_year(context: Context, at: int, end: int) -> bool:
    """Tell whether the digits from *at* to *end* are a year rather than a count."""
    text = context.text
    if end - at != 4:
        return False
    if text[max(0, at - 5) : at].lower() == "year ":
        return text[at] != "0"
    if text[at] not in "12" or text[at:end] > "2199":
        return False
    value = int(text[at:end])
    before = context.word_before(at).lower().rstrip(".")
    if text[at - 1 : at] in ("#", "$", "/", "+") or (
        text[at - 1 : at] == "-" and text[at - 2 : at - 1] in ("", " ")
    ):
        return False
    if _QUARTER.search(text[max(0, at - 4) : at]):
        return True
    if value < 1100 and before not in _EARLY:
        return False
    if before in _COUNTING or text[end : end + 1] in ("+", "%", "×", "*"):
        return False
    found = _AFTER.match(text, end)
    if found:
        following = text[end + 1 : found.end()].split()[0].split("-")[0]
        last = found[1]
        if following in _COUNTED or (
            following.endswith("s") and len(following) > 2 and following not in _NOT_PLURAL
        ):
            return False
        if (
            before not in _YEARLY
            and last != following
            and last.endswith("s")
            and last not in _NOT_PLURAL
            and following not in _LINKS
        ):
            return False
    if before in _YEARLY:
        return value >= 1000
    return 1500 <= value <= 2099 and (value != 2000 or before in _YEARLY)


_LINKS = wordlist("was is and or to in the he she it they we you but when had has were will with for at a an")


_SEVERAL = wordlist("two three four five six seven eight nine ten both several many few some")
_DECADES = wordlist(
    "the early late mid high low upper lower in his her their my our your and to or of a through "
    "s pre post swinging roaring"
)


def _era_year(digits: str, british: bool) -> str:
    value = int(digits.replace(",", ""))
    return (
        spellout.year(value, british)
        if 1000 < value < 10000 and "," not in digits
        else spellout.cardinal(value, british)
    )


def read(context: Context, at: int) -> Reading | None:
    """Read a decade, an era, or a range of years that begins at *at*."""
    text, british = context.text, context.british
    if found := _ERA_LAST.match(text, at):
        said = _era_year(found[1], british)
        if found[2]:
            said += f" to {_era_year(found[2], british)}"
        said += f" {found[3].replace('.', '')}"
        end = found.end()
        if onward := _ERA_ON.match(text, end):
            return Reading(at, onward.end(), f"{said} to ", "date")
        if found[3].endswith("."):
            said += "." if ends_sentence(context, end) else ""
        return Reading(at, end, said, "date")
    if found := _DECADE.match(text, at):
        digits = found[1]
        if digits == "00" and context.word_before(at).lower() in ("the", "early", "late", "mid"):
            return Reading(at, found.end(), "two thousands", "date")
        word = context.word_before(at).lower()
        if digits[:1] != "0" and word in _SEVERAL and len(digits) < 3:
            return Reading(at, found.end(), spellout.plural(spellout.cardinal(digits)), "cardinal")
        if (
            len(digits) == 2
            and digits[1] == "0"
            and digits != "00"
            and (word in _DECADES or "'" in found[0] or not word)
        ):
            return Reading(at, found.end(), spellout.plural(spellout.cardinal(digits)), "date")
        if len(digits) == 4 and digits[3] == "0" and "1000" < digits < "2200":
            said = spellout.plural(spellout.year(int(digits), british))
            if onward := _DECADES_ON.match(text, found.end()):
                return Reading(at, onward.end(), f"{said} to ", "date")
            return Reading(at, found.end(), said, "date")
        return None
    if found := _ONGOING.match(text, at):
        return Reading(at, found.end(1), f"{spellout.year(int(found[2]), british)} to ", "date")
    if (found := _NEXT.match(text, at)) and int(found[2]) == (int(found[1]) + 1) % 10:
        said = f"{spellout.year(int(found[1]), british)} to {spellout.cardinal(found[2])}"
        return Reading(at, found.end(), said, "date")
    if found := _RANGE.match(text, at):
        first, last = found[1], found[2]
        if context.char_before(at) in ("-", "/", ".", "#", "$"):
            return None
        if not "1000" <= first <= "2199" or (len(last) == 4 and not first < last <= "2199"):
            return None
        if len(last) == 2 and not (int(last) > int(first[2:]) or (first[2:] == "99" and last == "00")):
            return None
        if len(last) == 2 and text[found.end(1)] == "/" and int(last) != (int(first[2:]) + 1) % 100:
            return None
        said = spellout.year(int(last), british) if len(last) == 4 else _short(last)
        return Reading(at, found.end(), f"{spellout.year(int(first), british)} to {said}", "date")
    return None


def _short(digits: str) -> str:
    return (
        f"oh {spellout.cardinal(digits)}"
        if digits[0] == "0" and digits != "00"
        else spellout.cardinal(digits)
    )


def apostrophe(context: Context, at: int) -> Reading | None:
    """Read a shortened year or decade: "'69", "the '80s"."""
    found = _SHORT.match(context.text, at)
    if not found or context.char_before(at).isalnum():
        return None
    if found[2]:
        said = "two thousands" if found[1] == "00" else spellout.plural(_short(found[1]))
        return Reading(at, found.end(), said, "date")
    if dash := _SHORT_ON.match(context.text, found.end()):
        return Reading(at, dash.end(), f"{_short(found[1])} to ", "date")
    low = max(context.floor, at - 6)
    if month := _MONTH_BEHIND.search(context.text[low:at]):
        name = NAMES[month[1].lower()]
        return Reading(low + month.start(), found.end(), f"{name} {_short(found[1])}", "date")
    return Reading(at, found.end(), _short(found[1]), "date")


_MONTH_BEHIND = expression(r"(?<![A-Za-z])((?i:Jan|Feb|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|Mar|MAR)\.? $")


def era_first(context: Context, at: int) -> Reading | None:
    """Read a year whose era is written first: "A.D. 79"."""
    found = _ERA_FIRST.match(context.text, at)
    if not found or context.char_before(at).isalnum():
        return None
    said = f"AD {_era_year(found[2], context.british)}"
    if found[4]:
        said += f" to {_era_year(found[4], context.british)}"
    return Reading(at, found.end(), said, "date")
