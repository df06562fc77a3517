"""How a model is found again in the process that it is to have to itself."""

from __future__ import annotations

import pickle
from functools import partial
from typing import TYPE_CHECKING

from ..errors import ModelUnavailable
from ..isolated import IsolatedSynthesizer, end_processes
from .threads import do_at_last

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..card import LoadOptions
    from ..model import Model
    from ..synthesizer import Synthesizer

__all__ = ["load_isolated"]


def load_isolated(model: Model, options: LoadOptions) -> IsolatedSynthesizer:
    """Load *model* in a process of its own: by its function, or by its name where its plugin has it."""
    do_at_last(end_processes)
    return IsolatedSynthesizer(model.card.id, _importable(model), options)


def _importable(model: Model) -> Callable[[LoadOptions], Synthesizer]:
    try:
        pickle.dumps(model.load)
        why = "it is in the program's own file" if model.load.__module__ == "__main__" else ""
    except Exception as error:  # Whatever the function holds on to may refuse in its own manner.
        why = str(error)
    if not why:
        return model.load
    if model.card.plugin:
        return partial(_load_installed, model.card.id)
    raise ModelUnavailable(
        model.card.id,
        f"no other process can import what loads it: {why}",
        "let its load be a function of a module or functools.partial of one, or do not isolate it",
    )


def _load_installed(name: str, options: LoadOptions) -> Synthesizer:
    """Load the model called *name*, in another process, as its plugin brings it there."""
    from . import Registry

    return Registry.installed().model(name).load(options)
