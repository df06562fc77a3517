"""The quickest version of a graph that the runtime takes: kept, rewritten, or as it was published."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from .kept import Kept, Trial
from .session import BadGraph, Session
from .versions import CPU, quickest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from .devices import Provider
    from .session import Contract

__all__ = ["open_session"]

logger = logging.getLogger("tts_onnx")


def open_session(
    file: Path,
    contract: Contract,
    trial: Trial,
    *,
    threads: int,
    providers: Sequence[Provider],
    prepared: Callable[[bytes], bytes] | None = None,
) -> Session:
    """
    Load the graph in *file*: what is kept of it where that was asked for and is valid, else itself.

    *prepared* adds what the contract asks for and the file was published without. What was asked to be
    kept and is stale is kept anew; the model speaks all the same if that cannot be.
    """
    kept = Kept(file)
    on_cpu = tuple(providers) == CPU
    wanted = on_cpu and kept.is_wanted
    if wanted and kept.is_valid():
        try:
            session = kept.load(contract, threads)
            session.try_on(trial.first)
        except (BadGraph, OSError) as error:
            logger.warning("%s is made anew, because it cannot be used: %s", kept.path, error)
        else:
            return session
    data = file.read_bytes() if prepared is None else prepared(file.read_bytes())
    session = quickest(data, contract, trial.first, threads=threads, providers=providers)
    logger.info("%s: rewritten: %s", file.name, session.rewritten)
    if wanted:
        try:
            kept.make(data, contract, trial, threads)
            session.kept = "from the next time on"
        except (BadGraph, OSError) as error:
            session.kept = f"no: {error}"
            logger.warning("%s is stale and cannot be made anew: %s", kept.path, error)
    elif on_cpu and (why := kept.distrust):
        session.kept = f"no: {why}"
        logger.warning("what is kept of %s is not used: %s", file, why)
    return session
