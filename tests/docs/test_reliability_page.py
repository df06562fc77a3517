"""The page on reliability, held against the tests that it names."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_test_that_is_named_is_there() -> None:
    """Every test and every file of tests that the page promises something by exists."""
    page = (ROOT / "docs" / "reliability.md").read_text("utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    files = re.findall(r"`(tests/[\w/]+\.py)`", page)
    there = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)\(", file.read_text("utf-8"))
    }

    assert len(named) > 20
    assert not named - there
    assert not [file for file in files if not (ROOT / file).is_file()]
