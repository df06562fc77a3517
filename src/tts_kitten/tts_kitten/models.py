"""The models that this plugin offers: those that it knows, and those that a reference names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tts_core import Feature, Licence, LoadOptions, Model, ModelCard, ModelUnavailable, Voice

from . import machine
from .catalogue import CATALOGUE
from .config import USUAL_NAMES
from .contract import LIMIT, SAMPLE_RATE
from .options import OPTIONS, SPEEDS
from .peek import peek
from .source import Folder, Repository, read_config

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tts_core import Synthesizer

    from .catalogue import Entry
    from .source import Source

__all__ = ["PREFIX", "Offer", "known", "referenced", "source_of"]

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


@dataclass(frozen=True, slots=True)
class Offer:
    """A model's name, where its files come from, and what can be asked of them before it is loaded."""

    id: str
    source: Source
    known: bool = False
    """Whether its voices are known before its files are here."""

    def load(self, options: LoadOptions) -> Synthesizer:
        """Load the model."""
        from .loading import load

        return load(self.source, self.id, options)

    def present(self, options: LoadOptions) -> bool:
        """Whether all its files are here."""
        return self.source.find(options) is not None

    def voices(self) -> tuple[Voice, ...]:
        """
        List the voices that its files hold, with the names that its config gives them.

        As long as they are not here, those of a known model are what they always were; for any other
        the two small files are fetched.
        """
        options = LoadOptions()
        folder = self.source.find(options)
        if folder is None:
            if self.known:
                return _voices(USUAL_NAMES.values(), USUAL_NAMES)
            folder = self.source.fetch(options, self.id, small=True)
        config = read_config(self.source, folder, self.id)
        return _voices(_names_in(self.source.read(folder, config.voices, self.id), self.id), config.names)


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
    source = _source(reference.removeprefix(PREFIX))
    if isinstance(source, Repository):
        return _of(reference, source, f"The repository {source.repo} on the Hugging Face hub.", _FEATURES)
    return _of(reference, source, f"The files in {source.path}.", _features(source))


def source_of(name: str) -> Folder | Repository | None:
    """Return where the files of the model called *name* come from, if it is one of ours."""
    if name.startswith(PREFIX):
        return _source(name.removeprefix(PREFIX))
    return next((entry.source for entry in CATALOGUE if entry.id == name), None)


def _source(where: str) -> Folder | Repository:
    repository = _REPOSITORY.fullmatch(where)
    folder = Path(where).expanduser()
    if repository and not folder.is_dir():
        return Repository(repository["repo"], repository["revision"] or "main")
    return Folder(folder.absolute())


def _known(entry: Entry) -> Model:
    offer = Offer(entry.id, entry.source, known=True)
    card = ModelCard(
        id=entry.id,
        label=entry.label,
        description=entry.description,
        sample_rate=SAMPLE_RATE,
        languages=("en-US",),
        voices=offer.voices,
        default_voice=USUAL_NAMES[_FAVOURITE],
        limit=LIMIT,
        best=BEST,
        first=FIRST,
        concurrency=machine.processors(),
        features=_FEATURES,
        speeds=SPEEDS,
        options=OPTIONS,
        files=entry.source.pins,
        size=entry.megabytes * 1_000_000,
        licence=_LICENCE,
        homepage=f"https://huggingface.co/{entry.source.repo}",
        pros=entry.pros,
        cons=entry.cons,
        rank=entry.rank,
    )
    return Model(card, offer.load, present=offer.present)


def _of(reference: str, source: Source, description: str, features: frozenset[Feature]) -> Model:
    offer = Offer(reference, source)
    card = ModelCard(
        id=reference,
        label=reference,
        description=description,
        sample_rate=SAMPLE_RATE,
        languages=("en-US",),
        voices=offer.voices,
        limit=LIMIT,
        best=BEST,
        first=FIRST,
        concurrency=machine.processors(),
        features=features,
        speeds=SPEEDS,
        options=OPTIONS,
        size=200_000_000,
        licence=Licence(code=_LICENCE.code, g2p=_LICENCE.g2p),
        listed=False,
    )
    return Model(card, offer.load, present=offer.present)


def _voices(held: Iterable[str], names: Mapping[str, str]) -> tuple[Voice, ...]:
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


def _names_in(data: bytes, model: str) -> list[str]:
    """Return the names of the arrays in a voices file, without unpacking any."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [name.removesuffix(".npy") for name in archive.namelist()]
    except zipfile.BadZipFile as error:
        raise ModelUnavailable(model, f"its voices cannot be read: {error}") from error


def _features(folder: Folder) -> frozenset[Feature]:
    """Say what the graph in *folder* can do, which is not the same for every export."""
    found = folder.find(LoadOptions())
    if found is None:
        return _FEATURES
    seen = peek(found / read_config(folder, found, str(found)).graph)
    features = set(_FEATURES)
    if not seen.is_random:
        features.add(Feature.DETERMINISTIC)
    if "duration" not in seen.outputs:
        features.remove(Feature.TIMINGS)
    return frozenset(features)
