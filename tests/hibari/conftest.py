from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tts_core import LoadOptions, files
from tts_hibari import tts_models

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tts_core import Model
    from tts_hibari.english import English
    from tts_hibari.synthesizer import HibariSynthesizer


@pytest.fixture(scope="session")
def model() -> Model:
    """The one model of the plugin."""
    (found,) = tts_models()
    return found


@pytest.fixture(scope="session")
def model_files(model: Model) -> Mapping[str, Path]:
    """Its files, verified."""
    return files.fetch(model.card, LoadOptions(offline=True))


@pytest.fixture(scope="session")
def hibari(model: Model, model_files: Mapping[str, Path]) -> Iterator[HibariSynthesizer]:
    """The loaded voice."""
    synthesizer = model.load(LoadOptions(files=model_files))
    yield synthesizer  # type: ignore[misc]  # what this plugin loads
    synthesizer.close()


@pytest.fixture(scope="session")
def english(model_files: Mapping[str, Path]) -> English:
    """The reader alone."""
    from tts_hibari.english import English

    return English(model_files)
