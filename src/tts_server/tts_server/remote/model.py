"""Making a model of a fleet."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag

from tts_core import Feature, Licence, Model, ModelCard, ModelUnavailable

from .fleet import Fleet
from .voices import Listing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tts_core import LoadOptions, Synthesizer

    from .clock import Clock

__all__ = ["model_of", "model_of_fleet", "remote_model"]

PREFIX = "remote:"


def remote_model(
    id: str,  # noqa: A002  (the card's own word)
    urls: str | Iterable[str],
    *,
    remote_model: str = "tts-1",
    clock: Clock | None = None,
    **fields: Any,
) -> Model:
    """
    Make a model of the servers at *urls*, which call it *remote_model*.

    The other fields are those of Fleet: voice, api_key, max_parallel, timeouts and so on.
    """
    known = {each.name for each in dataclasses.fields(Fleet)} - {"id", "urls", "model"}
    for name in fields:
        if name not in known:
            raise TypeError(f"remote_model() takes no {name!r}; it takes {', '.join(sorted(known))}")
    addresses = (urls,) if isinstance(urls, str) else tuple(urls)
    return model_of_fleet(Fleet(id=id, urls=addresses, model=remote_model, **fields), clock)


@lru_cache(maxsize=64)
def model_of(reference: str) -> Model | None:
    """
    Return the model that `remote:http://host:8000#model` names; None when it is no such reference.

    Asked twice it is the same model, so that a registry loads it once. A key has no place in a
    name: a server that wants one is named in a configuration.
    """
    if not reference.startswith(PREFIX):
        return None
    url, name = urldefrag(reference.removeprefix(PREFIX))
    return model_of_fleet(Fleet(id=reference, urls=(url,), model=name or "tts-1"))


def model_of_fleet(fleet: Fleet, clock: Clock | None = None) -> Model:
    """Make the model; nothing is connected yet."""
    listing = Listing(fleet)

    def load(options: LoadOptions) -> Synthesizer:
        if options.offline:
            raise ModelUnavailable(fleet.id, "it is spoken by other machines", "load it without offline")
        from .synthesizer import RemoteSynthesizer

        return RemoteSynthesizer(fleet, listing, clock)

    return Model(_card(fleet, listing), load)


def _card(fleet: Fleet, listing: Listing) -> ModelCard:
    replicas = f"{len(fleet.urls)} servers" if len(fleet.urls) > 1 else "a server"
    features = {Feature.CANCEL}
    features |= {Feature.SPEED} if fleet.speed else set()
    features |= {Feature.TIMINGS} if fleet.timings else set()
    return ModelCard(
        id=fleet.id,
        label=fleet.label or fleet.id,
        description=fleet.description or f"{fleet.model}, spoken by {replicas} over the OpenAI speech API.",
        sample_rate=fleet.sample_rate,
        voices=listing,
        default_voice=fleet.voice,
        limit=fleet.limit,
        best=min(fleet.best, fleet.limit),
        first=min(fleet.first, fleet.limit),
        concurrency=fleet.concurrency,
        features=frozenset(features),
        licence=Licence(code="MIT", weights="as whoever runs the server says"),
        pros=("another machine does the work",),
        cons=("the text leaves this machine",),
        rank=fleet.rank,
    )
