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


class TestStreamingEcho(SynthesizerContract):
    """An echo model that makes an utterance in parts."""

    model = echo_model("parts", powers=frozenset({"streams"}))


class TestManyEcho(SynthesizerContract):
    """An echo model that speaks several utterances in one run, and says where a text may be cut."""

    model = echo_model("many", powers=frozenset({"many", "splits"}), batch=4)


class TestAwaitingEcho(SynthesizerContract):
    """An echo model whose `speak` is a coroutine function."""

    model = echo_model("awaits", powers=frozenset({"awaits"}))
