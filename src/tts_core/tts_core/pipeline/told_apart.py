"""
Telling the sentences of a text apart by their languages, for `language="auto"`.

A script that only one language at hand is written in decides by itself, also for a few words within a
sentence; what is left is told by py3langid, and what it cannot tell is taken for the language before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ..language_tags import suits
from ..scripts import script_of, scripts_of
from ..synthesizer import SpeechWarning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..card import Voice
    from ..request import Request
    from ..text.segment import Sentence
    from .resolve import ResolvedRequest

__all__ = ["AUTO", "Part", "TellApart", "check_detector", "named_language"]

AUTO = "auto"
"""What a request says instead of a language whose sentences are to be told apart."""

_COMMON = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "ru",
    "zh",
    "ja",
    "hi",
    "sv",
    "da",
    "tr",
    "ar",
    "ko",
    "uk",
)
"""Languages that a sentence may be in although no voice at hand speaks them."""
_SURE = 0.6
"""How likely a language must be to be believed."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence that is in one language, and who speaks it."""

    start: int
    end: int
    language: str | None
    voice: str | None
    """The voice's id, where it is another than that of the request."""
    warning: SpeechWarning | None = None


def named_language(request: Request) -> str | None:
    """Return the language that the voice must speak: none in particular, where sentences are told apart."""
    return None if request.language == AUTO else request.language


def check_detector(request: Request) -> None:
    """Raise where sentences are to be told apart and cannot be, with what to do about it."""
    if request.language != AUTO:
        return
    if find_spec("py3langid") is None:
        raise ValueError(
            "language='auto' needs py3langid, which is not installed. "
            'To fix it: pip install "tts-core[auto]"'
        )
    if request.markup:
        raise ValueError("language='auto' tells plain text apart; with markup, mark the languages instead")


class TellApart:
    """Finds the language of each sentence of one request, and the voice that speaks it."""

    def __init__(self, resolved: ResolvedRequest) -> None:
        self._resolved = resolved
        offered = [tag for voice in resolved.voices for tag in (voice.language, *voice.languages)]
        self._offered = tuple(dict.fromkeys(offered or resolved.card.languages))
        self._among = frozenset({tag.partition("-")[0].lower() for tag in self._offered} | {*_COMMON})
        self._language = resolved.language or "en"

    def parts(self, sentence: Sentence) -> Iterator[Part]:
        """Yield the stretches of *sentence*, in order and without gaps."""
        text, base = sentence.text, sentence.start
        self._language = language = self._told(text)
        at = 0
        for start, end, script in _runs(text, scripts_of(language) or frozenset()):
            other = next((tag for tag in self._offered if script in (scripts_of(tag) or ())), None)
            if other is None:
                continue  # Nobody here can say it; the voice is warned of it like any other.
            if at < start:
                yield self._part(text, base, at, start, language)
            yield self._part(text, base, start, end, other)
            at = end
        if at < len(text):
            yield self._part(text, base, at, len(text), language)

    def _told(self, text: str) -> str:
        """Return the language of *text*, as a tag of who speaks it where somebody does."""
        scripts = [script for letter in text if (script := script_of(letter))]
        if not scripts:
            return self._language
        main = max(set(scripts), key=scripts.count)
        among = {tag for tag in self._among if main in (scripts_of(tag) or ())}
        if "Hira" in scripts or "Kana" in scripts:
            among = {"ja"}
        primary = next(iter(among)) if len(among) == 1 else _likeliest(text, frozenset(among))
        if primary is None:
            primary = self._language.partition("-")[0]
        return self._tag(primary)

    def _tag(self, primary: str) -> str:
        """Return the tag of *primary* that the request's own voice speaks, else the first that one does."""
        own = self._resolved.language or ""
        return next((tag for tag in (own, *self._offered) if tag and suits(tag, primary)), primary)

    def _part(self, text: str, base: int, start: int, end: int, language: str) -> Part:
        at = (base + start, base + end)
        resolved = self._resolved
        if resolved.voice is None or resolved.voice.speaks(language):
            known = not self._offered or any(suits(tag, language) for tag in self._offered)
            return Part(
                *at, language if known else None, None, None if known else self._warning(at, text, language)
            )
        voice: Voice | None = next((each for each in resolved.voices if each.speaks(language)), None)
        if voice is None:
            return Part(*at, None, None, self._warning(at, text, language))
        return Part(*at, language, voice.id)

    def _warning(self, span: tuple[int, int], text: str, language: str) -> SpeechWarning:
        shown = text.strip()
        said = shown if len(shown) <= 40 else f"{shown[:37]}..."
        return SpeechWarning(
            "language",
            f"{said!r} looks like {language!r}, which no voice of model {self._resolved.card.id!r} speaks. "
            "Ask for a model that does, or name the language",
            span,
        )


def _runs(text: str, scripts: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where letters of *text* that stand together are of another script; a lone one is a sign."""
    start = end = letters = 0
    found = None
    for at, sign in enumerate([*text, "a" if "Latn" in scripts else ""]):
        script = script_of(sign) if sign else next(iter(scripts), "")
        if script is None:
            continue
        foreign = None if script in scripts else script
        if foreign != found:
            if found is not None and letters > 1:
                yield start, end, found
            start, letters, found = at, 0, foreign
        end, letters = at + 1, letters + 1


@cache
def _identifier() -> Any:
    """Load the detector, which takes a moment."""
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def _likeliest(text: str, among: frozenset[str]) -> str | None:
    """Return the language of *among* that *text* is in, or None where that is not plain."""
    if not among:
        return None
    ranked = [(tag, float(chance)) for tag, chance in _identifier().rank(text) if tag in among]
    total = sum(chance for _, chance in ranked)
    if not ranked or not total:
        return None
    tag, chance = max(ranked, key=lambda pair: pair[1])
    return tag if chance / total >= _SURE else None
