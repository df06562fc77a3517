"""The models that this plugin offers: those that it knows, and those that a reference names."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tts_core import Feature, Licence, LoadOptions, ModelCard, ModelFile, ModelUnavailable, Voice, files
from tts_onnx.file.summary import summarize
from tts_onnx.plugin.card import FEATURES, SPEEDS, made
from tts_onnx.plugin.config import read
from tts_onnx.session.devices import processors

from .catalogue import CATALOGUE, USUAL_NAMES
from .config import CONFIG, parsed
from .contract import LIMIT, OPTIONS, SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tts_core import Model, Synthesizer

    from .catalogue import Entry

__all__ = ["PREFIX", "known", "referenced"]

PREFIX = "kitten:"
"""How a reference to a folder or a repository begins."""
BEST, FIRST = 200, 24
"""
The tokens with which a run is best, and after which the first sound is wanted.

A second of speech costs least from 150 to 300 tokens: below, the lead-in that every utterance pays
weighs; above, attention does, and the memory (benchmarks/kitten.py measures both).
"""

_REPOSITORY = re.compile(r"(?P<repo>[\w-][\w.-]*/[\w-][\w.-]*)(?:@(?P<revision>[\w.-]+))?")
_GENDERS: Mapping[str, Literal["female", "male"]] = {"f": "female", "m": "male"}
_FAVOURITE = "Jasper"
_LICENCE = Licence(code="MIT", weights="Apache-2.0", g2p="GPL-3.0-or-later")


def known() -> list[Model]:
    """Return every model of the catalogue."""
    return [_known(entry) for entry in CATALOGUE]


@cache
def referenced(reference: str) -> Model | None:
    """
    Return the model that `kitten:/some/folder` or `kitten:owner/repository@revision` names.

    The same reference is the same model, so that it is loaded once.
    """
    if not reference.startswith(PREFIX):
        return None
    where = reference.removeprefix(PREFIX)
    repository, folder = _REPOSITORY.fullmatch(where), Path(where).expanduser().absolute()
    is_folder = not repository or folder.is_dir()
    if repository and not is_folder:
        description = f"The repository {repository['repo']} on the Hugging Face hub."
        file = partial(ModelFile, repo=repository["repo"], revision=repository["revision"] or "main")
    else:
        description = f"The files in {folder}."
        file = partial(ModelFile, folder=folder)
    card = _card(
        id=reference,
        label=reference,
        description=description,
        files=partial(_named_by_config, reference, file),
        size=200_000_000,
        licence=replace(_LICENCE, weights=""),
        listed=False,
    )
    small = replace(card, files=partial(_named_by_config, reference, file, graph=False))
    features = _features(card) if is_folder else FEATURES
    return made(replace(card, voices=partial(_voices, card, small), features=features), _load)


def _known(entry: Entry) -> Model:
    file = partial(ModelFile, repo=entry.repo, revision=entry.revision)
    card = _card(
        id=entry.id,
        label=entry.label,
        description=entry.description,
        default_voice=USUAL_NAMES[_FAVOURITE],
        files=entry.files or partial(_named_by_config, entry.id, file),
        size=entry.megabytes * 1_000_000,
        licence=_LICENCE,
        homepage=f"https://huggingface.co/{entry.repo}",
        pros=entry.pros,
        cons=entry.cons,
        rank=entry.rank,
    )
    return made(replace(card, voices=partial(_voices, card, None)), _load)


def _card(**own: Any) -> ModelCard:
    """Return a card with what is the same for all of them, and what is a model's *own*."""
    return ModelCard(
        sample_rate=SAMPLE_RATE,
        languages=("en-US",),
        limit=LIMIT,
        best=BEST,
        first=FIRST,
        concurrency=processors(),
        features=FEATURES,
        speeds=SPEEDS,
        options=OPTIONS,
        **own,
    )


def _load(model: str, options: LoadOptions) -> Synthesizer:
    from .loading import load

    return load(model, options)


def _named_by_config(
    model: str, file: Callable[..., ModelFile], here: Mapping[str, Path], *, graph: bool = True
) -> tuple[ModelFile, ...]:
    """List a model's files: its config.json, and when that is *here*, those that it names."""
    if CONFIG not in here:
        return (file(name=CONFIG),)
    config = read(here[CONFIG], model, parsed)
    names = (CONFIG, config.voices, config.graph) if graph else (CONFIG, config.voices)
    return tuple(file(name=name) for name in names)


def _voices(card: ModelCard, small: ModelCard | None, options: LoadOptions) -> tuple[Voice, ...]:
    """
    List the voices that a model's files hold, with the names that its config gives them.

    As long as they are not here, those of a known model are what they always were; for any other
    the *small* files are fetched.
    """
    here = files.find(card, options)
    if here is None:
        if small is None:
            return _named(USUAL_NAMES.values(), USUAL_NAMES)
        here = files.fetch(small, options)
    config = read(here[CONFIG], card.id, parsed)
    return _named(_names_in(here[config.voices], card.id), config.names)


def _named(held: Iterable[str], names: Mapping[str, str]) -> tuple[Voice, ...]:
    """Make a voice of each that is held, the favourite first: it is the default."""
    friendly = {voice: name for name, voice in names.items()}
    voices = [
        Voice(
            id=each,
            name=friendly.get(each, ""),
            language="en-US",
            gender=_GENDERS.get(each.rpartition("-")[2]),
            aliases=tuple(name for name, voice in names.items() if voice == each and friendly[each] != name),
        )
        for each in held
    ]
    return tuple(sorted(voices, key=lambda voice: (voice.name != _FAVOURITE, voice.id)))


def _names_in(file: Path, model: str) -> list[str]:
    """Return the names of the arrays in a voices file, without unpacking any."""
    try:
        with zipfile.ZipFile(file) as archive:
            return [name.removesuffix(".npy") for name in archive.namelist()]
    except zipfile.BadZipFile as error:
        raise ModelUnavailable(model, f"its voices cannot be read: {error}") from error


def _features(card: ModelCard) -> frozenset[Feature]:
    """Say what the graph in a folder can do, which is not the same for every export."""
    here = files.find(card, LoadOptions())
    if here is None:
        return FEATURES
    seen = summarize(here[read(here[CONFIG], card.id, parsed).graph])
    features = set(FEATURES)
    if not seen.is_random:
        features.add(Feature.DETERMINISTIC)
    if "duration" not in seen.outputs:
        features.remove(Feature.TIMINGS)
    return frozenset(features)
