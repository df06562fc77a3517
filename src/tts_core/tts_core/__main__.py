"""The tts-core command: `python -m tts_core`."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

__all__ = ["main"]

_INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command; Ctrl-C is no fault, not even while the command itself is imported."""
    # numpy would start threads for linear algebra, which nobody does: a seventh of a short command's work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from .cli import main as command

        command()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        raise SystemExit(_INTERRUPTED) from None


if __name__ == "__main__":
    main()
