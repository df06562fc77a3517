"""Files that an installed package brings along."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model_file import ModelFile

__all__ = ["locate"]


def locate(file: ModelFile) -> Path | None:
    """Return where the file is, without importing the package or one around it."""
    top, *inner = file.package.split(".")
    try:
        spec = find_spec(top)
    except (ImportError, ValueError):
        return None
    places = (Path(each, *inner, file.name) for each in (spec and spec.submodule_search_locations) or ())
    return next((place for place in places if place.is_file()), None)
