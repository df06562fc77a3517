"""The models that this plugin offers: the public voices, and those that a reference names."""

from __future__ import annotations

import re
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tts_core import (
    Feature,
    Licence,
    LoadOptions,
    ModelCard,
    ModelFile,
    ModelUnavailable,
    Option,
    Voice,
    files,
)
from tts_onnx.plugin.card import FEATURES, SEED, SPEEDS, made
from tts_onnx.plugin.config import read
from tts_onnx.session.devices import processors

from .catalogue import CARD, REPOSITORY, entries
from .config import parsed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tts_core import Model, Synthesizer

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
_KNOBS = (
    ("noise", 0.0, 2.0, "How lively it sounds: the noise in the sound."),
    ("noise_w", 0.0, 2.0, "How much the lengths of sounds vary."),
    ("length", 0.25, 4.0, "How long its sounds are; the speed divides it."),
)
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
    config = read(graph.with_name(names[0]), reference, parsed, "put the .onnx.json beside its .onnx")
    return _model(
        reference,
        tuple(ModelFile(name=name, folder=graph.parent) for name in names),
        language=config.language,
        reads_text=not config.reader,
        weights=_licence_beside(graph),
        sample_rate=config.sample_rate,
        voices=_voices(config, graph.stem),
        description=f"The voice in {graph}.",
        size=250_000_000,
        listed=False,
    )


def _public(entry: Entry, where: Sequence[ModelFile]) -> Model:
    name, language = f"piper-{entry.key}", entry.code.replace("_", "-")
    known = (Voice(id=entry.name, name=entry.name, language=language),)
    return _model(
        name,
        where,
        language=language,
        reads_text=entry.reads_text,
        weights=entry.licence,
        sample_rate=16_000 if entry.quality in _LOW_RATES else 22_050,
        voices=partial(_speakers, name, where[0]) if entry.has_speakers else known,
        description=f"Piper's voice {entry.name} in {entry.quality} quality.",
        size=_MEGABYTES[entry.quality] * 1_000_000,
        homepage=f"https://huggingface.co/{REPOSITORY}/blob/main/{entry.folder}/MODEL_CARD",
        rank=_RANKS[entry.quality],
    )


def _model(
    name: str, where: Sequence[ModelFile], *, language: str, reads_text: bool, weights: str, **own: Any
) -> Model:
    """Return a voice's model: what is the same for all of them, and what is its *own*."""
    features = FEATURES | {Feature.DETERMINISTIC}
    card = ModelCard(
        id=name,
        label=name,
        languages=(language,),
        limit=LIMIT,
        best=BEST,
        first=FIRST,
        concurrency=processors(),
        features=features - {Feature.PHONEMES} if reads_text else features,
        speeds=SPEEDS,
        options=(*(_knob(*knob) for knob in _KNOBS), SEED),
        files=tuple(where),
        licence=Licence(code="MIT", weights=weights, g2p="" if reads_text else "GPL-3.0-or-later"),
        pros=("the first sound after a fraction of a second",),
        cons=("each voice has a licence of its own",),
        **own,
    )
    return made(card, _load)


def _knob(name: str, least: float, most: float, doc: str) -> Option:
    said = f"{doc} Unless given, what the voice says is its own."
    return Option(name=name, type=float, min=least, max=most, doc=said)


def _load(name: str, options: LoadOptions) -> Synthesizer:
    from .loading import load

    return load(name, options)


def _speakers(name: str, file: ModelFile, options: LoadOptions) -> tuple[Voice, ...]:
    """List the speakers of a voice by its configuration, which is brought for it."""
    small = ModelCard(id=name, sample_rate=16_000, files=(file,))
    return _voices(read(files.fetch(small, options)[file.name], name, parsed), name)


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
