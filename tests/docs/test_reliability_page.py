"""Every promise of docs/reliability.md is held by a test that is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
PROMISES = re.findall(r"^\| (?!promise)(.+) \| `(\w+)` \|$", PAGE, re.MULTILINE)


def test_every_promise_names_a_test_that_is_there() -> None:
    """Each row of promises ends with the name of a test function."""
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"^ *(?:async )?def (test_\w+)\(", tests, re.MULTILINE))

    assert len(PROMISES) >= 30
    assert not [name for _, name in PROMISES if name not in there]


def test_every_table_of_promises_is_read() -> None:
    """No row of a table that says who holds it is without a name that was found."""
    tables = re.findall(r"\| promise \| held by \|\n\|---\|---\|\n((?:\|.*\n)+)", PAGE)

    assert sum(table.count("\n") for table in tables) == len(PROMISES)
