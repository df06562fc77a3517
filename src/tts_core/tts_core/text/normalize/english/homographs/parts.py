"""Whether a word is a noun, a verb or an adjective where it stands, by the small words around it."""

from __future__ import annotations

from dataclasses import dataclass

from tts_core.text.normalize.context import wordlist

__all__ = ["BE", "DEGREES", "DETERMINERS", "PREPOSITIONS", "PRONOUNS", "VERBAL", "Place", "part"]

DETERMINERS = wordlist(
    "a an the this that these those my your his her its our their each every no some any another one two "
    "three four five six seven eight nine ten many few several all both which what whose more most much "
    "first second third last next same own such"
)
PRONOUNS = wordlist(
    "i you we they he she it who everybody everyone nobody somebody someone anybody anyone people "
    "children men women police"
)
VERBAL = wordlist(
    "to will would can could shall should may might must cannot can't couldn't won't wouldn't don't "
    "doesn't didn't shouldn't do does did let's please never always often usually not also just rarely "
    "sometimes still i'll you'll we'll they'll he'll she'll it'll i'd you'd we'd they'd he'd she'd help "
    "helps helped better let longer ever"
)
BE = wordlist(
    "is are was were be been being am isn't aren't wasn't weren't i'm you're we're they're it's he's she's"
)
DEGREES = wordlist(
    "very quite so too rather pretty really more most as how seems seem seemed feel feels felt looks "
    "looked perfectly fairly"
)
PREPOSITIONS = wordlist(
    "of in on at for with by from without about into over under against between through during after "
    "before near than like as per via out off up down onto toward towards across along around behind "
    "beyond within throughout despite upon inside outside until"
)
_OBJECTS = wordlist(
    "the a an me him us them it its my your his her our their this that these those myself himself herself "
    "themselves yourself some every each all any either"
)
_CLAUSAL = wordlist(
    "and or but because when while if that who which where as though although since until so then"
)
_FINITE = wordlist(
    "has have had will would can could may might must does did do took takes lasts ran runs went goes "
    "came comes ended ends began begins broke won lost left made makes gave gives grew rose fell said "
    "says tonight today yesterday tomorrow now here there again yet only surprised shocked blew expires "
    "will up crying"
)
_AUXILIARY = frozenset(["do", "does", "did"])
_SMALL = DETERMINERS | PREPOSITIONS | BE | VERBAL | PRONOUNS | _CLAUSAL | _FINITE


@dataclass(frozen=True, slots=True)
class Place:
    """A word and those of its sentence that stand before and after it, in small letters, and the commas."""

    word: str
    before: list[str]
    after: list[str]

    @property
    def last(self) -> str:
        """The word right before it, or nothing where its clause begins."""
        return self.before[-1].strip(",") if self.before else ""

    @property
    def earlier(self) -> str:
        """The word before that one, or nothing."""
        return self.before[-2] if len(self.before) > 1 else ""

    @property
    def following(self) -> str:
        """The word right after it, or nothing where its clause ends."""
        return self.after[0].strip(",") if self.after else ""

    def has(self, words: frozenset[str]) -> bool:
        """Tell whether any of *words* stands around it."""
        return not words.isdisjoint(self.before) or not words.isdisjoint(self.after)


def part(place: Place) -> str:
    """
    Return "noun", "verb" or "adjective" for the word at *place*.

    A tagger of a few rules: what stands right before decides, then what the word could take as its object.
    """
    last, earlier, following = place.last, place.earlier, place.following
    if last in VERBAL and not (last == "to" and earlier in ("due", "according", "close")):
        return "adjective" if last == "not" and earlier in BE else "verb"
    if last in BE or last in DEGREES:
        return "adjective"
    if last in DETERMINERS:
        return "adjective" if _content(following) else "noun"
    if last in PREPOSITIONS:
        return "noun"
    asked = not following and not _AUXILIARY.isdisjoint(place.before[-3:-1])
    if asked or last in PRONOUNS or (last in ("them", "us") and earlier == "of"):
        return "verb"
    if not last:
        return "verb" if following in _OBJECTS else "noun"
    if last in _CLAUSAL:
        return "verb" if following in _OBJECTS or not PRONOUNS.isdisjoint(place.before[-4:]) else "noun"
    many = place.word.lower().endswith("s")
    if following in _OBJECTS and (many or DETERMINERS.isdisjoint(place.before[-3:-1])):
        return "verb"
    if many or not following or last in _FINITE:
        return "noun"
    if last.endswith("s") and not last.endswith(("ss", "us", "is", "'s")):
        takes = (
            following == "to"
            or following in PREPOSITIONS
            or following in _CLAUSAL
            or following in DETERMINERS
        )
        return "verb" if takes or following.endswith("ly") or _content(following) else "noun"
    return "noun"


def _content(word: str) -> bool:
    """Tell whether *word* may be a noun: none of the small words, nor a verb that everybody knows."""
    return word.isalpha() and word not in _SMALL and not word.endswith(("ed", "ly"))
