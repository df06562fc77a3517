"""Shortened words, dotted or not, told apart by what stands around them."""

from __future__ import annotations

import re

from tts_core.text.expression import expression
from tts_core.text.normalize.scene import Reading, Scene, wordlist
from tts_core.text.normalize.scripture import BOOKS

__all__ = ["UNDOTTED", "dotted", "ends_sentence", "undotted", "versus"]

# Said whatever follows.
_ALWAYS = {
    "Assoc": "Associate", "Rte": "Route", "pct": "percent", "pts": "points",
    "Mr": "Mister", "Mrs": "Missus", "Ms": "Ms", "Messrs": "Messieurs", "Mme": "Madame",
    "Mlle": "Mademoiselle",
    "Prof": "Professor", "Sgt": "Sergeant", "Capt": "Captain", "Lt": "Lieutenant", "Cpl": "Corporal",
    "Pvt": "Private", "Cmdr": "Commander", "Jr": "Junior", "Sr": "Senior", "Esq": "Esquire",
    "Blvd": "Boulevard", "Hwy": "Highway", "Pkwy": "Parkway", "Apt": "Apartment", "Bldg": "Building",
    "Ltd": "Limited", "Corp": "Corporation", "Bros": "Brothers", "Dept": "Department", "dept": "department",
    "Univ": "University", "Assn": "Association", "Intl": "International", "Natl": "National",
    "Govt": "Government", "govt": "government", "mgmt": "management", "Mgr": "Manager", "mgr": "manager",
    "etc": "et cetera", "Etc": "Et cetera", "vs": "versus", "Vs": "Versus", "approx": "approximately",
    "Approx": "Approximately", "incl": "including", "excl": "excluding", "misc": "miscellaneous",
    "viz": "namely", "cf": "compare", "Cf": "Compare", "et al": "et al", "ibid": "ibid",
    "resp": "respectively",
    "Attn": "Attention", "attn": "attention", "Jan": "January", "Feb": "February", "Aug": "August",
    "Sept": "September", "Oct": "October", "Nov": "November", "Dec": "December", "Apr": "April",
    "Thur": "Thursday", "Thurs": "Thursday", "Tues": "Tuesday", "Weds": "Wednesday",
    "Calif": "California", "Conn": "Connecticut",
    "Fla": "Florida", "Okla": "Oklahoma", "Tenn": "Tennessee", "Ariz": "Arizona", "Colo": "Colorado",
    "Minn": "Minnesota", "Wis": "Wisconsin", "Penn": "Pennsylvania", "Ont": "Ontario", "ave": "avenue",
    "Ave": "Avenue", "blvd": "boulevard", "hwy": "highway", "apt": "apartment", "Mfg": "Manufacturing",
    "tbsp": "tablespoons", "tsp": "teaspoons", "Hon": "Honorable", "Phila": "Philadelphia",
    "appt": "appointment", "appts": "appointments", "acct": "account", "accts": "accounts", "amt": "amount",
    "amts": "amounts", "assoc": "associate", "avg": "average", "cont": "continued", "doz": "dozen",
    "hrs": "hours", "hr": "hour", "mins": "minutes", "secs": "seconds", "yrs": "years", "yr": "year",
    "wks": "weeks", "wk": "week", "lbs": "pounds", "oz": "ounces", "pkg": "package", "pkgs": "packages",
    "Pkg": "Package", "qty": "quantity", "Qty": "Quantity", "mtg": "meeting", "mtgs": "meetings",
    "prev": "previous", "sched": "schedule", "usu": "usually", "jct": "junction", "Jct": "Junction",
    "Ctr": "Center", "ctr": "center", "tbsps": "tablespoons", "ea": "each", "atty": "attorney",
    "Atty": "Attorney", "Attys": "Attorneys", "Assocs": "Associates", "esp": "especially",
    "freq": "frequently", "yds": "yards", "mos": "months", "Hosp": "Hospital", "Cmte": "Committee",
    "pkts": "packets", "govts": "governments", "depts": "departments", "Depts": "Departments",
    "avail": "available", "Avail": "Available", "anniv": "anniversary", "Anniv": "Anniversary",
    "orig": "originally", "qtr": "quarter", "Qtr": "Quarter",
}  # fmt: skip

# Said only before a capital: a title before a name.
_BEFORE_NAME = {
    "Rev": "Reverend", "Gen": "General", "Col": "Colonel", "Maj": "Major", "Adm": "Admiral",
    "Gov": "Governor", "Sen": "Senator", "Rep": "Representative", "Pres": "President", "Fr": "Father",
    "Supt": "Superintendent", "Sec": "Secretary", "Amb": "Ambassador", "Mt": "Mount", "Ft": "Fort",
    "Pt": "Point", "Dep": "Deputy", "Asst": "Assistant", "Sens": "Senators", "Reps": "Representatives",
    "Drs": "Doctors", "Rt": "Right",
    "Sts": "Saints", "Brig": "Brigadier", "Insp": "Inspector", "Det": "Detective", "Ofc": "Officer",
}  # fmt: skip

# Said only before a number, or a roman one.
_BEFORE_NUMBER = {
    "Rev": "Revision",
    "No": "Number", "no": "number", "Nos": "Numbers", "nos": "numbers", "Vol": "Volume", "vol": "volume",
    "Vols": "Volumes", "vols": "volumes", "Ch": "Chapter", "ch": "chapter", "Chap": "Chapter",
    "chap": "chapter", "Fig": "Figure", "fig": "figure", "Figs": "Figures", "figs": "figures",
    "Eq": "Equation", "eq": "equation", "Eqs": "Equations", "p": "page", "P": "Page", "pp": "pages",
    "Pp": "Pages", "pg": "page", "Pg": "Page", "pgs": "pages", "Sec": "Section", "sec": "section",
    "Sect": "Section", "sect": "section", "Art": "Article", "art": "article", "Para": "Paragraph",
    "para": "paragraph", "Ver": "Version", "ver": "version", "c": "circa", "ca": "circa", "Ca": "Circa",
    "Ste": "Suite", "Rm": "Room", "rm": "room", "Ext": "Extension", "ext": "extension", "Tel": "Telephone",
    "tel": "telephone", "Op": "Opus", "op": "opus", "Ex": "Example", "ex": "example", "v": "version",
    "Flt": "Flight", "flt": "flight", "wt": "weight", "ht": "height", "Wt": "Weight", "Ht": "Height",
    "Ep": "Episode", "ep": "episode", "Eps": "Episodes", "eps": "episodes", "Prop": "Proposition",
    "Pop": "Population", "Elev": "Elevation", "Lat": "Latitude",
    "Temp": "Temperature",
    "Iss": "Issue", "iss": "issue", "Rts": "Routes", "Bk": "Book", "Amdt": "Amendment",
    "Pt": "Part", "pt": "part", "bk": "book", "est": "established", "Est": "Established",
    "max": "maximum", "min": "minimum", "avg": "average", "Mar": "March", "Jun": "June", "Jul": "July",
    "Max": "Maximum", "Min": "Minimum", "Avg": "Average", "b": "born", "d": "died", "Tab": "Table",
    "Ref": "Reference", "ref": "reference", "Bd": "Band", "ll": "lines", "Nr": "Number", "nr": "number",
    "cl": "clause", "Cl": "Clause", "Ps": "Psalm", "Pss": "Psalms", "eqs": "equations",
    "Chs": "Chapters", "chs": "chapters", "fn": "footnote", "fns": "footnotes", "Rt": "Route",
}  # fmt: skip

# Said only after a name or a number: the kinds of streets.
_AFTER_NAME = {
    "Rd": "Road", "Ln": "Lane", "Ct": "Court", "Pl": "Place", "Sq": "Square", "Ter": "Terrace",
    "Cir": "Circle", "Inc": "Incorporated", "Co": "Company", "Cos": "Companies", "Expy": "Expressway",
    "Is": "Island", "Mtn": "Mountain", "Mts": "Mountains", "Hts": "Heights", "Pk": "Park", "Fwy": "Freeway",
}  # fmt: skip

_WEEKDAYS = {"Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Fri": "Friday"}
_WEEKDAYS |= {"Sat": "Saturday", "Sun": "Sunday"}

UNDOTTED = {
    "Mr": "Mister", "Mrs": "Missus", "Prof": "Professor", "Sgt": "Sergeant", "Capt": "Captain",
    "Lt": "Lieutenant", "Jr": "Junior", "Blvd": "Boulevard", "Hwy": "Highway", "Pkwy": "Parkway",
    "Ltd": "Limited", "Ave": "Avenue", "Rd": "Road", "Mt": "Mount", "Ft": "Fort", "No": "Number",
    "Vol": "Volume", "Fig": "Figure", "Dr": "Doctor", "St": "Saint", "Sr": "Senior", "Apt": "Apartment",
    "Sept": "September", "Dept": "Department", "Qty": "Quantity", "Flt": "Flight", "Rte": "Route",
    "Bldg": "Building", "Rm": "Room", "Ste": "Suite", "Bros": "Brothers", "Corp": "Corporation",
}  # fmt: skip
"""Those that are also written without their full stop."""

_STARTERS = wordlist(
    "The A An I He She It We You They This That These Those There Then When Where What Who Why How If "
    "But And Or So Yet In On At For From To With After Before As His Her Its Our Your Their My No Not "
    "Now Here Some Many Most All Each Every One Two Please Is Are Was Were Do Does Did Can Could Will "
    "Would Should However Meanwhile Although While Because Since Once Both Let Have Has Had Next Also "
    "Another Maybe Perhaps"
)
_RANKED = {"ed": "edition", "Ed": "Edition", "Fl": "Floor", "fl": "floor", "c": "century"}
"""Said so after an ordinal: "2nd ed."."""
_AMOUNT_AHEAD = expression(r"\.? ?(?:[$£€]|\d{1,3}(?!\d)|\d{5})")
_VERSE_AHEAD = expression(r"\.? \d{1,3}:\d{1,3}(?![\d:])")
_SAINTLY = wordlist(
    "Mount Mt Port Fort Ft Lake Point Sault Bay Cape In At The From To Near Of On Visit And For"
)
_WORD = expression(r"(?<![\w'.])(et al|[A-Za-z]{1,9})$")
_NUMBER_AHEAD = expression(
    r"\.?[ \t]{0,2}#?(?:\(?\d|\([ivx]{1,4}\)|I(?=[,;:)]|$| §)|(?:[IVXLC]{2,7}"
    r"|[VX])(?![\w'])|[A-Z]{1,3}-?\d"
    r"|(?=[ivxl]{2})(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?![\w'])|[ivx] ?[-–] ?[ivxl]{1,5}(?![\w']))"
)
_NAME_AHEAD = expression(r"\.?[ \t]{1,2}(?=[A-Z])")
_NAME_BEHIND = expression(r"(?:^|[^\w'])(?:([A-Z][\w'’&-]{0,20})|(\d{1,6}(?:st|nd|rd|th)?)),?[ \t]{1,2}$")
_HOUSE_BEHIND = expression(
    r"\b\d{1,6}[ \t]{1,2}(?:[NSEW]\.?[ \t]{1,2})?(?:[A-Z][\w'.-]{0,20}[ \t]{1,2}){1,3}$"
)
_CLOSERS = expression(r"[\"'”’)\]*_]{0,4}(?:$|\s)")


def ends_sentence(scene: Scene, end: int) -> bool:
    """Tell whether a full stop that belongs to an abbreviation, and ends at *end*, also ends a sentence."""
    if not _CLOSERS.match(scene.text, end):
        return False
    if (
        not (rest := scene.text[end : end + 40].lstrip("\"'”’)]*_"))
        or "\n" in rest[: len(rest) - len(rest.lstrip())]
    ):
        return True
    if not (after := rest.lstrip()):
        return True
    word = re.match(r"[\"“'‘(]?([A-Z][a-z']*)(?![\w.])", after)
    return bool(word and word[1].partition("'")[0] in _STARTERS)


def _named_behind(scene: Scene, start: int) -> re.Match[str] | None:
    return _NAME_BEHIND.search(scene.text[max(0, start - 26) : start])


def _street_or_saint(scene: Scene, start: int, end: int, street: str, title: str) -> str:
    """Choose between "Street" and "Saint", "Drive" and "Doctor"."""
    behind = _named_behind(scene, start)
    ahead = _NAME_AHEAD.match(scene.text, end)
    if not ahead:
        return street if behind else title
    if not behind:
        return title
    if behind[2] or behind[0].rstrip().endswith(","):
        return street if behind[2] and behind[2][-1].isalpha() and "," not in behind[0] else title
    if behind[1] in _SAINTLY or behind[1] in _STARTERS:
        return title
    after = re.match(r"[A-Z][a-z]*", scene.text[ahead.end() : ahead.end() + 20])
    if after and after[0] in _STARTERS:
        return street
    if _HOUSE_BEHIND.search(scene.text[max(0, start - 90) : start]):
        return street
    return title


def _expanded(scene: Scene, word: str, start: int, end: int) -> str | None:
    """Return what *word* stands for here; *end* is past the word, before its full stop."""
    if word in BOOKS and _VERSE_AHEAD.match(scene.text, end):
        return BOOKS[word]
    if word == "St":
        return _street_or_saint(scene, start, end, "Street", "Saint")
    if word == "Dr":
        return _street_or_saint(scene, start, end, "Drive", "Doctor")
    if word == "Sr" and not _named_behind(scene, start) and re.match(r"\.? [A-Z]", scene.text[end : end + 3]):
        if scene.text[end + 3 : end + 4].isupper():
            return "Senior"
        return "Sister"
    if word == "v" and re.match(r"\.? [A-Z]", scene.text[end : end + 3]) and _named_behind(scene, start):
        return "versus"
    if word in _RANKED and (behind := _named_behind(scene, start)) and behind[2] and behind[2][-1].isalpha():
        return _RANKED[word]
    if word in ("est", "Est") and _AMOUNT_AHEAD.match(scene.text, end):
        return "estimated" if word == "est" else "Estimated"
    if word in _BEFORE_NUMBER and _NUMBER_AHEAD.match(scene.text, end):
        return _BEFORE_NUMBER[word]
    if word in _ALWAYS:
        return _ALWAYS[word]
    if word in _BEFORE_NAME and _NAME_AHEAD.match(scene.text, end):
        return _BEFORE_NAME[word]
    if word in _AFTER_NAME and (
        _named_behind(scene, start) or (word in ("Co", "Cos") and scene.text[start - 2 : start] == "& ")
    ):
        return _AFTER_NAME[word]
    if word in _WEEKDAYS and _is_day(scene, word, start, end):
        return _WEEKDAYS[word]
    return None


def _is_day(scene: Scene, word: str, start: int, end: int) -> bool:
    """Tell whether a shortened day is meant; only "Sat." and "Sun." are words as well."""
    if word not in ("Sat", "Sun"):
        return True
    if scene.text[end + 1 : end + 3].strip()[:1].islower() or scene.text[end + 1 : end + 2] in (
        ",",
        "-",
        "–",
    ):
        return True
    return scene.word_before(start).lower() in _DAILY


_DAILY = wordlist(
    "on by until till closed open every each next last this and or to from through before after"
)


def dotted(scene: Scene, at: int) -> Reading | None:
    """Read an abbreviation whose full stop stands at *at*."""
    low = max(scene.floor, at - 10)
    found = _WORD.search(scene.text[low:at])
    if not found:
        return None
    word, start = found[1], low + found.start(1)
    if start == low and low > 0 and (scene.text[low - 1].isalnum() or scene.text[low - 1] in "'."):
        return None
    said = _expanded(scene, word, start, at)
    if said is None:
        return None
    end = at + 1
    if said not in _TITLES and said != _BEFORE_NUMBER.get(word) and ends_sentence(scene, end):
        said += "."
    return Reading(start, end, said, "abbreviation")


_TITLES = frozenset(
    {*_BEFORE_NAME.values(), "Mister", "Missus", "Ms", "Doctor", "Saint", "Professor", "versus"}
)
_NUMBERED = wordlist("No Vol Fig Apt Qty Flt Rte Bldg Rm Ste")
_LABELS = wordlist("Qty Vol Apt Bldg Ste")
_NUMBER_NEXT = expression(r" #?\d")
_PLAIN = expression(r"([A-Z][a-z]{1,5})(?![\w.])")


def undotted(scene: Scene, at: int) -> Reading | None:
    """Read an abbreviation that is written without its full stop: "Dr Smith", "Elm St", "No 5"."""
    found = _PLAIN.match(scene.text, at)
    if not found or found[1] not in UNDOTTED:
        return None
    word, end = found[1], found.end()
    behind = _named_behind(scene, at)
    if word in _NUMBERED:
        if not _NUMBER_NEXT.match(scene.text, end) and (word not in _LABELS or scene.char_at(end) != ":"):
            return None
        said = UNDOTTED[word]
    elif word in ("Hwy", "Pkwy") and _NUMBER_NEXT.match(scene.text, end):
        said = UNDOTTED[word]
    elif word in ("Dr", "St"):
        said = _expanded(scene, word, at, end) or ""
        if not behind and not _NAME_AHEAD.match(scene.text, end):
            return None
    elif word in ("Ave", "Rd", "Blvd", "Hwy", "Pkwy", "Ltd", "Jr", "Sr", "Bros", "Corp"):
        if not behind:
            return None
        said = UNDOTTED[word]
    elif word in ("Dept", "Sept") or _NAME_AHEAD.match(scene.text, end):
        said = UNDOTTED[word]
    else:
        return None
    return Reading(at, end, said, "abbreviation")


def versus(scene: Scene, at: int) -> Reading | None:
    """Read "vs", with or without its full stop; one letter of prose is enough to find it by."""
    if scene.char_at(at + 1) != "s":
        return None
    end = at + 3 if scene.text[at + 2 : at + 3] == "." else at + 2
    return Reading(at, end, "versus", "abbreviation")
