"""Every promise of docs/reliability.md is held by a test that is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
PROMISES = re.findall(r"^\| (?!promise)(.+) \| `(\w+)` \|$", PAGE, re.MULTILINE)


def test_every_test_that_is_named_is_there() -> None:
    """Every test and every file of tests that the page promises something by exists."""
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    files = re.findall(r"`(tests/[\w/]+\.py)`", PAGE)
    there = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)\(", file.read_text("utf-8"))
    }

    assert len(named) > 20
    assert not named - there
    assert not [file for file in files if not (ROOT / file).is_file()]


def test_every_table_of_promises_is_read() -> None:
    """No row of a table that says who holds it is without a name that was found."""
    tables = re.findall(r"\| promise \| held by \|\n\|---\|---\|\n((?:\|.*\n)+)", PAGE)

    assert all(re.search(r"`test_\w+` \|$", row) for table in tables for row in table.splitlines())
