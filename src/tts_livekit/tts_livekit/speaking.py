"""LiveKit's TTS, spoken by tts-core."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from livekit.agents import APIConnectionError, APIError, tts, utils
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, APIConnectOptions, TimedString

from tts_core import FLUSH, Audio, ModelUnavailable, TTSError, astream, default_registry, stream, warm
from tts_core.encoding import Resampler

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from tts_core import Piece, Registry

__all__ = ["TTS"]

RATE = 24000
"""Samples per second, unless another rate is asked for: that of LiveKit's rooms."""


class TTS(tts.TTS[Any]):
    """
    A voice of tts-core for an agent: text in as it is written, sound and timed words out.

    *request* are the fields of a tts_core.Request: model, voice, speed, language, options, lexicon, ….
    What is wrong with them is raised here, not when somebody is to be answered.
    """

    def __init__(self, *, sample_rate: int = RATE, registry: Registry | None = None, **request: Any) -> None:
        capabilities = tts.TTSCapabilities(streaming=True, aligned_transcript=True)
        super().__init__(capabilities=capabilities, sample_rate=sample_rate, num_channels=1)
        self.registry = registry or default_registry()
        self.request = request
        with stream("one", registry=self.registry, **request) as tried:
            self._receipt = tried.receipt

    @property
    def model(self) -> str:
        """The model that speaks."""
        return self._receipt.model

    @property
    def provider(self) -> str:
        """Who brings it: always this process."""
        return "tts-core"

    def prewarm(self) -> None:
        """Begin to load the model, and return at once."""
        threading.Thread(target=self._warm, name="tts-core prewarm", daemon=True).start()

    def _warm(self) -> None:
        with suppress(TTSError):  # Who is to be answered is told.
            warm(self.model, load=self.request.get("load"), registry=self.registry)

    def synthesize(
        self, text: str, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> tts.ChunkedStream:
        """Speak a whole text."""
        return self._synthesize_with_stream(text, conn_options=conn_options)

    def stream(
        self, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> tts.SynthesizeStream:
        """Speak a text that is still being written."""
        return _Stream(self, conn_options)


class _Stream(tts.SynthesizeStream):
    def __init__(self, voice: TTS, conn_options: APIConnectOptions) -> None:
        super().__init__(tts=voice, conn_options=conn_options)
        self._voice = voice

    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        """Speak what comes in; cancelling the task stops the model."""
        rate = self._voice.sample_rate
        output_emitter.initialize(
            request_id=utils.shortuuid(), sample_rate=rate, num_channels=1, mime_type="audio/pcm", stream=True
        )
        output_emitter.start_segment(segment_id=utils.shortuuid())
        asked = {**self._voice.request, "registry": self._voice.registry}
        resampler: Resampler | None = None
        try:
            async with astream(self._fragments(), **asked) as pieces:
                async for piece in pieces:
                    output_emitter.push_timed_transcript(list(_timed(piece)))
                    audio = piece.audio
                    if audio.sample_rate != rate:
                        resampler = resampler or Resampler(audio.sample_rate, rate)
                        audio = Audio(resampler.write(audio.samples), rate)
                    output_emitter.push(audio.pcm16())
                if resampler is not None:
                    output_emitter.push(Audio(resampler.finish(), rate).pcm16())
        except ModelUnavailable as error:
            raise APIConnectionError(str(error)) from error
        except (TTSError, ValueError) as error:  # To ask again would not help.
            raise APIError(str(error), retryable=False) from error
        output_emitter.end_segment()

    async def _fragments(self) -> AsyncIterator[Any]:
        async for event in self._input_ch:
            if isinstance(event, str):
                self._mark_started()
                yield event
            else:
                yield FLUSH


def _timed(piece: Piece) -> Iterator[TimedString]:
    """Cut the text of *piece* behind each word, so that the cuts joined are the text as it was written."""
    begin, at = piece.span[0], 0
    for word in piece.words:
        end = word.span[1] - begin
        yield TimedString(piece.text[at:end], start_time=word.start, end_time=word.end)
        at = end
    if at < len(piece.text):
        yield TimedString(piece.text[at:], start_time=piece.end, end_time=piece.end)
