"""The models that this plugin offers: the public forms of Kokoro, and those that a reference names."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tts_core import (
    Feature,
    Licence,
    LoadOptions,
    Model,
    ModelCard,
    ModelFile,
    ModelUnavailable,
    Option,
    files,
)
from tts_hibari.catalogue import READING
from tts_onnx.file.summary import interface, summarize
from tts_onnx.session.devices import processors
from tts_onnx.session.processor import multiplies_bytes

from .catalogue import FORMS, REPOSITORY, grades
from .contract import SAMPLE_RATE, SPEEDS
from .voices import beside, described, held, listing

if TYPE_CHECKING:
    from collections.abc import Collection

    from tts_core import Synthesizer, Voice

    from .catalogue import Form

__all__ = ["PREFIX", "here", "public", "referenced"]

PREFIX = "kokoro:"
"""How a reference to a file begins."""
ROOM, BEST, FIRST = 400, 200, 60
"""
The phonemes that one utterance may have, with which it is best, and after which the first sound is wanted.

Its makers say that voices are best from 100 to 200, weak below 20 and in a hurry above 400.
"""
_FEATURES = frozenset({Feature.SPEED, Feature.TIMINGS, Feature.PHONEMES, Feature.CANCEL})
_SEED = Option(
    name="seed",
    type=int,
    default=0,
    min=0,
    max=2**31 - 1,
    doc="Another number, another breath between the same sounds; the same, the same samples.",
)


def public() -> list[Model]:
    """Return the model in the form that suits this machine, and each form by a name of its own."""
    suited = "int8" if multiplies_bytes() else "fp32"
    why = "which this processor is quick at" if multiplies_bytes() else "because this processor has no VNNI"
    usual = _public("kokoro", FORMS[suited], f" Here in its form {suited}, {why}.")
    return [usual, *(_public(f"kokoro-{name}", form) for name, form in FORMS.items())]


def here() -> list[Model]:
    """Return those that are here; the form that suits this machine once, by the shorter name."""
    usual, *others = public()
    named = [usual, *(each for each in others if each.card.known_files != usual.card.known_files)]
    return [model for model in named if model.is_here()]


@cache
def referenced(reference: str) -> Model | None:
    """
    Return the model that `kokoro:/path/to/model.onnx`, or a folder with one, names.

    The same reference is the same model, so that it is loaded once.
    """
    if not reference.startswith(PREFIX):
        return None
    graph = _graph_in(Path(reference.removeprefix(PREFIX)).expanduser().absolute(), reference)
    where = (ModelFile(name=graph.name, folder=graph.parent), *beside(graph, reference), *READING)
    seen = summarize(graph)
    features = set(_FEATURES) if seen.is_random else {*_FEATURES, Feature.DETERMINISTIC}
    if interface(graph).inputs.get("speed") == "tensor(int32)":
        features.remove(Feature.SPEED)  # It takes whole numbers only.
    return _model(
        reference,
        f"The model in {graph}.",
        where,
        features=frozenset(features),
        options=(_SEED,) if seen.is_random else (),
        size=2 * graph.stat().st_size + 100_000_000,
        listed=False,
    )


def _public(name: str, form: Form, description: str = "") -> Model:
    return _model(
        name,
        f"82 million parameters, 54 voices in nine languages.{description}",
        form.files,
        features=_FEATURES | {Feature.DETERMINISTIC},
        size=form.megabytes * 1_000_000,
        default_voice="af_heart",
        homepage=f"https://huggingface.co/{REPOSITORY}",
        pros=("natural voices", *form.pros),
        cons=(
            "slower than speech on a small processor",
            "slurs from a speed of 1.5 on: effects=['stretch:speed=1.5'] does not",
            *form.cons,
        ),
        rank=60,
    )


def _model(name: str, description: str, where: tuple[ModelFile, ...], **more: Any) -> Model:
    card = ModelCard(
        id=name,
        label=f"Kokoro 82M ({name})",
        description=description,
        sample_rate=SAMPLE_RATE,
        limit=ROOM,
        best=BEST,
        first=FIRST,
        concurrency=processors(),
        speeds=SPEEDS if Feature.SPEED in more["features"] else None,
        files=where,
        licence=Licence(
            code="MIT", weights="Apache-2.0", g2p="Apache-2.0; GPL-3.0-or-later for es, fr, hi, it and pt"
        ),
        **more,
    )
    card = replace(card, voices=partial(_voices, card))
    return Model(card, partial(_load, card), voice_named=partial(_described, card))


def _load(card: ModelCard, options: LoadOptions) -> Synthesizer:
    from .loading import load

    return load(card.id, replace(options, files=options.files or files.fetch(card, options)))


def _names(card: ModelCard) -> Collection[str]:
    """Return the voices in the files that are here; all that there are, where they are not."""
    here = files.find(card, LoadOptions())
    return [name for name, _ in grades()] if here is None else held(here, card.id)


def _voices(card: ModelCard) -> tuple[Voice, ...]:
    names = _names(card)
    if found := listing(names):
        return found
    described(min(names), names, card.id)  # Says what would read the language of one of them.
    return ()


def _described(card: ModelCard, name: str) -> Voice | None:
    return described(name, _names(card), card.id)


def _graph_in(place: Path, reference: str) -> Path:
    if place.is_dir():
        found = sorted(place.glob("*.onnx")) or sorted((place / "onnx").glob("*.onnx"))
        if len(found) != 1:
            named = ", ".join(repr(each.name) for each in found) or "none"
            why = f"a folder must hold one .onnx file; {str(place)!r} holds {named}"
            raise ModelUnavailable(reference, why, f"name the file: {PREFIX}/path/to/model.onnx")
        return found[0]
    if place.suffix != ".onnx" or not place.is_file():
        why = f"{str(place)!r} is no .onnx file" if place.exists() else f"there is no file {str(place)!r}"
        raise ModelUnavailable(reference, why, f"name the model's file: {PREFIX}/path/to/model.onnx")
    return place
