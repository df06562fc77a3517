"""What would be said for a text, without saying it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from ..cancel import CancelToken
from ..card import Feature
from ..errors import NothingToSpeak, SynthesisFailed, TTSError
from ..foreign import ForeignCall, described
from ..synthesizer import Pronounces, Pronunciation
from ..text.normalize import CLASSES, Rules, normalize
from .chunker import Chunk, Chunker
from .preprocessor import Preprocessor
from .resolve import resolve
from .sentences import END, sentences_of
from .utterances import utterance_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..registry import Registry
    from ..registry.loaded import Loaded
    from ..request import Request
    from ..synthesizer import SpeechWarning
    from .resolve import ResolvedRequest

__all__ = ["ExplainedPiece", "ExplainedToken", "Explanation", "explained"]

CHARACTERS_PER_SECOND = 15.0
"""How fast English is read aloud, near enough for an estimate."""
_HOMOGRAPHS = Rules(off=frozenset(CLASSES) - {"homograph"})
_AROUND = "\"'.,;:!?()[]{}“”‘’«»…—–"


@dataclass(frozen=True, slots=True)
class ExplainedToken:
    """One written thing, what it was taken for, and what is said for it."""

    written: str
    said: str
    kind: str
    span: tuple[int, int]
    phonemes: str | None = None


@dataclass(frozen=True, slots=True)
class ExplainedPiece:
    """One utterance that the model would be given."""

    said: str
    span: tuple[int, int]
    units: int
    """Its length as the model counts it, or in characters where the model is not here to count."""
    rest: float
    """Seconds of rest after it."""
    tokens: tuple[ExplainedToken, ...]
    phonemes: tuple[Pronunciation, ...] = ()
    """How the model would read it, where the model tells, with places in what is said."""

    @property
    def guessed(self) -> tuple[str, ...]:
        """The words whose reading the model said that it could not tell."""
        return self._written(each for each in self.phonemes if each.guessed)

    @property
    def unlisted(self) -> tuple[str, ...]:
        """The words that the model said are not in its dictionary, each once."""
        return self._written(each for each in self.phonemes if each.listed is False)

    def _written(self, readings: Iterable[Pronunciation]) -> tuple[str, ...]:
        bare = self.said.strip()
        words = (bare[each.start : each.end].strip(_AROUND) for each in readings)
        return tuple(dict.fromkeys(words))


@dataclass(frozen=True, slots=True)
class Explanation:
    """What will be said, by whom, in which pieces, and what will not be."""

    text: str
    model: str
    voice: str | None
    language: str | None
    sentences: tuple[tuple[int, int], ...]
    pieces: tuple[ExplainedPiece, ...]
    warnings: tuple[SpeechWarning, ...]
    seconds: float
    """An estimate."""

    @property
    def said(self) -> str:
        """The whole spoken text."""
        return "".join(piece.said for piece in self.pieces)

    def as_dict(self) -> dict[str, Any]:
        """Return the explanation as plain values."""
        return {**asdict(self), "said": self.said}


def explained(request: Request, registry: Registry) -> Explanation:
    """Take *request* as far as the utterances."""
    if not isinstance(request.text, str):
        raise ValueError("only a whole text can be explained; join the fragments")
    resolved = resolve(request, registry)
    preprocessor = Preprocessor(resolved, sentences_of(resolved))
    chunks: list[Chunk] = []
    while (pulled := preprocessor.pull()) is not END:
        if isinstance(pulled, Future | str):
            raise TypeError("a whole text never has to be waited for, nor flushed")
        chunks.append(pulled)
    is_here = registry.is_here(resolved.model, resolved.load)
    lease = registry.claim(resolved.model, resolved.load) if is_here else None
    try:
        loaded = lease.loading.result() if lease else None
        pieces = _pieces(resolved, preprocessor, chunks, loaded)
    finally:
        if lease:
            lease.release()
    if not pieces:
        raise NothingToSpeak("the text holds no word")
    characters = sum(len(piece.said) for piece in pieces)
    return Explanation(
        text=request.text,
        model=resolved.card.id,
        voice=resolved.voice_id,
        language=resolved.language,
        sentences=tuple(chunk.spoken.span for chunk in chunks),
        pieces=tuple(pieces),
        warnings=tuple(preprocessor.warnings_until(len(request.text) + 1)),
        seconds=characters / CHARACTERS_PER_SECOND / request.speed + sum(piece.rest for piece in pieces[:-1]),
    )


def _pieces(
    resolved: ResolvedRequest, preprocessor: Preprocessor, chunks: list[Chunk], loaded: Loaded | None
) -> list[ExplainedPiece]:
    measure: Callable[[str], int] = loaded.measure if loaded else len
    chunker = Chunker(resolved.card, measure, eager=False, patient=True, language=resolved.language)
    planned = [piece for chunk in chunks for piece in chunker.push(chunk)]
    planned.extend(chunker.finish())
    return [
        ExplainedPiece(
            said=piece.spoken.text,
            span=piece.spoken.span,
            units=measure(piece.spoken.text.strip()),
            rest=piece.before + preprocessor.rest_after(piece),
            tokens=tuple(
                ExplainedToken(
                    preprocessor.text[token.start : token.end],
                    token.text,
                    token.kind,
                    (token.start, token.end),
                    token.phonemes,
                )
                for token in piece.spoken.tokens
            ),
            phonemes=_read(resolved, piece, loaded),
        )
        for piece in planned
    ]


def _read(resolved: ResolvedRequest, piece: Chunk, loaded: Loaded | None) -> tuple[Pronunciation, ...]:
    """Ask the model how it would read a piece, if it is here and can tell."""
    if loaded is None or not isinstance(loaded.synthesizer, Pronounces):
        return ()
    with ForeignCall() as reading:
        read = tuple(loaded.synthesizer.pronounce(utterance_of(resolved, piece, CancelToken())))
        if all(isinstance(each, Pronunciation) for each in read):
            return read if Feature.PHONEMES in resolved.card.features else _guessed(resolved, piece, read)
        raise TypeError("it returned what are no Pronunciations")
    if isinstance(reading.raised, TTSError):
        raise reading.raised
    why = f"model {loaded.card.id!r} failed to pronounce a text: {described(reading.raised)}"
    raise SynthesisFailed(why) from reading.raised


def _guessed(
    resolved: ResolvedRequest, piece: Chunk, read: tuple[Pronunciation, ...]
) -> tuple[Pronunciation, ...]:
    """Call the readings guesses of words that have two, for a model that nobody can tell which is meant."""
    text = piece.spoken.text.strip()
    said = normalize(text, piece.language or resolved.language, _HOMOGRAPHS, phonemes=True)
    places = [token.start for token in said.tokens if token.kind == "homograph"]
    return tuple(
        replace(each, guessed=True) if any(each.start <= place < each.end for place in places) else each
        for each in read
    )
