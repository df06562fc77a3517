"""Roman numerals, by what stands before them: after rulers ordinals, after counted nouns cardinals."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english import spellout

__all__ = ["read", "small", "value"]

_NUMERAL = expression(r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\w])")
_RANKED = expression(r"(?=[IVX])((?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(st|nd|rd|th)(?!\w)")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_COUNTED = wordlist(
    "chapter part volume vol book act scene section article table figure fig level phase stage type "
    "grade class title unit appendix lesson war division group category tier step episode season bowl "
    "schedule annex canto psalm sonnet symphony opus movement round plate clause paragraph page item "
    "question problem exercise case day week section rule amendment region zone district sector block "
    "series generation model mark mk version release apollo gemini rocky rambo saw jaws halloween "
    "fantasy quest warcraft civilization street theft auto fallout diablo iphone photoshop euro titan "
    "saturn soyuz vatican trial experiment study ward form factor theorem lemma proposition corollary "
    "definition assessment wrestlemania"
)
_RULERS = wordlist(
    "henry edward richard george william charles james john louis philip philippe peter paul pius "
    "benedict leo gregory clement innocent urban alexander nicholas catherine elizabeth mary victoria "
    "anne margaret juan carlos felipe alfonso ferdinand frederick francis franz joseph leopold otto "
    "ludwig wilhelm maximilian napoleon ramesses ramses thutmose amenhotep cleopatra ptolemy darius "
    "xerxes artaxerxes cyrus antiochus seleucus ivan boris basil constantine justinian theodosius leo "
    "michael andrew baldwin robert david malcolm kenneth duncan harald harold haakon olaf eric erik "
    "christian gustav gustavus carl karl oscar haile mehmed mehmet murad selim suleiman abdul osman "
    "bayezid mahmud mustafa pedro manuel afonso jose alphonse umberto victor emmanuel emanuel albert "
    "rainier hussein abdullah hassan mohammed muhammad faisal farouk fuad sixtus boniface eugene "
    "julius adrian hadrian celestine calixtus stephen sylvester martin honorius linus anastasius "
    "marcellus theodore thomas sebastian dionysius tutankhamun seti psamtik mithridates attalus "
    "nicomedes tigranes rama yaroslav casimir sigismund stanislaw wenceslas bela matthias ladislaus "
    "rudolf rudolph conrad henri francois jacques norodom bhumibol akihito elizabeth beatrix "
    "wilhelmina juliana margrethe isabella joanna sancho ramon jaime"
)
_RANKS = wordlist("king queen pope emperor empress tsar czar prince duke saint sultan pharaoh shah kaiser")
_YEARLY = expression(r"M[DCLXVIM]{3,}")
_COUNTABLE = expression(
    r" (century|centuries|Olympiad|Olympic|Congress|Corps|Legion|Dynasty|dynasty|Winter|Summer)\b"
)
_RANGE = expression(r" ?[-–—] ?| of (?=[IVX]{1,4}\b)|, (?:and |or )?| and | or | to | & ")


def value(numeral: str) -> int:
    """Return what *numeral* counts."""
    total = 0
    for sign, after in zip(numeral, [*numeral[1:], "I"], strict=True):
        total += -_VALUES[sign] if _VALUES[sign] < _VALUES[after] else _VALUES[sign]
    return total


_WORLD_WAR = expression(r"WW(II?|1|2)(?![\w])")


def read(context: Context, at: int) -> Reading | None:
    """Read a roman numeral at *at* where its neighbours say that it is one."""
    text = context.text
    if war := _WORLD_WAR.match(text, at):
        return Reading(at, war.end(), f"World War {'one' if war[1] in ('I', '1') else 'two'}", "roman")
    if text[at] not in _VALUES:
        return None
    if (ranked := _RANKED.match(text, at)) and not context.char_before(at).isalnum():
        ordinal = spellout.ordinal(value(ranked[1]), context.british)
        if ordinal.endswith(ranked[2]):
            return Reading(at, ranked.end(), ordinal, "roman")
    found = _NUMERAL.match(text, at)
    if found and not at and _YEARLY.fullmatch(found[0]) and 1500 <= value(found[0]) <= 2100:
        return Reading(at, found.end(), spellout.year(value(found[0]), context.british), "roman")
    if not found or not found[0] or context.char_before(at) not in ("", " ", "\n", "(", "-", "–", "#", "."):
        return None
    numeral, end = found[0], found.end()
    if len(numeral) > 12:
        return None
    number = value(numeral)
    possessive = 2 if text[end : end + 2] == "'s" and not text[end + 2 : end + 3].isalnum() else 0
    if text[end : end + 1] == "." and text[end + 1 : end + 2].isalpha():
        return None
    said = _said(context, _words_before(text, at), numeral, number, end)
    if said is None:
        return None
    if possessive:
        said, end = f"{said}'s", end + 2
    elif number < 400 and not said.startswith("the "):
        while more := _more(text, end):
            link, other, end = more
            said += f"{link}{spellout.cardinal(value(other))}"
    return Reading(at, end, said, "roman")


_SMALL = expression(r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?![\w'’])")
_PAGED = wordlist(
    "p pp pg pgs pages line lines l ll sec sect ch chap vol vols app fig figs art para cl no nos sc"
)
_ENDED = expression(r"[,;:)\]?!–—-]|\.?$|\.\s+[A-Z\"“(]|[ \n]*$")
_LINKS = {"and": "and", "&": "and", "or": "or"}
_SMALL_RANGE = expression(r" ?[-–—] ?| and | or | & | to ")
_NEIGHBOURS = {"i": ("(ii)",), "v": ("(iv)", "(vi)"), "x": ("(ix)", "(xi)")}


def small(context: Context, at: int) -> Reading | None:
    """Read a roman numeral in small letters after a word that counts, or in brackets of its own."""
    text = context.text
    found = _SMALL.match(text, at)
    if not found or not found[0]:
        return None
    numeral, end = found[0], found.end()
    if context.char_before(at) == "(":
        if context.char_at(end) != ")" or not _in_a_row(text, at, numeral):
            return None
        return Reading(at, end, spellout.cardinal(value(numeral.upper())), "roman")
    behind = context.word_before(at)
    bare = behind.rstrip(".").lower()
    if bare not in _COUNTED and bare not in _PAGED and bare.removesuffix("s") not in _COUNTED:
        return None
    more = _SMALL_RANGE.match(text, end)
    last = _SMALL.match(text, more.end()) if more else None
    if more and last and last[0] and (len(numeral + last[0]) > 2 or bare in _PAGED):
        link = f" {_LINKS.get(more[0].strip(), 'to')} "
        said = [spellout.cardinal(value(part.upper())) for part in (numeral, last[0])]
        return Reading(at, last.end(), link.join(said), "roman")
    if len(numeral) == 1 and (bare not in _FIRM or not _ENDED.match(text, end)):
        return None
    return Reading(at, end, spellout.cardinal(value(numeral.upper())), "roman")


def _in_a_row(text: str, at: int, numeral: str) -> bool:
    """Tell whether a numeral in brackets counts: one letter does so only beside others of its list."""
    if len(numeral) > 1:
        return True
    around = text[max(0, at - 600) : at + 600]
    return any(other in around for other in _NEIGHBOURS[numeral])


def _more(text: str, end: int) -> tuple[str, str, int] | None:
    """Return the link to another numeral of a list or a range, that numeral, and where it ends."""
    link = _RANGE.match(text, end)
    if not link:
        return None
    other = _NUMERAL.match(text, link.end())
    if (
        not other
        or not other[0]
        or (len(other[0]) == 1 and other[0] in "ICDM" and link[0].strip() not in "-–—")
    ):
        return None
    said = " to " if link[0].strip() in ("-", "–", "—") else " and " if "&" in link[0] else link[0]
    return said, other[0], other.end()


def _words_before(text: str, at: int) -> list[str]:
    """Return up to three words that stand right before *at*, all on its line, each begun by a letter."""
    if not at or text[at - 1] != " ":
        return []
    found = text[max(0, at - 66) : at - 1].rpartition("\n")[2].rsplit(" ", 3)[-3:]
    for index in range(len(found) - 1, -1, -1):
        if not found[index][:1].isalpha() or found[index][-1] in ",;:!?)":
            return found[index + 1 :]
    return found


def _said(context: Context, behind: list[str], numeral: str, number: int, end: int) -> str | None:
    british = context.british
    if _COUNTABLE.match(context.text, end) and len(numeral) > 1:
        return spellout.ordinal(number, british)
    if _YEARLY.fullmatch(numeral) and 1500 <= number <= 2100:
        return spellout.year(number, british)
    if not behind:
        return None
    word, earlier = behind[-1], [part.lower() for part in behind[:-1]]
    bare = word.rstrip(".").lower()
    if bare not in _COUNTED and bare.endswith("s") and bare[:-1] in _COUNTED and word[0].isupper():
        bare = bare[:-1]
    if bare in _COUNTED and (word[0].isupper() or len(numeral) > 1 or bare in _LOWER) and number < 400:
        if numeral == "I" and not word[0].isupper():
            return None
        if len(numeral) == 1 and bare in _LETTERED:
            return None
        if numeral in ("C", "CC", "CD", "D", "L", "M") and bare not in ("chapter", "psalm", "section"):
            return None
        return spellout.cardinal(number, british)
    if word[-1] == ".":
        return None
    if (bare in _RULERS and word[0].isupper()) or (
        earlier and not _RANKS.isdisjoint(earlier) and word[0].isupper() and bare not in _RANKS
    ):
        if numeral in ("C", "D", "L", "M") or number > 40 or (bare == "malcolm" and numeral == "X"):
            return None
        if numeral == "I" and context.word_after(end) in _VERBS and _RANKS.isdisjoint(earlier):
            return None
        return f"the {spellout.ordinal(number)}"
    if len(numeral) > 1 and numeral not in _TAKEN and word[0].isupper() and number < 90:
        if (earlier and earlier[-1].rstrip(".") in ("mr", "mrs", "dr", "prof")) or word.isupper():
            return None
        if number < 6 and earlier and earlier[-1] in _FIRST_NAMES:
            return f"the {spellout.ordinal(number)}"
        return spellout.cardinal(number, british)
    return "five" if numeral == "V" and word == "GTA" else None


_FIRST_NAMES = _RULERS | wordlist(
    "frank walter thurston harry cal ken martin donald gary steven samuel benjamin daniel anthony "
    "arthur alfred ernest harold howard ralph roy eugene russell albert lawrence peter patrick jack "
    "jerry dennis douglas philip brian kevin edgar elmer clarence earl fred theodore lloyd warren "
    "vincent sam tom bill bob jim joe sammy hank marcus odell robert michael matthew mark timothy "
    "jeffrey scott eric gregory raymond jesse trey davis martin luther loudon"
)
_LOWER = wordlist("chapter part volume book act section article type stage phase level grade class war")
_FIRM = _LOWER | _PAGED | wordlist("scene appendix canto verse clause paragraph item figure table footnote")
_LETTERED = wordlist("model series generation factor class")
"""What a letter may follow as well: "Model X"."""
_VERBS = wordlist("am was have had will would could should think know want did do said went saw can must")
_TAKEN = wordlist("MIX CV DC CD DVD MD MC CC MM DIM MILD CIVIL LCD CD XL XXL XXX DI DX MI LI CL DL ML MV CI")
