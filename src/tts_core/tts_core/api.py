"""
The functions an application calls. Without a registry of its own it shares the default one.

The rooms below are entered inside the functions: who only lists models does not load what speaks.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Unpack

    from .aio import AsyncSpeechStream
    from .card import Gender, ModelCard, Voice
    from .model import Model
    from .pipeline import SpeechStream
    from .pipeline.explain import Explanation
    from .registry import Registry
    from .request import Request, RequestFields, TextIn
    from .speech import Speech

__all__ = [
    "astream",
    "asynthesize",
    "default_registry",
    "explain",
    "models",
    "register",
    "stream",
    "synthesize",
    "voices",
]


@cache
def default_registry() -> Registry:
    """Return the registry that the functions of this module use: every installed plugin's models."""
    from .registry import Registry

    return Registry.installed()


def synthesize(
    text: TextIn | Request, /, *, registry: Registry | None = None, **fields: Unpack[RequestFields]
) -> Speech:
    """
    Speak *text* and return the whole Speech.

    The keywords are the fields of `Request`: model, voice, speed, language, options, normalize,
    markup, lexicon, pauses, load.
    """
    with stream(text, registry=registry, **fields) as pieces:
        return pieces.collect()


def stream(
    text: TextIn | Request, /, *, registry: Registry | None = None, **fields: Unpack[RequestFields]
) -> SpeechStream:
    """
    Return the pieces of *text*'s speech as they are made.

    *text* may be an iterator of fragments, such as the tokens of a language model: each sentence is
    spoken as soon as it is whole. A bad request fails here, not at the first piece.
    """
    from .imports import import_whole

    import_whole("numpy")
    from .pipeline import begin
    from .request import request

    return begin(request(text, fields), registry or default_registry())


async def asynthesize(
    text: TextIn | Request, /, *, registry: Registry | None = None, **fields: Unpack[RequestFields]
) -> Speech:
    """Speak *text* without blocking the event loop. Cancelling the task stops the model."""
    from .imports import import_whole

    import_whole("numpy")
    from .aio import abegun
    from .request import request

    async with await abegun(request(text, fields), registry or default_registry()) as pieces:
        return await pieces.collect()


def astream(
    text: TextIn | Request, /, *, registry: Registry | None = None, **fields: Unpack[RequestFields]
) -> AsyncSpeechStream:
    """
    Return the pieces of *text*'s speech for `async for`.

    *text* may also be an asynchronous iterator of fragments. A bad request fails here, on the call.
    """
    from .imports import import_whole

    import_whole("numpy")
    from .aio import abegin
    from .request import request

    return abegin(request(text, fields), registry or default_registry())


def explain(
    text: str | Request, /, *, registry: Registry | None = None, **fields: Unpack[RequestFields]
) -> Explanation:
    """Say what would be said for *text*, and how, without saying it."""
    from .pipeline.explain import explained
    from .request import request

    return explained(request(text, fields), registry or default_registry())


def models(*, registry: Registry | None = None) -> list[ModelCard]:
    """Return the card of every model that can be asked for, best first. Loads nothing."""
    return [model.card for model in (registry or default_registry()).models()]


def voices(
    model: str | None = None,
    *,
    language: str | None = None,
    gender: Gender | None = None,
    registry: Registry | None = None,
) -> list[Voice]:
    """
    Return the voices of one model, or of all, that speak *language* and are of *gender*.

    "en" finds every English; "en-GB" finds British voices and those that say only "en".
    """
    held = registry or default_registry()
    asked = [held.model(model)] if model is not None else held.models()
    return [
        voice
        for each in asked
        for voice in held.voices(each)
        if (language is None or voice.speaks(language)) and gender in (None, voice.gender)
    ]


def register(model: Model, *, replace: bool = False) -> None:
    """Add a model of the application's own to the default registry."""
    default_registry().register(model, replace=replace)
