"""What docs/heard.md says that was heard is what was kept of it."""

from __future__ import annotations

import json
from pathlib import Path

from judge import page

DOCS = Path(__file__).parents[2] / "docs"


def test_the_tables_are_those_of_the_figures(tmp_path: Path) -> None:
    """Every table of the page is, letter for letter, what the kept figures make; each has rows."""
    results = json.loads((DOCS / "heard" / "heard.json").read_text("utf-8"))
    written = tmp_path / "heard.md"
    written.write_text((DOCS / "heard.md").read_text("utf-8"), "utf-8")

    page.write(written, results)

    assert written.read_text("utf-8") == (DOCS / "heard.md").read_text("utf-8")
    assert all(len(table.splitlines()) > 2 for table in page.tables(results).values())
