"""What all tests share."""

import os

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("tts_core.testing")

# The gate tries the same examples every time, so that it fails for what changed and for nothing else;
# HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
# What a developer keeps for himself changes no test.
os.environ["TTS_CORE_CONFIG"] = os.devnull
for kept in ("TTS_CORE_MODEL", "TTS_CORE_VOICE"):
    os.environ.pop(kept, None)

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))
