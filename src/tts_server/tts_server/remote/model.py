"""Making a model of its settings."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag

from tts_core import Feature, Licence, Model, ModelCard, ModelUnavailable

from .settings import RemoteSettings
from .voices import VoiceListing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tts_core import LoadOptions, Synthesizer

    from .clock import Clock

__all__ = ["model_of", "model_of_settings", "remote_model"]

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

    The other fields are those of RemoteSettings: voice, api_key, max_parallel, timeouts and so on.
    """
    known = {each.name for each in dataclasses.fields(RemoteSettings)} - {"id", "urls", "model"}
    for name in fields:
        if name not in known:
            raise TypeError(f"remote_model() takes no {name!r}; it takes {', '.join(sorted(known))}")
    addresses = (urls,) if isinstance(urls, str) else tuple(urls)
    return model_of_settings(RemoteSettings(id=id, urls=addresses, model=remote_model, **fields), clock)


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
    return model_of_settings(RemoteSettings(id=reference, urls=(url,), model=name or "tts-1"))


def model_of_settings(settings: RemoteSettings, clock: Clock | None = None) -> Model:
    """Make the model; nothing is connected yet."""
    listing = VoiceListing(settings)

    def load(options: LoadOptions) -> Synthesizer:
        if options.offline:
            raise ModelUnavailable(settings.id, "it is spoken by other machines", "load it without offline")
        from .synthesizer import RemoteSynthesizer

        return RemoteSynthesizer(settings, listing, clock)

    return Model(_card(settings, listing), load)


def _card(settings: RemoteSettings, listing: VoiceListing) -> ModelCard:
    several = len(settings.urls) > 1 or settings.concurrency > settings.max_parallel
    replicas = "several servers" if several else "a server"
    features = {Feature.CANCEL}
    features |= {Feature.SPEED} if settings.speed else set()
    features |= {Feature.TIMINGS} if settings.timings else set()
    return ModelCard(
        id=settings.id,
        label=settings.label or settings.id,
        description=settings.description
        or f"{settings.model}, spoken by {replicas} over the OpenAI speech API.",
        sample_rate=settings.sample_rate,
        voices=listing,
        default_voice=settings.voice,
        limit=settings.limit,
        best=min(settings.best, settings.limit),
        first=min(settings.first, settings.limit),
        concurrency=settings.concurrency,
        features=frozenset(features),
        licence=Licence(code="MIT", weights="as whoever runs the server says"),
        pros=("another machine does the work",),
        cons=("the text leaves this machine",),
        rank=settings.rank,
    )
