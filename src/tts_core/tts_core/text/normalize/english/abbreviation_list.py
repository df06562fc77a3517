"""Shortened words and what they stand for, by what must stand around them."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import wordlist

__all__ = [
    "AFTER_NAME",
    "ALWAYS",
    "BEFORE_NAME",
    "BEFORE_NUMBER",
    "COUNTED",
    "LOUD",
    "LOWERED",
    "QUADRANTS",
    "RANKED",
    "SHORTHAND",
    "STATES",
    "STREETS",
    "TOWN",
    "UNDOTTED",
    "WEEKDAYS",
]

ALWAYS = {
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
"""Said whatever follows."""

BEFORE_NAME = {
    "Rev": "Reverend", "Gen": "General", "Col": "Colonel", "Maj": "Major", "Adm": "Admiral",
    "Gov": "Governor", "Sen": "Senator", "Rep": "Representative", "Pres": "President", "Fr": "Father",
    "Supt": "Superintendent", "Sec": "Secretary", "Amb": "Ambassador", "Mt": "Mount", "Ft": "Fort",
    "Pt": "Point", "Dep": "Deputy", "Asst": "Assistant", "Sens": "Senators", "Reps": "Representatives",
    "Drs": "Doctors", "Rt": "Right",
    "Sts": "Saints", "Brig": "Brigadier", "Insp": "Inspector", "Det": "Detective", "Ofc": "Officer",
}  # fmt: skip
"""Said only before a capital: a title before a name."""

BEFORE_NUMBER = {
    "Rev": "Revision",
    "No": "Number", "no": "number", "Nos": "Numbers", "nos": "numbers", "Vol": "Volume", "vol": "volume",
    "Vols": "Volumes", "vols": "volumes", "Ch": "Chapter", "ch": "chapter", "Chap": "Chapter",
    "chap": "chapter", "Fig": "Figure", "fig": "figure", "Figs": "Figures", "figs": "figures",
    "Eq": "Equation", "eq": "equation", "Eqs": "Equations", "p": "page", "P": "Page", "pp": "pages",
    "Pp": "Pages", "pg": "page", "Pg": "Page", "pgs": "pages", "Sec": "Section", "sec": "section",
    "Sect": "Section", "sect": "section", "Art": "Article", "art": "article", "Para": "Paragraph",
    "para": "paragraph", "Ver": "Version", "ver": "version", "c": "circa", "ca": "circa", "Ca": "Circa",
    "Ste": "Suite", "Rm": "Room", "Rms": "Rooms", "rms": "rooms",
    "rm": "room", "Ext": "Extension", "ext": "extension", "Tel": "Telephone",
    "tel": "telephone", "Op": "Opus", "op": "opus", "Ex": "Example", "ex": "example", "v": "version",
    "Thm": "Theorem", "Lem": "Lemma", "Cor": "Corollary", "Def": "Definition", "Defs": "Definitions",
    "exp": "expires", "Exp": "Expires", "Acct": "Account", "Fl": "Floor", "Sc": "Scene", "sc": "scene",
    "Inv": "Invoice", "Flt": "Flight",
    "flt": "flight", "wt": "weight",
    "ht": "height", "Wt": "Weight", "Ht": "Height",
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
"""Said only before a number, or a roman one."""

AFTER_NAME = {
    "Rd": "Road", "Ln": "Lane", "Ct": "Court", "Pl": "Place", "Sq": "Square", "Ter": "Terrace",
    "Cir": "Circle", "Inc": "Incorporated", "Co": "Company", "Cos": "Companies", "Expy": "Expressway",
    "Is": "Island", "Mtn": "Mountain", "Mts": "Mountains", "Hts": "Heights", "Pk": "Park", "Fwy": "Freeway",
    "Terr": "Terrace", "Trl": "Trail", "Cres": "Crescent", "Xing": "Crossing", "Tpke": "Turnpike",
}  # fmt: skip
"""Said only after a name or a number: the kinds of streets."""

WEEKDAYS = {"Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Fri": "Friday"}
WEEKDAYS |= {"Sat": "Saturday", "Sun": "Sunday"}

_DOTTED = BEFORE_NUMBER | BEFORE_NAME | AFTER_NAME | ALWAYS
UNDOTTED = {
    word: _DOTTED[word]
    for word in wordlist(
        "Apt Ave Bldg Blvd Bros Capt Corp Dept Fig Flt Ft Hwy Jr Ltd Lt Mr Mrs Mt No Pkwy Prof Qty Rd Rm Rte "
        "Pt Sept Sgt Sr Ste Vol Expy Fwy Tpke Ct Ln Pl Sq Cir Ter Terr Trl"
    )
} | {"Dr": "Doctor", "St": "Saint"}
"""Those that are also written without their full stop."""

LOWERED = {
    word: _DOTTED[word.capitalize()].lower()
    for word in wordlist("mr mrs prof messrs sgt capt lt jr sr inc corp ltd bros")
} | {"dr": "doctor", "ms": "Ms", "eg": "for example", "ie": "that is"}
"""Titles and kinds of firms that many write in small letters, with their full stop."""
LOUD = wordlist(
    "MR MRS MS DR PROF REV GEN COL SGT CAPT LT CPL PVT MAJ ADM GOV SEN REP PRES HON JR SR ESQ ST MT FT AVE "
    "BLVD HWY PKWY RD LN CT PL SQ TERR DEPT APT BLDG STE RM INC CORP LTD CO BROS NO NOS VOL FIG SEC CH ETC "
    "VS APPROX EST MAX MIN AVG QTY ATTN ASST ASSN JAN FEB MAR APR JUN JUL AUG SEPT OCT NOV DEC MON TUE TUES "
    "WED THU THUR THURS FRI LBS TEL EXT MESSRS PP"
)
"""Those that are written in capitals as well: the others are initials or words then."""
STREETS = wordlist("st rd dr ln ct pl sq cir ter terr trl")
"""Kinds of streets in small letters, which need the number of a house before them."""
SHORTHAND = {
    "mtg": "meeting", "mtgs": "meetings", "bldg": "building", "bldgs": "buildings", "blk": "block",
    "blvd": "boulevard",
    "appt": "appointment", "appts": "appointments", "govt": "government", "dept": "department",
    "depts": "departments", "mgmt": "management", "mgr": "manager", "mgrs": "managers", "tues": "Tuesday",
    "thurs": "Thursday", "weds": "Wednesday", "feb": "February", "aug": "August", "sept": "September",
    "oct": "October", "nov": "November", "hwy": "highway", "hwys": "highways", "pkwy": "parkway",
    "intl": "international", "natl": "national", "asst": "assistant", "assn": "association",
    "acct": "account", "accts": "accounts", "approx": "approximately", "yrs": "years", "hrs": "hours",
    "wks": "weeks", "etc": "et cetera", "aka": "also known as", "tmrw": "tomorrow",
    "int'l": "international", "nat'l": "national", "gov't": "government", "dep't": "department",
    "ass'n": "association", "sec'y": "secretary", "cont'd": "continued", "req'd": "required",
    "Int'l": "International", "Nat'l": "National", "Gov't": "Government", "Ass'n": "Association",
    "msgs": "messages", "pls": "please",
    "mr": "mister", "mrs": "missus", "Bldg": "Building", "Mtg": "Meeting", "Appt": "Appointment",
    "Govt": "Government", "Mgmt": "Management", "Asst": "Assistant", "Intl": "International",
}  # fmt: skip
"""Said wherever they stand, also without their full stop."""
SHORTHAND |= {word.replace("'", "’"): said for word, said in SHORTHAND.items() if "'" in word}
COUNTED = {
    "hwy": "highway", "rte": "route", "rt": "route", "apt": "apartment", "rm": "room",
    "nos": "numbers", "ste": "suite",
    "bldg": "building", "flt": "flight", "vol": "volume", "fig": "figure", "figs": "figures", "pg": "page",
    "pgs": "pages", "pp": "pages", "chap": "chapter", "ext": "extension",
    "approx": "approximately", "avg": "average", "max": "maximum", "min": "minimum", "qty": "quantity",
    "ver": "version", "ep": "episode", "exp": "expires",
}  # fmt: skip
"""Said before a number, with no full stop after them and in small letters."""

STATES = {
    "Ala": "Alabama", "Ark": "Arkansas", "Del": "Delaware", "Ga": "Georgia", "Ill": "Illinois",
    "Ind": "Indiana", "Kan": "Kansas", "Kans": "Kansas", "Ky": "Kentucky", "La": "Louisiana",
    "Mass": "Massachusetts", "Md": "Maryland", "Mich": "Michigan", "Miss": "Mississippi",
    "Mo": "Missouri", "Mont": "Montana", "Neb": "Nebraska", "Nebr": "Nebraska", "Nev": "Nevada",
    "Ore": "Oregon", "Pa": "Pennsylvania", "Tex": "Texas", "Va": "Virginia", "Vt": "Vermont",
    "Wash": "Washington", "Wyo": "Wyoming",
}  # fmt: skip
"""Said so after a town: "St. Louis, Mo."."""
QUADRANTS = {"NW": "Northwest", "NE": "Northeast", "SW": "Southwest", "SE": "Southeast"}
QUADRANTS |= {"N": "North", "S": "South", "E": "East", "W": "West"}
TOWN = expression(r"[A-Z][a-z]{1,20}\.?, $")
RANKED = {
    "ed": "edition", "Ed": "Edition", "Fl": "Floor", "fl": "floor", "c": "century", "Bn": "Battalion",
    "Regt": "Regiment", "Div": "Division", "Inf": "Infantry", "Cav": "Cavalry", "Bde": "Brigade",
    "Sess": "Session", "Cir": "Circuit", "Dist": "District", "Cong": "Congress",
}  # fmt: skip
"""Said so after an ordinal: "2nd ed."."""
