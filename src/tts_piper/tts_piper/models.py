"""The models that this plugin offers: the public voices, and those that a reference names."""

from __future__ import annotations

import re
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tts_core import (
    Feature,
    Licence,
    LoadOptions,
    Model,
    ModelCard,
    ModelFile,
    ModelUnavailable,
    Voice,
    files,
)
from tts_onnx.session.devices import processors

from .catalogue import CARD, REPOSITORY, entries
from .config import read_config
from .options import OPTIONS, SPEEDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tts_core import Synthesizer

    from .catalogue import Entry
    from .config import Config

__all__ = ["PREFIX", "here", "public", "referenced"]

PREFIX = "piper:"
"""How a reference to a file begins."""
BEST, FIRST, LIMIT = 200, 100, 500
"""
The symbols with which a run is best, after which the first sound is wanted, and that are the most.

It learned from single sentences; the first piece of a run is heard before the whole is made.
"""
_MEGABYTES = {"x_low": 130, "low": 230, "medium": 230, "high": 350}
_RANKS = {"x_low": 26, "low": 28, "medium": 30, "high": 32}
_LOW_RATES = ("x_low", "low")
_LICENSED = re.compile(r"^\W*licen[cs]e\W*\s(?P<licence>.+)$", re.IGNORECASE | re.MULTILINE)


def here() -> list[Model]:
    """Return the public voices that are here; only those are looked at."""
    held = files.in_cache(REPOSITORY, LoadOptions())
    found = []
    for entry in entries():
        if entry.package and find_spec(entry.package.partition(".")[0]):
            found.append(_public(entry, entry.packaged()))
        elif held and held.issuperset(file.name for file in entry.on_the_hub()):
            found.append(_public(entry, entry.on_the_hub()))
    return found


def public() -> list[Model]:
    """Return every public voice, as it can be had from the hub."""
    return [_public(entry, entry.on_the_hub()) for entry in entries()]


@cache
def referenced(reference: str) -> Model | None:
    """
    Return the voice in the file that `piper:/path/to/voice.onnx` names.

    The same reference is the same model, so that it is loaded once.
    """
    if not reference.startswith(PREFIX):
        return None
    graph = Path(reference.removeprefix(PREFIX)).expanduser().absolute()
    if graph.suffix != ".onnx":
        why = f"{str(graph)!r} is no .onnx file"
        raise ModelUnavailable(reference, why, f"name the voice's file: {PREFIX}/path/to/voice.onnx")
    names = (f"{graph.name}.json", graph.name)
    config = read_config(graph.with_name(names[0]), reference)
    return _model(
        reference,
        tuple(ModelFile(name=name, folder=graph.parent) for name in names),
        language=config.language,
        sample_rate=config.sample_rate,
        voices=_voices(config, graph.stem),
        reads_text=not config.reader,
        description=f"The voice in {graph}.",
        weights=_licence_beside(graph),
        listed=False,
    )


def _public(entry: Entry, where: Sequence[ModelFile]) -> Model:
    name = f"piper-{entry.key}"
    language = entry.code.replace("_", "-")
    known = (Voice(id=entry.name, name=entry.name, language=language),)
    return _model(
        name,
        where,
        language=language,
        sample_rate=16_000 if entry.quality in _LOW_RATES else 22_050,
        voices=partial(_speakers, name, where[0]) if entry.has_speakers else known,
        reads_text=entry.reads_text,
        description=f"Piper's voice {entry.name} in {entry.quality} quality.",
        weights=entry.licence,
        size=_MEGABYTES[entry.quality] * 1_000_000,
        homepage=f"https://huggingface.co/{REPOSITORY}/blob/main/{entry.folder}/MODEL_CARD",
        rank=_RANKS[entry.quality],
    )


def _model(
    name: str,
    where: Sequence[ModelFile],
    *,
    language: str,
    reads_text: bool,
    weights: str,
    size: int = 250_000_000,
    **card: object,
) -> Model:
    features = {Feature.SPEED, Feature.TIMINGS, Feature.CANCEL, Feature.DETERMINISTIC}
    return Model(
        ModelCard(
            id=name,
            label=name,
            languages=(language,),
            limit=LIMIT,
            best=BEST,
            first=FIRST,
            concurrency=processors(),
            features=frozenset(features if reads_text else features | {Feature.PHONEMES}),
            speeds=SPEEDS,
            options=OPTIONS,
            files=tuple(where),
            size=size,
            licence=Licence(code="MIT", weights=weights, g2p="" if reads_text else "GPL-3.0-or-later"),
            pros=("the first sound after a fraction of a second",),
            cons=("each voice has a licence of its own",),
            **card,  # type: ignore[arg-type]  # what a card has besides
        ),
        partial(_load, name),
    )


def _load(name: str, options: LoadOptions) -> Synthesizer:
    from .loading import load

    return load(name, options)


def _speakers(name: str, file: ModelFile, options: LoadOptions) -> tuple[Voice, ...]:
    """List the speakers of a voice by its configuration, which is brought for it."""
    small = ModelCard(id=name, sample_rate=16_000, files=(file,))
    found = files.fetch(small, options)
    return _voices(read_config(found[file.name], name), name)


def _voices(config: Config, name: str) -> tuple[Voice, ...]:
    named = config.speakers or (name,)
    return tuple(Voice(id=each, name=each, language=config.language) for each in named)


def _licence_beside(graph: Path) -> str:
    """Return the licence that the MODEL_CARD beside a voice names."""
    try:
        told = _LICENSED.search(graph.with_name("MODEL_CARD").read_text("utf-8", "replace"))
    except OSError:
        return CARD
    return f"{told['licence'].strip()}, {CARD}" if told else CARD
