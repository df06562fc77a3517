"""A remote model as a synthesizer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tts_core import Rendering, SpeechWarning

from .clock import Clock
from .events import TIMINGS
from .failure import Failure, to_tts_error
from .loop_thread import LoopThread
from .retry import RetryingClient
from .upstream import UPSTREAM

if TYPE_CHECKING:
    from tts_core import Utterance

    from .settings import RemoteSettings
    from .voices import VoiceListing

__all__ = ["RemoteSynthesizer"]

ANY_VOICE = "alloy"
"""What is said to a server without voices: the API wants one named all the same."""
UNSIZED = SpeechWarning(
    "remote_unsized", "the server did not say where its answer ends: a missing end cannot be told"
)


class RemoteSynthesizer:
    """Has every utterance spoken by one of the servers."""

    def __init__(self, settings: RemoteSettings, listing: VoiceListing, clock: Clock | None = None) -> None:
        self._settings = settings
        self._listing = listing
        self._thread = LoopThread(f"tts-server remote {settings.id}")
        self._client = self._thread.run(lambda: self._opened(clock or Clock()))

    def speak(self, utterance: Utterance) -> Rendering:
        """Render *utterance*, the whole of it. Called from several threads."""
        utterance.cancel.check()
        fields = self._fields(utterance)
        headers = UPSTREAM.get()
        try:
            sound = self._thread.run(lambda: self._client.speak(fields, headers), utterance.cancel)
        except Failure as failure:
            utterance.cancel.check()
            raise to_tts_error(failure, self._settings, utterance, self._listing.seen) from failure
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
        self._thread.close(self._client.close)

    async def _opened(self, clock: Clock) -> RetryingClient:
        return RetryingClient(self._settings, clock, self._listing.figures)

    def _fields(self, utterance: Utterance) -> dict[str, Any]:
        settings = self._settings
        fields: dict[str, Any] = {
            **settings.extra,
            "model": settings.model,
            "input": utterance.text,
            "voice": utterance.voice or ANY_VOICE,
            "response_format": settings.response_format,
        }
        if settings.timings:
            fields |= TIMINGS
        if utterance.speed != 1.0:
            fields["speed"] = utterance.speed
        return fields
