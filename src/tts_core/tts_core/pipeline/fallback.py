"""Which of several models speaks: the first that can be had."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import ModelUnavailable, TTSError, UnknownModel
from .resolve import ResolvedRequest, resolve

if TYPE_CHECKING:
    from ..registry import Registry
    from ..request import Request

__all__ = ["first_to_be_had"]


def first_to_be_had(request: Request, registry: Registry) -> ResolvedRequest:
    """
    Answer every question of *request* for the first of its models that is known, here, and loads.

    It is loaded before a word is spoken, so that nobody hears one voice begin and another go on. What
    a model that can be had cannot do is an error, as it is without the others.
    """
    passed_over: dict[str, str] = {}
    first: TTSError | None = None
    for name in request.model or ():
        try:
            resolved = resolve(replace(request, model=name), registry)
            lease = registry.claim(resolved.model, resolved.load)
            try:
                lease.loading.result()
            finally:
                lease.release()
        except (UnknownModel, ModelUnavailable) as error:
            first = first or error
            passed_over[name] = str(error)
        else:
            if not passed_over:
                return resolved
            return replace(resolved, chosen="fallback", passed_over=passed_over)
    if first is None:  # A request has none without a name.
        raise ValueError("model must name at least one model")
    raise first.with_advice(f"None of the models can be had: {', '.join(passed_over)}.")
