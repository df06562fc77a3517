"""
The functions an application calls. Without a registry of its own it shares the default one.

The rooms below are entered inside the functions: who only lists models does not load what speaks.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Iterable, Sequence
    from typing import Unpack

    from .aio import AsyncSpeechStream
    from .card import Gender, LoadOptions, ModelCard, Voice
    from .errors import TTSError
    from .model import Model
    from .pipeline import SpeechStream
    from .pipeline.explain import Explanation
    from .registry import Registry
    from .request import Request, RequestFields, TextIn
    from .speech import Speech

__all__ = [
    "astream",
    "asynthesize",
    "awarm",
    "default_registry",
    "explain",
    "model_for",
    "models",
    "register",
    "stream",
    "synthesize",
    "voices",
    "warm",
]


@cache
def default_registry() -> Registry:
    """Return the registry that the functions of this module use: every installed plugin's models."""
    from .registry import Registry

    return Registry.installed()


@overload
def synthesize(  # type: ignore[overload-overlap]  # a str is one text, and no sequence of them
    text: str | Request, /, *, registry: Registry | None = None, **fields: Unpack[RequestFields]
) -> Speech: ...
@overload
def synthesize(  # type: ignore[overload-overlap]  # a list is no text in fragments; an iterator is one
    text: Sequence[str | Request],
    /,
    *,
    errors: Literal["raise"] = "raise",
    registry: Registry | None = None,
    **fields: Unpack[RequestFields],
) -> list[Speech]: ...
@overload
def synthesize(
    text: Sequence[str | Request],
    /,
    *,
    errors: Literal["keep"],
    registry: Registry | None = None,
    **fields: Unpack[RequestFields],
) -> list[Speech | TTSError | ValueError]: ...
@overload
def synthesize(
    text: Iterable[str] | AsyncIterable[str],
    /,
    *,
    registry: Registry | None = None,
    **fields: Unpack[RequestFields],
) -> Speech: ...
def synthesize(
    text: Any,
    /,
    *,
    errors: Literal["raise", "keep"] = "raise",
    registry: Registry | None = None,
    **fields: Unpack[RequestFields],
) -> Any:
    """
    Speak *text* and return the whole Speech; of a list of texts or requests, a list of speeches.

    The keywords are the fields of `Request`: model, voice, speed, language, options, normalize,
    markup, lexicon, pauses, longest, effects, load. Of a list, the first error ends all, unless
    `errors="keep"` lets it stand in the place of its speech.
    """
    if isinstance(text, list | tuple):
        from .pipeline.many import speak_many

        return speak_many(_requests(text, fields), registry or default_registry(), keep=errors == "keep")
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


@overload
async def asynthesize(  # type: ignore[overload-overlap]  # as above
    text: str | Request, /, *, registry: Registry | None = None, **fields: Unpack[RequestFields]
) -> Speech: ...
@overload
async def asynthesize(  # type: ignore[overload-overlap]  # as above
    text: Sequence[str | Request],
    /,
    *,
    errors: Literal["raise"] = "raise",
    registry: Registry | None = None,
    **fields: Unpack[RequestFields],
) -> list[Speech]: ...
@overload
async def asynthesize(
    text: Sequence[str | Request],
    /,
    *,
    errors: Literal["keep"],
    registry: Registry | None = None,
    **fields: Unpack[RequestFields],
) -> list[Speech | TTSError | ValueError]: ...
@overload
async def asynthesize(
    text: Iterable[str] | AsyncIterable[str],
    /,
    *,
    registry: Registry | None = None,
    **fields: Unpack[RequestFields],
) -> Speech: ...
async def asynthesize(
    text: Any,
    /,
    *,
    errors: Literal["raise", "keep"] = "raise",
    registry: Registry | None = None,
    **fields: Unpack[RequestFields],
) -> Any:
    """Do what `synthesize` does without blocking the event loop. Cancelling the task stops the model."""
    from .aio import abegun, aspeak_many

    def held() -> Registry:
        return registry or default_registry()

    if isinstance(text, list | tuple):
        from asyncio import to_thread

        requests = await to_thread(_requests, text, fields)
        return await aspeak_many(requests, held(), keep=errors == "keep")
    async with await abegun(text, fields, held) as pieces:
        return await pieces.collect()


def astream(
    text: TextIn | Request, /, *, registry: Registry | None = None, **fields: Unpack[RequestFields]
) -> AsyncSpeechStream:
    """
    Return the pieces of *text*'s speech for `async for`.

    *text* may also be an asynchronous iterator of fragments. A bad request fails here, on the call, as
    far as that can be told at once (after `warm`, that is all but a text without words); what takes
    its time is done off the event loop, and fails when the first piece is awaited, or on `async with`.
    """
    from .aio import abegin

    return abegin(text, fields, lambda: registry or default_registry())


def explain(
    text: str | Request, /, *, registry: Registry | None = None, **fields: Unpack[RequestFields]
) -> Explanation:
    """Say what would be said for *text*, and how, without saying it."""
    from .pipeline.explain import explained
    from .request import request

    return explained(request(text, fields), registry or default_registry())


def _requests(texts: Sequence[Any], fields: RequestFields) -> list[Request]:
    from .request import Request, request

    return [each if isinstance(each, Request) else request(each, fields) for each in texts]


def warm(
    model: str | None = None,
    *,
    language: str | None = None,
    load: LoadOptions | None = None,
    registry: Registry | None = None,
) -> None:
    """Load what the first speech would have to wait for: plugins, model, text front end, encoder."""
    from .card import LoadOptions
    from .pipeline.warm import warmed
    from .request import Request

    asked = Request(text="one", model=model, language=language, load=load or LoadOptions())
    warmed(asked, registry or default_registry())


async def awarm(
    model: str | None = None,
    *,
    language: str | None = None,
    load: LoadOptions | None = None,
    registry: Registry | None = None,
) -> None:
    """Do what `warm` does without blocking the event loop."""
    from asyncio import to_thread

    await to_thread(warm, model, language=language, load=load, registry=registry)


def model_for(
    text: TextIn | Request, /, *, registry: Registry | None = None, **fields: Unpack[RequestFields]
) -> ModelCard:
    """Return the card of the model that would speak a request: the best that can do all of it."""
    from .pipeline.fallback import resolve_first
    from .request import request

    return resolve_first(request(text, fields), registry or default_registry()).card


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
    listed = held.voices(held.model(model)) if model is not None else held.all_voices()
    return [
        voice
        for voice in listed
        if (language is None or voice.speaks(language)) and gender in (None, voice.gender)
    ]


def register(model: Model, *, replace: bool = False) -> None:
    """Add a model of the application's own to the default registry."""
    default_registry().register(model, replace=replace)
