"""The readings and the languages that the text page promises."""

from __future__ import annotations

import importlib.util
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


def test_the_readings_of_other_languages_hold() -> None:
    """Every row of the page's table of other languages is what the normaliser says."""
    table = (
        PAGE.read_text("utf-8").split("| language | written | said |\n|---|---|---|\n")[1].split("\n\n")[0]
    )
    rows = re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", table, re.MULTILINE)

    assert len(rows) == 11
    for language, written, said in rows:
        assert normalize(written, language).text == said


def test_the_table_of_languages_is_current() -> None:
    """The table of languages is what the corpus has; `python docs/reference.py` writes it."""
    spec = importlib.util.spec_from_file_location("reference", PAGE.parent / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)

    assert PAGE.read_text("utf-8") == reference.with_table(PAGE.read_text("utf-8"))
    assert reference.read_languages().count("\n") > 12
