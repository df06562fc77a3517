"""What makes a piece of speech the one it is: everything that could change how it sounds."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING, Any

from ..sample import Sample
from ..secret import without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..card import LoadOptions
    from ..model import Model
    from ..request import Request
    from ..synthesizer import Utterance

__all__ = ["CacheKeys"]

FORM = 1
"""Raised when the same key would have to mean something else."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class CacheKeys:
    """
    A model in its exact form: its files, its plugin, the libraries under it, how it is loaded.

    Two pieces have the same key only if the same text was given to the same model in the same form
    and manner. Where the text stands in its chapter is no part of it, so that a sentence that was
    moved is the same piece still.
    """

    def __init__(self, model: Model, load: LoadOptions) -> None:
        card = model.card
        self._default_voice = card.default_voice
        self._model = {
            "form": FORM,
            "model": card.id,
            "plugin": card.plugin,
            "sample_rate": card.sample_rate,
            "files": sorted(
                [file.source, file.revision, file.name, file.sha256] for file in card.known_files
            ),
            "device": load.device,
            "providers": list(load.providers),
            "versions": dict(_versions(card.plugin)),
        }

    def key(self, utterance: Utterance) -> str:
        """Return the name under which the rendering of *utterance* is kept."""
        said: dict[str, Any] = {
            "text": utterance.text,
            "voice": utterance.voice,
            "speed": utterance.speed,
            "language": utterance.language,
            "options": without_secrets(utterance.options),
            "phonemes": [[each.start, each.end, each.ipa] for each in utterance.phonemes],
            "continues": utterance.continues,
        }
        if utterance.sample is not None:
            said["sample"] = [utterance.sample.sha256, utterance.sample.text]
        return _hashed([self._model, said])

    def request_key(self, request: Request, more: Sequence[Any] = ()) -> str:
        """Return a name for all that *request* makes, and *more* that it is made with."""
        voice = request.voice
        said = {
            "text": request.text,
            "voice": voice.particulars() if isinstance(voice, Sample) else voice or self._default_voice,
            "speed": float(request.speed),
            "language": request.language,
            "options": without_secrets(request.options),
            "particulars": request.particulars(),
        }
        return _hashed([self._model, said, *more])


def _hashed(made_of: list[Any]) -> str:
    return hashlib.sha256(json.dumps(made_of, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _versions(plugin: str) -> Iterator[tuple[str, str]]:
    """Name the core, the plugin and what the plugin stands on, each with its version."""
    for name in sorted({"tts-core", "numpy", plugin, *_required(plugin)} - {""}):
        try:
            yield name, version(name)
        except PackageNotFoundError:  # An extra that is not installed, or no distribution's own name.
            continue


def _required(plugin: str) -> Iterator[str]:
    try:
        requirements = requires(plugin) if plugin else None
    except PackageNotFoundError:  # Registered by an application under a name of its own.
        return
    for requirement in requirements or ():
        if found := _NAME.match(requirement):
            yield found[0]
