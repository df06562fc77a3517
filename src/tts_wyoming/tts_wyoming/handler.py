"""One connection: what a client asks, answered event by event."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.info import Describe
from wyoming.ping import Ping, Pong
from wyoming.server import AsyncEventHandler
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeStopped,
)

from tts_core import TTSError, astream

from .voices import described, named

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from wyoming.event import Event

    from tts_core import Registry

__all__ = ["Handler"]

BLOCK = 2048
"""Samples in an event of sound."""
WAITING = 256
"""Fragments of text that may wait; a client that writes faster is read slower."""
STALL = 30.0
"""Seconds for which a client may take nothing before it is let go."""

logger = logging.getLogger("tts_wyoming")


class Handler(AsyncEventHandler):
    """
    Answers one client, one speech after the other.

    What fails is answered with an error, and the connection ends with it: a client that waits for the
    end of the sound must not wait for ever, nor take half of it for the whole.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        registry: Registry,
        model: str | None,
    ) -> None:
        super().__init__(reader, writer)
        self._registry = registry
        self._model = model
        self._fragments: asyncio.Queue[str | None] | None = None
        self._speaking: asyncio.Task[None] | None = None
        self._refused = False
        self._gone = asyncio.Event()

    async def handle_event(self, event: Event) -> bool:
        """Answer *event*; one of another kind is none of ours, and passed over as the protocol wants it."""
        if self._refused:  # The client has not read it yet.
            return True
        if Describe.is_type(event.type):
            info = await asyncio.to_thread(described, self._registry, self._model)
            await self.write_event(info.event())
        elif Ping.is_type(event.type):
            await self.write_event(Pong(text=Ping.from_event(event).text).event())
        elif Synthesize.is_type(event.type):
            # Behind the fragments stands the whole text again, for servers that take no fragments.
            if self._fragments is None:
                await self._begin(event.data, event.data["text"])
        elif SynthesizeStart.is_type(event.type):
            if self._fragments is not None:
                await self._refuse("a synthesize-start before the synthesize-stop of the one before")
                return True
            self._fragments = asyncio.Queue(WAITING)
            await self._begin(event.data or {}, _taken(self._fragments), streamed=True)
        elif SynthesizeChunk.is_type(event.type) or SynthesizeStop.is_type(event.type):
            if self._fragments is None:
                await self._refuse(f"a {event.type} without a synthesize-start")
            elif SynthesizeChunk.is_type(event.type):
                await self._fragments.put(SynthesizeChunk.from_event(event).text)
            else:
                await self._fragments.put(None)
                self._fragments = None
        return True

    async def disconnect(self) -> None:
        """Stop the model where the client is gone."""
        if self._speaking is not None:
            self._speaking.cancel()
            await asyncio.gather(self._speaking, return_exceptions=True)
        self._gone.set()

    async def leave(self) -> None:
        """End the connection, and wait until it is."""
        await self.stop()
        await self._gone.wait()

    async def _begin(
        self, asked: dict[str, Any], text: str | AsyncIterator[str], *, streamed: bool = False
    ) -> None:
        """Speak when the speech before is over, while further events are read."""
        if self._speaking is not None:
            await asyncio.wait([self._speaking])
        self._speaking = asyncio.create_task(self._speak(asked, text, streamed=streamed))

    async def _speak(self, asked: dict[str, Any], text: str | AsyncIterator[str], *, streamed: bool) -> None:
        try:
            fields = self._fields(asked)
            if fields["markup"] and not isinstance(text, str):  # Its elements may span everything.
                text = "".join([fragment async for fragment in text])
            async with astream(text, registry=self._registry, **fields) as pieces:
                begun = False
                samples = 0
                async for piece in pieces:
                    rate = piece.audio.sample_rate
                    if not begun:
                        await self._send(AudioStart(rate=rate, width=2, channels=1).event())
                        begun = True
                    for block in piece.audio.blocks(BLOCK):
                        at = samples * 1000 // rate
                        samples += len(block)
                        chunk = AudioChunk(rate, 2, 1, block.pcm16(), timestamp=at)
                        await self._send(chunk.event())
                codes = [warning.code for warning in pieces.warnings]
            await self._send(AudioStop().event())
            if streamed:
                await self._send(SynthesizeStopped().event())
            if codes:  # The protocol has no place for them, and a log none for the text.
                logger.warning("a speech was not all that was asked: %s", ", ".join(codes))
        except (TTSError, ValueError) as error:
            await self._refuse(str(error), type(error).__name__)
        except OSError:  # The client is gone, or takes nothing.
            await self.stop()
        except Exception:
            logger.exception("a speech failed")
            await self._refuse("this is a fault of the server's; its log tells more", "internal")

    def _fields(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Return what of a request the event asks for."""
        voice = asked.get("voice") or {}
        model, name = named(voice["name"]) if voice.get("name") else (None, None)
        if model and self._model and model != self._model:
            raise ValueError(f"this server speaks with model {self._model!r} only, not with {model!r}")
        return {
            "model": model or self._model,
            "voice": name,
            "language": voice.get("language"),
            "markup": asked.get("text_format") == "ssml",
        }

    async def _send(self, event: Event) -> None:
        async with asyncio.timeout(STALL):  # Whose end is a TimeoutError, and so an OSError.
            await self.write_event(event)

    async def _refuse(self, why: str, code: str = "protocol") -> None:
        """
        Say what is wrong and nothing more.

        The client may still be writing, and would lose the answer if the connection was closed before
        it has read that.
        """
        self._refused = True
        while self._fragments is not None and not self._fragments.empty():
            self._fragments.get_nowait()  # Whoever waits to put one more need not wait.
        with suppress(OSError):
            await self._send(Error(text=why, code=code).event())
            self.writer.write_eof()


async def _taken(fragments: asyncio.Queue[str | None]) -> AsyncIterator[str]:
    while (fragment := await fragments.get()) is not None:
        yield fragment
