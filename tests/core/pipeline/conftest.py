"""What the tests of the pipeline share."""

from __future__ import annotations

import pytest

from tts_core.testing import Recorder


@pytest.fixture
def recorder() -> Recorder:
    """Return what notes down everything that an echo model is asked to do."""
    return Recorder()
