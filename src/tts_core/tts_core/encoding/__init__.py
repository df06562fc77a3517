"""
Every format, streamed or whole.

Importing this imports no library; opening an encoder imports the one it needs.
"""

from __future__ import annotations

from .chapters import Chapter
from .encoder import Encoder, encode, open_encoder
from .formats import FORMATS, Format, FormatOption, format_for, format_of
from .readtags import read_tags
from .resample import Resampler
from .tags import Tags

__all__ = [
    "FORMATS",
    "Chapter",
    "Encoder",
    "Format",
    "FormatOption",
    "Resampler",
    "Tags",
    "encode",
    "format_for",
    "format_of",
    "open_encoder",
    "read_tags",
]
