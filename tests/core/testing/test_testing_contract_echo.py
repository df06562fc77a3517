"""The echo model keeps every law, in each of its shapes."""

from __future__ import annotations

from tts_core.testing import SynthesizerContract, echo_model


class TestEcho(SynthesizerContract):
    """The echo model as it is installed."""

    model = "echo"


class TestBusyEcho(SynthesizerContract):
    """An echo model that speaks several utterances at once, and counts its own units."""

    model = echo_model("busy", concurrency=4, limit=60, best=30, measure=lambda text: 1 + len(text) // 3)


class TestPlainEcho(SynthesizerContract):
    """An echo model that declares nothing at all, and has neither voices nor options."""

    model = echo_model("plain", features=frozenset(), voices=(), default_voice=None, options=())
