"""An output of an agent that tells, of what was interrupted, exactly the words that were heard."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from livekit.agents.types import USERDATA_TIMED_TRANSCRIPT
from livekit.agents.voice import io

if TYPE_CHECKING:
    from livekit import rtc
    from livekit.agents.types import TimedString

__all__ = ["HeardOutput"]

logger = logging.getLogger("tts_livekit")


class HeardOutput(io.AudioOutput):
    """
    Stands before another output, and keeps the words of what goes through.

    Where the other was interrupted, the agent's transcript holds the words whose sound it had played
    by then. LiveKit's own synchroniser guesses from how long words are written, and from the clock.
    """

    def __init__(self, output: io.AudioOutput) -> None:
        can = io.AudioOutputCapabilities(pause=output.can_pause)
        super().__init__(label="tts-core", capabilities=can, next_in_chain=output)
        # What LiveKit stands between: a place where the other output may be exchanged.
        self._output = self.next_in_chain or output
        self._words: list[TimedString] = []

    @property
    def sample_rate(self) -> int | None:
        """The rate that the other output wants."""
        return self._output.sample_rate

    async def capture_frame(self, frame: rtc.AudioFrame) -> None:
        """Hand a frame on, and keep its words."""
        await super().capture_frame(frame)
        self._words.extend(frame.userdata.get(USERDATA_TIMED_TRANSCRIPT, ()))
        await self._output.capture_frame(frame)

    def flush(self) -> None:
        """Mark the end of a speech."""
        super().flush()
        self._output.flush()

    def clear_buffer(self) -> None:
        """Fall silent."""
        self._output.clear_buffer()

    def on_playback_finished(
        self, *, playback_position: float, interrupted: bool, synchronized_transcript: str | None = None
    ) -> None:
        """Put the words that were heard into what is told of an interrupted speech."""
        words, self._words = self._words, []
        if interrupted and words:
            heard = [
                word
                for word in words
                if isinstance(word.end_time, int | float) and word.end_time <= playback_position
            ]
            synchronized_transcript = "".join(heard)
        elif interrupted:
            logger.warning("a speech came without words, and how much of it was heard is a guess")
        super().on_playback_finished(
            playback_position=playback_position,
            interrupted=interrupted,
            synchronized_transcript=synchronized_transcript,
        )
