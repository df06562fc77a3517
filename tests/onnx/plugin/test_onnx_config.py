"""Configurations that come with models: what is wrong with them is said, by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tts_core import ModelUnavailable
from tts_onnx.plugin.config import BadConfig, Fields, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff", b"3", b" " * (2 << 20)])
def test_what_is_no_object_is_refused(data: bytes) -> None:
    """A file that is no JSON object of a reasonable size is refused, whatever it is."""
    with pytest.raises(BadConfig):
        Fields.parsed(data)


@pytest.mark.parametrize(
    ("ask", "value", "told"),
    [
        (lambda told: told.text("a"), None, '"a" must be a text, not None'),
        (lambda told: told.text("a"), "  ", '"a" must be a text'),
        (lambda told: told.text("a"), ["b"], '"a" must be a text'),
        (lambda told: told.part("a"), [1], '"a" must be an object'),
        (lambda told: told.part("a").text("b"), {"b": 1}, '"a.b" must be a text, not 1'),
        (lambda told: told.number("a", least=0, most=2), 3, '"a" must be a number from 0 to 2, not 3'),
        (lambda told: told.number("a", least=0, most=2), True, "must be a number"),
        (lambda told: told.number("a", least=0, most=2), float("nan"), "must be a number"),
        (lambda told: told.number("a", least=0, most=2), "1", "must be a number"),
        (lambda told: told.whole("a", least=1, most=2), 1.0, '"a" must be a whole number from 1 to 2'),
        (lambda told: told.whole("a", least=1, most=2), 0, "must be a whole number"),
    ],
)
def test_a_wrong_field_is_said_by_its_name(ask: Callable[[Fields], object], value: object, told: str) -> None:
    """A field that is not what it must be is named with where it stands, what it must be, and what it is."""
    with pytest.raises(BadConfig, match=told):
        ask(Fields({"a": value}))


def test_what_is_not_there_is_as_usual() -> None:
    """A field that is left out is what is usual for it, and an object has no fields then."""
    told = Fields({})

    assert list(told.part("a")) == []
    assert (told.text("a", "b"), told.whole("a", 1, least=0, most=2)) == ("b", 1)
    assert told.number("a", 0.5, least=0, most=2) == 0.5


@pytest.mark.parametrize(("data", "told"), [(None, "put it there"), (b"{}", "its told.json cannot be used")])
def test_an_unusable_file_is_an_error_of_the_model(tmp_path: Path, data: bytes | None, told: str) -> None:
    """A configuration that is missing or wrong says of which model it is, and what to do."""
    file = tmp_path / "told.json"
    if data is not None:
        file.write_bytes(data)

    def parsed(found: bytes) -> Any:
        return Fields.parsed(found).text("name")

    with pytest.raises(ModelUnavailable, match=rf"model 'm' .*{told}"):
        read(file, "m", parsed, "put it there")
