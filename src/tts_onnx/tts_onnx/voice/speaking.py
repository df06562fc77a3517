"""An utterance of words whose every letter has a token: spelled, run in as many parts as it takes, joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tts_core import Rendering, SpeechWarning

from .joined import JoinedRuns
from .sanity import doubt
from .tokens import NOBODY, Line, parts
from .unspoken import silence, unspelled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from tts_core import Utterance

    from .frames import Clock, Sound

__all__ = ["Alphabet", "SpelledWord", "rendered"]

_SPACE = " "


class SpelledWord(Protocol):
    """A stretch of the text and how it is said, letter by letter."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it ends."""
        ...

    @property
    def phonemes(self) -> str:
        """Its letters, the marks before and behind it among them."""
        ...


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The letters of a voice, each with its token; *marks* make no sound, the space among them."""

    tokens: Mapping[str, int]
    marks: Collection[str]

    def line(self, words: Sequence[SpelledWord]) -> Line:
        """Spell *words* in tokens, a space between any two."""
        tokens: list[int] = []
        owners: list[int] = []
        unknown: list[tuple[int, str]] = []
        for index, word in enumerate(words):
            known = [sound for sound in word.phonemes if sound in self.tokens]
            if missing := "".join(dict.fromkeys(each for each in word.phonemes if each not in self.tokens)):
                unknown.append((index, missing))
            if known and tokens:
                tokens.append(self.tokens[_SPACE])
                owners.append(NOBODY)
            tokens += (self.tokens[sound] for sound in known)
            owners += (NOBODY if sound in self.marks else index for sound in known)
        return Line(tuple(tokens), tuple(owners), tuple(unknown))

    def parts(self, line: Line, most: int) -> list[Line]:
        """Cut *line* into what is said at once, at most *most* tokens each, at a mark if there is one."""
        pauses = {self.tokens[mark] for mark in self.marks if mark != _SPACE and mark in self.tokens}
        cut = parts(line, most, pauses=pauses, space=self.tokens[_SPACE])
        return [part for part in cut if part.sounds]


def rendered(
    utterance: Utterance,
    words: Sequence[SpelledWord],
    warnings: Sequence[SpeechWarning],
    alphabet: Alphabet,
    run: Callable[[Line], Sound],
    *,
    clock: Clock,
    most: int,
) -> Rendering:
    """
    Render *utterance*, which is read as *words*, with *run*, which takes *most* tokens at once.

    One token of the boundary stands before those of a run, and one behind.
    """
    line = alphabet.line(words)
    warnings = [*warnings, *unspelled(line, words)]
    if not line.sounds:
        return silence(utterance, clock.sample_rate, warnings)
    runs = JoinedRuns(clock)
    for part in alphabet.parts(line, most):
        runs.add(part, run(part), 1)
    samples = runs.samples
    if sounds_like := doubt(samples, clock.sample_rate):
        warnings.append(SpeechWarning("doubtful", f"it sounds like {sounds_like}, not like speech"))
    return Rendering(
        samples=samples,
        sample_rate=clock.sample_rate,
        words=runs.words(utterance.text, words),
        warnings=tuple(warnings),
    )
