"""The homographs that a part of speech alone does not tell apart, each with the words that do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.normalize.context import wordlist
from tts_core.text.normalize.english.homographs.parts import (
    BE,
    DEGREES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    VERBAL,
    Place,
    part,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["sense"]


def sense(place: Place) -> str:
    """Return the sense of the homograph at *place*, as the table of readings calls it."""
    decide = _DECIDERS.get(place.word.lower())
    return decide(place) if decide else "verb" if part(place) == "verb" else "noun"


_PERFECT = wordlist(
    "have has had having i've you've we've they've hasn't haven't hadn't ever already just be been was "
    "were is are get got being well widely"
)
_MODALS = wordlist("can could do will would should may must shall")
_PAST = wordlist(
    "yesterday ago last already once twice then was were had did before aloud earlier when until after went"
)
_HABIT = wordlist("every often always usually never sometimes daily still now who how")


def _read(place: Place) -> str:
    last, past = place.last, place.has(_PAST)
    if not _PERFECT.isdisjoint(place.before[-3:]) and "to" not in place.before[-2:]:
        return "past"
    asked = place.earlier in _MODALS or ("if" in place.before[-3:] and "will" in place.after)
    if (last in PRONOUNS and asked) or (not last and place.following in DETERMINERS):
        return "present"
    if last in VERBAL and last not in ("just", "also", "not"):
        return "past" if last in _HABIT and past else "present"
    if past:
        return "past"
    if last.endswith("s"):
        return "past" if not place.following or place.following in PREPOSITIONS else "present"
    if last in ("", "and", "or"):
        return "present"
    habit = last == "people" or (last in PRONOUNS and place.has(_HABIT))
    return "present" if habit and last not in ("he", "she", "it") else "past"


_OF_LEAD = wordlist(
    "pipe pipes paint poisoning pencil pencils shot bullet bullets weights weight acid battery batteries "
    "mine mines ore glass shield lining apron solder crystal dust exposure levels contamination based "
    "coffin roof"
)
_METALLIC = _OF_LEAD | wordlist(
    "poison poisoned toxic metal metals melted melt melting molten lined iron tin copper zinc mercury "
    "arsenic gasoline petrol radiation contains contain contained contaminated gray grey traces"
)


def _lead(place: Place) -> str:
    if place.following in _OF_LEAD:
        return "metal"
    if part(place) == "verb":
        return "front"
    bare = place.last and DETERMINERS.isdisjoint(place.before[-3:]) and not place.last.endswith("'s")
    return "metal" if bare or (place.has(_METALLIC) and place.following != "in") else "front"


_CRYING = wordlist(
    "eye eyes cheek cheeks cry cried crying wept weep wiped wipe wipes shed sheds shedding burst sad face "
    "rolled streamed streaming joy welled filled sobbing sobbed brink tissue moved laughed fell single"
)


def _tear(place: Place) -> str:
    last, following, many = place.last, place.following, place.word.lower() == "tears"
    if following in ("gas", "duct", "ducts", "drop", "drops") or (many and last == "to"):
        return "eye"
    if last in VERBAL or last in PRONOUNS:
        return "rip"
    if many:
        return "rip" if following in ("the", "up", "apart", "down") else "eye"
    if following == "in":
        return "eye" if "eye" in place.after[:4] or "eyes" in place.after[:4] else "rip"
    return "eye" if place.has(_CRYING) else "rip"


_FISHING = wordlist(
    "caught catch catching lake lakes fish fishing fisherman fished sea largemouth smallmouth striped "
    "river pond grilled fried baked cooked menu lemon trout boat bait hook biting bite rod perch fillet "
    "charcoal eat ate swim swam water net dinner"
)


def _bass(place: Place) -> str:
    played = place.following in ("guitar", "player", "line", "voice", "drum", "clef", "note", "notes", "solo")
    return "fish" if place.has(_FISHING) and not played else "music"


_STOOD = wordlist(
    "come comes came get got getting stand stood stay stayed keep kept sit sat draw drew hold held up "
    "coming live lives"
)


def _close(place: Place) -> str:
    last, following = place.last, place.following
    ended = last == "a" and place.earlier in ("to", "at") and (not following or following in PREPOSITIONS)
    if ended or (last == "the" and following == "of"):
        return "verb"
    if last in BE or last in DEGREES or last in DETERMINERS or last in _STOOD:
        return "near"
    if last not in VERBAL and following in ("to", "by", "enough", "friend", "friends", "call", "attention"):
        return "near"
    verb = part(place) == "verb" or not last or (last.endswith("s") and following in PREPOSITIONS)
    return "verb" if verb else "near"


def _polish(place: Place) -> str:
    return "shine" if place.word.islower() or (not place.before and part(place) == "verb") else "Poland"


_COILED = wordlist("up around round through along its tightly across down")


def _wound(place: Place) -> str:
    last, following = place.last, place.following
    if last in BE or last in ("had", "has", "have"):
        return "turned" if following in _COILED or last not in BE else "injury"
    if following in _COILED and last not in ("a", "an"):
        return "turned"
    turned = following in ("the", "a", "his", "her") and last not in VERBAL | DETERMINERS | PREPOSITIONS
    return "turned" if turned else "injury"


_MINUTE = wordlist(
    "detail details amount amounts quantity quantities trace traces particle particles difference "
    "differences fraction fractions change changes cell cells organism organisms variation variations "
    "creature creatures scale dose doses portion portions crack cracks hole holes grains insects"
)


def _minute(place: Place) -> str:
    if place.following in _MINUTE:
        return "tiny"
    small = (place.last in BE or place.last in DEGREES) and place.following not in (
        "later",
        "ago",
        "or",
        "to",
    )
    return "tiny" if small else "time"


_SHOWN = wordlist(
    "music show shows broadcast broadcasts wire wires performance performances audience concert concerts "
    "band bands event events stream streams streaming television tv radio coverage album recording "
    "recordings bait ammunition animals animal birds chicken chickens lobster lobsters fire feed update "
    "updates video chat version session sessions footage oak from rounds data jazz interview tour "
    "entertainment studio action match game"
)
_AIRED = wordlist(
    "television tv radio air stage youtube online broadcast streamed streaming watched watch perform "
    "performed show concert game match"
)
_AIRING = wordlist("a the go goes went going watched watch perform performed aired broadcast streamed")
_PLACES = wordlist(
    "in at next with near there here alone by on off for to under inside outside nearby upstairs "
    "downstairs across like among above below down out from just only somewhere where"
)


def _live(place: Place) -> str:
    last, following = place.last, place.following
    if last in BE or last in _AIRING:
        return "adjective"
    if last in VERBAL or last in PRONOUNS or last in ("where", "that", "which", "and", "or"):
        return "verb"
    if following in _SHOWN or (following in ("on", "at") and place.has(_AIRED)):
        return "adjective"
    return "verb" if last.endswith("s") or following in _PLACES or following in DETERMINERS else "adjective"


def _lives(place: Place) -> str:
    last, following = place.last, place.following
    owned = place.earlier in ("our", "your", "their") and following not in _PLACES
    if last in DETERMINERS or last in PREPOSITIONS or owned:
        return "noun"
    if last in PRONOUNS or last in ("that", "which", "always", "still", "now", "also", "never"):
        return "verb"
    return "verb" if following in _PLACES and following != "to" else "noun"


def _wind(place: Place) -> str:
    last, following = place.last, place.following
    if last in DETERMINERS or last in PREPOSITIONS or last in BE:
        return "air"
    if last in VERBAL or last in PRONOUNS:
        return "turn"
    if not last:
        return "turn" if following in ("the", "it", "up", "your", "a", "this") else "air"
    return "turn" if last.endswith("s") and following in _COILED else "air"


_BOWING = wordlist(
    "actor actors audience king queen stage curtain applause conductor performer singer deep low polite "
    "head take took takes taking emperor ship ships boat stern deck waves wave vessel hull sailor anchor "
    "port starboard"
)


def _bow(place: Place) -> str:
    if place.following in ("tie", "ties"):
        return "weapon"
    return "bend" if part(place) == "verb" or place.has(_BOWING) else "weapon"


_QUARRELSOME = wordlist(
    "terrible political heated blazing furious bitter angry diplomatic big awful public violent family "
    "huge ugly"
)


def _row(place: Place) -> str:
    last, following = place.last, place.following
    if last in VERBAL or following in ("boat", "house", "of", "number"):
        return "line"
    argued = following in ("over", "about", "broke", "erupted", "between", "among")
    if argued and last not in ("in", "each", "every", "front", "back"):
        return "quarrel"
    had = place.earlier in ("have", "had", "having") and last == "a" and following == "with"
    return "quarrel" if had or last in _QUARRELSOME else "line"


_FARMED = wordlist("pig pigs piglet piglets boar sty mud pen litter hog snout farrow")


def _sow(place: Place) -> str:
    last = place.last
    fat = place.earlier in DETERMINERS and last not in VERBAL | PRONOUNS and not last.endswith("s")
    return "pig" if last in DETERMINERS or fat or (last not in VERBAL and place.has(_FARMED)) else "plant"


_DIVING = wordlist(
    "into in for under deep deeper off down from to right headfirst behind through beneath back straight "
    "overboard below over"
)
_FEATHERED = DETERMINERS | BE | PREPOSITIONS | wordlist("white gray grey turtle mourning little")


def _dove(place: Place) -> str:
    dived = place.last in PRONOUNS or (place.following in _DIVING and place.last not in _FEATHERED)
    return "dived" if dived else "bird"


def _content(place: Place) -> str:
    last, following = place.last, place.following
    pleased = following == "to" or (following == "with" and last not in DETERMINERS)
    return "adjective" if last in BE or last in DEGREES or pleased else "noun"


def _use(place: Place) -> str:
    last, following = place.last, place.following
    if part(place) == "verb" or (not last and following not in PREPOSITIONS):
        return "verb"
    if (
        last in DETERMINERS
        or last in PREPOSITIONS
        or last in BE
        or last in ("make", "made", "makes", "making")
    ):
        return "noun"
    return "noun" if not following or following in PREPOSITIONS or following in BE else "verb"


def _invalid(place: Place) -> str:
    following = place.following
    alone = not following or following in BE or following in PREPOSITIONS or following in VERBAL
    return "noun" if place.last in DETERMINERS and alone else "adjective"


_DECIDERS: dict[str, Callable[[Place], str]] = {
    "read": _read, "lead": _lead, "tear": _tear, "tears": _tear, "bass": _bass, "close": _close,
    "polish": _polish, "wound": _wound, "minute": _minute, "live": _live, "lives": _lives, "wind": _wind,
    "bow": _bow, "row": _row, "sow": _sow, "dove": _dove, "content": _content, "invalid": _invalid,
    "use": _use,
}  # fmt: skip
