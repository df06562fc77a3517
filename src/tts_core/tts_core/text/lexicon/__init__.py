"""How words are to be said: respellings and IPA, found as whole words."""

from __future__ import annotations

from .entry import Entry
from .lexicon import Lexicon

__all__ = ["Entry", "Lexicon"]
