"""Spoken text and the characters of the caller's text it came from."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from tts_core.text.spans import Spoken, Token


class TestSpoken:
    TOKENS = (
        Token("", 0, 2, "mark"),
        Token("He paid ", 2, 10),
        Token("three dollars fifty", 10, 15, "money"),
        Token("", 15, 16, "dropped"),
        Token(" and left.", 16, 26),
    )

    def test_sources_are_exact_in_prose_and_whole_elsewhere(self) -> None:
        """Prose maps character by character; a written thing maps as a whole."""
        spoken = Spoken(self.TOKENS)

        assert spoken.source(3, 7) == (5, 9)
        assert spoken.source(10, 15) == (10, 15)
        assert spoken.source(0, len(spoken.text)) == (2, 26)

    @given(st.lists(st.integers(0, 37), max_size=5))
    def test_parts_cover_the_whole(self, cuts: list[int]) -> None:
        """Cut anywhere, the parts say the whole text and cover its source without gap or overlap."""
        spoken = Spoken(self.TOKENS)
        edges = sorted(
            {0, *cuts, len(spoken.text)} - {position for position in cuts if position > len(spoken.text)}
        )
        parts = [spoken.part(start, end) for start, end in itertools.pairwise(edges)]

        assert "".join(part.text for part in parts) == spoken.text
        position = 0
        for part in parts:
            for token in part.tokens:
                assert token.start == position
                position = token.end
        assert position == 26
