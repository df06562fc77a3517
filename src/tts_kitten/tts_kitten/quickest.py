"""The quickest version of a graph that the runtime takes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from . import kernel
from .graph import BadGraph, Graph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CPU", "EDITION", "quickest"]

EDITION = 4
"""Another number whenever a graph is rewritten differently: what was kept of it is made anew then."""
CPU = ("CPUExecutionProvider",)
"""The execution provider that is always there, alone."""

logger = logging.getLogger("tts_kitten")


def quickest(
    data: bytes,
    threads: int,
    providers: Sequence[str],
    warm: NDArray[np.float32],
    ending: Sequence[int],
    *,
    keep: Path | None = None,
) -> Graph:
    """
    Load the graph as it runs fastest and run it once, or else as it was published.

    What is done to it is right for the shapes that a KittenTTS model has. In a graph that has others,
    the runtime refuses it in that first run. In *keep* the runtime writes what it made ready.
    """
    refused = BadGraph("there is no version of it")
    for model, operators in _versions(data, providers):
        try:
            graph = Graph(model, threads=threads, providers=providers, operators=operators, keep=keep)
            graph.warm_up(warm, ending)
        except BadGraph as error:  # The last is as it was published, and its error says what is wrong.
            logger.info("onnxruntime refuses a quicker version of the graph, or the graph: %s", error)
            refused = error
        else:
            return graph
    raise refused


def _versions(data: bytes, providers: Sequence[str]) -> Iterator[tuple[bytes, Path | None]]:
    """Yield the graph in ever plainer versions, with the library of the operators that each asks for."""
    from .faster import faster  # Only here: a graph that is kept needs none of it.

    quick = faster(data, own=tuple(providers) == CPU and kernel.library() is not None)
    if operators := kernel.library_for(quick):
        yield quick, operators
        quick = faster(data)
    if quick is not data:
        yield quick, None
    yield data, None
