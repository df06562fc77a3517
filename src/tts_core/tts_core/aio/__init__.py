"""
The asynchronous twin of the pipeline.

It drives the very same generator: what takes processor time runs on helper threads, and waiting
happens in the event loop and holds no thread.
"""

from __future__ import annotations

from .beginning import abegin, abegun, aspeak_many
from .stream import AsyncSpeechStream

__all__ = ["AsyncSpeechStream", "abegin", "abegun", "aspeak_many"]
