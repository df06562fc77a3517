"""espeak keeps every law."""

from __future__ import annotations

from tts_core.testing import SynthesizerContract


class TestEspeak(SynthesizerContract):
    """The embedded voice as it is installed."""

    model = "espeak"


class TestEspeakInGerman(SynthesizerContract):
    """The embedded voice, asked in another language than its usual one."""

    model = "espeak"
    text = "Das alte Boot erreichte den Hafen bei Tagesanbruch, und der Himmel über dem Meer war klar."
