"""The names that every client of OpenAI's API knows."""

from __future__ import annotations

from typing import Literal

__all__ = ["OPENAI_MODELS", "OPENAI_VOICES"]

OPENAI_MODELS = ("tts-1", "tts-1-hd", "gpt-4o-mini-tts", "gpt-4o-mini-tts-2025-12-15")
"""Without a setting they mean the default model."""

OPENAI_VOICES: dict[str, Literal["female", "male"]] = {
    "alloy": "female",
    "ash": "male",
    "ballad": "male",
    "cedar": "male",
    "coral": "female",
    "echo": "male",
    "fable": "male",
    "marin": "female",
    "nova": "female",
    "onyx": "male",
    "sage": "female",
    "shimmer": "female",
    "verse": "male",
}
"""The thirteen built-in voices, and how they sound to most people."""
