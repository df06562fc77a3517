"""What the tools do: one voice at a time, heard, written, or sent back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tts_core import astream

from .folder import place_in

if TYPE_CHECKING:
    from pathlib import Path

    from tts_core import AsyncSpeechStream, Playback, Registry

__all__ = ["Speaker", "Spoken"]


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """What became of a text."""

    model: str
    voice: str | None
    seconds: float
    whole: bool
    """Whether all of it was heard, or written."""
    heard: str | None = None
    """The text up to the last word that was heard, where it was played."""
    file: str | None = None
    warnings: tuple[str, ...] = ()


class Speaker:
    """Speaks for one server. What is to be heard waits for its turn, so that no two voices mingle."""

    def __init__(self, registry: Registry, *, plays: bool, device: str | None, folder: Path | None) -> None:
        self._registry = registry
        self._plays = plays
        self._device = device
        self._folder = folder
        self._turn = asyncio.Lock()
        self._writing = asyncio.Lock()
        self._playing: Playback | None = None
        self._stops = 0

    async def play(self, text: str, asked: dict[str, Any]) -> Spoken:
        """Let *text* be heard when what was asked before it is over; a caller that leaves ends it."""
        if not self._plays:
            raise ValueError("this server plays nothing; ask for a file, or for the audio in the answer")
        stops = self._stops
        async with astream(text, registry=self._registry, **asked) as pieces, self._turn:
            if stops != self._stops:  # All were told to stop while it waited.
                return self._spoken(pieces, heard="", whole=False)
            self._playing = await pieces.play(device=self._device, wait=False)
            try:
                heard = await asyncio.to_thread(self._playing.wait)
            finally:
                playing, self._playing = self._playing, None
                await asyncio.shield(asyncio.to_thread(playing.stop))
            return self._spoken(pieces, seconds=heard.seconds, heard=heard.text, whole=heard.whole)

    async def write(self, text: str, asked: dict[str, Any], name: str) -> Spoken:
        """Write *text*'s speech into a new file of the folder that may be written to."""
        place_in(self._folder, name)
        async with astream(text, registry=self._registry, **asked) as pieces:
            speech = await pieces.collect()
            async with self._writing:
                place = place_in(self._folder, name)
                await asyncio.to_thread(speech.save, place)
            return self._spoken(pieces, file=str(place))

    async def encoded(self, text: str, asked: dict[str, Any]) -> tuple[Spoken, bytes]:
        """Return *text*'s speech as MP3."""
        async with astream(text, registry=self._registry, **asked) as pieces:
            speech = await pieces.collect()
            return self._spoken(pieces), await asyncio.to_thread(speech.encode, "mp3")

    async def stop(self) -> str | None:
        """Fall silent, also what waits for its turn; return what was heard, if anything was being said."""
        self._stops += 1
        playing = self._playing
        return None if playing is None else (await asyncio.to_thread(playing.stop)).text

    def _spoken(
        self,
        pieces: AsyncSpeechStream,
        *,
        seconds: float | None = None,
        heard: str | None = None,
        whole: bool = True,
        file: str | None = None,
    ) -> Spoken:
        return Spoken(
            model=pieces.receipt.model,
            voice=pieces.receipt.voice,
            seconds=round(pieces.delivered.seconds if seconds is None else seconds, 3),
            whole=whole,
            heard=heard,
            file=file,
            warnings=tuple(map(str, pieces.warnings)),
        )
