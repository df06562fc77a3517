"""What a plugin implements, and the values that pass between it and the pipeline."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

from .cancel import CancelToken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from .sample import Sample

__all__ = [
    "Measures",
    "Pronounces",
    "Pronunciation",
    "Quality",
    "Rendering",
    "Reports",
    "SpeaksMany",
    "SpeechWarning",
    "Splits",
    "Streams",
    "Synthesizer",
    "Utterance",
    "Word",
]

Quality = Literal["exact", "model", "estimated"]
"""How a timing was got: reported by the synthesis itself, predicted by the model, or guessed from lengths."""


@dataclass(frozen=True, slots=True)
class Word:
    """
    One word and when it sounds.

    In a Rendering, text and span belong to the utterance's text and times start at its first
    sample. In a Piece or a Speech, text and span belong to the caller's text and times start at
    the first sample of the whole speech.
    """

    text: str
    span: tuple[int, int]
    start: float
    end: float
    quality: Quality = "exact"


@dataclass(frozen=True, slots=True)
class SpeechWarning:
    """Something the caller should know about the result, with the place in the text where there is one."""

    code: str
    message: str
    span: tuple[int, int] | None = None

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How one stretch of an utterance's text is said, in IPA: as the caller asked, or as a model reads it."""

    start: int
    end: int
    ipa: str
    guessed: bool = False
    """Whether the model said that it could not tell how the word is meant to be read."""
    listed: bool | None = None
    """Whether the model's dictionary has the word, or a rule read it; None where the model does not tell."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Utterance:
    """One short piece of speakable text, prepared for a synthesizer."""

    text: str
    voice: str | None = None
    """The id of one of the card's voices; None for a model without voices."""
    sample: Sample | None = None
    """The recording whose voice is to be spoken with; then there is no id. Only for models with CLONE."""
    speed: float = 1.0
    language: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    """Every option of the card, checked, defaults filled in."""
    phonemes: tuple[Pronunciation, ...] = ()
    span: tuple[int, int] = (0, 0)
    """The characters of the caller's text that this utterance comes from."""
    continues: bool = False
    """Whether its last sentence goes on in the next utterance: there was no end to speak it to."""
    before: str = ""
    after: str = ""
    """What is said around it, as far as it is known: for models that read context."""
    files: Mapping[str, Path] = field(default_factory=dict)
    """The path of each of the voice's own files, verified."""
    cancel: CancelToken = field(default_factory=CancelToken, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendering:
    """What a synthesizer returns for an utterance: mono samples from -1 to 1, and when each word sounds."""

    samples: NDArray[np.float32]
    sample_rate: int
    words: tuple[Word, ...] = ()
    """Words of the utterance's text with their spans in it; empty where the model cannot tell."""
    warnings: tuple[SpeechWarning, ...] = ()
    """Spans, where given, belong to the utterance's text."""

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.sample_rate


class Synthesizer(Protocol):
    """A loaded model. Any class with these members will do; inherit nothing."""

    def speak(self, utterance: Utterance) -> Rendering:
        """
        Render *utterance*, the whole of it. Called from several threads when the card says so.

        It may be a coroutine function (`async def`): it then runs on an event loop of the core's, and
        its task is cancelled when the work is.
        """
        ...

    def close(self) -> None:
        """Free the model. May be called more than once."""
        ...


@runtime_checkable
class Pronounces(Protocol):
    """A synthesizer that can tell how it would read an utterance, without saying it."""

    def pronounce(self, utterance: Utterance) -> Sequence[Pronunciation]:
        """Return the words of the utterance's text as they would be read."""
        ...


@runtime_checkable
class Reports(Protocol):
    """A synthesizer that knows more about itself once it is loaded: what it really runs on."""

    def report(self) -> Mapping[str, str]:
        """Return what is only known now, such as the execution provider in use."""
        ...


@runtime_checkable
class Measures(Protocol):
    """A synthesizer whose budget is counted in its own units (tokens) rather than in characters."""

    def measure(self, text: str) -> int:
        """Count the units that *text* would cost."""
        ...


@runtime_checkable
class Streams(Protocol):
    """A synthesizer that makes an utterance in parts, each of which can be heard before the next is made."""

    def stream(self, utterance: Utterance) -> Iterator[Rendering]:
        """
        Give the parts of *utterance* as they are made: a generator, asynchronous or not.

        The times of each part's words count from its own first sample; their spans are in the text of
        the whole utterance.
        """
        ...


@runtime_checkable
class SpeaksMany(Protocol):
    """A synthesizer that renders several utterances in one run, up to its card's `batch`."""

    def speak_many(self, utterances: Sequence[Utterance]) -> Sequence[Rendering]:
        """Render each of *utterances* as `speak` would; each may be cancelled by itself."""
        ...


@runtime_checkable
class Splits(Protocol):
    """A synthesizer with sentences of its own: it says where a text that is too long may be cut."""

    def split(self, text: str) -> Sequence[int]:
        """Return the places in *text* where it may be cut, in order."""
        ...
