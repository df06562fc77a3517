"""The clients of voice-agent frameworks, where they are installed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live

TEXT = "Hello there. This is what an agent says."


@pytest.mark.parametrize("model", ["tts-1", "gpt-4o-mini-tts"], ids=["in bytes", "in events"])
@pytest.mark.parametrize("format", ["wav", "pcm"])
def test_livekit_hears_every_word(echo: Live, hear: Callable[..., str], model: str, format: str) -> None:  # noqa: A002  (the field's own word)
    """LiveKit's client for the API gets the whole speech, by chunks and by events."""
    livekit = pytest.importorskip("livekit.plugins.openai")

    async def speak() -> bytes:
        voice = livekit.TTS(
            model=model, voice="alloy", base_url=echo.url, api_key="any", response_format=format
        )
        async with voice.synthesize(TEXT) as stream:
            data = b"".join([bytes(event.frame.data) async for event in stream])
        await voice.aclose()
        return data

    assert hear(asyncio.run(speak()), "pcm") == TEXT
