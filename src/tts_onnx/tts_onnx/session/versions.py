"""The versions of a graph, from the quickest to the one that was published, and the first that runs."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from .. import kernel
from .processor import multiplies_bytes
from .session import BadGraph, Session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from .devices import Provider
    from .session import Contract, Feeds

__all__ = ["CPU", "EDITION", "quickest"]

EDITION = 7
"""Another number whenever a graph is rewritten differently: what was kept of it is made anew then."""
CPU = ("CPUExecutionProvider",)
"""The execution provider that is always there, alone."""

logger = logging.getLogger("tts_onnx")


def quickest(
    data: bytes,
    contract: Contract,
    first: Feeds,
    *,
    threads: int,
    providers: Sequence[Provider],
    keep: Path | None = None,
) -> Session:
    """
    Load the graph as it runs fastest and run it once on *first*, or else as it was published.

    What is done to it is right for the shapes that were known. In a graph that has others,
    the runtime refuses it in that first run. In *keep* the runtime writes what it made ready.
    """
    refused = BadGraph("there is no version of it")
    for model, operators, rewritten in _versions(data, contract, providers):
        try:
            session = Session(
                model,
                contract,
                threads=threads,
                providers=providers,
                operators=operators,
                rewritten=rewritten,
                keep=keep,
            )
            session.try_on(first)
        except BadGraph as error:  # The last is as it was published, and its error says what is wrong.
            logger.info("onnxruntime refuses a quicker version of the graph, or the graph: %s", error)
            refused = error
        else:
            return session
    raise refused


def _versions(
    data: bytes, contract: Contract, providers: Sequence[Provider]
) -> Iterator[tuple[bytes, Path | None, str]]:
    """Yield the graph in ever plainer versions, with the library of the operators that each asks for."""
    if not contract.rewritten:
        yield data, None, "as published"
        return
    from ..rewrite.passes import rewrite  # Only here: a graph that is kept needs none of it.

    on_cpu = tuple(providers) == CPU
    floats = on_cpu and not multiplies_bytes()
    quick = rewrite(data, own=on_cpu and kernel.library() is not None, floats=floats)
    if operators := kernel.library_for(quick.data):
        yield quick.data, operators, str(quick)
        quick = rewrite(data, floats=floats)
    if quick.matched:
        yield quick.data, None, str(quick)
        yield data, None, "as published, because the runtime refuses it rewritten"
    else:
        yield data, None, str(quick)
