"""How long to rest, by the mark before."""

from __future__ import annotations

import pytest

from tts_core import Pauses


class TestPauses:
    @pytest.mark.parametrize(
        ("text", "mark"),
        [
            ("So. ", "."),
            ('He said "no!" ', "!"),
            ("Why?)", "?"),
            ("first, ", ","),
            ("none at all ", ""),
            ("", ""),
        ],
    )
    def test_the_last_mark_decides(self, text: str, mark: str) -> None:
        """The rest is that of the mark that ended the text, quotes and brackets aside."""
        pauses = Pauses()

        assert pauses.between(text, paragraph=False) == pauses.after[mark]

    @pytest.mark.parametrize("changes", [{"..": 1.0}, {".": -1.0}, {".": float("nan")}, {".": 61.0}])
    def test_impossible_pauses_are_refused(self, changes: dict[str, float]) -> None:
        """A pause that cannot be is a ValueError that names the mark."""
        with pytest.raises(ValueError, match="pause"):
            Pauses.of(changes)
