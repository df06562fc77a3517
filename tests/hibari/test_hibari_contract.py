from __future__ import annotations

from tts_core.testing import SynthesizerContract


class TestHibari(SynthesizerContract):
    """The contract, with no failure expected."""

    model = "hibari"
