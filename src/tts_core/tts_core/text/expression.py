"""Regular expressions that cost nothing before they are used: most texts need few of the many there are."""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["compile_all", "expression"]

_waiting: list[_Uncompiled] = []
"""Those that were made since all were compiled last."""


class _Uncompiled:
    """Stands in for a compiled expression, and compiles it when it is first asked for anything."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags
        _waiting.append(self)

    def __getattr__(self, name: str) -> Any:
        if name == "_pattern":
            self._pattern = re.compile(self._source, self._flags)
            return self._pattern
        found = getattr(self._pattern, name)
        setattr(self, name, found)  # From now on this is not asked again.
        return found


def expression(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the regular expression *source*, to be compiled on its first use."""
    return cast("re.Pattern[str]", _Uncompiled(source, flags))


def compile_all() -> None:
    """Compile every expression of the modules that are imported, for who would not wait for one later."""
    while _waiting:
        _waiting.pop()._pattern  # noqa: B018  (asking is what compiles)
