"""The clients of voice-agent frameworks, where they are installed: `nox -s agents`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from tts_core.testing import Recorder, echo_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live

TEXT = "Hello there. This is what an agent says."
PATIENCE = 20.0


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


@pytest.fixture
def run_pipecat() -> Callable[..., tuple[list[Any], list[Any]]]:
    """Say the text in a pipeline of Pipecat's; return the frames that came out, and those that went back."""
    service = pytest.importorskip("pipecat.services.openai.tts").OpenAITTSService
    frames = pytest.importorskip("pipecat.frames.frames")
    params = pytest.importorskip("pipecat.pipeline.worker").PipelineParams(audio_out_sample_rate=24000)
    run_test = pytest.importorskip("pipecat.tests.utils").run_test

    def run(live: Live, **manner: Any) -> tuple[list[Any], list[Any]]:
        async def speak() -> tuple[list[Any], list[Any]]:
            settings = service.Settings(model="gpt-4o-mini-tts", voice="nova", **manner)
            return await run_test(  # type: ignore[no-any-return]  # it is there at run time only
                service(api_key="any", base_url=live.url, settings=settings),
                frames_to_send=[frames.TTSSpeakFrame(TEXT)],
                pipeline_params=params,
                start_timeout=PATIENCE,
            )

        return asyncio.run(asyncio.wait_for(speak(), PATIENCE))

    return run


@pytest.mark.parametrize("speed", [1.0, 1.5])
def test_pipecat_hears_every_word(
    serve: Callable[..., Live], hear: Callable[..., str], run_pipecat: Callable[..., Any], speed: float
) -> None:
    """Pipecat's service for the API gets the whole speech as raw frames, spoken as fast as it asks."""
    recorder = Recorder()
    live = serve(echo_model("echo", recorder=recorder, listed=True))
    came, faults = run_pipecat(live, speed=speed)
    data = b"".join(frame.audio for frame in came if hasattr(frame, "audio"))

    assert not faults
    assert hear(data, "pcm") == TEXT
    assert {each.speed for each in recorder.spoken} == {speed}


def test_pipecat_is_told_what_is_wrong(serve: Callable[..., Live], run_pipecat: Callable[..., Any]) -> None:
    """A refusal reaches Pipecat's pipeline as an error with our sentence in it, and no sound does."""
    came, faults = run_pipecat(serve(max_text_length=10))

    assert not [each for each in came if hasattr(each, "audio")]
    assert any("at most 10 are taken" in each.error for each in faults)
