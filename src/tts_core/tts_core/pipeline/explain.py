"""What would be said for a text, without saying it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..cancel import CancelToken
from ..errors import NothingToSpeak
from ..synthesizer import Pronounces
from .order import take
from .plan import Planner, Stretch
from .prepare import Prepared
from .sentences import END
from .source import source_of
from .utterances import utterance_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..registry import Registry
    from ..registry.loaded import Loaded
    from ..request import Request
    from ..synthesizer import Pronunciation, SpeechWarning
    from .order import Order

__all__ = ["ExplainedPiece", "ExplainedToken", "Explanation", "explained"]

CHARACTERS_PER_SECOND = 15.0
"""How fast English is read aloud, near enough for an estimate."""
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
    order = take(request, registry)
    prepared = Prepared(order, source_of(order))
    stretches: list[Stretch] = []
    while (pulled := prepared.pull()) is not END:
        if isinstance(pulled, Future | str):
            raise TypeError("a whole text never has to be waited for, nor flushed")
        stretches.append(pulled)
    lease = registry.claim(order.model, request.load) if order.model.is_here(request.load) else None
    try:
        loaded = lease.loading.result() if lease else None
        pieces = _pieces(order, prepared, stretches, loaded)
    finally:
        if lease:
            lease.release()
    if not pieces:
        raise NothingToSpeak("the text holds no word")
    characters = sum(len(piece.said) for piece in pieces)
    return Explanation(
        text=request.text,
        model=order.card.id,
        voice=order.voice.id if order.voice else None,
        language=order.language,
        sentences=tuple(stretch.spoken.span for stretch in stretches),
        pieces=tuple(pieces),
        warnings=tuple(prepared.warnings_until(len(request.text) + 1)),
        seconds=characters / CHARACTERS_PER_SECOND / request.speed + sum(piece.rest for piece in pieces[:-1]),
    )


def _pieces(
    order: Order, prepared: Prepared, stretches: list[Stretch], loaded: Loaded | None
) -> list[ExplainedPiece]:
    measure: Callable[[str], int] = loaded.measure if loaded else len
    planner = Planner(order.card, measure, eager=False, language=order.language)
    planned = [piece for stretch in stretches for piece in planner.push(stretch)]
    planned.extend(planner.finish())
    return [
        ExplainedPiece(
            said=piece.spoken.text,
            span=piece.spoken.span,
            units=measure(piece.spoken.text.strip()),
            rest=piece.before + prepared.rest_after(piece),
            tokens=tuple(
                ExplainedToken(
                    prepared.text[token.start : token.end],
                    token.text,
                    token.kind,
                    (token.start, token.end),
                    token.phonemes,
                )
                for token in piece.spoken.tokens
            ),
            phonemes=_read(order, prepared, piece, loaded),
        )
        for piece in planned
    ]


def _read(
    order: Order, prepared: Prepared, piece: Stretch, loaded: Loaded | None
) -> tuple[Pronunciation, ...]:
    """Ask the model how it would read a piece, if it is here and can tell."""
    if loaded is None or not isinstance(loaded.synthesizer, Pronounces):
        return ()
    return tuple(loaded.synthesizer.pronounce(utterance_of(order, prepared, piece, CancelToken())))
