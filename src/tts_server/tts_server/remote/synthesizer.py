"""A fleet as a synthesizer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tts_core import Rendering, SpeechWarning

from .client import FleetClient
from .clock import RealClock
from .events import ask_for_words
from .failure import Failure, told
from .loop_thread import LoopThread

if TYPE_CHECKING:
    from tts_core import Utterance

    from .clock import Clock
    from .fleet import Fleet
    from .voices import Listing

__all__ = ["RemoteSynthesizer"]

ANY_VOICE = "alloy"
"""What is said to a server without voices: the API wants one named all the same."""
UNSIZED = SpeechWarning(
    "remote_unsized", "the server did not say where its answer ends: a missing end cannot be told"
)


class RemoteSynthesizer:
    """Has every utterance spoken by one of the fleet's servers."""

    def __init__(self, fleet: Fleet, listing: Listing, clock: Clock | None = None) -> None:
        self._fleet = fleet
        self._listing = listing
        self._errands = LoopThread(f"tts-server remote {fleet.id}")
        self._asking = self._errands.do(lambda: self._opened(clock or RealClock()))

    def speak(self, utterance: Utterance) -> Rendering:
        """Render *utterance*, the whole of it. Called from several threads."""
        utterance.cancel.check()
        wanted = self._wanted(utterance)
        try:
            sound = self._errands.do(lambda: self._asking.sound(wanted), utterance.cancel)
        except Failure as failure:
            utterance.cancel.check()
            raise told(failure, self._fleet, utterance, self._listing.seen) from failure
        warnings = [SpeechWarning("remote", sound.warning)] if sound.warning else []
        if not sound.sized:
            warnings.append(UNSIZED)
        return Rendering(
            samples=sound.samples,
            sample_rate=sound.sample_rate,
            words=sound.words,
            warnings=tuple(warnings),
        )

    def close(self) -> None:
        """Close every connection. May be called more than once."""
        self._errands.close(self._asking.close)

    async def _opened(self, clock: Clock) -> FleetClient:
        return FleetClient(self._fleet, clock)

    def _wanted(self, utterance: Utterance) -> dict[str, Any]:
        fleet = self._fleet
        wanted: dict[str, Any] = {
            **fleet.extra,
            "model": fleet.model,
            "input": utterance.text,
            "voice": utterance.voice or ANY_VOICE,
            "response_format": fleet.response_format,
        }
        if fleet.timings:
            wanted |= ask_for_words
        if utterance.speed != 1.0:
            wanted["speed"] = utterance.speed
        return wanted
