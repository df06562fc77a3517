"""The one door to both dialects: brackets in ordinary text, and SSML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..expression import expression
from .brackets import read_brackets
from .marks import plain

if TYPE_CHECKING:
    from .marks import Marked

__all__ = ["parse"]

_SSML = expression(r"\s*+(?:<speak(?:[\s/>]|\Z)|<\?xml\s|<!DOCTYPE\s)", re.IGNORECASE)


def parse(text: str) -> Marked:
    """
    Lift the markup out of a text: SSML where it begins with `<speak` (or as XML does), brackets otherwise.

    Broken markup raises ValueError with its place and how to put it right.
    """
    if _SSML.match(text):
        from .ssml import read_ssml  # The XML parser is loaded for those who write XML.

        return read_ssml(text)
    return read_brackets(text) if "[" in text or "\\]" in text else plain(text)
