"""The models that this plugin offers: those that it knows, and those that a reference names."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

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
from tts_onnx.file.summary import summarize
from tts_onnx.session.devices import processors

from .catalogue import CATALOGUE
from .config import CONFIG, USUAL_NAMES, read_config
from .contract import LIMIT, SAMPLE_RATE
from .options import OPTIONS, SPEEDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tts_core import Synthesizer

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
_FEATURES = frozenset({Feature.SPEED, Feature.TIMINGS, Feature.PHONEMES, Feature.CANCEL})


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
    repository = _REPOSITORY.fullmatch(where)
    folder = Path(where).expanduser()
    if repository and not folder.is_dir():
        repo = repository["repo"]
        file = partial(ModelFile, repo=repo, revision=repository["revision"] or "main")
        description = f"The repository {repo} on the Hugging Face hub."
    else:
        file = partial(ModelFile, folder=folder.absolute())
        description = f"The files in {folder.absolute()}."
    card = replace(
        _common(),
        id=reference,
        label=reference,
        description=description,
        files=_named_by_config(reference, file),
        size=200_000_000,
        licence=Licence(code=_LICENCE.code, g2p=_LICENCE.g2p),
        listed=False,
    )
    small = replace(card, files=_named_by_config(reference, file, graph=False))
    features = _FEATURES if "folder" not in file.keywords else _features(card)
    return _model(replace(card, voices=partial(_voices, card, small), features=features))


def _known(entry: Entry) -> Model:
    card = replace(
        _common(),
        id=entry.id,
        label=entry.label,
        description=entry.description,
        default_voice=USUAL_NAMES[_FAVOURITE],
        files=entry.files
        or _named_by_config(entry.id, partial(ModelFile, repo=entry.repo, revision=entry.revision)),
        size=entry.megabytes * 1_000_000,
        homepage=f"https://huggingface.co/{entry.repo}",
        pros=entry.pros,
        cons=entry.cons,
        rank=entry.rank,
    )
    return _model(replace(card, voices=partial(_voices, card, None)))


def _common() -> ModelCard:
    """Return what is the same for all of them."""
    return ModelCard(
        id="kitten",
        sample_rate=SAMPLE_RATE,
        languages=("en-US",),
        limit=LIMIT,
        best=BEST,
        first=FIRST,
        concurrency=processors(),
        features=_FEATURES,
        speeds=SPEEDS,
        options=OPTIONS,
        licence=_LICENCE,
    )


def _model(card: ModelCard) -> Model:
    def load(options: LoadOptions) -> Synthesizer:
        from .loading import load

        found = options.files or files.fetch(card, options)
        return load(card.id, replace(options, files=found))

    return Model(card, load)


def _named_by_config(
    model: str, file: Callable[..., ModelFile], *, graph: bool = True
) -> Callable[[Mapping[str, Path]], tuple[ModelFile, ...]]:
    """Return what lists a model's files: its config.json, and when that is here, those that it names."""

    def listed(here: Mapping[str, Path]) -> tuple[ModelFile, ...]:
        if CONFIG not in here:
            return (file(name=CONFIG),)
        config = read_config(here, model)
        names = (CONFIG, config.voices, config.graph) if graph else (CONFIG, config.voices)
        return tuple(file(name=name) for name in names)

    return listed


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
    config = read_config(here, card.id)
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
    import zipfile

    try:
        with zipfile.ZipFile(file) as archive:
            return [name.removesuffix(".npy") for name in archive.namelist()]
    except zipfile.BadZipFile as error:
        raise ModelUnavailable(model, f"its voices cannot be read: {error}") from error


def _features(card: ModelCard) -> frozenset[Feature]:
    """Say what the graph in a folder can do, which is not the same for every export."""
    here = files.find(card, LoadOptions())
    if here is None:
        return _FEATURES
    seen = summarize(here[read_config(here, card.id).graph])
    features = set(_FEATURES)
    if not seen.is_random:
        features.add(Feature.DETERMINISTIC)
    if "duration" not in seen.outputs:
        features.remove(Feature.TIMINGS)
    return frozenset(features)
