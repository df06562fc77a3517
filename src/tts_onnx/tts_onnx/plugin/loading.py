"""From verified files to what speaks: what all plugins do the same on the way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, ParamSpec

from tts_core import ModelUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["beside", "usable"]

P = ParamSpec("P")


@contextmanager
def beside(work: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> Iterator[None]:
    """Do *work* while the block loads a graph: the runtime leaves a processor free."""
    with ThreadPoolExecutor(1, "tts-onnx load") as thread:
        done = thread.submit(work, *args, **kwargs)
        yield
        done.result()


@contextmanager
def usable(model: str, file: Path) -> Iterator[None]:
    """Say of which *model*, and in which *file*, it is that the block finds wrong."""
    try:
        yield
    except ValueError as error:
        raise ModelUnavailable(model, f"its {file.name} cannot be used: {error}") from error
