from __future__ import annotations

from tts_core.testing import SynthesizerContract


class TestPiper(SynthesizerContract):
    """The contract, with no failure expected."""

    model = "piper-en_US-joe-medium"
