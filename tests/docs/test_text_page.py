"""The readings that the text page promises."""

from __future__ import annotations

import re
from pathlib import Path

from tts_core.text.normalize import normalize

PAGE = Path(__file__).parents[2] / "docs" / "text.md"


def test_the_table_of_readings_holds() -> None:
    """Every row of the page's table is what the normaliser says."""
    table = PAGE.read_text("utf-8").split("| written | said |\n|---|---|\n")[1].split("\n\n")[0]
    rows = re.findall(r"^\| (.+) \| (.+) \|$", table, re.MULTILINE)

    assert len(rows) > 15
    for written, said in rows:
        assert normalize(written).text == said
