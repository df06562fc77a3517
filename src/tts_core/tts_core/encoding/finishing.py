"""The end of a file of sound."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from .encoder import Encoder

__all__ = ["finish_file"]


def finish_file(out: IO[bytes], encoder: Encoder) -> None:
    """Write what is left of a stream to *out*, and into a whole file the sizes at its beginning."""
    out.write(encoder.finish())
    if header := encoder.header():
        out.seek(0)
        out.write(header)
