"""The model under test, and what the checks need of it."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...card import LoadOptions
from ...coroutines import awaited
from ...registry import Registry
from ...synthesizer import Utterance
from .monitor import monitored
from .sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

    from ...card import ModelCard, Voice
    from ...model import Model
    from ...pipeline import SpeechStream
    from ...registry import Lease, Loaded
    from ...speech import Speech
    from ...synthesizer import Rendering
    from .monitor import Observed

__all__ = ["PATIENCE", "Broken", "Inapplicable", "Subject", "require", "sounding"]

PATIENCE = 120.0
"""Seconds after which a call counts as hung."""


class Broken(AssertionError):
    """The model breaks the law that is being checked."""


class Inapplicable(Exception):
    """The law does not concern this model; the message says why."""


def require(kept: bool, otherwise: str) -> None:
    """Go on if the law is kept, else say how it was broken."""
    if not kept:
        raise Broken(otherwise)


def sounding(rendering: Rendering) -> int:
    """Count the samples from the first sound to the last."""
    loud = (abs(rendering.samples) > 0.005).nonzero()[0]
    return int(loud[-1] - loud[0]) if len(loud) else 0


class Subject:
    """
    One model under test, loaded once for all checks.

    `speak` asks the model itself, on the thread that the pipeline would use; `synthesize` and
    `stream` go the whole way from a caller's text.
    """

    def __init__(
        self,
        model: Model,
        registry: Registry | None = None,
        *,
        text: str = "",
        pace: tuple[float, float] = (2.0, 100.0),
        load: LoadOptions | None = None,
    ) -> None:
        self.model = model
        self.card: ModelCard = model.card
        self.pace = pace
        self.load = load or LoadOptions()
        self.registry = registry or Registry([model])
        self._own = registry is None
        self._text = text
        self._notes: list[str] = []
        self._lease: Lease | None = None

    @cached_property
    def voices(self) -> tuple[Voice, ...]:
        """Every voice of the model."""
        return self.registry.voices(self.model, self.load)

    @cached_property
    def voice(self) -> Voice | None:
        """The voice that is used unless another is asked for."""
        for voice in self.voices:
            if self.card.default_voice in (None, voice.id):
                return voice
        return self.voices[0] if self.voices else None

    @property
    def language(self) -> str | None:
        """The language of the usual voice."""
        if self.voice is not None:
            return self.voice.language
        return self.card.languages[0] if self.card.languages else None

    @cached_property
    def text(self) -> str:
        """A plain sentence in the model's language."""
        return self._text or sentence(self.language)

    @cached_property
    def rendering(self) -> Rendering:
        """What the model makes of the plain sentence."""
        return self.speak(self.text)

    @cached_property
    def first_phrase(self) -> Rendering:
        """A short phrase as the model said it when it was first asked to."""
        return self.speak(self.phrases(1)[0])

    @cached_property
    def speech(self) -> Speech:
        """What the pipeline makes of several paragraphs."""
        return self.synthesize(self.paragraphs(3))

    @cached_property
    def loaded(self) -> Loaded:
        """The model, loaded once for all checks."""
        with monitored() as self._first:
            self._lease = self.registry.claim(self.model, self.load)
            return self._lease.loading.result(PATIENCE * 5)

    @cached_property
    def outing(self) -> Observed:
        """
        What the process did while the model was loaded for the first time, and while it was loaded
        once more, spoke and was closed, then without the network.
        """
        self.speak(self.text)  # Whatever has to be downloaded is here from now on.
        with (
            monitored(offline=True) as seen,
            suppress(Exception),  # Other checks tell of errors.
            self.fresh() as other,
        ):
            self.speak(self.text, by=other)
        return self._first.before(seen)

    def close(self) -> None:
        """Let go of the model."""
        with suppress(Exception):  # A model that cannot be closed has failed the checks of closing.
            if self._lease is not None:
                self._lease.release()
            if self._own:
                self.registry.close()

    def declares(self, feature: str) -> bool:
        """Whether the card promises *feature*."""
        return feature in self.card.features

    def needs(self, feature: str) -> None:
        """Go on only if the card promises *feature*."""
        if not self.declares(feature):
            raise Inapplicable(f"the card does not declare '{feature}'")

    def note(self, remark: str) -> None:
        """Say something about a law that is kept all the same."""
        self._notes.append(remark)

    def notes(self) -> str:
        """Take the remarks of the check that has just run."""
        taken, self._notes = "; ".join(self._notes), []
        return taken

    def utterance(self, text: str, **changes: Any) -> Utterance:
        """Make the utterance that the pipeline would make of *text*."""
        usual: dict[str, Any] = {
            "voice": self.voice.id if self.voice else None,
            "language": self.language,
            "options": self.card.checked_options({}),
            "span": (0, len(text)),
        }
        return Utterance(text=text, **{**usual, **changes})

    def begin(self, text: str, *, by: Loaded | None = None, **changes: Any) -> Future[Rendering]:
        """Start to speak *text* on one of the model's threads."""
        loaded = by or self.loaded
        utterance = self.utterance(text, **changes)
        return loaded.submit(
            lambda: awaited(loaded.synthesizer.speak(utterance), utterance.cancel), utterance.cancel
        )

    def speak(self, text: str, *, by: Loaded | None = None, **changes: Any) -> Rendering:
        """Let the model itself speak *text*."""
        return self.begin(text, by=by, **changes).result(PATIENCE)

    def synthesize(self, text: Any, **fields: Any) -> Speech:
        """Speak *text* the whole way."""
        with self.stream(text, **fields) as pieces:
            return pieces.collect()

    def stream(self, text: Any, **fields: Any) -> SpeechStream:
        """Stream *text* the whole way."""
        from ...api import stream

        return stream(text, registry=self.registry, model=self.card.id, load=self.load, **fields)

    @contextmanager
    def fresh(self) -> Iterator[Loaded]:
        """Load the model once more, on its own, for the length of a block."""
        registry = Registry([self.model])
        lease = registry.claim(self.model, self.load)
        try:
            yield lease.loading.result(PATIENCE * 5)
        finally:
            lease.release()
            registry.close()

    def phrases(self, count: int) -> list[str]:
        """Return *count* different short texts in the model's language."""
        words = self.text.rstrip(".!?。！？।").split()
        if len(words) < 3:  # A script without spaces.
            words = [self.text[start : start + 2] for start in range(0, len(self.text) - 2, 2)]
        turned = [words[turn % len(words) :] + words[: turn % len(words)] for turn in range(count)]
        return [f"{' '.join(each[: 4 + turn // len(words)])}." for turn, each in enumerate(turned)]

    def paragraphs(self, count: int) -> str:
        """Return a text that is spoken in at least *count* utterances."""
        return "\n\n".join(self.phrases(count))

    def sized(self, units: int) -> str:
        """Return a text of at most *units*, as the model counts them, and not much less."""
        measure = self.loaded.measure
        words = self.text.split()
        if len(words) < 3:
            words = list(self.text)
        glue = "" if len(words[0]) == 1 and len(words) > 20 else " "
        many = (words * (units // len(words) + 1))[:units]
        low, high = 1, len(many)
        while low < high:
            middle = (low + high + 1) // 2
            if measure(glue.join(many[:middle])) <= units:
                low = middle
            else:
                high = middle - 1
        return glue.join(many[:low])
