"""A speech being played: paused, moved in, stopped, and what was heard of it."""

from __future__ import annotations

import atexit
import threading
import time
import weakref
from bisect import bisect_right
from typing import TYPE_CHECKING, Protocol

from ..errors import PlaybackUnavailable
from ..forks import renew_after_fork
from .device import open_output
from .heard import HandedOver, Heard, heard_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType

    from ..audio import Audio
    from ..synthesizer import Word
    from .device import Output

__all__ = ["Playback", "Sounding", "played"]

AHEAD = 10.0
"""Seconds of speech that are made before they are heard."""
LONGEST_SILENCE = 5.0
"""Seconds after which a device that asks for nothing is taken for lost."""
_POLL = 0.1


class Sounding(Protocol):
    """A piece of a speech, or all of it."""

    @property
    def audio(self) -> Audio:
        """Its sound."""
        ...

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words, with times from the beginning of the whole speech."""
        ...


class Playback:
    """
    A speech that is being played.

    It may be used from any thread, and as a context manager, which waits for the end of the speech
    unless the block ends with an error. It ends with the program.
    """

    def __init__(
        self,
        parts: Iterable[Sounding],
        sample_rate: int,
        output: Output,
        *,
        text: Callable[[], str],
        begin: float = 0.0,
        cancel: Callable[[], object] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._parts = parts
        self._rate = sample_rate
        self._output = output
        self._text = text
        self._cancel = cancel
        self._clock = clock
        self._changed = threading.Condition()
        self._over = threading.Event()
        self._handed = HandedOver(sample_rate, output.buffered, clock)
        self._sound: list[Audio] = []
        self._starts: list[int] = []
        self._words: list[Word] = []
        self._position = self._made = self._frame(begin)
        self._complete = self._paused = False
        self._heard: Heard | None = None
        self._error: BaseException | None = None
        self._started = clock()
        renew_after_fork(self)
        _playing.add(self)
        output.start(self._pulled)
        threading.Thread(target=self._feed, name="tts-core playback", daemon=True).start()

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the speech that are made so far."""
        with self._changed:
            return tuple(self._words)

    @property
    def heard(self) -> Heard:
        """What was heard until now, or until the end."""
        with self._changed:
            return self._heard or self._heard_now()

    @property
    def paused(self) -> bool:
        """Whether it rests."""
        return self._paused

    def pause(self) -> None:
        """Rest, where it is, until `resume`."""
        with self._changed:
            self._paused = True

    def resume(self) -> None:
        """Go on after a pause."""
        with self._changed:
            self._paused = False

    def seek(self, word: int) -> None:
        """Go on from the beginning of `words[word]`; negative numbers count from the last one made."""
        with self._changed:
            if not -len(self._words) <= word < len(self._words):
                raise ValueError(
                    f"there is no word {word}: {len(self._words)} words are made"
                    + ("" if self._complete else " so far; wait for more of them")
                )
            self._position = self._frame(self._words[word].start)
            self._changed.notify_all()

    def stop(self) -> Heard:
        """Fall silent at once, end the work, in the model too, and return what was heard."""
        with self._changed:
            if self._heard is None:
                self._end(self._heard_now())
        if self._cancel is not None:
            self._cancel()
        self._output.close()
        return self.heard

    def wait(self) -> Heard:
        """
        Wait until all of it was heard, or until it is stopped, and return what was heard.

        Raises what kept the speech from being whole, once that which was made is played.
        """
        try:
            while not self._over.wait(_POLL):
                self._check_device()
        except BaseException:
            self.stop()
            raise
        if self._error is not None:
            raise self._error
        return self.heard

    def __enter__(self) -> Playback:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.wait()
        else:
            self.stop()

    def renew(self) -> None:
        """Leave the device, in a forked child, to the parent."""
        self._changed = threading.Condition()
        if self._heard is None:
            self._error = PlaybackUnavailable(
                "this playback was begun before the process was forked, and is the parent's",
                "begin a new one",
            )
            self._heard = self._heard_now()
        self._over = threading.Event()
        self._over.set()
        self._output.forsake()

    def _feed(self) -> None:
        """Take the pieces, a little ahead of what is heard; at the end, let go of the device."""
        try:
            for part in self._parts:
                with self._changed:
                    self._starts.append(self._made)
                    self._sound.append(part.audio)
                    self._made += len(part.audio)
                    self._words.extend(part.words)
                    self._changed.wait_for(self._has_room)
                    if self._heard is not None:
                        break
        except BaseException as error:  # Whoever waits is told, whatever it is.
            with self._changed:
                self._error = self._error if self._heard is not None else error
        with self._changed:
            self._complete = True
        self._over.wait()
        self._output.close()

    def _has_room(self) -> bool:
        return self._heard is not None or self._made - self._position < AHEAD * self._rate

    def _pulled(self, count: int) -> bytes:
        """Give the device its next *count* frames; what is not there yet is silence, and not skipped."""
        with self._changed:
            self._handed.asked(count)
            sound = b"" if self._paused else self._frames(count)
            ready = len(sound) // 4
            if ready:
                self._handed.hand(self._position, ready)
                self._position += ready
            elif (
                self._heard is None
                and self._complete
                and self._position >= self._made
                and self._handed.is_silent
            ):
                self._end(self._heard_now(whole=self._error is None))
            if ready < count:
                self._handed.hand(None, count - ready)
            self._changed.notify_all()
            return sound + bytes(4 * (count - ready))

    def _frames(self, count: int) -> bytes:
        given: list[bytes] = []
        at = self._position
        while count and at < self._made:
            number = bisect_right(self._starts, at) - 1
            offset = at - self._starts[number]
            samples = self._sound[number].samples[offset : offset + count]
            given.append(samples.tobytes())
            at += len(samples)
            count -= len(samples)
        return b"".join(given)

    def _heard_now(self, *, whole: bool = False) -> Heard:
        sounded, said = self._handed.sounded(), self._text()
        words, last = heard_words(self._words, sounded, lambda at: min(self._frame(at), self._made))
        return Heard(
            seconds=sum(end - start for start, end in sounded) / self._rate,
            words=words,
            last_word=last,
            text=said if whole else said[: max((word.span[1] for word in words), default=0)],
            whole=whole,
        )

    def _end(self, heard: Heard) -> None:
        self._heard = heard
        self._over.set()
        self._changed.notify_all()

    def _frame(self, seconds: float) -> int:
        return round(seconds * self._rate)

    def _check_device(self) -> None:
        with self._changed:
            last = self._handed.last_asked
        if self._clock() - (self._started if last is None else last) > LONGEST_SILENCE:
            raise PlaybackUnavailable(
                f"the device has asked for no sound for {LONGEST_SILENCE:g} s",
                "see whether it is still connected, and play again",
            )


def played(
    parts: Iterable[Sounding],
    sample_rate: int,
    *,
    device: str | None,
    text: Callable[[], str],
    begin: float = 0.0,
    cancel: Callable[[], object] | None = None,
    wait: bool,
) -> Playback:
    """Play *parts* on the device called *device*, to their end unless *wait* is False."""
    output = open_output(device, sample_rate)
    playback = Playback(parts, sample_rate, output, text=text, begin=begin, cancel=cancel)
    if wait:
        playback.wait()
    return playback


_playing: weakref.WeakSet[Playback] = weakref.WeakSet()


@atexit.register
def _fall_silent() -> None:
    """Close every device while Python can still answer it."""
    for playback in list(_playing):
        playback.stop()
