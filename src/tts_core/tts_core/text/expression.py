"""Regular expressions that cost nothing before they are used: most texts need few of the many there are."""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["expression"]


class _Uncompiled:
    """Stands in for a compiled expression, and compiles it when it is first asked for anything."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)  # From now on this is not asked again.
        return found


def expression(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the regular expression *source*, to be compiled on its first use."""
    return cast("re.Pattern[str]", _Uncompiled(source, flags))
