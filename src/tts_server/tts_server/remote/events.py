"""Speech as server-sent events, as our own servers send it when they are asked for words as well."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, get_args

from tts_core import Quality, Word

from .failure import broken, wrong

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

__all__ = ["TIMINGS", "SpeechEvents", "check_events", "read_events"]

TIMINGS = {"stream_format": "sse", "captions": "json"}
"""The fields of a request that make a tts-server tell when each word sounds."""


class SpeechEvents:
    """What the events of one speech told, up to now."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.data = bytearray()
        self.words: list[Word] = []
        self.warnings: list[str] = []
        self.done = False

    def take(self, event: dict[str, Any]) -> None:
        """Take one event in."""
        if "error" in event:
            error = event["error"] if isinstance(event["error"], dict) else {}
            why = f"{self._url} broke off: {error.get('message') or 'no reason given'}"
            raise broken("failed", why, str(error.get("code") or ""))
        if event.get("type") == "speech.audio.delta":
            self.data += base64.b64decode(event.get("audio", ""), validate=True)
            self.words += [_word(each) for each in event.get("words", ())]
        elif event.get("type") == "speech.audio.done":
            self.warnings = [str(each) for each in event.get("warnings", ())]
            self.done = True


def check_events(url: str, kind: str) -> None:
    """Refuse a server that does not know what it was asked for."""
    if kind.split(";", maxsplit=1)[0].strip().lower() != "text/event-stream":
        sent = kind or "something of no kind"
        raise wrong("strange", f"{url} sent {sent}, not events: it is no tts-server; set timings = false")


async def read_events(url: str, lines: AsyncIterator[str], largest: int) -> SpeechEvents:
    """Take in every event; one without its end is half a speech."""
    speech = SpeechEvents(url)
    async for line in lines:
        if not line.startswith("data:"):
            continue
        try:
            speech.take(json.loads(line.removeprefix("data:")))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise wrong("strange", f"{url} sent an event that cannot be read") from error
        if len(speech.data) > largest:
            raise wrong("strange", f"{url} sent more than {largest >> 20} MiB for one utterance")
    if not speech.done:
        raise broken("cut", f"{url} ended its events without saying that it was done")
    return speech


def _word(each: dict[str, Any]) -> Word:
    quality = each.get("quality", "model")
    if quality not in get_args(Quality):
        raise ValueError(f"no quality {quality!r}")
    start, end = (int(place) for place in each["span"])
    return Word(str(each["text"]), (start, end), float(each["start"]), float(each["end"]), quality)
