"""What a caller asks."""

from __future__ import annotations

import pytest

import tts_core
from tts_core import Registry, Request, Rules
from tts_core.testing import echo_model


class TestRequest:
    def test_a_finished_request_is_taken_as_it_is(self) -> None:
        """A Request may be given in place of a text, and nothing else beside it."""
        registry = Registry([echo_model()])
        made = Request(text="Hello.", model="echo", voice="bob")

        assert tts_core.synthesize(made, registry=registry).receipt.voice == "bob"
        with pytest.raises(TypeError, match="finished Request"):
            tts_core.synthesize(made, voice="ada", registry=registry)

    def test_rules_choose_what_is_normalised(self) -> None:
        """Normalize takes the classes to leave alone."""
        registry = Registry([echo_model()])
        speech = tts_core.synthesize(
            "It cost $5 on 3 days.",
            model="echo",
            normalize=Rules(off=frozenset({"money"})),
            registry=registry,
        )

        assert "three" in speech.receipt.text
