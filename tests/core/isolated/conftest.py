"""The hostile models, where another process finds them too."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module `hostile_models`, importable by its name."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    return importlib.import_module("hostile_models")
